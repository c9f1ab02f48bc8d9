import { sql, type Sql } from '../sql/sql.ts'
import type { Expr } from './expression.ts'

/**
 * Numbers as people write them, where they are computed in binary floating point: 0.1 plus 0.2 is 0.3. A decimal lies at most half a unit in
 * the last place (2^-53 of its size) from its double, and an operation adds as much; so two results whose exact values are
 * equal differ by at most 2^-51 of the sizes involved. Numbers of up to 15 significant digits that differ at all differ by more.
 */
const UNIT = sql`4.440892098500626e-16`

/** The largest finite size: the error of infinity is not infinite. */
const LARGEST = sql`1.7e308::DOUBLE`

export const isInexact = (of: Expr): boolean => of.double === true || of.rounded !== undefined
export const sizeOf = (of: Expr): Sql => of.rounded ?? sql`abs(${of.sql})`

/** By how much computed numbers may differ that are equal; null where they are compared exactly as they are. */
export function roundingOf(sides: readonly Expr[], slack: Expr | null): Sql | null {
  const computed = sides.some((each) => each.rounded) || (slack !== null && sides.some(isInexact))
  if (!computed) return null
  const sizes = [...sides, ...(slack ? [slack] : [])].map(sizeOf).reduce((l, r) => sql`${l} + ${r}`)
  return sql`(least(CAST(${sizes} AS DOUBLE), ${LARGEST}) * ${UNIT})`
}
