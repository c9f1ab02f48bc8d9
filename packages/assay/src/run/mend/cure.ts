import type { MendResult } from '../../report/contract.ts'
import { checkWith } from '../check.ts'
import { pageText } from '../page-file.ts'
import type { EngineLimits, Parts } from '../parts.ts'
import { replaceFile } from '../replace-file.ts'
import { applyMend } from './apply.ts'

export interface CureOptions extends EngineLimits {
  /** Path of a page. */
  readonly page: string
  /** Another source than the page's own, relative to the working directory. */
  readonly source?: string
  /** Writes the amended page. */
  readonly write?: boolean
  readonly progress?: (text: string) => void
}

/** What would mend a page for its newest delivery, or did. */
export interface Cured {
  readonly page: string
  readonly dataset: string
  /** The delivery, as it is shown. */
  readonly delivery: string
  readonly mends: readonly MendResult[]
  /** Sentences that came out badly and that no mend explains. */
  readonly unexplained: readonly string[]
  /** The page with all of their patches, as far as these can be taken together. */
  readonly text: string
  /** Mends whose patch is in the text. */
  readonly taken: number
  readonly written: boolean
}

/** Checks a page and amends it where its newest delivery comes otherwise than the last accepted one. */
export async function cureWith(parts: Parts, { page, write, ...options }: CureOptions): Promise<Cured> {
  const before = await pageText(page)
  const { pages } = await checkWith(parts, { pages: [page], ...options })
  const [result] = pages
  const mends = result?.mends ?? []
  let [text, taken] = [before, 0]
  for (const { patch } of mends) {
    const made = patch === null ? null : applyMend(text, patch)
    if (made === null) continue
    text = made
    taken++
  }
  const written = write === true && text !== before
  if (written) await replaceFile(page, text)
  const { dataset = '', delivery } = result ?? {}
  const unexplained = (result?.verdicts ?? [])
    .filter((each) => (each.status === 'broken' || each.status === 'unchecked') && each.mend === undefined)
    .map((each) => each.canonical)
  return { page, dataset, delivery: delivery?.source ?? '', mends, unexplained, text, taken, written }
}
