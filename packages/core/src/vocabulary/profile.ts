import type { Check, Kind } from '../check.ts'

/** What was seen of a source: the facts that words propose sentences from. Everything is counted in rows, or in entries of a list. */
export interface ColumnProfile {
  /** As a sentence names it; a nested field as `address.city`. */
  readonly name: string
  /** The values are the entries of a list. */
  readonly entries: boolean
  /** What the engine holds; the texts of a file may all be numbers. */
  readonly kind: Kind
  readonly rows: number
  readonly present: number
  readonly different: number
  /** How many different values occur once, twice … five times. */
  readonly seldom: readonly number[]
  /** The most frequent values first, at most 1,000. */
  readonly values: readonly ValueCount[]
  /** The rarest last, at most 10. */
  readonly rare: readonly ValueCount[]
  /** How many of the present values read as such. */
  readonly reads: { readonly [what in Readable]: number }
  /** By the kind of the standard: the share of values that it takes, 0 to 1, where that is nearly all. */
  readonly standards: ReadonlyMap<string, number>
  /** Ways in which nearly all values are written as dates or timestamps, the best first. */
  readonly formats: readonly FormatCount[]
  readonly shapes: readonly ShapeCount[]
  /** Of values that read as numbers; ascending. */
  readonly numbers: Float64Array
  /** The seconds since 1970 of values in the best of the formats, or, where there is none, of those that read as dates or timestamps; ascending. */
  readonly times: Float64Array
  /** Most digits after the point. */
  readonly decimals: number
  readonly lengths: { readonly smallest: number; readonly largest: number }
  /** The first of the values that are as short, and as long, as any. */
  readonly ends: { readonly shortest: string; readonly longest: string }
  /** The lengths that texts of capital letters and digits alone usually have, and the rows of these. */
  readonly code: { readonly shortest: number; readonly longest: number; readonly rows: number } | null
  readonly traits: { readonly [what in Trait]: number }
  /** Rare values that are nearly spelt as a frequent one. */
  readonly misspelt: Misspelling
}

export type Readable = 'number' | 'whole number' | 'date' | 'timestamp' | 'time' | 'boolean'
export type Trait = 'trimmed' | 'capitals' | 'small letters' | 'digits' | 'letters' | 'unbroken'

export interface ValueCount {
  readonly value: string
  readonly rows: number
}

export interface FormatCount {
  readonly format: string
  readonly rows: number
  readonly time: boolean
}

/** Values of one shape: runs of digits, of letters, and what stands between them. */
export interface ShapeCount {
  /** RE2 that takes exactly the values of this shape. */
  readonly pattern: string
  readonly rows: number
  readonly different: number
  readonly example: string
}

export interface Misspelling {
  readonly values: readonly (ValueCount & { readonly of: string; readonly ofRows: number })[]
  /** How many of them there would be among values that have nothing to do with one another. */
  readonly byChance: number
}

/** How a claim about several columns fared on the rows that it counts. */
interface Tried {
  readonly counted: number
  readonly failing: number
}

/** One column, or several together, with only one value of another. */
export interface Dependency extends Tried {
  readonly of: readonly string[]
  readonly on: string
  /** Groups with more than one row. */
  readonly groups: number
  /** How much better than among rows that have nothing to do with one another: 0 not at all, 1 never wrong. */
  readonly gain: number
  /** Values of the other, however often, that are nowhere what a group of some rows agrees on. */
  readonly stray: readonly string[]
  /** Values of the other that some group agrees on. */
  readonly leading: readonly string[]
}

export interface Ordering extends Tried {
  readonly low: string
  readonly high: string
  /** The share of rows in which it would hold if the columns had nothing to do with one another. */
  readonly byChance: number
}

/** A column that is always computed from two others, or always equal to another. */
export interface Computed extends Tried {
  readonly column: string
  readonly how: 'equal' | 'plus' | 'times'
  readonly from: readonly string[]
  /** What rounding explains; 0 when it is exact. */
  readonly slack: number
}

export interface KeyFact extends Tried {
  readonly columns: readonly string[]
  /** Rows of the value that most rows have. */
  readonly most: number
}

/** Columns that are present in the same rows. */
export interface Together extends Tried {
  readonly columns: readonly string[]
}

/** A column that is present, or missing, wherever another one has one of these values. */
export interface Hinged extends Tried {
  readonly column: string
  readonly where: string
  readonly values: readonly string[]
  readonly present: boolean
}

/** Values that occur in a column of another dataset. */
export interface LookUp extends Tried {
  readonly column: string
  readonly dataset: string
  readonly of: string
}

export interface TableProfile {
  readonly rows: number
  /** Rows of the next delivery, for which chances are said. */
  readonly next: number
  readonly columns: readonly ColumnProfile[]
  readonly keys: readonly KeyFact[]
  readonly dependencies: readonly Dependency[]
  readonly orderings: readonly Ordering[]
  readonly computed: readonly Computed[]
  readonly together: readonly Together[]
  readonly hinged: readonly Hinged[]
  readonly lookUps: readonly LookUp[]
}

/** A sentence that a word proposes. */
export interface Proposal {
  /** `should`; its bound lets all that was seen pass. */
  readonly check: Check
  readonly counted: number
  readonly failing: number
  /** How likely it alarms on the next delivery although nothing is wrong, 0 to 1. */
  readonly chance: number
  /** How much a reader of the page gains by it, 0 to 1. */
  readonly worth: number
  /** What else follows from it, as names of claims about the same columns. */
  readonly implies?: readonly string[]
  /** The name that others say this claim by. */
  readonly says: string
}
