import type { Dialect } from '../sql/dialect.ts'
import { sql, type Sql } from '../sql/sql.ts'
import { compareShapes, listedShapes, type Shape } from '../vocabulary/measures/shapes.ts'
import { shapeName } from '../vocabulary/written-forms/shape-names.ts'
import { shapeOf, type FormOptions } from '../vocabulary/written-forms/index.ts'

/** How the values of a column are written in two deliveries, in words. */
export interface Forms {
  readonly before: string
  readonly after: string
  readonly changed: boolean
}

/** The columns `name`, `after` and `value` of a relation of texts, counted by the shape of the texts: `name, label, a, b, da, db`. */
export function shapesQuery(texts: Sql, d: Dialect, o: FormOptions): Sql {
  const values = sql`SELECT name, value, count_if(after) AS a, count_if(NOT after) AS b FROM (${texts}) GROUP BY name, value`
  const labelled = sql`SELECT name, ${shapeOf(sql`value`, d, o)} AS label, a, b FROM v`
  return sql`WITH v AS MATERIALIZED (${values}) SELECT name, label, CAST(sum(a) AS BIGINT) AS a, CAST(sum(b) AS BIGINT) AS b, count_if(a > 0) AS da, count_if(b > 0) AS db FROM (${labelled}) GROUP BY name, label`
}

/** So many shapes are told apart. */
const TOLD = 40

/** Compares them as the sentence "the format of … must not change" does; null where a side has no value. */
export function compareForms(all: readonly Shape[]): Forms | null {
  const sorted = [...all].sort((x, y) => y.rows + y.was - x.rows - x.was)
  const shapes = [...sorted.slice(0, TOLD), ...sorted.slice(TOLD).map((each) => ({ ...each, label: null }))]
  const found = compareShapes(shapes)
  if (found.rows === 0 || found.was === 0) return null
  return {
    before: listedShapes(shapes, (s) => s.was, shapeName),
    after: listedShapes(shapes, (s) => s.rows, shapeName),
    changed: found.broken,
  }
}
