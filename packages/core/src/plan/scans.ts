import { join, name as quote, sql, type Sql } from '../sql/sql.ts'
import type { Compiler } from '../vocabulary/expression.ts'
import type { Tally } from '../vocabulary/word.ts'
import { compiler } from './compiler.ts'
import { environmentOf } from './datasets.ts'
import type { DatasetFacts, Environment } from './environment.ts'
import { fromOf, rowsOf, type Rests, type Rows, type Scope } from './rows.ts'

/** A column of a query's result. */
export interface Ref {
  readonly query: number
  readonly column: string
}

/** One statement. With groups its rows are the groups, whose keys are `g0`, `g1` … */
export interface Query {
  readonly sql: string
  readonly groups: number
  /** For a cheaper way to count duplicates of very many keys. */
  readonly distinct?: Tally['distinct'] & { readonly from: Sql }
}

/** At most so many aggregates in one statement. */
const CHUNK = 250

export interface Scan {
  readonly rows: Rows
  readonly c: Compiler
  readonly filtered: boolean
  readonly aggregates: Map<string, { readonly sql: Sql; readonly at: number }>
}

/** What all checks of a plan share. */
export interface Scans {
  readonly environment: Environment
  readonly scans: Map<string, Scan>
  /** All rows that something is compiled over. */
  readonly rows: Rows[]
}

/**
 * The scan that a check's aggregates join: over the same rows, groups and order. A scope is part of each aggregate of a
 * condition, so all conditions share a scan; numbers are filtered below, since their aggregates can be anything.
 */
export function scanOf(
  dataset: DatasetFacts,
  scope: Scope,
  filtered: boolean,
  context: Scans,
  rests?: Rests,
): { readonly scan: Scan; readonly c: Compiler } {
  const key = JSON.stringify([
    dataset.name,
    scope.each ?? null,
    scope.order ?? null,
    filtered ? [scope.where ?? null, scope.window ?? null] : null,
  ])
  const known = context.scans.get(key)
  const rows = known?.rows ?? rowsOf(dataset)
  // also when the scope cannot be said yet: what it asked for shows whether it can
  if (!known) context.rows.push(rows)
  const c = compiler(rows, environmentOf(dataset, context.environment), scope, rests ? { rests } : {})
  const scan: Scan = known ?? { rows, c, filtered, aggregates: new Map() }
  context.scans.set(key, scan)
  return { scan, c }
}

/** Where an aggregate of a scan will stand in the results, when its queries begin at this one. */
export const refAt = (first: number, at: number): Ref => ({
  query: first + Math.floor(at / CHUNK),
  column: `a${String(at)}`,
})

export function add(scan: Scan, aggregate: Sql): number {
  const known = scan.aggregates.get(aggregate.text)
  if (known) return known.at
  const at = scan.aggregates.size
  scan.aggregates.set(aggregate.text, { sql: aggregate, at })
  return at
}

export const isAll = (scope: Sql): boolean => scope.text === 'true'

export function statements(scan: Scan): readonly Query[] {
  const all = [...scan.aggregates.values()]
  const { c } = scan
  const names = c.groups.map((_, i) => quote(`g${String(i)}`))
  const keys = c.groups.map((each, i) => sql`${each} AS ${names[i] ?? quote('g')}`)
  const filter =
    scan.filtered || c.groups.length > 0
      ? scan.filtered
        ? c.scope
        : c.groups.map((each) => sql`${each} IS NOT NULL`).reduce((l, r) => sql`${l} AND ${r}`)
      : sql`true`
  const where = isAll(filter) ? sql`` : sql` WHERE ${filter}`
  const by = c.groups.length > 0 ? sql` GROUP BY ${join(c.groups, sql`, `)}` : sql``
  const chunks = Array.from({ length: Math.max(1, Math.ceil(all.length / CHUNK)) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  return chunks.map((chunk) => {
    const columns = [...keys, ...chunk.map((each) => sql`${each.sql} AS ${quote(`a${String(each.at)}`)}`)]
    const from = fromOf(scan.rows, [...columns, where, by])
    return { sql: sql`SELECT ${join(columns, sql`, `)} FROM ${from}${where}${by}`.text, groups: c.groups.length }
  })
}
