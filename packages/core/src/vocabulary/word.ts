import type { Args, Band, Condition, Duration, Json, Kind, Scalar, Value } from '../check.ts'
import type { Sql } from '../sql/sql.ts'
import type { Proposal, TableProfile } from './profile.ts'
import type { Calendar } from './calendar.ts'
import type { Mend } from './change.ts'
import type { Compiler, Expr, Truth } from './expression.ts'

/** What a slot of a phrase holds: `{low:value}` gives `low: Value`. */
export interface SlotTypes {
  column: Value
  columns: readonly Value[]
  value: Value
  number: Value
  atom: Value
  aggregable: Value
  literals: readonly Value[]
  literal: Value
  texts: readonly string[]
  text: string
  names: readonly string[]
  pattern: string
  patterns: string
  like: string
  formats: readonly string[]
  duration: Duration
  count: number
  'character-kinds': string
  year: number
  digits: string
  percent: string
  points: string
  amount: { readonly n: string; readonly unit: 'percent' | 'points' | 'absolute' }
  dataset: string
  condition: Condition
  'distance-name': string
  shares: readonly { readonly of: Value; readonly percent: string }[]
  slack: Value
  past: { readonly past: string; readonly n?: number; readonly unit?: string }
  calendar: Calendar
  type: string
  weekday: string
  weekdays: readonly string[]
  literals2: readonly Value[]
  listed: readonly Value[]
  literals2in: readonly Value[]
  'page-word': string
  clock: string
  date: string
  timestamp: string
  name: string
  part: string
  units: string
  ordinal: string
  'page-measure': string
  reference: { readonly dataset: string; readonly columns: readonly string[] }
}

/** The arguments that a template's slots give: the phrase's own text gives TypeScript the types. */
export type ArgsOf<P extends string> = P extends `${string}{${infer N}:${infer S}}${infer R}`
  ? { readonly [K in N]: S extends keyof SlotTypes ? SlotTypes[S] : never } & ArgsOf<R>
  : Record<never, never>

/** One way to say a word. What is `with` it is given besides the slots. */
export interface Phrase {
  readonly say: string
  readonly with?: Args
  /** Turns the slots into the arguments, where a phrase says it in another way than the canonical one. */
  readonly args?: (slots: Args) => Args
}

type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never
type Widen<T> = { readonly [K in keyof T]: T[K] extends boolean ? boolean : T[K] extends string ? string : T[K] }
type Given<F> = F extends Phrase
  ? ArgsOf<F['say']> & (F extends { readonly with: infer W } ? Widen<W> : Record<never, never>)
  : never
/** What all written ways of a word can give: the slots of the first always, those of the others perhaps. */
export type ArgsOfAll<F extends readonly Phrase[]> = F extends readonly [infer First extends Phrase, ...Phrase[]]
  ? ArgsOf<First['say']> & Partial<Intersect<Given<F[number]>>>
  : never

/** Turns values and other arguments into words. */
export interface Say {
  value(v: Value): string
  /** As it is written in a sentence. */
  written(v: Value): string
  condition(c: Condition): string
  duration(d: Duration): string
  list(parts: readonly string[], joined?: 'and' | 'or'): string
  number(n: number | string): string
  /** Details in parentheses, with a blank before; nothing inside a condition. */
  aside(text: string): string
  /** "a number " or "a date " before a limit that only such a value can keep; nothing for a number of the delivery. */
  noun(v: Value): string
  /** How a value is compared with these, which depends on the data. */
  compared(values: readonly Value[]): string
}

interface Word<A> {
  /** Written ways: the one whose slots and constants are exactly the arguments is the canonical one. */
  readonly phrases: readonly [Phrase, ...Phrase[]]
  /** Read, never written. */
  readonly also?: readonly Phrase[]
  /** Documentation and tests at once: a sentence, and its reading (without the full stop). */
  readonly examples: readonly (readonly [sentence: string, reading: string])[]
  /** Of what the word means, for the language reference; one line. */
  readonly about: string
  /** A warning about arguments that make no sense, or null. */
  readonly lint?: (a: A) => string | null
  /** Sentences with this word that hold, or nearly hold, on what was seen of a source. */
  readonly propose?: (table: TableProfile) => readonly Proposal[]
  /** What is to be said instead where its column is delivered in another way than before. */
  readonly mend?: Mend<A>
}

