import type { Band, Status } from '../check.ts'

/**
 * What is drawn: the parts of a result that a picture or a line of words is made from. The results of the JSON contract
 * are all of this, and more.
 */

export type Severity = 'must' | 'should'
export type Cell = string | number | boolean | null

export interface DrawnVerdict {
  readonly severity: Severity
  readonly status: Status
  readonly value: number | string | null
  /** The value as it is shown: 98.4%, 1,349, 3 hours. */
  readonly shown: string
  readonly bound: string
  readonly band: Band | null
  /** The ends of the band in words. */
  readonly bandShown?: { readonly low: string | null; readonly high: string | null } | undefined
  /** Rows counted and failing; null for what is not about rows. */
  readonly counted: number | null
  readonly failing: number | null
  readonly reason: string
  /** What was not counted or left out. */
  readonly left?: string | undefined
  readonly groupCount?: { readonly all: number; readonly broken: number } | undefined
  /** The second judgement, without the rows set aside. */
  readonly after?: { readonly status: Status; readonly shown: string; readonly reason: string } | undefined
}

export interface DrawnPage {
  readonly title: string | null
  readonly dataset: string
  readonly accepted: boolean
  readonly state: 'accepted' | 'set-aside' | 'held' | 'not-checked'
  readonly diagnostics: readonly { readonly severity: 'error' | 'warning' | 'note' }[]
  readonly verdicts: readonly (Pick<DrawnVerdict, 'status' | 'severity' | 'after'> & { readonly blocks: boolean })[]
  readonly setAside: number
  readonly leftOut?: number | undefined
}

export interface Summary {
  readonly holds: number
  readonly broken: number
  readonly warnings: number
  readonly unchecked: number
  readonly idle: number
}

export interface DrawnEvidence {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly total: number
  readonly blamed: readonly string[]
  /** Failing rows that the file of failing values does not have: a tie leaves open which cell is wrong. */
  readonly unblamed?: number | undefined
  readonly common: readonly Common[]
}

/** What failing rows share: of `failing` rows with this value of `rows` in all. */
export interface Common {
  readonly column: string
  readonly value: Cell
  readonly failing: number
  readonly rows: number
}

/** How the numbers, dates or times of a column are spread. */
export interface NumberSpread {
  readonly column: string
  /** Ascending, gapless; equally wide, but for outer ones that reach as far as values that lie far out. */
  readonly bins: readonly NumberBin[]
  /** The limits that the sentence sets. */
  readonly marks: readonly number[]
  /** The numbers are seconds since 1970. */
  readonly times: boolean
  /** Values that are no number (no date, no time), and stand in no bin. */
  readonly unread?: { readonly rows: number; readonly failing: number } | undefined
}

export interface NumberBin {
  readonly low: number
  readonly high: number
  readonly rows: number
  readonly failing: number
}

/** The texts of a column, the most frequent first. */
export interface TextSpread {
  readonly column: string
  readonly values: readonly { readonly value: string; readonly rows: number; readonly failing: number }[]
  readonly others: { readonly different: number; readonly rows: number; readonly failing: number }
  /** The values are shapes: A a capital, a another letter, 9 a digit; with `runs`, many in a row are as one. */
  readonly shapes?: 'each' | 'runs' | undefined
}
