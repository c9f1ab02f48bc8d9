import { DuckDBInstance } from '@duckdb/node-api'
import { join, sql, text, type Sql } from '../../sql/sql.ts'

const connection = await (await DuckDBInstance.create(':memory:')).connect()
// No result may depend on the session's zone; in the product it is UTC.
await connection.run("SET TimeZone = 'America/Los_Angeles'")

/** The value of an expression over `x` for each text, in one query. Dates and times come as text. */
export async function evaluated(expression: Sql, texts: readonly (string | null)[]): Promise<readonly unknown[]> {
  if (texts.length === 0) return []
  const rows = texts.map((each, i) => sql`(${text(String(i))}::INTEGER, ${each === null ? sql`NULL` : text(each)})`)
  const read = await connection.runAndReadAll(
    `SELECT ${expression.text} FROM (VALUES ${join(rows, sql`, `).text}) AS t(i, x) ORDER BY i`,
  )
  return read.getRowsJson().map(([value]) => value)
}