/** The limits that a claim sets to a value; judged in SQL for rows, in numbers for deliveries. */
export interface Interval {
  readonly low?: Value
  readonly high?: Value
  /** The end itself is not included. */
  readonly lowOpen?: boolean
  readonly highOpen?: boolean
  /** Both ends are moved outwards by this. */
  readonly slack?: Value
}

/** A claim about a value of a row. */
export interface ConditionWord<A> extends Word<A> {
  /** `together`: about several values at once (unique); `each` otherwise. */
  readonly subject: 'each' | 'together'
  /** False where denying it makes no sense; then what to say instead. */
  readonly negatable: true | string
  /** What is meant by the claim, with the subject before it: "is a number from 1 to 5, both included". */
  reading(a: A, say: Say, of: readonly Value[]): string
  /** The same denied, where "not" in front of it would be bad English. */
  denied?(a: A, say: Say, of: readonly Value[]): string
  test(of: readonly Value[], a: A, c: Compiler): Truth
  /** A claim about a number, a date or a text that also fits a number of the delivery. */
  interval?(a: A): Interval
  /** Texts of which a number of the delivery (the most common …) must be one. */
  texts?(a: A): readonly string[]
  /** Missing values are counted too. */
  readonly countsMissing?: true
  /** What is wrong in a failing row; all values of the subject when absent. */
  suspicions?(of: readonly Value[], a: A, c: Compiler): readonly Suspicion[]
  /** Of the arguments, the values without which a row is not counted; all when absent. */
  required?(a: A): readonly Value[]
  /** Takes its numbers in a query of its own, when counting row by row would be dearer. */
  tally?(of: readonly Value[], a: A, c: Compiler): Tally
  /** The subject may be a list as a whole; other claims are about single values. */
  readonly takesLists?: true
  /** The kind of the subject for drawing its distribution, when it is not what the column says. */
  readonly reads?: Kind
  /** How texts of the subject's column are written, so that other sentences can read it. */
  format?(a: A): string | null
}

/** Something wrong with a row, wherever `when` is true: one of these values is not right, the first the likeliest. */
export interface Suspicion {
  readonly of: readonly Value[]
  readonly when: Sql
  /** True in the rows in which it could have been so and is not: that speaks for these values. */
  readonly cleared: Sql
}

/** A query that gives `counted` and `passed` for each group of the sentence (columns g0, g1 …). */
export interface Tally {
  readonly query: Sql
  /** The keys whose duplicates are counted, and the rows that count: for a cheaper way with many keys. */
  readonly distinct?: { readonly keys: readonly Sql[]; readonly where: Sql }
}

/** A value of a row (or a constant). */
export interface ValueWord<A> extends Word<A> {
  readonly level: 'row' | 'constant'
  reading(a: A, say: Say): string
  sql(a: A, c: Compiler): Expr
}

/** A number of the delivery. */
export interface NumberWord<A> extends Word<A> {
  readonly level: 'delivery'
  readonly gives: 'share' | 'count' | 'number' | 'instant' | 'duration' | 'text' | 'like'
  /** What no rows give: a number (a count is 0), or nothing to judge. */
  readonly ofNothing: 'number' | 'idle'
  /** It is so many times as large where all its values are. */
  readonly scales?: true
  reading(a: A, say: Say): string
  /** Aggregates to take, in SQL over the rows in scope, and how to make the number of them. */
  take(a: A, c: Compiler): Take
  /** The same of the rows in which a condition is true, where that is one aggregate too. */
  takeWhere?(where: Condition, c: Compiler): Take
  /** It is another number, taken of fewer rows, of another dataset, or of the last accepted delivery. */
  inner?(a: A): { readonly of: Value; readonly where?: Condition; readonly dataset?: string; readonly history?: true }
}

