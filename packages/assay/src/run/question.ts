import { join, name as quote, sql, type Sql } from '@assay/core'
import type { EngineRow, EngineValue } from '../engines/engine.ts'

/** Looks up what an aggregate came to in the row that answers. */
export type Answer = (row: EngineRow) => EngineValue

/** Aggregates over the same rows, to be asked in one statement; equal ones are computed once. */
export interface Question {
  ask(aggregate: Sql): Answer
  /** Null when nothing is asked. */
  select(from: Sql): string | null
}

export function question(): Question {
  const names = new Map<string, { readonly aggregate: Sql; readonly name: string }>()
  return {
    ask(aggregate) {
      const known = names.get(aggregate.text) ?? { aggregate, name: `a${String(names.size)}` }
      names.set(aggregate.text, known)
      return (row) => row[known.name] ?? null
    },
    select: (from) =>
      names.size === 0
        ? null
        : sql`SELECT ${join(
            [...names.values()].map((each) => sql`${each.aggregate} AS ${quote(each.name)}`),
            sql`, `,
          )} FROM ${from}`.text,
  }
}
