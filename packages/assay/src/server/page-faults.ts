import { counted, readPage } from '@assay/core'
import type { Services } from './services.ts'

/** What is wrong with the pages as they were last seen, in words by dataset; only of pages with mistakes. */
export function pageFaults({ store, history }: Services): () => Promise<ReadonlyMap<number, string>> {
  // a version never changes, so each is read once
  let known = new Map<number, string | null>()
  const read = async (dataset: number, version: number) => {
    const found = known.get(version)
    if (found !== undefined) return found
    const page = await store.pageVersion(history.db, dataset, version)
    return page === null ? null : wordsOf(page.text)
  }
  return async () => {
    const newest = await store.newestPages(history.db)
    const now = new Map<number, string | null>()
    const faults = new Map<number, string>()
    for (const [dataset, version] of newest) {
      const says = await read(dataset, version)
      now.set(version, says)
      if (says !== null) faults.set(dataset, says)
    }
    known = now
    return faults
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