export interface Take {
  /** Plain aggregate calls, so that they can also be taken over windows. */
  readonly aggregates: { readonly [name: string]: Sql }
  /** What is counted besides for `make`, not where rows are compared with the number. */
  readonly beside?: { readonly [name: string]: Sql }
  /** Null when there is nothing to judge. */
  readonly make: (found: { readonly [name: string]: Json }) => Scalar | null
  /** The same in SQL, for rows that are compared with it; `a` are the aggregates. */
  readonly expression: (a: { readonly [name: string]: Sql }) => Expr
}

/** With what of earlier accepted deliveries a number is compared. */
export type Against =
  | { readonly is: 'usual' }
  | {
      readonly is: 'earlier'
      /** What the number must not do, by more than so much; at all where nothing is said. */
      readonly way: 'change' | 'rise' | 'fall'
      readonly by?: SlotTypes['amount']
      readonly past: SlotTypes['past']
    }

/** A claim about a number of the delivery that only makes sense there. */
export interface BoundWord<A> extends Word<A> {
  readonly negatable: true | string
  reading(a: A, say: Say): string
  against(a: A): Against
}

/** A claim about the whole delivery with a subject of its own (`the columns must be …`). */
export interface MeasureWord<A> extends Word<A> {
  /** The subject as template; the phrases are the claims. */
  readonly subject: string
  readonly negatable: true | string
  reading(a: A, say: Say): string
  /** Columns that the sentence speaks about. */
  columns(a: A): readonly Value[]
  needs?: 'no-baseline' | 'too-little-history' | 'no-clock'
  measure?(a: A, c: Compiler): WholeMeasure
  /** Judges it by earlier accepted deliveries: their states, oldest first. */
  among?(a: A, own: WholeVerdict, past: readonly Json[]): WholeVerdict
}

/** How a claim about the whole delivery is measured and judged. */
export interface WholeMeasure {
  /** Null when the columns alone decide. */
  readonly query: Sql | null
  judge(rows: readonly { readonly [name: string]: Json }[]): WholeVerdict
}

export interface WholeVerdict {
  readonly status: 'holds' | 'broken' | 'idle'
  /** What later deliveries are compared with, where history judges. */
  readonly state?: Json
  /** Why it is idle, where that is not for want of rows. */
  readonly why?: 'no-baseline' | 'too-little-history'
  readonly value: Scalar | null
  /** As it is shown, where the number alone would not say of what it is. */
  readonly shown?: string
  readonly bound: string
  readonly band: Band | null
  readonly counted: number | null
  readonly failing: number | null
  readonly reason: string
}

/** A word with its arguments' types forgotten, as it stands in a table. */
type Table<W> = { readonly [kind: string]: W }
export type Conditions = Table<ConditionWord<Args>>
export type Values = Table<ValueWord<Args> | NumberWord<Args>>
export type Bounds = Table<BoundWord<Args>>
export type Measures = Table<MeasureWord<Args>>

type Written = readonly [Phrase, ...Phrase[]]
type With<W, F> = Omit<W, 'phrases'> & { readonly phrases: F }

/** States a claim about a row's value; the text of its phrases gives the types of its arguments. */
export const condition = <const F extends Written>(w: With<ConditionWord<ArgsOfAll<F>>, F>): ConditionWord<Args> =>
  w as unknown as ConditionWord<Args>
export const value = <const F extends Written>(w: With<ValueWord<ArgsOfAll<F>>, F>): ValueWord<Args> =>
  w as unknown as ValueWord<Args>
export const numeral = <const F extends Written>(w: With<NumberWord<ArgsOfAll<F>>, F>): NumberWord<Args> =>
  w as unknown as NumberWord<Args>
export const bound = <const F extends Written>(w: With<BoundWord<ArgsOfAll<F>>, F>): BoundWord<Args> =>
  w as unknown as BoundWord<Args>
export const measure = <const F extends Written>(w: With<MeasureWord<ArgsOfAll<F>>, F>): MeasureWord<Args> =>
  w as unknown as MeasureWord<Args>
