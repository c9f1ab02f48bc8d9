import type { Dialect } from '../sql/dialect.ts'
import { join, name as quote, sql, text, type Sql } from '../sql/sql.ts'
import { readAs, type FormOptions } from '../vocabulary/written-forms/index.ts'
import { compiler } from './compiler.ts'
import { NO_READS, type Reads } from '../vocabulary/reads.ts'
import { fromOf, rowsOf } from './rows.ts'
import type { Environment } from './environment.ts'

/** One query that tells of text columns what their present values can be read as (rule 6 of the language). */
export function readability(
  columns: readonly string[],
  environment: Environment,
): { readonly sql: string; read(row: { readonly [name: string]: unknown }): ReadonlyMap<string, Reads> } {
  const rows = rowsOf(environment.dataset)
  const c = compiler(rows, environment)
  const options = { zone: c.zone, ...(environment.dataset.numbers ? { numbers: environment.dataset.numbers } : {}) }
  const counts = columns.flatMap((column, i) => {
    const x = c.column(column).sql
    const kind = c.let(kindRead(x, c.d, options))
    return [
      sql`count(${x}) AS ${quote(`present${String(i)}`)}`,
      ...[...KINDS, 'foreign'].map((each) => sql`count_if(${kind} = ${text(each)}) AS ${quote(`${each}${String(i)}`)}`),
    ]
  })
  return {
    sql: sql`SELECT ${join(counts, sql`, `)} FROM ${fromOf(rows)}`.text,
    read: (row) =>
      new Map(
        columns.map((column, i): [string, Reads] => {
          const counts = Object.keys(NO_READS).map((what) => [what, Number(row[`${what}${String(i)}`] ?? 0)])
          return [column, { ...NO_READS, ...(Object.fromEntries(counts) as Partial<Reads>) }]
        }),
      ),
  }
}

const KINDS = ['number', 'date', 'timestamp'] as const
type Kind = (typeof KINDS)[number]

/**
 * What one text reads as, `number`, `date`, `timestamp`, or `foreign`: written in another way; else NULL. No text is two of them, so the likeliest is tried first: what has a colon can only be a timestamp, and what
 * looks like a date is tried as one before a cast to a number fails, which is slow. All of them begin with a digit, a sign, a point or a
 * blank, which come before a colon.
 */
export function kindRead(x: Sql, d: Dialect, options: FormOptions): Sql {
  const read = (as: Kind): Sql => readAs(as, x, d, options)
  const tried = (kind: Kind, also = sql``) => sql`WHEN ${also}${read(kind)} IS NOT NULL THEN ${text(kind)}`
  const foreign = sql`WHEN ${d.matchesWhole(x, FOREIGN)} THEN 'foreign'`
  const timestamp = sql`WHEN ${x} LIKE '%:%' THEN CASE ${tried('timestamp')} ${foreign} END`
  const others = [tried('date', sql`${x} LIKE '____-__-__' AND `), tried('number'), tried('date'), foreign]
  return sql`CASE WHEN ${x} < ':' THEN CASE ${join([timestamp, ...others], sql` `)} END END`
}

const DAY_OR_MONTH_FIRST = '[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}(?:[ T,].*)?'
const MARKED_NUMBER = "[-+]?[$€£¥]? ?(?:[0-9]+|[0-9]{1,3}(?:[.,' ][0-9]{3})+)(?:[.,][0-9]+)? ?[%$€£¥]?"
const FOREIGN = `\\s*(?:${DAY_OR_MONTH_FIRST}|${MARKED_NUMBER})\\s*`
