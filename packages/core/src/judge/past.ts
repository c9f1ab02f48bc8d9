import { atWall, dayAfter, localDay, monthsBefore, wallClock, weekdayOf } from '../stats/zone.ts'
import { NEAR } from '../vocabulary/bounds/history.ts'
import type { SlotTypes } from '../vocabulary/word.ts'
import type { Evaluated } from './evaluate.ts'
import { add, multiply, type Fraction } from './exact.ts'

/** A number of the delivery as it was in an earlier accepted delivery. */
export interface PastNumber {
  /** When that delivery arrived, in seconds. */
  readonly time: number
  /** The day of that in the zone of the page. */
  readonly day: string
  /** Null when there was nothing to take it of. */
  readonly value: Evaluated | null
  /** A person said that this number is as it should be. */
  readonly expected?: true
  /** A person said that it is not as it should be. */
  readonly unusual?: true
}

/** What a number is compared with and how that is called, or what is missing for it. */
export type Baseline = { readonly value: Evaluated; readonly called: string } | { readonly missing: string }

type PastArg = SlotTypes['past']
interface Moment {
  readonly now: number
  readonly zone: string
}

/** Finds in the numbers of earlier deliveries (oldest first) what the sentence compares with. */
export function baseline(past: PastArg, series: readonly PastNumber[], at: Moment): Baseline {
  const last = series.at(-1)
  if (!last) return { missing: 'there is no earlier accepted delivery to compare with' }
  if (past.past === 'average') return average(past, series, at)
  if (past.past === 'before') return nearest(past.unit ?? 'day', series, at)
  return single(last, 'in the last accepted delivery', at)
}

/** The time of a delivery as people of its zone say it. */
export const shownTime = (time: number, zone: string): string => wallClock(time, zone).slice(0, 16).replace('T', ' ')

function single(of: PastNumber, called: string, at: Moment): Baseline {
  const when = `${called} (${shownTime(of.time, at.zone)})`
  return of.value ? { value: of.value, called: when } : { missing: `there was no such number ${when}` }
}

function nearest(unit: string, series: readonly PastNumber[], at: Moment): Baseline {
  const wanted = before(unit, at)
  const found = series.reduce((best, each) =>
    Math.abs(each.time - wanted) <= Math.abs(best.time - wanted) ? each : best,
  )
  const near = NEAR[unit as keyof typeof NEAR]
  if (Math.abs(found.time - wanted) <= near.seconds) return single(found, `a ${unit} before`, at)
  return {
    missing: `no accepted delivery lies within ${near.said} of a ${unit} before (${shownTime(wanted, at.zone)}); the nearest is that of ${shownTime(found.time, at.zone)}`,
  }
}

/** The same time by the clock on the wall, so much earlier by the calendar. */
function before(unit: string, { now, zone }: Moment): number {
  const clock = wallClock(now, zone)
  const day = clock.slice(0, 10)
  const then =
    unit === 'month' || unit === 'year'
      ? monthsBefore(day, unit === 'year' ? 12 : 1)
      : dayAfter(day, unit === 'week' ? -7 : -1)
  return atWall(`${then}${clock.slice(10)}`, zone)
}

function average(past: PastArg, series: readonly PastNumber[], at: Moment): Baseline {
  const { n = 1, unit = 'deliveries' } = past
  const chosen =
    unit === 'deliveries'
      ? series.slice(-n)
      : SPANS.includes(unit)
        ? inSpan(n, unit, series, at)
        : ofWeekday(n, unit, series, at)
  if ('missing' in chosen) return chosen
  const values = chosen.flatMap((each) => each.value ?? [])
  if (SPANS.includes(unit) && values.length === 0)
    return { missing: `no accepted delivery of the last ${String(n)} ${unit} has such a number` }
  if (!SPANS.includes(unit) && values.length < n) {
    const needed = unit === 'deliveries' ? 'accepted deliveries' : `${unit} with an accepted delivery`
    return {
      missing: `it needs ${String(n)} ${needed}, and ${String(values.length)} ${values.length === 1 ? 'is' : 'are'} known`,
    }
  }
  const times = chosen.map((each) => each.day)
  return {
    value: mean(values),
    called: `on the average of the last ${String(n)} ${unit} (${times[0] ?? ''} to ${times.at(-1) ?? ''})`,
  }
}

const SPANS: readonly string[] = ['days', 'weeks', 'months']

/** All deliveries of so many days before today, if there was one before those: else the average is of fewer days. */
function inSpan(
  n: number,
  unit: string,
  series: readonly PastNumber[],
  at: Moment,
): readonly PastNumber[] | { missing: string } {
  const today = localDay(at.now, at.zone)
  const first = unit === 'months' ? monthsBefore(today, n) : dayAfter(today, unit === 'weeks' ? -7 * n : -n)
  const oldest = series[0]?.day ?? today
  if (oldest > first)
    return { missing: `accepted deliveries are known since ${oldest} only, and it needs them since ${first}` }
  return series.filter((each) => each.day >= first && each.day < today)
}

/** The last delivery of each of so many days of that name before today. */
function ofWeekday(n: number, unit: string, series: readonly PastNumber[], at: Moment): readonly PastNumber[] {
  const today = localDay(at.now, at.zone)
  const days = new Map(
    series.filter((each) => each.day < today && `${weekdayOf(each.day)}s` === unit).map((each) => [each.day, each]),
  )
  return [...days.values()].slice(-n)
}

function mean(of: readonly Evaluated[]): Evaluated {
  const exact = of.reduce<Fraction | null>((sum, each) => (sum && each.exact ? add(sum, each.exact) : null), {
    n: 0n,
    d: 1n,
  })
  return {
    kind: of[0]?.kind ?? 'number',
    is: of.reduce((sum, each) => sum + each.is, 0) / of.length,
    ...(exact ? { exact: multiply(exact, { n: 1n, d: BigInt(of.length) }) } : {}),
  }
}
