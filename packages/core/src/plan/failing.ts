import type { Args, Check, Condition, Json, Said, Subject, Value } from '../check.ts'
import { and, name as quote, or, sql, type Sql } from '../sql/sql.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import type { ColumnFacts, Compiler } from '../vocabulary/expression.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { find } from './columns.ts'
import { compiler } from './compiler.ts'
import { fromOf, rowsOf } from './rows.ts'
import type { Environment } from './environment.ts'
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
  /** True in the rows in which it is so. */
  readonly when: Sql
}

export interface Failing {
  /** True in the rows that are counted and do not satisfy the sentence. */
  readonly fails: Sql
  readonly blames: readonly Blame[]
}

export interface FailingPlan {
  /** One for each check, in their order. */
  readonly checks: readonly Failing[]
  /** The FROM clause that all of it is over, with alias `r`. */
  readonly from: Sql
  readonly file: Sql
  readonly row: Sql
  /** The same with these columns in it too. */
  fromWith(columns: readonly string[]): Sql
  /** A column by name as it was delivered, or null when there is none. */
  column(name: string): ColumnFacts | null
}

/** Row by row: which rows fail which of these row-wise checks. All of it is over one FROM, so one scan serves all. */
export function failing(
  checks: readonly Check[],
  environment: Environment,
  alsoColumns: readonly string[],
): FailingPlan {
  const rows = rowsOf(environment.dataset)
  for (const each of ['__assay_file', '__assay_row']) rows.used.add(`"r".${quote(each).text}`)
  const plain = compiler(rows, environment)
  const all = environment.dataset.columns.map((each) => ({
    name: each.name,
    sql: sql`"r".${quote(each.sql ?? each.name)}`,
    kind: 'other' as const,
    type: each.type,
  }))
  const made = checks.map((check) => one(check, compiler(rows, environment, check), all))
  for (const each of alsoColumns) if (find(all, each)) plain.column(each)
  return {
    checks: made,
    from: fromOf(rows),
    fromWith: (columns) =>
      fromOf({
        ...rows,
        used: new Set([
          ...rows.used,
          ...columns.flatMap((each) => all.find((column) => column.name === each)?.sql.text ?? []),
        ]),
      }),
    file: sql`"r"."__assay_file"`,
    row: sql`"r"."__assay_row"`,
    column: (of) => find(all, of),
  }
}

function one(check: Check, c: Compiler, all: readonly ColumnFacts[]): Failing {
  if (!('share' in check.measure)) return { fails: sql`false`, blames: [] }
  const truth = conditionTruth(check.measure.share, c)
  const fails = sql`coalesce(${and([c.scope, sql`NOT (${truth.yes})`])}, false)`
  return { fails, blames: blames(check.measure.share, c, all) }
}

function blames(of: Condition, c: Compiler, all: readonly ColumnFacts[]): readonly Blame[] {
  if ('all' in of) return of.all.flatMap((each) => blames(each, c, all))
  if ('any' in of) return of.any.flatMap((each) => blames(each, c, all))
  const { subject, claim, denied } = of
  const values = columnsOf(subject.of, c)
  if (values.some((each) => each.kind === 'row'))
    return [{ cells: [{ column: null, value: sql`NULL` }], when: sql`true` }]
  const word = CONDITIONS[claim.kind]
  const when = (condition: Condition) => sql`coalesce(NOT (${conditionTruth(condition, c).yes}), false)`
  const cells = (columns: readonly string[]) => columns.map((column) => cell(column, c, all))
  if (word?.suspicions)
    return word.suspicions(values, claim.args, c).map((each) => ({
      cells: cells(columnsIn(each.of)),
      when: sql`coalesce(${each.when}, false)`,
    }))
  if (subject.quantity.is !== 'every' || word?.subject === 'together')
    return cells(columnsIn(values)).map((each) => ({ cells: [each], when: when(of) }))
  const others = comparedWith(claim.args)
  return values.map((value) => ({
    cells: cells([...new Set([...cellsOf(value), ...others])]),
    when: when({ subject: single(value, subject), claim, ...(denied ? { denied } : {}) }),
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

/** The columns that values are made of, in their order. */
export function columnsIn(node: unknown): readonly string[] {
  const found: string[] = []
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit)
    else if (part !== null && typeof part === 'object') {
      const said = part as Partial<Said>
      if (said.kind === 'column' && typeof said.args?.name === 'string' && !found.includes(said.args.name))
        found.push(said.args.name)
      Object.values(part).forEach(visit)
    }
  }
  visit(node)
  return found
}

/** Rows that fail at least one of these. */
export const anyFails = (of: readonly Failing[]): Sql => or(of.map((each) => each.fails))

/** What a row-wise sentence draws: the one value it is about, as a number (times in seconds) or as text; null when it is about several. */
export interface Drawn {
  readonly column: string
  readonly kind: 'numbers' | 'times' | 'texts'
  readonly value: Sql
  readonly fails: Sql
  readonly from: Sql
  /** The limits that the sentence sets. */
  readonly marks: readonly Value[]
}

export function drawn(check: Check, environment: Environment): Drawn | null {
  const leaf = 'share' in check.measure ? firstLeaf(check.measure.share) : null
  const [subject] = leaf?.subject.of ?? []
  if (
    !leaf ||
    !subject ||
    subject.kind !== 'column' ||
    leaf.subject.of.length > 1 ||
    leaf.subject.quantity.is === 'entries'
  )
    return null
  const rows = rowsOf(environment.dataset)
  const c = compiler(rows, environment, check)
  const raw = c.value(subject)
  const interval = CONDITIONS[leaf.claim.kind]?.interval?.(leaf.claim.args)
  const marks = [interval?.low, interval?.high].filter(
    (v, i, all): v is Value => v !== undefined && all.indexOf(v) === i,
  )
  const kind =
    raw.kind === 'text' && marks.length > 0 ? c.common([raw, ...marks.map((each) => c.value(each))], false) : raw.kind
  const { fails } = one(
    check,
    c,
    environment.dataset.columns.map((each) => ({
      name: each.name,
      sql: sql`"r".${quote(each.sql ?? each.name)}`,
      kind: 'other' as const,
      type: each.type,
    })),
  )
  const shared = { column: String(subject.args.name), fails, marks }
  if (kind === 'number')
    return { ...shared, kind: 'numbers', value: sql`CAST(${c.as(raw, 'number').sql} AS DOUBLE)`, from: fromOf(rows) }
  if (kind === 'date' || kind === 'timestamp')
    return { ...shared, kind: 'times', value: sql`epoch(${c.as(raw, kind).sql})`, from: fromOf(rows) }
  if (kind === 'list' || kind === 'struct' || kind === 'other') return null
  return { ...shared, kind: 'texts', value: c.as(raw, 'text').sql, from: fromOf(rows) }
}

function firstLeaf(of: Condition): Extract<Condition, { subject: Subject }> | null {
  if ('subject' in of) return of
  const [first] = 'all' in of ? of.all : of.any
  return first ? firstLeaf(first) : null
}
