import type { Environment, Page, Verdict } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import type { PageResult } from '../../report/contract.ts'
import type { Judged } from '../check-page.ts'
import { clockAtArrival } from '../clock.ts'
import { datasetFacts, pageWords } from '../dataset.ts'
import { judgement, pageHistory } from '../judgement.ts'
import { measure } from '../measure.ts'
import type { Parts } from '../parts.ts'

/** How a sentence came out. */
export type Outcome = Pick<Verdict, 'status' | 'failing' | 'counted'>
/** How the sentences of a page would have come out, had it been amended before; undefined for one that it no longer has. */
export type Rechecked = readonly (Outcome | undefined)[]
/** Reads the delivery as an amended page says and judges it; null where its files are no longer there. */
export type ReadAgain = (page: Page) => Promise<PageResult | null>

/** Judges the delivery by an amended page; null when that is no page, or the data would have to be read again and cannot be. */
export async function judgedAgain(
  engine: Engine,
  judged: Judged,
  parts: Parts,
  page: Page,
  readAgain: ReadAgain | null,
): Promise<Rechecked | null> {
  const before = judged.run.page
  const mistakes = (of: Page) => of.diagnostics.filter((each) => each.severity === 'error').length
  if (mistakes(page) > mistakes(before)) return null
  if (readAgain === null) return matched(before, page, await measuredAgain(engine, judged, parts, page))
  const result = await readAgain(page)
  return result === null || result.state === 'not-checked' ? null : matched(before, page, result.verdicts)
}

async function measuredAgain(engine: Engine, judged: Judged, parts: Parts, page: Page): Promise<readonly Verdict[]> {
  const { run, snapshot, measured } = judged
  const { words } = await pageWords(engine, page, snapshot, parts.readPageExpression)
  const { relation, columns } = judged.facts
  const dataset = { ...datasetFacts(page, snapshot, words), relation, columns }
  const environment: Environment = { ...measured.environment, dataset }
  const again = await measure(
    engine,
    page.sentences.map((each) => each.check),
    environment,
    snapshot.rows,
  )
  const clock = await clockAtArrival(page, run.earlier, run.now)
  return judgement(page, again, { now: run.now, history: await pageHistory(page, run.earlier), clock }).verdicts
}

/** By the sentences of the page as it was: an amended page has the same in the same order, and perhaps one more. */
export function matched(before: Page, after: Page, verdicts: readonly Outcome[]): Rechecked {
  const more = after.sentences.length - before.sentences.length
  const first = before.sentences.findIndex((each, i) => after.sentences[i]?.canonical !== each.canonical)
  return before.sentences.map((_, i) => verdicts[more > 0 && i >= first ? i + more : i])
}

export const isBad = ({ status }: Pick<Outcome, 'status'>): boolean => status === 'broken' || status === 'unchecked'

/** Whether there is a sentence that held and would not any more. */
export const worse = (before: readonly Outcome[], after: Rechecked): boolean =>
  before.some((each, at) => !isBad(each) && (after[at] === undefined || isBad(after[at])))
