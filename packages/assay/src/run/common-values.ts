import { columnsIn, join, name as quote, sql, text, type FailingPlan, type Sql } from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import type { Cell } from '../report/contract.ts'
import type { Broken } from './evidence.ts'
import type { FailingSource } from './failing-rows.ts'

/** Failing rows that are looked at; columns that are; how much of the failing rows a value must explain, and how much more than of all rows. */
const SAMPLE = 10_000
const MOST_COLUMNS = 40
const SHARE = 0.5
const LIFT = 1.5
const LEAST = 3

export interface CommonValue {
  readonly column: string
  readonly value: Cell
  readonly failing: number
  readonly rows: number
}

/**
 * What failing rows have in common: values of other columns that at least half of them hold and that are at least one and a half times
 * as frequent among them as among all rows. Candidates come from a sample; the numbers are counted exactly.
 */
export async function commonValues(
  source: FailingSource,
  broken: readonly Broken[],
  made: FailingPlan,
  total: number,
): Promise<readonly (readonly CommonValue[])[]> {
  const columns = source.environment.dataset.columns
    .map((each) => each.name)
    .filter((each) => !source.private.includes(each) && !source.key.includes(each))
    .slice(0, MOST_COLUMNS)
  if (columns.length === 0) return broken.map(() => [])
  const candidates = await likely(source, broken, made, columns)
  if (candidates.length === 0) return broken.map(() => [])
  const counts = candidates.flatMap((each, i) => {
    const is = sql`CAST(${made.column(each.column)?.sql ?? sql`NULL`} AS VARCHAR) = ${text(each.value)}`
    return [
      sql`count_if(${is} AND ${made.checks[each.check]?.fails ?? sql`false`}) AS ${quote(`f${String(i)}`)}`,
      sql`count_if(${is}) AS ${quote(`a${String(i)}`)}`,
    ]
  })
  const [row] = await source.engine.query(sql`SELECT ${join(counts, sql`, `)} FROM ${withColumns(made, columns)}`.text)
  const exact = candidates.map((each, i) => ({
    check: each.check,
    column: each.column,
    value: each.value as Cell,
    failing: Number(row?.[`f${String(i)}`] ?? 0),
    rows: Number(row?.[`a${String(i)}`] ?? 0),
  }))
  return broken.map((each, check) =>
    exact
      .filter(
        (value) =>
          value.check === check &&
          value.failing >= SHARE * each.failing &&
          value.failing / each.failing >= (LIFT * value.rows) / Math.max(1, total),
      )
      .sort((a, b) => b.failing / Math.max(1, b.rows) - a.failing / Math.max(1, a.rows) || b.failing - a.failing)
      .slice(0, 3)
      .map(({ check: _, ...value }) => value),
  )
}

/** The rows with the columns in question: those of the sentences are there already. */
function withColumns(made: FailingPlan, columns: readonly string[]): Sql {
  return columns.some((each) => made.column(each)) ? made.fromWith(columns) : made.from
}

async function likely(source: FailingSource, broken: readonly Broken[], made: FailingPlan, columns: readonly string[]) {
  const cells = columns.map(
    (each, i) => sql`left(CAST(${made.column(each)?.sql ?? sql`NULL`} AS VARCHAR), 200) AS ${quote(`c${String(i)}`)}`,
  )
  const flags = made.checks.map((each, i) => sql`${each.fails} AS ${quote(`x${String(i)}`)}`)
  const any = made.checks.map((each) => each.fails).reduce((l, r) => sql`${l} OR ${r}`)
  const size = { text: `${String(SAMPLE)} ROWS` } as Sql
  const rows = await source.engine.query(
    sql`SELECT * FROM (SELECT ${join([...cells, ...flags], sql`, `)} FROM ${withColumns(made, columns)} WHERE ${any}) USING SAMPLE reservoir(${size}) REPEATABLE (1)`
      .text,
  )
  return broken.flatMap((each, check) => {
    const mine = rows.filter((row) => row[`x${String(check)}`] === true)
    if (mine.length < LEAST) return []
    const own = 'share' in each.check.measure ? columnsIn([each.check.measure.share, each.check.where ?? []]) : []
    return columns.flatMap((column, i) =>
      own.includes(column) ? [] : frequent(mine, `c${String(i)}`).map((value) => ({ check, column, value })),
    )
  })
}

function frequent(rows: readonly EngineRow[], column: string): readonly string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = row[column]
    if (typeof value === 'string' && value.length < 200) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].filter(([, n]) => n >= LEAST && n >= SHARE * 0.9 * rows.length).map(([value]) => value)
}
