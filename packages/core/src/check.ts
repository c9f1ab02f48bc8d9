/**
 * The meaning of a sentence as plain JSON: it can be stored, compared and sent to a browser. The kinds are open:
 * a new word adds an entry to a vocabulary table and no member to a union here.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [k: string]: Json }
/** The same text for what is the same, in whatever order its keys were given. */
export function canonicalJson(of: unknown): string {
  return JSON.stringify(of, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

export type Args = { readonly [name: string]: Json }

/** Something said with a word of the language: `kind` is its key in a vocabulary table. */
export interface Said {
  readonly kind: string
  readonly args: Args
}

/** A value of a row or a number of the delivery; `kind` is a key of the table of values. */
export type Value = Said

/** How several values are the subject of one claim. */
export type Quantity =
  | { readonly is: 'every' }
  | { readonly is: 'together' }
  | { readonly is: 'entries' }
  | { readonly is: 'at least' | 'at most' | 'exactly'; readonly n: number }
  | { readonly is: 'all or none' }

export interface Subject {
  readonly of: readonly Value[]
  readonly quantity: Quantity
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  /** `denied`: of each value of the subject the claim must be false. */
  | { readonly subject: Subject; readonly claim: Said; readonly denied?: true }

/** What number is taken. A share is of the counted rows in which a condition is true. */
export type Measure = { readonly share: Condition } | { readonly number: Value } | { readonly whole: Said }

/** What the number must be. */
export type Bound =
  /** At least this percentage of the counted rows (a decimal text, so that no digit is lost). */
  | { readonly atLeast: string }
  | { readonly moreThan: string }
  /** At most so many rows fail. */
  | { readonly exceptions: number }
  | { readonly all: readonly Bound[] }
  | { readonly any: readonly Bound[] }
  | { readonly not: Bound }
  | { readonly claim: Said }
  /** A claim about the whole delivery (`measure.whole`) says its own bound. */
  | { readonly own: true }

export interface Duration {
  readonly n: number
  readonly unit: 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
}

/** One thing to group by: a column, or a part of time such as the day of a column. */
export type Key = Value

export interface Check {
  readonly severity: 'must' | 'should'
  readonly where?: Condition
  /** Only rows whose time lies in this long before now. */
  readonly window?: Duration
  readonly each?: readonly Key[]
  /** Judged only on groups with at least so many rows. */
  readonly groupRows?: number
  /** At least this percentage of the groups must hold; all when absent. */
  readonly groupShare?: string
  /** Rows are compared with the one before in this order; an empty list is the order of the file. */
  readonly order?: readonly Value[]
  readonly measure: Measure
  readonly bound: Bound
}

/** The kind of thing that a column or expression gives. `text` of a column may still be read as another kind. */
export type Kind =
  'number' | 'text' | 'date' | 'timestamp' | 'time' | 'boolean' | 'duration' | 'list' | 'struct' | 'other'

/** A number (or, rarely, a text) of a delivery, as it was measured. Instants are seconds since 1970, durations seconds. */
export type Scalar =
  | {
      readonly kind: 'number'
      readonly is: number
      readonly part?: number
      readonly whole?: number
      readonly unread?: number
      /** How many rows more it may be of, since it cannot be said of them. */
      readonly doubt?: number
    }
  | { readonly kind: 'instant' | 'duration'; readonly is: number; readonly unread?: number }
  | { readonly kind: 'text'; readonly is: string }

export interface Band {
  readonly low: number | null
  readonly high: number | null
}

export type Status = 'holds' | 'broken' | 'unchecked' | 'idle'

/** Codes of the reason of a verdict; the documentation is made from this table. */
export const REASONS = {
  'out-of-bound': 'the number is not what the bound says',
  'no-column': 'the sentence names a column that the delivery does not have',
  engine: 'the engine failed on this sentence',
  'too-many-groups': 'more than 1,000 groups',
  incomparable: 'the two sides cannot be compared or ordered',
  'no-dataset': 'the sentence names a dataset that no page describes, or that could not be read',
  'not-a-list': 'the claim is about a single value, and the column holds lists (or the other way round)',
  'no-rows': 'the delivery has no rows',
  'no-time': 'the sentence needs to know when a row happened, and the page has no `time:`',
  'nothing-in-scope': 'no row is in scope, or every value is missing',
  'no-baseline': 'there is no earlier delivery to compare with',
  'too-little-history': 'there are too few deliveries to know what is usual',
  'no-clock': 'arrival is judged by the clock of a watcher, and none is running',
} as const
export type Reason = keyof typeof REASONS
