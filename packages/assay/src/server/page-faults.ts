import { setImmediate as nextTurn } from 'node:timers/promises'
import { counted, readPage } from '@assay/core'
import type { Services } from './services.ts'

/** For more pages that were not read yet nobody waits: what is wrong with them is told when it is known. */
const MOST_AWAITED = 20

/** What is wrong with the pages as they were last seen, in words by dataset; only of pages with mistakes. */
export function pageFaults(services: Services): () => Promise<ReadonlyMap<number, string>> {
  const { store, history } = services
  // a version never changes, so each is read once
  const known = new Map<number, string | null>()
  const unread = new Map<number, number>()
  let reading: Promise<void> | null = null
  return async () => {
    const newest = await store.newestPages(history.db)
    const versions = new Set(newest.values())
    for (const version of known.keys()) if (!versions.has(version)) known.delete(version)
    for (const [dataset, version] of newest) if (!known.has(version)) unread.set(version, dataset)
    if (unread.size > 0) {
      const awaited = unread.size <= MOST_AWAITED
      reading ??= readAll(services, unread, known).finally(() => (reading = null))
      if (awaited) await reading
      // what fails is tried again for the next who asks
      else reading.catch(() => undefined)
    }
    return new Map(
      [...newest].flatMap(([dataset, version]) => {
        const says = known.get(version) ?? null
        return says === null ? [] : [[dataset, says] as const]
      }),
    )
  }
}

/** Reads the pages one after the other, also those that come in meanwhile, and lets others be answered in between. */
async function readAll(
  { store, history, events }: Services,
  unread: Map<number, number>,
  known: Map<number, string | null>,
): Promise<void> {
  for (const [version, dataset] of unread) {
    await nextTurn()
    const page = await store.pageVersion(history.db, dataset, version)
    const says = page === null ? null : wordsOf(page.text)
    known.set(version, says)
    unread.delete(version)
    if (page !== null && says !== null)
      events.emit('change', { kind: 'page', dataset: page.dataset, version, by: page.by })
  }
}

function wordsOf(text: string): string | null {
  const { mistakes, diagnostics } = readPage(text, 'page.md')
  const others = diagnostics.filter(({ severity }) => severity === 'error').length - mistakes.length
  const parts = [
    ...(mistakes.length === 0
      ? []
      : [`${counted(mistakes.length, 'line')} ${mistakes.length === 1 ? 'is no sentence' : 'are no sentences'}`]),
    ...(others > 0 ? [`${counted(others, 'mistake')} on the page`] : []),
  ]
  return parts.length === 0 ? null : parts.join(', ')
}
