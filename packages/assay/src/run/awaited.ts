import { calendarOf, clockVerdict, nextDue, type Verdict } from '@assay/core'
import type { Problem } from '../alarms/index.ts'
import { alarmStore, raisingOf } from './alarming.ts'
import { clockOf } from './clock.ts'
import { arrivalsOf } from './earlier-kept.ts'
import type { WatchedPage, Watching } from './watching.ts'

/** When data is due by the sentences of a page about arrival. Instants are ISO 8601 in UTC. */
export interface Due {
  readonly late: boolean
  /** When what is late was due; null when nothing is. */
  readonly due: string | null
  /** When the next delivery is due, in the past where it is late; null when none is. */
  readonly next: string | null
}

interface Judged {
  readonly sentence: string
  readonly severity: 'must' | 'should'
  readonly why: string | null
  readonly verdict: Verdict
  readonly due: number | null
}

/** Judges by the clock whether what is due has come, and tells the alarms when that changed. Null where nothing is said about it. */
export async function judgeAwaited(watching: Watching, watched: WatchedPage): Promise<Due | null> {
  const judged = await byTheClock(watching, watched)
  if (judged === null) return null
  await tellLate(
    watching,
    watched,
    judged.filter((each) => each.verdict.status === 'broken'),
  )
  const dues = judged.flatMap((each) => each.due ?? [])
  const late = judged.filter((each) => each.verdict.status === 'broken').flatMap((each) => each.due ?? [])
  const iso = (of: readonly number[]) => (of.length === 0 ? null : new Date(Math.min(...of) * 1000).toISOString())
  return { late: late.length > 0, due: iso(late), next: iso(dues) }
}

async function byTheClock(watching: Watching, { page, dataset }: WatchedPage): Promise<readonly Judged[] | null> {
  const { store, history } = watching
  const clock = await clockOf(page, () => arrivalsOf({ db: history.db, store }, dataset))
  if (clock === null) return null
  const moment = { now: watching.clock().toISOString(), zone: page.timezone, clock }
  return page.sentences.flatMap(({ check, canonical, why = null }) => {
    const calendar = calendarOf(check)
    if (!calendar) return []
    const said = { sentence: canonical, severity: check.severity, why }
    return [{ ...said, verdict: clockVerdict(calendar, moment), due: nextDue(check, moment) }]
  })
}

/** An alarm is opened when something is late and closed when it has come; in between there is nothing new to say. */
async function tellLate(watching: Watching, { dataset }: WatchedPage, late: readonly Judged[]): Promise<void> {
  const { store, history, parts } = watching
  const { LATE, raiseLate } = await parts.alarms()
  const open = (await store.openAlarms(history.db, dataset.id)).some((each) => each.cause === LATE)
  if (open === late.length > 0) return
  const [worst] = [...late].sort((a, b) => Number(a.severity === 'should') - Number(b.severity === 'should'))
  const problems = worst ? [problemOf(worst, LATE)] : []
  watching.say({
    level: worst ? 'warn' : 'info',
    dataset: dataset.name,
    delivery: null,
    text: `${dataset.name}: ${worst ? worst.verdict.reason : 'what was late has come'}`,
  })
  await history.write((tx) =>
    raiseLate(
      alarmStore(store, tx),
      dataset,
      problems,
      (key) => (key === LATE ? (worst ? 'broken' : 'recovered') : 'unknown'),
      raisingOf(watching, dataset),
    ),
  )
}

const problemOf = ({ severity, sentence, why, verdict }: Judged, key: string): Problem => {
  const { shown, bound, reason } = verdict
  return {
    key,
    severity,
    columns: [],
    common: null,
    failingRows: null,
    failing: null,
    rows: null,
    commonText: null,
    cause: null,
    cure: null,
    sentence: { sentence, why, shown, bound, reason, history: [], band: null },
  }
}
