import { createHash } from 'node:crypto'
import { readPage, type Page } from '@assay/core'
import type { DatasetRecord, DeliveryRecord } from '../../record.ts'
import type { MendResult, PageResult } from '../../report/contract.ts'
import { checkPage } from '../check-page.ts'
import { runAgain } from '../kept-run.ts'
import { limitsWhile, type Opening } from '../open-deliveries.ts'
import { pageNow } from '../page-of.ts'
import { applyMend } from './apply.ts'
import { matched, worse } from './recheck.ts'

/** Whoever looks at a delivery waits for it. */
const MOST_SECONDS = 60

/**
 * The result of a delivery, with the page that would take it only where the sentences that hold on the newest accepted
 * delivery hold by that page too: what came back since to what it was is no format that stays.
 */
export async function withFitting(
  opening: Opening,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
  result: PageResult,
): Promise<PageResult> {
  const newest = await opening.store.lastAccepted(opening.history.db, dataset.id)
  const { mends = [] } = result
  if (newest === null || newest.number <= delivery.number || mends.every((each) => each.patch === null)) return result
  const page = await pageNow(dataset)
  const fitting: MendResult[] = []
  for (const each of mends) {
    const text = each.patch === null ? null : applyMend(page.text, each.patch)
    const broken = text !== null && (await breaks(opening, { dataset, newest, page, text }))
    fitting.push(broken ? withoutPatch(each, delivery, newest) : each)
  }
  return { ...result, mends: fitting }
}

function withoutPatch(
  mend: MendResult,
  { dataset, number, state }: DeliveryRecord,
  newest: DeliveryRecord,
): MendResult {
  const { release: _, ...rest } = mend
  const way = (what: string) => `\`assay ${what} ${dataset} ${String(number)} --reason …\``
  const out = state === 'held' ? ` ${way('release')} takes this one as it is, ${way('reject')} leaves it out.` : ''
  return {
    ...rest,
    amendments: [],
    patch: null,
    next: `Delivery ${String(newest.number)} came later and is as the page says; a page that takes this one would not take it.${out}`,
  }
}

interface ToJudge {
  readonly dataset: DatasetRecord
  readonly newest: DeliveryRecord
  readonly page: Page
  /** Of the amended page. */
  readonly text: string
}

/** What was found out, by history: a delivery is looked at again and again. */
const known = new WeakMap<object, Map<string, Promise<boolean>>>()
const MOST_KNOWN = 100

/** Whether a sentence holds on the delivery by the page as it is, and does not by the amended one. */
function breaks(opening: Opening, of: ToJudge): Promise<boolean> {
  const { newest, page, text } = of
  const key = createHash('sha256')
    .update(JSON.stringify([newest.id, newest.folder, newest.judgedAt, page.text, text]))
    .digest('hex')
  const found = known.get(opening.history) ?? new Map<string, Promise<boolean>>()
  known.set(opening.history, found)
  const before = found.get(key)
  if (before) return before
  const judged = brokenBy(opening, of, readPage(text, page.path))
  found.set(key, judged)
  judged.catch(() => found.delete(key))
  for (const [oldest] of found) if (found.size > MOST_KNOWN) found.delete(oldest)
  return judged
}

/** What is no longer kept breaks by nothing. */
async function brokenBy(opening: Opening, { dataset, newest, page }: ToJudge, amended: Page): Promise<boolean> {
  const limits = limitsWhile(opening.limits, MOST_SECONDS)
  const judged: PageResult[] = []
  for (const each of [page, amended]) {
    const run = await runAgain({ ...opening, limits }, { dataset, delivery: newest, page: each })
    if (run === null) return false
    judged.push(await checkPage({ ...run, trial: true }, opening.parts))
  }
  const [now, then] = judged.map((each) => each.verdicts)
  return now !== undefined && then !== undefined && worse(now, matched(page, amended, then))
}
