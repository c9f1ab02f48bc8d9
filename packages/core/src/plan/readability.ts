import { join, name as quote, sql } from '../sql/sql.ts'
import { readAs } from '../vocabulary/written-forms/index.ts'
import { compiler } from './compiler.ts'
import { fromOf, rowsOf } from './rows.ts'
import type { Environment, Reads } from './environment.ts'

/** One query that tells of text columns what all their present values can be read as (rule 6 of the language). */
export function readability(columns: readonly string[], environment: Environment): { readonly sql: string; read(row: { readonly [name: string]: unknown }): ReadonlyMap<string, Reads> } {
  const rows = rowsOf(environment.dataset)
  const c = compiler(rows, environment)
  const kinds = ['number', 'date', 'timestamp'] as const
  const options = { zone: c.zone, ...(environment.dataset.numbers ? { numbers: environment.dataset.numbers } : {}) }
  const counts = columns.flatMap((column, i) => {
    const x = c.column(column).sql
    return [sql`count(${x}) AS ${quote(`n${String(i)}`)}`, ...kinds.map((kind) => sql`count(${readAs(kind, x, c.d, options)}) AS ${quote(`${kind}${String(i)}`)}`)]
  })
  return {
    sql: sql`SELECT ${join(counts, sql`, `)} FROM ${fromOf(rows)}`.text,
    read: (row) => new Map(columns.map((column, i) => [column, settled((what) => Number(row[`${what}${String(i)}`] ?? 0))])),
  }
}

function settled(count: (what: 'n' | 'number' | 'date' | 'timestamp') => number): Reads {
  const [n, numbers, dates, timestamps] = [count('n'), count('number'), count('date'), count('timestamp')]
  if (n === 0) return 'text'
  if (numbers === n) return 'number'
  if (dates === n) return 'date'
  if (dates + timestamps === n) return 'timestamp'
  return numbers + dates + timestamps > 0 ? 'mixed' : 'text'
}
