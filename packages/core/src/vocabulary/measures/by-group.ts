import { join, sql, type Sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'

/** The parts of a query that gives one row for the whole delivery or, with `for each`, one row for each group. */
export interface ByGroup {
  /** `key AS g0, `, or nothing; and the names alone, with a comma behind. */
  readonly keys: Sql
  readonly names: Sql
  /** ` GROUP BY g0`, or nothing. */
  readonly by: Sql
  /** `PARTITION BY g0 `, or nothing. */
  readonly partition: Sql
}

export function byGroup(c: Compiler): ByGroup {
  const names = c.groups.map((_, i) => c.groupName(i))
  if (names.length === 0) return { keys: sql``, names: sql``, by: sql``, partition: sql`` }
  const listed = join(names, sql`, `)
  return {
    keys: named(c.groups, c),
    names: sql`${listed}, `,
    by: sql` GROUP BY ${listed}`,
    partition: sql`PARTITION BY ${listed} `,
  }
}

/** `key AS g0, …, `: the same names for the keys of another dataset. */
export const named = (keys: readonly Sql[], c: Compiler): Sql =>
  keys.reduce((done, key, i) => sql`${done}${key} AS ${c.groupName(i)}, `, sql``)
