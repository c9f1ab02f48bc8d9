import type { Dialect } from '../../sql/dialect.ts'
import { join, sql, text, type Sql } from '../../sql/sql.ts'

/** The pattern of a value's country; `otherwise` where the table does not have the country. NULL for NULL country or text. */
export function byCountry(
  x: Sql,
  d: Dialect,
  country: Sql,
  patterns: Readonly<Record<string, string>>,
  otherwise: string,
): Sql {
  const cases = Object.entries(patterns).map(
    ([code, pattern]) => sql`WHEN ${text(code)} THEN ${d.matchesWhole(x, pattern)}`,
  )
  return sql`CASE upper(${country}) ${join(cases, sql` `)} ELSE CASE WHEN ${country} IS NOT NULL THEN ${d.matchesWhole(x, otherwise)} END END`
}
