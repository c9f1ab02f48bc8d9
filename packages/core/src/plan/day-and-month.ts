import { join, name as quote, sql } from '../sql/sql.ts'
import { ambiguousFormat, readFormats } from '../vocabulary/conditions/kinds.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { fromOf, rowsOf } from './rows.ts'

export interface DaysQuery {
  readonly sql: string
  /** The columns whose every day is below 13, so that day and month exchanged would fit as well. */
  read(row: { readonly [name: string]: unknown }): readonly string[]
}

/** One query for the columns whose format leaves day and month to be taken for one another; null when there are none. */
export function daysBelow13(environment: Environment): DaysQuery | null {
  const { dataset } = environment
  const rows = rowsOf(dataset)
  const c = compiler(rows, environment)
  const there = new Set(dataset.columns.map((each) => each.name))
  const columns = [...dataset.formats].flatMap(([name, formats]) =>
    ambiguousFormat(formats) && there.has(name) ? [{ name, formats }] : [],
  )
  if (columns.length === 0) return null
  const counts = columns.flatMap(({ name, formats }, i) => {
    const read = c.let(readFormats(formats, c.as(c.column(name), 'text').sql, c))
    const day = sql`date_part('day', ${c.d.toLocal(read, c.zone)})`
    return [
      sql`count(${read}) AS ${quote(`read${String(i)}`)}`,
      sql`count_if(${day} > 12) AS ${quote(`above${String(i)}`)}`,
    ]
  })
  return {
    sql: sql`SELECT ${join(counts, sql`, `)} FROM ${fromOf(rows)}`.text,
    read: (row) =>
      columns.flatMap(({ name }, i) =>
        Number(row[`read${String(i)}`] ?? 0) > 0 && Number(row[`above${String(i)}`] ?? 0) === 0 ? [name] : [],
      ),
  }
}
