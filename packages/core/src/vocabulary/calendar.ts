import type { Duration } from '../check.ts'
import { COUNTRY_CODES } from './standards/country-codes.ts'
import { TIME_ZONES } from './standards/time-zones.ts'

export type RhythmUnit = 'minute' | 'hour' | 'day' | 'week' | 'month'

/** When data must arrive. Exactly one of the first four says how often. */
export interface Calendar {
  readonly every?: { readonly n: number; readonly unit: RhythmUnit }
  /** On these days of the week: `Monday`. */
  readonly weekdays?: readonly string[]
  /** On these days of the month; a month that is too short has its last day instead. */
  readonly dates?: readonly number[]
  /** Once a month, by this day of it. */
  readonly monthBy?: number
  /** The time of the day: `06:00`, `06:00:30`. Without it, the end of the day. */
  readonly by?: string
  readonly zone?: string
  readonly grace?: Duration
  /** Nothing is due on public holidays of this country (a code of two letters). */
  readonly holidays?: string
}

const WORKING = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/** The canonical words of a calendar; the reading uses them too, since they are exact. */
export function writtenCalendar(c: Calendar): string {
  return [
    rhythm(c),
    ...(c.by === undefined ? [] : [`by ${c.by}`]),
    ...(c.zone === undefined ? [] : [`in ${c.zone}`]),
    ...(c.grace ? [`with ${counted(c.grace.n, c.grace.unit)} of grace`] : []),
    ...(c.holidays === undefined ? [] : [`except on public holidays in ${c.holidays}`]),
  ].join(' ')
}

function rhythm(c: Calendar): string {
  if (c.every) return c.every.n === 1 ? `every ${c.every.unit}` : `every ${counted(c.every.n, c.every.unit)}`
  if (c.weekdays) return `every ${isWorkingWeek(c.weekdays) ? 'weekday' : joined(c.weekdays)}`
  if (c.dates) return `on the ${joined(c.dates.map(ordinal))}`
  return `every month by the ${ordinal(c.monthBy ?? 1)}`
}

const isWorkingWeek = (days: readonly string[]): boolean =>
  days.length === WORKING.length && WORKING.every((each) => days.includes(each))

const counted = (n: number, unit: string): string => `${String(n)} ${unit}${n === 1 ? '' : 's'}`
const joined = (of: readonly string[]): string =>
  of.length < 2 ? (of[0] ?? '') : `${of.slice(0, -1).join(', ')} and ${of.at(-1) ?? ''}`

/** 1st, 2nd, 3rd, 4th … 11th, 21st. */
function ordinal(n: number): string {
  const tens = n % 100
  const end = tens > 10 && tens < 14 ? undefined : ['st', 'nd', 'rd'][(n % 10) - 1]
  return `${String(n)}${end ?? 'th'}`
}

/** What makes no sense in a calendar, or null. */
export function calendarFault(c: Calendar): string | null {
  const odd = [...(c.dates ?? []), ...(c.monthBy === undefined ? [] : [c.monthBy])].find(
    (each) => !Number.isInteger(each) || each < 1 || each > 31,
  )
  if (odd !== undefined) return `no month has a ${ordinal(odd)}`
  if (c.every && c.every.n < 1) return 'nothing can arrive every 0 times: it must be at least 1'
  if (c.by !== undefined && !/^([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?$/.test(c.by))
    return `${c.by} is not a time of the day`
  if (c.by !== undefined && c.by > '24:00') return `${c.by} is not a time of the day`
  if (c.by !== undefined && (c.every?.unit === 'minute' || c.every?.unit === 'hour'))
    return `"by ${c.by}" makes no sense for what arrives several times a day`
  if (c.zone !== undefined && c.zone !== 'UTC' && !TIME_ZONES.includes(c.zone)) return `there is no time zone ${c.zone}`
  if (c.holidays !== undefined && !COUNTRY_CODES.includes(c.holidays)) return `${c.holidays} is not a country code`
  return null
}
