import { Failure } from '../../failure.ts'
import type { MendResult, PageResult } from '../../report/contract.ts'
import { checkWith } from '../check.ts'
import { checkPage } from '../check-page.ts'
import { runAgain } from '../kept-run.ts'
import { namedDataset, numberedDelivery } from '../named.ts'
import { notKept } from '../kept-files.ts'
import { openWatching } from '../open-watching.ts'
import { pageFile, pageText } from '../page-file.ts'
import type { EngineLimits, Parts } from '../parts.ts'
import { replaceFile } from '../replace-file.ts'
import { projectWithHistory } from '../watch-with.ts'
import { applyMend } from './apply.ts'
import { withFitting } from './still-fits.ts'

export interface CureOptions extends EngineLimits {
  /** Path of a page. */
  readonly page: string
  /** Another source than the page's own, relative to the working directory. */
  readonly source?: string
  /** Of a delivery that is kept, instead of the newest that is there. */
  readonly number?: number
  /** Writes the amended page. */
  readonly write?: boolean
  readonly progress?: (text: string) => void
}

/** What would mend a page for a delivery, or did. */
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

/** Checks a page and amends it where a delivery comes otherwise than the one that was accepted last before it. */
export async function cureWith(parts: Parts, { page, write, number, ...options }: CureOptions): Promise<Cured> {
  const before = await pageText(page)
  if (number !== undefined && options.source !== undefined)
    throw new Failure('bad-option', 'A delivery that is kept has no other source: say its number or the source.')
  const result =
    number === undefined
      ? (await checkWith(parts, { pages: [page], ...options })).pages[0]
      : await keptResult(parts, page, number, options)
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

/** How a kept delivery comes out by the page as it is now; a page that the deliveries after it refute is not offered. */
async function keptResult(
  parts: Parts,
  path: string,
  number: number,
  { progress, ...limits }: Omit<CureOptions, 'page' | 'source' | 'number'>,
): Promise<PageResult> {
  const page = await pageFile(path)
  const watching = await openWatching(parts, await projectWithHistory(path), limits)
  try {
    const { store, history } = watching
    const dataset = await namedDataset(store, history.db, page.dataset)
    const delivery = await numberedDelivery(store, history.db, dataset, number)
    const run = await runAgain(watching, { dataset, delivery, page })
    if (run === null) throw notKept(delivery)
    const result = await checkPage({ ...run, ...(progress ? { progress } : {}) }, parts)
    return await withFitting(watching, dataset, delivery, result)
  } finally {
    await watching.close()
  }
}
