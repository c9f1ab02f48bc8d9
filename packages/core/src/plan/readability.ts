import { join, name as quote, sql, text, type Sql } from '../sql/sql.ts'
import { readAs } from '../vocabulary/written-forms/index.ts'
import { compiler } from './compiler.ts'
import { fromOf, rowsOf } from './rows.ts'
import type { Environment, Reads } from './environment.ts'

/** One query that tells of text columns what all their present values can be read as (rule 6 of the language). */
export function readability(
  columns: readonly string[],
  environment: Environment,
): { readonly sql: string; read(row: { readonly [name: string]: unknown }): ReadonlyMap<string, Reads> } {
  const rows = rowsOf(environment.dataset)
  const c = compiler(rows, environment)
  const options = { zone: c.zone, ...(environment.dataset.numbers ? { numbers: environment.dataset.numbers } : {}) }
  const counts = columns.flatMap((column, i) => {
    const x = c.column(column).sql
    const kind = c.let(kindOf((each) => readAs(each, x, c.d, options), x))
    return [
      sql`count(${x}) AS ${quote(`n${String(i)}`)}`,
      ...KINDS.map((each) => sql`count_if(${kind} = ${text(each)}) AS ${quote(`${each}${String(i)}`)}`),
    ]
  })
  return {
    sql: sql`SELECT ${join(counts, sql`, `)} FROM ${fromOf(rows)}`.text,
    read: (row) =>
      new Map(columns.map((column, i) => [column, settled((what) => Number(row[`${what}${String(i)}`] ?? 0))])),
  }
}

const KINDS = ['number', 'date', 'timestamp'] as const
type Kind = (typeof KINDS)[number]

/**
 * What one text reads as. No text is two of them, so each is tried only where those before failed; and all of them begin with a
 * digit, a sign, a point or a blank, which come before a colon.
 */
function kindOf(read: (as: Kind) => Sql, x: Sql): Sql {
  const tried = KINDS.map((each) => sql`WHEN ${read(each)} IS NOT NULL THEN ${text(each)}`)
  return sql`CASE WHEN ${x} < ':' THEN CASE ${join(tried, sql` `)} END END`
}

function settled(count: (what: 'n' | Kind) => number): Reads {
  const [n, numbers, dates, timestamps] = [count('n'), count('number'), count('date'), count('timestamp')]
  if (n === 0) return 'text'
  if (numbers === n) return 'number'
  if (dates === n) return 'date'
  if (dates + timestamps === n) return 'timestamp'
  return numbers + dates + timestamps > 0 ? 'mixed' : 'text'
}
