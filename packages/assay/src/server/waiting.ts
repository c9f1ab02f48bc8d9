import { readPage } from '@assay/core'
import type { DatasetRecord } from '../record.ts'
import type { PageResponse } from './contract.ts'
import type { Services } from './services.ts'

/** What the newest version of a page says and its last verdicts do not speak of, in the order of the page. */
export async function waitingOf(
  { store, history }: Services,
  dataset: DatasetRecord,
  result: PageResponse['result'],
): Promise<PageResponse['waiting']> {
  if (result === null) return []
  const [newest] = await store.pageVersions(history.db, dataset.id, 1)
  const version = newest && (await store.pageVersion(history.db, dataset.id, newest.id))
  if (!version) return []
  const judged = new Set(result.verdicts.map(({ canonical }) => canonical))
  const shown = new Set(result.document.flatMap((block) => (block.kind === 'mistake' ? [block.text] : [])))
  const page = readPage(version.text, dataset.page)
  const waiting: PageResponse['waiting'] = []
  let after: string | null = null
  for (const block of page.document) {
    if (block.kind === 'mistake' && !shown.has(block.text)) {
      const says = page.diagnostics.find(({ line, severity }) => line === block.line && severity === 'error')
      waiting.push({ kind: 'mistake', text: block.text, says: says?.message ?? null, after })
    }
    const sentence = block.kind === 'sentence' ? page.sentences[block.sentence] : undefined
    if (sentence === undefined) continue
    if (judged.has(sentence.canonical)) after = sentence.canonical
    else waiting.push({ kind: 'sentence', text: sentence.text, says: null, after })
  }
  return waiting
}
