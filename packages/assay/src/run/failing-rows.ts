import {
  failing,
  join,
  name as quote,
  number,
  sql,
  text,
  type Check,
  type Environment,
  type FailingPlan,
  type Sql,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { hidden } from './private.ts'

/** A row-wise check with what is said of it in the list of failing values. */
export interface Listed {
  readonly check: Check
  readonly line: number
  readonly sentence: string
}

export interface FailingSource {
  readonly engine: Engine
  readonly environment: Environment
  readonly files: readonly string[]
  readonly key: readonly string[]
  readonly private: readonly string[]
}

/** At most so many sentences in one scan. */
const CHUNK = 50

/**
 * Writes every failing value as a table of the engine: `file, row, key…, column, value, line, sentence, severity`, one
 * record for each row and column that a sentence blames.
 */
export async function failingTable(source: FailingSource, listed: readonly Listed[], table: string): Promise<void> {
  const keys = source.key.map((each) => sql`NULL::VARCHAR AS ${quote(each)}`)
  const columns = join(
    [
      sql`''::VARCHAR AS "file"`,
      sql`0::BIGINT AS "row"`,
      ...keys,
      ...['column', 'value'].map((each) => sql`''::VARCHAR AS ${quote(each)}`),
      sql`0::INTEGER AS "line"`,
      ...['sentence', 'severity'].map((each) => sql`''::VARCHAR AS ${quote(each)}`),
    ],
    sql`, `,
  )
  await source.engine.run(sql`CREATE OR REPLACE TABLE ${quote(table)} AS SELECT ${columns} WHERE false`.text)
  for (let at = 0; at < listed.length; at += CHUNK) {
    const chunk = listed.slice(at, at + CHUNK)
    const made = failing(
      chunk.map((each) => each.check),
      source.environment,
      source.key,
    )
    await source.engine.run(sql`INSERT INTO ${quote(table)} ${records(source, chunk, made)}`.text)
  }
}

function records(source: FailingSource, listed: readonly Listed[], made: FailingPlan): Sql {
  const cells = listed.flatMap((_, i) => {
    const one = made.checks[i]
    return (one?.blames ?? []).map((blame) => {
      const value = blame.column !== null && source.private.includes(blame.column) ? hidden(blame.value) : blame.value
      const column = blame.column === null ? sql`NULL` : text(blame.column)
      return sql`CASE WHEN ${one?.fails ?? sql`false`} AND ${blame.when} THEN {'c': CAST(${column} AS VARCHAR), 'v': CAST(${value} AS VARCHAR), 'i': ${number(i)}} END`
    })
  })
  if (cells.length === 0) return sql`SELECT * FROM (SELECT 1) WHERE false`
  const keys = source.key.map((each) => {
    const found = made.column(each)
    const value = found ? sql`CAST(${found.sql} AS VARCHAR)` : sql`NULL`
    return sql`${source.private.includes(each) ? hidden(value) : value} AS ${quote(each)}`
  })
  const any = made.checks.map((each) => each.fails).reduce((l, r) => sql`${l} OR ${r}`)
  const files = sql`[${join(source.files.map(text), sql`, `)}]`
  const said = (part: (each: Listed) => Sql) => sql`[${join(listed.map(part), sql`, `)}][cell.i + 1]`
  const inner = sql`SELECT ${join([sql`${made.file} AS f`, sql`${made.row} AS n`, ...keys, sql`unnest(list_filter([${join(cells, sql`, `)}], lambda e: e IS NOT NULL)) AS cell`], sql`, `)} FROM ${made.from} WHERE ${any}`
  const outer = [
    sql`${files}[f + 1] AS "file"`,
    sql`n AS "row"`,
    ...source.key.map((each) => quote(each)),
    sql`cell.c AS "column"`,
    sql`cell.v AS "value"`,
    sql`${said((each) => number(each.line))} AS "line"`,
    sql`${said((each) => text(each.sentence))} AS "sentence"`,
    sql`${said((each) => text(each.check.severity))} AS "severity"`,
  ]
  return sql`SELECT ${join(outer, sql`, `)} FROM (${inner}) ORDER BY f, n, cell.i`
}

/** The rows to set aside, as a table of file and row: all that fail one of these. Gives how many there are. */
export async function rowsFailing(source: FailingSource, checks: readonly Check[], table: string): Promise<number> {
  const made = failing(checks, source.environment, [])
  const any =
    checks.length === 0 ? sql`false` : made.checks.map((each) => each.fails).reduce((l, r) => sql`${l} OR ${r}`)
  await source.engine.run(
    sql`CREATE OR REPLACE TABLE ${quote(table)} AS SELECT ${made.file} AS f, ${made.row} AS n FROM ${made.from} WHERE ${any}`
      .text,
  )
  const [row] = await source.engine.query(sql`SELECT count(*) AS n FROM ${quote(table)}`.text)
  return Number(row?.n ?? 0)
}
