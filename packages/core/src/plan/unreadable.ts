import { join, name as quote, number, sql } from '../sql/sql.ts'
import type { Reading } from '../vocabulary/expression.ts'
import type { Example } from '../vocabulary/reads.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { over, usePlaces } from './over.ts'
import { readPart } from './rests.ts'
import { fromOf, rowsOf } from './rows.ts'
import { isPrivate } from './private-columns.ts'

/** So many characters of a value are shown. */
const LONGEST = 60

/** One query for the first value of each column that cannot be read so; private values are not fetched. */
export function firstUnreadable(
  readings: readonly Pick<Reading, 'column' | 'as' | 'lookUp'>[],
  environment: Environment,
): { readonly sql: string; read(row: { readonly [name: string]: unknown }): readonly (Example | null)[] } {
  const { dataset } = environment
  const rows = rowsOf(dataset)
  usePlaces(rows)
  const c = compiler(rows, environment)
  const { file, row } = over(rows)
  const first = readings.map((reading, i) => {
    const { column } = reading
    const { source, read } = readPart(reading, c)
    const value = reading.lookUp ? c.d.tryCast(c.column(column).sql, 'text') : source
    const shown = isPrivate(column, dataset.private) ? sql`NULL` : sql`left(${value}, ${number(LONGEST)})`
    const found = sql`{'f': ${file}, 'n': ${row}, 'v': CAST(${shown} AS VARCHAR)}`
    return sql`min(CASE WHEN ${source} IS NOT NULL AND ${read} IS NULL THEN ${found} END) AS ${quote(`e${String(i)}`)}`
  })
  return {
    sql: sql`SELECT ${join(first, sql`, `)} FROM ${fromOf(rows)}`.text,
    read: (row) =>
      readings.map((_, i) => {
        const found = row[`e${String(i)}`] as { f: unknown; n: unknown; v: unknown } | null | undefined
        if (!found) return null
        const file = dataset.files.length > 1 ? (dataset.files[Number(found.f)] ?? null) : null
        return { value: typeof found.v === 'string' ? found.v : null, file, row: Number(found.n) }
      }),
  }
}
