import type { Condition, Kind, Value } from '../check.ts'
import type { Dialect } from '../sql/dialect.ts'
import { sql, type Sql } from '../sql/sql.ts'
import type { Reads } from './reads.ts'

/** SQL of a value in a row. It is NULL exactly when the value is missing, or, where `partial`, when it cannot be read. */
export interface Expr {
  readonly sql: Sql
  readonly kind: Kind
  /** The text of a column: other kinds may be read from it. A text literal is not open. */
  readonly open?: {
    readonly format?: string
    readonly name: string
    /** What the values of the column read as, in the dataset that it is of; as text when absent. */
    readonly lookUp?: () => Reads
  }
  /** The values that this one was made of, when it can be NULL although those are not. */
  readonly partial?: readonly Expr[]
  /** Of a list: its type in the engine's words. */
  readonly listType?: string
  /** The same for all rows, and never missing. */
  readonly constant?: true
}

/** Three-valued truth of a row: NULL when missing. Unreadable rows are false both in `yes` and in `no`. */
export interface Truth {
  readonly yes: Sql
  readonly no: Sql
  /** When the row is counted exactly if this expression is not NULL; lets sentences share a count. */
  readonly counted?: Sql
  /** True exactly where `yes` is true, else false or NULL: cheaper to count. */
  readonly pass?: Sql
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
  readonly zone: string
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
  /** A compiler for the entries of a list: the value `entry` is that expression, and nothing is shared. */
  entry(of: Expr): Compiler
  /** A condition on rows, for numbers that count rows of a kind. */
  truth(of: Condition): Truth
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
  const unsure = operands.flatMap((each) => each.partial ?? [])
  const only = operands.length === 1 && operands[0] ? operands[0] : null
  if (unsure.length === 0) return { yes: holds, no: sql`NOT (${holds})`, ...(only ? { counted: only.sql } : {}) }
  const sources = operands.flatMap((each) => each.partial ?? [each])
  const present = sources.map((each) => sql`${each.sql} IS NOT NULL`)
  const here = present.reduce((a, b) => sql`${a} AND ${b}`)
  const counted = sources.length === 1 && sources[0] ? { counted: sources[0].sql } : {}
  return {
    yes: sql`coalesce(${holds}, CASE WHEN ${here} THEN false END)`,
    no: sql`coalesce(NOT (${holds}), CASE WHEN ${here} THEN false END)`,
    pass: holds,
    ...counted,
  }
}

/** Truth that is never missing. */
export const always = (yes: Sql): Truth => ({ yes, no: sql`NOT (${yes})` })
