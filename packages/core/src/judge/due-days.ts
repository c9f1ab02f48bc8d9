import { dayAfter, lastBefore, midnight, weekdayOf } from '../stats/zone.ts'
import type { Calendar } from '../vocabulary/calendar.ts'

/** The days of a calendar on which something is due, in the time of its zone. */
export interface DueDays {
  readonly calendar: Calendar
  readonly zone: string
  readonly isHoliday: (day: string) => boolean
}

/** A day on which something is due, and the first day of what it is due for: of its month, its week, or itself. */
export interface DueDay {
  readonly day: string
  readonly from: string
}

/** In so many days something is due, or never. */
const MOST_DAYS = 800

/** The first day from one on, or the last one up to it, on which something is due. */
export function dueDay(days: DueDays, from: string, step: 1 | -1): DueDay | null {
  let day = from
  for (let n = 0; n < MOST_DAYS; n++, day = dayAfter(day, step)) {
    const found = dueOn(days, day)
    if (found && exists(day, days.zone)) return found
  }
  return null
}

/** When something is due on a day. */
export const deadline = ({ calendar, zone }: DueDays, day: string): number =>
  lastBefore(day, calendar.by ?? '24:00', zone)

/** Zones have left out days when they moved to the other side of the date line. */
const exists = (day: string, zone: string): boolean => midnight(day, zone) < midnight(dayAfter(day), zone)

function dueOn(days: DueDays, day: string): DueDay | null {
  if (days.isHoliday(day)) return null
  if (!untilDay(days.calendar)) return named(days.calendar, day) ? { day, from: day } : null
  // what is due by a day is due by the next one when that is a holiday
  let last = day
  while (!lastDay(days.calendar, last)) {
    last = dayAfter(last, -1)
    if (!days.isHoliday(last)) return null
  }
  return { day, from: firstDay(days.calendar, last) }
}

/** Something that is due by a day of a week or a month, not on it. */
const untilDay = ({ every, monthBy }: Calendar): boolean =>
  monthBy !== undefined || every?.unit === 'week' || every?.unit === 'month'

function named({ weekdays, dates }: Calendar, day: string): boolean {
  if (weekdays) return weekdays.includes(weekdayOf(day))
  return dates ? dates.some((date) => dateOf(day) === Math.min(date, lengthOfMonth(day))) : true
}

function lastDay({ every, monthBy }: Calendar, day: string): boolean {
  if (monthBy !== undefined) return dateOf(day) === Math.min(monthBy, lengthOfMonth(day))
  return every?.unit === 'week' ? weekdayOf(day) === 'Sunday' : dateOf(day) === lengthOfMonth(day)
}

const firstDay = ({ every }: Calendar, day: string): string =>
  every?.unit === 'week' ? dayAfter(day, -6) : `${day.slice(0, 8)}01`

const dateOf = (day: string): number => Number(day.slice(8))
const lengthOfMonth = (day: string): number =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
