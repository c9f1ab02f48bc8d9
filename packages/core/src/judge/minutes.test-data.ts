import type { Calendar } from '../vocabulary/calendar.ts'

/** What clocks on the wall show, minute by minute, and what is due by them: the slow definition of arrival. */
export interface Minutes {
  /** Seconds of the first minute. */
  readonly start: number
  readonly day: readonly string[]
  readonly clock: readonly string[]
  /** Where each day begins. */
  readonly begin: ReadonlyMap<string, number>
}

export function minutesOf(zone: string, from: string, to: string): Minutes {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const start = Date.parse(from) / 1000
  // clocks are set only when they show a quarter of an hour, which they show together in all zones
  const texts = Array.from({ length: (Date.parse(to) / 1000 - start) / 900 }, (_, quarter) =>
    shown.format((start + quarter * 900) * 1000),
  ).flatMap((each) =>
    Array.from({ length: 15 }, (_, m) => each.slice(0, 14) + String(Number(each.slice(14)) + m).padStart(2, '0')),
  )
  const day = texts.map((each) => each.slice(0, 10))
  const begin = new Map(day.map((each, m) => [each, m] as const).reverse())
  return { start, day, clock: texts.map((each) => each.slice(11, 16)), begin }
}

export interface SlowDue {
  readonly at: number
  readonly from: number
}
type Holiday = (day: string) => boolean

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const weekday = (day: string): string => DAYS[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? ''
const tomorrow = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const monthOf = (day: string): string => day.slice(0, 7)
/** The date itself, or the last day where the month has no such date. */
const isDate = (day: string, date: number): boolean =>
  Number(day.slice(8)) === date || (Number(day.slice(8)) < date && monthOf(tomorrow(day)) !== monthOf(day))

/** Each time at which a calendar of days has something due, in order, and from when on deliveries count for it. */
export function slowDues(minutes: Minutes, c: Calendar, isHoliday: Holiday): readonly SlowDue[] {
  const days = [...minutes.begin.keys()].sort()
  const by = c.monthBy !== undefined || c.every?.unit === 'week' || c.every?.unit === 'month'
  const due = new Map<string, string>()
  for (const day of days) {
    if (!isNominal(day, c)) continue
    if (!by && !isHoliday(day)) due.set(day, day)
    const open = days.find((each) => each >= day && !isHoliday(each))
    if (by && open) due.set(open, firstOf(day, c))
  }
  const at = [...due].map(([day, from]) => ({
    at: slowDeadline(minutes, day, c.by ?? '24:00'),
    begin: first(minutes, from),
  }))
  return at.map((each, k) => {
    const before = at[k - 1]
    return { at: each.at, from: before ? Math.min(each.begin, (before.at + each.at) / 2) : each.begin }
  })
}

function isNominal(day: string, c: Calendar): boolean {
  if (c.weekdays) return c.weekdays.includes(weekday(day))
  if (c.dates) return c.dates.some((date) => isDate(day, date))
  if (c.monthBy !== undefined) return isDate(day, c.monthBy)
  if (c.every?.unit === 'week') return weekday(day) === 'Sunday'
  return c.every?.unit === 'month' ? isDate(day, 31) : true
}

function firstOf(day: string, c: Calendar): string {
  if (c.every?.unit !== 'week') return `${monthOf(day)}-01`
  return new Date(Date.parse(`${day}T12:00:00Z`) - 6 * 86_400_000).toISOString().slice(0, 10)
}

const first = ({ begin, start }: Minutes, day: string): number => start + (begin.get(day) ?? 0) * 60

/** The last minute that shows the time, or the end of the last one before it, or else the begin of the day. */
export function slowDeadline(minutes: Minutes, day: string, by: string): number {
  let found = first(minutes, day)
  const begin = minutes.begin.get(day) ?? 0
  for (let m = begin; m < begin + 2 * 1440; m++)
    if (minutes.day[m] === day && (minutes.clock[m] ?? '') <= by)
      found = minutes.start + (minutes.clock[m] === by ? m : m + 1) * 60
  return found
}

/** When something is due after an interval, counted minute by minute and day by day. */
export function slowInterval(minutes: Minutes, c: Calendar, isHoliday: Holiday, after: number): number {
  const { n, unit } = c.every ?? { n: 1, unit: 'day' as const }
  let m = Math.floor((after - minutes.start) / 60)
  if (unit === 'minute' || unit === 'hour') {
    do m += 1
    while (unit === 'hour' && minutes.clock[m]?.slice(3) !== '00')
    for (let left = n * (unit === 'hour' ? 60 : 1); left > 0; m++) if (!isHoliday(minutes.day[m] ?? '')) left -= 1
    return minutes.start + m * 60
  }
  let day = minutes.day[m] ?? ''
  if (unit === 'day') for (let left = n; left > 0;) if (!isHoliday((day = tomorrow(day)))) left -= 1
  if (unit !== 'day') {
    const end = (each: string) => (unit === 'week' ? weekday(each) === 'Sunday' : isDate(each, 31))
    for (let left = n + 1; left > 0;)
      if (end(day) && (left -= 1) === 0) break
      else day = tomorrow(day)
    while (isHoliday(day)) day = tomorrow(day)
  }
  return slowDeadline(minutes, day, c.by ?? '24:00')
}
