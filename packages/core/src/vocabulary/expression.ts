import type { Condition, Kind, Value } from '../check.ts'
import type { Dialect } from '../sql/dialect.ts'
import { and, or, sql, type Sql } from '../sql/sql.ts'
import type { NumberStyle } from './written-forms/index.ts'
import type { Reads } from './reads.ts'

/** SQL of a value in a row. It is NULL exactly when the value is missing, or, where `partial`, when it cannot be read. */
export interface Expr {
  readonly sql: Sql
  readonly kind: Kind
  /** The text of a column: other kinds may be read from it. A text literal is not open. */
  readonly open?: {
    readonly name: string
    readonly dataset: string
    /** What the values of the column read as, in the dataset that it is of; as text when absent. */
    readonly lookUp?: () => Reads
  }
  /** The values that this one was made of, when some of them may be there and cannot be read. */
  readonly partial?: readonly Part[]
  /** Of a list: its type in the engine's words. */
  readonly listType?: string
  /** The same for all rows, and never missing. */
  readonly constant?: true
  /** A number in binary floating point, in which most decimals are not exact. */
  readonly double?: true
  /** Of a number that was computed in floating point: the sum of the sizes of what it was computed of, which its error goes with. */
  readonly rounded?: Sql
}

/** A value that another was made of: missing where `source` is NULL, and unreadable where only `read` is. */
export interface Part {
  readonly source: Sql
  readonly read: Sql
  readonly readings?: readonly Reading[]
}

/** That the texts of a column are read as another kind, or that a value is looked up by it. */
export interface Reading {
  readonly dataset: string
  readonly column: string
  readonly as: Kind
  /** The value that is looked up: it cannot be where there are several different ones. */
  readonly lookUp?: Value
}

/**
 * What a sentence uses a reading for, where that leaves out rows: those that cannot be read are in no scope, in no group, come
 * last, or are left out of a number.
 */
export type Use = 'where' | 'group' | 'order' | 'number'
export interface Rest extends Reading {
  readonly use: Use
}

/** Three-valued truth of a row: NULL when missing. Unreadable rows are false both in `yes` and in `no`. */
export interface Truth {
  readonly yes: Sql
  readonly no: Sql
  /** When the row is counted exactly if this expression is not NULL; lets sentences share a count. */
  readonly counted?: Sql
  /** True exactly where `yes` is true, else false or NULL: cheaper to count. */
  readonly pass?: Sql
  /** How texts were read for it: where that fails, the row is neither what `yes` nor what `no` says. */
  readonly readings?: readonly Reading[]
}

export interface ColumnFacts {
  readonly name: string
  /** Its name in the engine. */
  readonly sql: Sql
  readonly kind: Kind
  /** Type in the engine's words. */
  readonly type: string
  /** The delivery does not have it, and an earlier one had: it is missing in every row. */
  readonly absent?: true
}

/** Another dataset that a sentence refers to. */
export interface Dataset {
  readonly name: string
  readonly relation: Sql
  readonly key: readonly string[]
  /** A compiler over the columns of that dataset. */
  readonly compiler: Compiler
}

