import type { Args, Check, Condition, Json, Subject, Value } from '../check.ts'
import { and, or, sql, type Sql } from '../sql/sql.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import type { ColumnFacts, Compiler } from '../vocabulary/expression.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { besides, type Beside } from './beside.ts'
import { columnsIn } from './columns-in.ts'
import { find } from './columns.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { delivered, over, usePlaces, type Over } from './over.ts'
import { rowsOf } from './rows.ts'
import { columnsOf, conditionTruth } from './truth.ts'

/** A cell of a row. */
export interface RowCell {
  /** Null for the row as a whole. */
  readonly column: string | null
  /** The value as text, as it was delivered. */
  readonly value: Sql
}

/** Something wrong with a row: one of these cells is not right, the first the likeliest. */
export interface Blame {
  readonly cells: readonly RowCell[]
  /** True in the rows in which it is so, and in those in which it could have been and is not. */
  readonly when: Sql
  readonly cleared: Sql
}

export interface Failing {
  /** True in the rows that are counted and do not satisfy the sentence. */
  readonly fails: Sql
  readonly blames: readonly Blame[]
  /** What the row was compared with that does not stand in it. */
  readonly beside: readonly Beside[]
  /** True in the failing rows of which no cell is blamed, where that can be. */
  readonly unblamed: Sql | null
}

export interface FailingPlan extends Over {
  /** One for each check, in their order. */
  readonly checks: readonly Failing[]
}

/** Row by row: which rows fail which of these row-wise checks. All of it is over one FROM, so one scan serves all. */
export function failing(
  checks: readonly Check[],
  environment: Environment,
  alsoColumns: readonly string[],
): FailingPlan {
  const rows = rowsOf(environment.dataset)
  usePlaces(rows)
  const all = delivered(environment.dataset)
  const made = checks.map((check) => one(check, compiler(rows, environment, check), all, environment))
  const plain = compiler(rows, environment)
  for (const each of alsoColumns) if (find(all, each)) plain.column(each)
  return { ...over(rows), checks: made }
}

function one(check: Check, c: Compiler, all: readonly ColumnFacts[], environment: Environment): Failing {
  if (!('share' in check.measure)) return { fails: sql`false`, blames: [], beside: [], unblamed: null }
  const truth = conditionTruth(check.measure.share, c)
  const fails = sql`coalesce(${and([c.scope, sql`NOT (${truth.yes})`])}, false)`
  const blamed = blames(check.measure.share, c, all)
  const unblamed = leavesOpen(check.measure.share)
    ? and([fails, sql`NOT (${or(blamed.map((each) => each.when))})`])
    : null
  return { fails, blames: blamed, beside: besides(check, c, environment), unblamed }
}

/** Whether a claim says itself which cells are wrong, so that none may be. */
function leavesOpen(of: Condition): boolean {
  if ('all' in of) return of.all.some(leavesOpen)
  if ('any' in of) return of.any.some(leavesOpen)
  return CONDITIONS[of.claim.kind]?.suspicions !== undefined
}

function blames(of: Condition, c: Compiler, all: readonly ColumnFacts[]): readonly Blame[] {
  if ('all' in of) return of.all.flatMap((each) => blames(each, c, all))
  if ('any' in of) return of.any.flatMap((each) => blames(each, c, all))
  const { subject, claim, denied } = of
  const values = columnsOf(subject.of, c)
  if (values.some((each) => each.kind === 'row'))
    return [{ cells: [{ column: null, value: sql`NULL` }], when: sql`true`, cleared: sql`false` }]
  const word = CONDITIONS[claim.kind]
  const sure = (part: Sql) => sql`coalesce(${part}, false)`
  const judged = (condition: Condition) => {
    const { yes } = conditionTruth(condition, c)
    return { when: sure(sql`NOT (${yes})`), cleared: sure(and([c.scope, sql`(${yes})`])) }
  }
  const cells = (columns: readonly string[]) => columns.map((column) => cell(column, c, all))
  if (word?.suspicions)
    return word.suspicions(values, claim.args, c).map((each) => ({
      cells: cells(columnsIn(each.of)),
      when: sure(each.when),
      cleared: sure(and([c.scope, sql`(${each.cleared})`])),
    }))
  if (subject.quantity.is !== 'every' || word?.subject === 'together')
    return cells(columnsIn(values)).map((each) => ({ cells: [each], ...judged(of) }))
  const others = comparedWith(claim.args)
  return values.map((value) => ({
    cells: cells([...new Set([...cellsOf(value), ...others])]),
    ...judged({ subject: single(value, subject), claim, ...(denied ? { denied } : {}) }),
  }))
}

const single = (value: Value, subject: Subject): Subject => ({ ...subject, of: [value] })

function cell(column: string, c: Compiler, all: readonly ColumnFacts[]): RowCell {
  c.column(column)
  const found = find(all, column)
  return { column, value: found ? c.d.tryCast(found.sql, 'text') : sql`NULL` }
}

/** The columns of the same row that a claim compares its subject with. */
const comparedWith = (args: Args): readonly string[] =>
  Object.values(args)
    .flat()
    .flatMap((each: Json) => (isValue(each) ? cellsOf(each) : []))

const isValue = (held: Json): held is { readonly kind: string; readonly args: Args } =>
  held !== null && typeof held === 'object' && 'kind' in held && 'args' in held

/** The columns of its row that a value is made of: not those of a number of the delivery, or of another row. */
function cellsOf(v: Value): readonly string[] {
  if (v.kind === 'column') return [String(v.args.name)]
  const other = v.kind === 'row-before' || v.kind === 'row-after' || VALUES[v.kind]?.level === 'delivery'
  return other ? [] : comparedWith(v.args)
}
