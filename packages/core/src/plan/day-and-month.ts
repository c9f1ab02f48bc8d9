import { join, name as quote, sql } from '../sql/sql.ts'
import { ambiguousFormat, readFormats } from '../vocabulary/conditions/kinds.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { fromOf, rowsOf } from './rows.ts'

export interface DaysQuery {
  readonly sql: string
  read(row: { readonly [name: string]: unknown }): readonly DaysOf[]
}

/** How many dates of a column can be read, and how many of them have a day above 12. */
export interface DaysOf {
  readonly column: string
  readonly read: number
  readonly above12: number
}

/** One query about the columns whose format leaves day and month to be taken for one another; null when there are none. */
export function daysAbove12(environment: Environment): DaysQuery | null {
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
      columns.map(({ name }, i) => ({
        column: name,
        read: Number(row[`read${String(i)}`] ?? 0),
        above12: Number(row[`above${String(i)}`] ?? 0),
      })),
  }
}
