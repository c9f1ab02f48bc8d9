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
  /** How deep each of them lies, in the order in which they were made. */
  readonly depths: number[]
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
  depths: [],
  used: new Set(),
  unknown: new Set(),
  elsewhere: new Map(),
})

/** The FROM clause of rows: the relation, and above it the shared expressions in layers. With `asked`, only those that these need. */
export function fromOf(rows: Rows, asked?: readonly Sql[]): Sql {
  const { dataset, alias } = rows
  const lets = asked ? needed(rows, asked) : [...rows.lets]
  const depths = [...new Set(lets.map(([, each]) => each.depth))].sort((a, b) => a - b)
  let from = sql`${raw(dataset.relation)} AS ${quote(alias)}`
  for (const depth of depths) {
    const layer = lets
      .filter(([, each]) => each.depth === depth)
      .map(([expression, each]) => sql`${raw(expression)} AS ${quote(each.name)}`)
    const below = depth === depths[0] ? [...rows.used].map(raw) : [sql`${quote(alias)}.*`]
    from = sql`(SELECT ${join([...below, ...layer], sql`, `)} FROM ${from}) AS ${quote(alias)}`
  }
  return from
}

/** The shared expressions that these rest on. */
function needed(rows: Rows, asked: readonly Sql[]) {
  const named = (of: string) => of.match(/"__let\d+"/g) ?? []
  const found = new Set(asked.flatMap(({ text }) => named(text)))
  return [...rows.lets]
    .toReversed()
    .filter(([expression, { name }]) => {
      const wanted = found.has(`"${name}"`)
      if (wanted) for (const each of named(expression)) found.add(each)
      return wanted
    })
    .toReversed()
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
