import { dayAfter, localDay, midnight, wallClock, weekdayOf } from '../stats/zone.ts'
import type { Calendar } from '../vocabulary/calendar.ts'
import { seconds } from './evaluate.ts'
import { deadline, dueDay, type DueDay, type DueDays } from './due-days.ts'

/** What a clock knows of the deliveries of a dataset. Times are seconds since 1970. */
export interface Arrivals {
  /** When deliveries arrived, also those that were held; in any order. */
  readonly arrivals: readonly number[]
  /** Since when somebody watches; what was due before is nobody's fault. */
  readonly watchedSince: number
  readonly now: number
}

export interface Arrived {
  /** Late: it is past what is due and its grace. Nothing yet: the first delivery is still awaited, and not late. */
  readonly is: 'in time' | 'late' | 'nothing yet'
  /** What counts: when the delivery that is awaited is due, or was. */
  readonly due: number
  /** From when on a delivery counts for that. */
  readonly from: number
  /** Seconds past `due`, from its grace on; else 0. */
  readonly late: number
  /** The last delivery, when it was due, and how many seconds past that it came, 0 within grace. */
  readonly last: { readonly at: number; readonly due: number; readonly late: number } | null
}

/** Days of a zone, and which of them are public holidays in a country. */
export interface Zoned {
  readonly zone: string
  readonly isHoliday: (day: string, country: string) => boolean
}

/**
 * Whether what a calendar says has arrived. Null when nothing is ever due.
 *
 * A delivery counts for one time at which something is due, and for no later one: that is the first one whose deliveries
 * count from before it. They count from the begin of the day that it is due on (of the week or the month, where it is due
 * by a day of that), or from half-way between the time before and it, whichever is earlier. So what comes late, or for
 * a second time, is not taken for what is due next, and what comes the evening before is. After an interval of several
 * units (15 minutes, 2 days) something is due again so many whole units of the clock or the calendar after the one in
 * which the last one came.
 */
export function arrived(calendar: Calendar, zoned: Zoned, clock: Arrivals): Arrived | null {
  const next = (after: number | null) => awaited(calendar, zoned, after, clock.watchedSince)
  const came = [...clock.arrivals].filter((each) => each <= clock.now).sort((a, b) => b - a)
  const [last = null, before = null] = came
  const due = next(last)
  if (!due) return null
  const grace = calendar.grace ? seconds(calendar.grace) : 0
  const past = (at: number, of: number) => (at > of + grace ? at - of : 0)
  const late = past(clock.now, due.at)
  const wasDue = last === null ? null : next(before)
  return {
    is: late > 0 ? 'late' : last === null || last < clock.watchedSince ? 'nothing yet' : 'in time',
    due: due.at,
    from: due.from,
    late,
    last: last !== null && wasDue ? { at: last, due: wasDue.at, late: past(last, wasDue.at) } : null,
  }
}

interface Due {
  readonly at: number
  readonly from: number
}

/** What is due after a delivery came, not before it was watched. */
function awaited(calendar: Calendar, zoned: Zoned, after: number | null, watched: number): Due | null {
  const zone = calendar.zone ?? zoned.zone
  const { holidays } = calendar
  const days: DueDays = {
    calendar,
    zone,
    isHoliday: (day) => holidays !== undefined && zoned.isHoliday(day, holidays),
  }
  if (!isInterval(calendar)) return onDays(days, after, watched)
  const due = after === null ? null : afterInterval(days, calendar.every, after)
  return due && due.at > watched ? due : afterInterval(days, calendar.every, watched)
}

type Interval = Calendar & { readonly every: NonNullable<Calendar['every']> }
const isInterval = (c: Calendar): c is Interval =>
  c.every !== undefined && (c.every.n > 1 || c.every.unit === 'hour' || c.every.unit === 'minute')

function onDays(days: DueDays, after: number | null, watched: number): Due | null {
  let day = localDay(Math.max(after ?? watched, watched), days.zone)
  for (;;) {
    const found = dueDay(days, day, 1)
    if (!found) return null
    const due = { at: deadline(days, found.day), from: countsFrom(days, found) }
    if (due.at > watched && (after === null || due.from > after)) return due
    day = dayAfter(found.day)
  }
}

function countsFrom(days: DueDays, { day, from }: DueDay): number {
  const begin = midnight(from, days.zone)
  const before = dueDay(days, dayAfter(day, -1), -1)
  return before ? Math.min(begin, (deadline(days, before.day) + deadline(days, day)) / 2) : begin
}

function afterInterval(days: DueDays, { n, unit }: Interval['every'], after: number): Due | null {
  if (unit === 'minute' || unit === 'hour')
    return { at: withoutHolidays(days, n * UNIT[unit], endOf(unit, after, days.zone)), from: after }
  const day = dayOfInterval(days, n, unit, localDay(after, days.zone))
  return day === null ? null : { at: deadline(days, day), from: after }
}

/** The last day of so many days, weeks or months later; holidays are no days, and what is due by one is due after it. */
function dayOfInterval({ isHoliday }: DueDays, n: number, unit: 'day' | 'week' | 'month', from: string): string | null {
  let day = from
  if (unit === 'week') day = dayAfter(from, 7 * n + 6 - MONDAY_FIRST.indexOf(weekdayOf(from)))
  if (unit === 'month') day = monthEnd(from, n)
  let left = unit === 'day' ? n : 0
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (left === 0 && !isHoliday(day)) return day
    day = dayAfter(day)
    if (left > 0 && !isHoliday(day)) left -= 1
  }
  return null
}

const MONDAY_FIRST = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const monthEnd = (day: string, months: number): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + months, 0)).toISOString().slice(0, 10)

const UNIT = { minute: 60, hour: 3600 } as const

/** The end of the minute or hour that the clock shows. */
function endOf(unit: 'minute' | 'hour', at: number, zone: string): number {
  const [minutes = 0, secs = 0] = wallClock(at, zone).slice(14).split(':').map(Number)
  const gone = unit === 'minute' ? secs : minutes * 60 + secs
  return Math.floor(at) - gone + UNIT[unit]
}

/** So many seconds later, those of holidays not counted. */
function withoutHolidays(days: DueDays, length: number, from: number): number {
  let [at, left] = [from, length]
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const day = localDay(at, days.zone)
    const end = midnight(dayAfter(day), days.zone)
    const open = days.isHoliday(day) ? 0 : end - at
    if (left <= open) return at + left
    left -= open
    at = end
  }
  return at + left
}
const MOST_TURNS = 800