/** What a word may ask while it turns into SQL. Throws `Unchecked` when a sentence cannot be checked on this data. */
export interface Compiler {
  readonly d: Dialect
  /** The dataset that the rows are of. */
  readonly ofDataset: string
  readonly zone: string
  /** How numbers are written on the page; as usual where null. */
  readonly numbers: NumberStyle | null
  /** The time that the sentences are judged at, as a UTC timestamp in SQL. */
  readonly now: Sql
  readonly columns: readonly ColumnFacts[]
  readonly order: readonly Sql[] | null
  /** What the sentence is grouped by, in SQL, and as it is said. */
  readonly groups: readonly Sql[]
  readonly each: readonly Value[]
  value(v: Value): Expr
  column(name: string): Expr
  /** The value as that kind: NULL when missing or unreadable; equal to the value itself when it is of that kind. */
  as(e: Expr, kind: Kind): Expr
  /** Whether a text is a whole number, exact beyond 2^53; NULL when it is no number at all. */
  whole(e: Expr): Sql
  /** The kind in which these are compared with one another; text columns by what all their present values are. */
  common(of: readonly Expr[], ordering: boolean): Kind
  dataset(name: string): Dataset
  /** The last accepted delivery of this dataset. */
  last(): Dataset
  /** True for the rows in scope; what is unique, is so among them. */
  readonly scope: Sql
  /** The rows under the alias that columns are qualified with, to select from in a query of its own. */
  readonly from: Sql
  /** Names for the columns of such a query. */
  groupName(i: number): Sql
  keyName(i: number): Sql
  /** SQL of a word of the page. */
  pageWord(name: string): Sql
  /** An expression to be computed once below everything else; several sentences, windows and subqueries share it. */
  let(of: Sql): Sql
  /** A compiler over the same rows in scope that shares nothing with this one: for a subquery of its own, from its `from`. */
  apart(): Compiler
  /** A compiler for the entries of a list: the value `entry` is that expression, and nothing is shared. */
  entry(of: Expr): Compiler
  /** A condition on rows, for numbers that count rows of a kind. */
  truth(of: Condition): Truth
  /** Notes that rows in which these cannot be read are left out, so that it can be said how many those are. */
  restsOn(readings: readonly Reading[], use: Use): void
}

/** A sentence cannot be checked on this data; caught where checks are planned, and becomes the verdict. */
export class Unchecked extends Error {
  readonly why: 'no-column' | 'incomparable' | 'no-dataset' | 'not-a-list' | 'no-time' | 'no-baseline' | 'engine'
  /** What needs an earlier delivery that is not there waits for it. */
  readonly status: 'unchecked' | 'idle'
  constructor(why: Unchecked['why'], message: string) {
    super(message)
    this.why = why
    this.status = why === 'no-baseline' ? 'idle' : 'unchecked'
  }
}

/**
 * Truth of a claim over some operands: missing if any operand is missing; unreadable if one cannot be read;
 * else what `holds` says (which is NULL when an operand is NULL).
 */
export function strict(operands: readonly Expr[], holds: Sql): Truth {
  const readings = readingsOf(operands)
  const only = operands.length === 1 && operands[0] ? operands[0] : null
  if (operands.every((each) => !each.partial))
    return { yes: holds, no: sql`NOT (${holds})`, ...(only ? { counted: only.sql } : {}) }
  const parts = operands.flatMap(partsOf)
  const here = and(parts.map((each) => sql`${each.source} IS NOT NULL`))
  const direct = operands.every(isDirect)
  // what was computed of readable values can be missing all the same, as a quotient by 0 is
  const unreadable = direct ? here : and([here, or(failures(parts))])
  const counted = direct && parts.length === 1 && parts[0] ? { counted: parts[0].source } : {}
  return {
    yes: sql`coalesce(${holds}, CASE WHEN ${unreadable} THEN false END)`,
    no: sql`coalesce(NOT (${holds}), CASE WHEN ${unreadable} THEN false END)`,
    pass: holds,
    ...counted,
    ...(readings.length > 0 ? { readings } : {}),
  }
}

export const partsOf = (of: Expr): readonly Part[] => of.partial ?? [{ source: of.sql, read: of.sql }]

export const readingsOf = (of: readonly Expr[]): readonly Reading[] =>
  of.flatMap((each) => (each.partial ?? []).flatMap((part) => part.readings ?? []))

/** NULL only where its one part is. */
const isDirect = (of: Expr): boolean => {
  const [only, ...more] = partsOf(of)
  return only?.read.text === of.sql.text && more.length === 0
}

const failures = (of: readonly Part[]): readonly Sql[] =>
  of.filter((each) => each.read.text !== each.source.text).map((each) => sql`${each.read} IS NULL`)

/** True where a value is there and cannot be read. */
export const unreadable = (of: Expr): Sql =>
  and([...partsOf(of).map((each) => sql`${each.source} IS NOT NULL`), or(failures(partsOf(of)))])

/** Truth that is never missing. */
export const always = (yes: Sql): Truth => ({ yes, no: sql`NOT (${yes})` })
