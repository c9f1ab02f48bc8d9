import type { Kind } from '../check.ts'
import { shownCount } from './shown-count.ts'

/** A value of a column, and where it stands. */
export interface Example {
  /** Null when it is private. */
  readonly value: string | null
  /** Null when there is one file only. */
  readonly file: string | null
  readonly row: number
}

/** `"n/a" in row 4`. */
export function exampleText({ value, file, row }: Example): string {
  const place = `row ${shownCount(row)}${file === null ? '' : ` of ${file}`}`
  return value === null ? `the one in ${place}` : `${JSON.stringify(value)} in ${place}`
}

/** How many present values a text column has, and how many of them can be read as what; no text reads as two of these. */
export interface Reads {
  readonly present: number
  readonly number: number
  readonly date: number
  readonly timestamp: number
  /** Those that cannot be read and look like numbers or dates written in another way, such as 1.200,50 or 31.01.2024. */
  readonly foreign: number
  /** The first value that is not what most are; where all are alike, none. */
  readonly odd?: Example
}

/** Of a column whose values were not looked at yet, or that has none. */
export const NO_READS: Reads = { present: 0, number: 0, date: 0, timestamp: 0, foreign: 0 }

/** What all present values read as (a date is a timestamp too); `mixed`: some of them as numbers or times, and not all. */
export function throughout(of: Reads): Extract<Kind, 'number' | 'date' | 'timestamp' | 'text'> | 'mixed' {
  const { present, number, date, timestamp } = of
  if (present === 0) return 'text'
  if (number === present) return 'number'
  if (date === present) return 'date'
  if (date + timestamp === present) return 'timestamp'
  return number + date + timestamp > 0 ? 'mixed' : 'text'
}

/** Most values look like numbers or dates written in another way: as texts they would be in an order that nobody means. */
export const isForeign = (of: Reads): boolean => throughout(of) === 'text' && of.foreign * 2 > of.present

/** As which kind most values of a column can be read that not all values agree with; null where that is no question. */
export function mostly(of: Reads): 'number' | 'timestamp' | null {
  if (throughout(of) !== 'mixed' && !isForeign(of)) return null
  return of.date + of.timestamp > of.number ? 'timestamp' : 'number'
}

/** As which kind of time a column is read where a time is wanted: values that are none then cannot be read. Null when none is one. */
export const timesIn = (of: Reads): 'date' | 'timestamp' | null =>
  of.timestamp > 0 ? 'timestamp' : of.date > 0 ? 'date' : null
