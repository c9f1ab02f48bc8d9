import type { Check, Condition, Value } from '../check.ts'
import { join, name as quote, sql, type Sql } from '../sql/sql.ts'
import type { Rest } from '../vocabulary/expression.ts'
import type { DatasetFacts } from './environment.ts'

/** What several compilers over the same rows share: expressions computed once, and what must still be looked up. */
export interface Rows {
  readonly dataset: DatasetFacts
  readonly alias: string
  /** Expressions below everything else, by their SQL; a later one may use an earlier one. */
  readonly lets: Map<string, { readonly name: string; readonly depth: number }>
  readonly used: Set<string>
  /** Text columns whose kind in comparisons depends on the data, not yet looked up. */
  readonly unknown: Set<string>
  /** The same in other datasets that sentences look into. */
  readonly elsewhere: Map<string, Set<string>>
}

/** What a check rests on, each once. */
export type Rests = Map<string, Rest>

export const rowsOf = (dataset: DatasetFacts, alias = 'r'): Rows => ({
  dataset,
  alias,
  lets: new Map(),
  used: new Set(),
  unknown: new Set(),
  elsewhere: new Map(),
})

/** The FROM clause of rows: the relation, and above it the shared expressions in layers. */
export function fromOf(rows: Rows): Sql {
  const { dataset, alias, lets } = rows
  const relation = raw(dataset.relation)
  if (lets.size === 0) return sql`${relation} AS ${quote(alias)}`
  const deepest = Math.max(...[...lets.values()].map((each) => each.depth))
  let from = sql`${relation} AS ${quote(alias)}`
  for (let depth = 1; depth <= deepest; depth++) {
    const layer = [...lets]
      .filter(([, each]) => each.depth === depth)
      .map(([expression, each]) => sql`${raw(expression)} AS ${quote(each.name)}`)
    const below = depth === 1 ? join([...rows.used].map(raw), sql`, `) : sql`${quote(alias)}.*`
    const all = rows.used.size === 0 && depth === 1 ? layer : [below, ...layer]
    from = sql`(SELECT ${join(all, sql`, `)} FROM ${from}) AS ${quote(alias)}`
  }
  return from
}

/** Text that was made from Sql before. */
export const raw = (made: string): Sql => ({ text: made }) as Sql

export interface Scope {
  readonly where?: Condition
  readonly window?: NonNullable<Check['window']>
  readonly each?: readonly Value[]
  readonly order?: readonly Value[]
}

/** The columns to look up in another dataset, shared by all that look into it. */
export function unknownOf(rows: Rows, dataset: string): Set<string> {
  const known = rows.elsewhere.get(dataset) ?? new Set<string>()
  rows.elsewhere.set(dataset, known)
  return known
}
