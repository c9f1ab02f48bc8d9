import type { Check } from '../check.ts'
import type { Calendar } from '../vocabulary/calendar.ts'
import { writtenCalendar } from '../vocabulary/calendar.ts'
import { arrived, type Arrived } from './arrival.ts'
import { seconds } from './evaluate.ts'
import { shownTime } from './past.ts'
import { shownDuration } from './shown.ts'
import { unchecked, type Verdict } from './verdict.ts'

/** What a watcher knows of a page's deliveries. Times are ISO 8601 in UTC. */
export interface Clock {
  /** When deliveries arrived up to now, also those that were then held; the newest two are enough. In any order. */
  readonly arrivals: readonly string[]
  /** Since when the page is watched; what was due before does not count. */
  readonly watchedSince: string
  /** Whether a day (`2024-05-01`) is a public holiday in a country (`DE`); null where its holidays are not known. */
  readonly isHoliday: (day: string, country: string) => boolean | null
}

interface Moment {
  readonly now: string
  readonly zone: string
  readonly clock: Clock
}

/** The calendar of a check that says when data must arrive; else null. */
export function calendarOf({ measure }: Check): Calendar | null {
  return 'whole' in measure && measure.whole.kind === 'arrival'
    ? (measure.whole.args.when as unknown as Calendar)
    : null
}

/** When the delivery that a check awaits is due (seconds since 1970), in the past where it is late; null when it awaits none. */
export function nextDue(check: Check, moment: Moment): number | null {
  const calendar = calendarOf(check)
  if (!calendar || unknownIn(calendar, calendar.zone ?? moment.zone, moment)) return null
  return arrivedAt(calendar, moment)?.due ?? null
}

/** Judges by the clock whether the delivery that is due has come. The number is how late it is, in seconds. */
export function clockVerdict(calendar: Calendar, moment: Moment): Verdict {
  const bound = writtenCalendar(calendar)
  const zone = calendar.zone ?? moment.zone
  const unknown = unknownIn(calendar, zone, moment)
  if (unknown) return unchecked('incomparable', unknown, bound)
  const found = arrivedAt(calendar, moment)
  const high = calendar.grace ? seconds(calendar.grace) : 0
  const shared = {
    bound,
    band: { low: null, high },
    bandShown: { low: null, high: shownDuration(high) },
    rows: null,
    counted: null,
    failing: null,
  }
  if (!found || found.is === 'nothing yet') {
    const reason = found ? `the first delivery is due ${shownTime(found.due, zone)}` : 'nothing is ever due'
    return { ...shared, status: 'idle', why: 'nothing-in-scope', value: null, shown: '', reason }
  }
  const late = found.is === 'late'
  const value = late ? found.late : (found.last?.late ?? 0)
  return {
    ...shared,
    status: late ? 'broken' : 'holds',
    why: late ? 'out-of-bound' : null,
    value,
    shown: value === 0 ? 'in time' : `${shownDuration(value)} late`,
    reason: late ? nothingCame(found, zone) : came(found, zone),
  }
}

function unknownIn({ holidays }: Calendar, zone: string, { now, clock }: Moment): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    return `there is no time zone ${zone}`
  }
  return holidays !== undefined && clock.isHoliday(now.slice(0, 10), holidays) === null
    ? `the public holidays of ${holidays} are not known`
    : null
}

const arrivedAt = (calendar: Calendar, { now, zone, clock }: Moment): Arrived | null =>
  arrived(
    calendar,
    { zone, isHoliday: (day, country) => clock.isHoliday(day, country) === true },
    { arrivals: clock.arrivals.map(secondsOf), watchedSince: secondsOf(clock.watchedSince), now: secondsOf(now) },
  )

const secondsOf = (iso: string): number => Date.parse(iso) / 1000

function nothingCame({ due, late, last }: Arrived, zone: string): string {
  const since = last ? `nothing came since ${shownTime(last.at, zone)}` : 'nothing came yet'
  return `${since}; a delivery was due ${shownTime(due, zone)}, ${shownDuration(late)} ago`
}

function came({ due, last }: Arrived, zone: string): string {
  const how = !last ? '' : last.late > 0 ? `, ${shownDuration(last.late)} after it was due` : ', in time'
  return `the last delivery came ${last ? shownTime(last.at, zone) : ''}${how}; the next is due ${shownTime(due, zone)}`
}
