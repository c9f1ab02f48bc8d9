import { Failure } from '../failure.ts'
import type { DatasetRecord } from '../record.ts'
import { pageNow } from '../run/page-of.ts'
import type { PageResponse } from './contract.ts'

/** What a page says now and its last verdicts do not speak of, in the order of the page; nothing of a page that is gone. */
export async function waitingOf(
  dataset: DatasetRecord,
  result: PageResponse['result'],
): Promise<PageResponse['waiting']> {
  if (result === null) return []
  const page = await pageNow(dataset).catch((error: unknown) => {
    if (error instanceof Failure) return null
    throw error
  })
  if (page === null) return []
  const judged = new Set(result.verdicts.map(({ canonical }) => canonical))
  const shown = new Set(result.document.flatMap((block) => (block.kind === 'mistake' ? [block.text] : [])))
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
