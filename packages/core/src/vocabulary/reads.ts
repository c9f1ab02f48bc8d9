import type { Kind } from '../check.ts'

/** How many present values a text column has, and how many of them can be read as what; no text reads as two of these. */
export interface Reads {
  readonly present: number
  readonly number: number
  readonly date: number
  readonly timestamp: number
}

/** Of a column whose values were not looked at yet, or that has none. */
export const NO_READS: Reads = { present: 0, number: 0, date: 0, timestamp: 0 }

/** What all present values read as (a date is a timestamp too); `mixed`: some of them as numbers or times, and not all. */
export function throughout(of: Reads): Extract<Kind, 'number' | 'date' | 'timestamp' | 'text'> | 'mixed' {
  const { present, number, date, timestamp } = of
  if (present === 0) return 'text'
  if (number === present) return 'number'
  if (date === present) return 'date'
  if (date + timestamp === present) return 'timestamp'
  return number + date + timestamp > 0 ? 'mixed' : 'text'
}

/** As which kind of time a column is read where a time is wanted: values that are none then cannot be read. Null when none is one. */
export const timesIn = (of: Reads): 'date' | 'timestamp' | null =>
  of.timestamp > 0 ? 'timestamp' : of.date > 0 ? 'date' : null
