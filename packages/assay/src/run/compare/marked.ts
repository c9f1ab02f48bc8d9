import { cellName, comparedCells, join, LEAST, name as quote, or, sql, type CellAs, type Sql } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import type { ComparedWhere } from '../../report/compare-contract.ts'
import { changedRows, COMPARED, type ComparedPair } from './pair-rows.ts'
import type { Side, Two } from './sides.ts'

/** Rows of one delivery that something is asked of: what have they in common? */
export interface Asked {
  readonly of: ComparedWhere['of']
  /** Of changed cells and of numbers. */
  readonly column: string | null
  readonly total: number
}

/** What the rows of one delivery that were added, removed or changed are; each is a column `x0`, `x1` … of the table. */
export interface Marked {
  readonly side: Side
  readonly asked: readonly Asked[]
  readonly table: Sql
  /** Columns whose values may explain them. */
  readonly columns: readonly string[]
}

export interface Changes {
  readonly added: number
  readonly removed: number
  readonly changed: number
  /** The columns with the most changed cells, and how many these are. */
  readonly cells: readonly { readonly pair: ComparedPair; readonly cells: number }[]
  readonly newer: readonly Newer[]
}

/** Cells of the newer delivery: numbers beyond all of the older one, or missing ones where fewer were missing. */
export interface Newer {
  readonly of: 'beyond' | 'missing'
  readonly column: string
  readonly as: CellAs
  /** Whether a cell is one. */
  readonly is: (cell: Sql) => Sql
  readonly total: number
}

/** What nearly all rows are needs no explanation, and neither does a handful. */
const worthAsking =
  (side: Side) =>
  ({ total }: Asked): boolean =>
    total >= LEAST && total < 0.95 * side.rows

/** What of the newer delivery is asked about. */
export async function markedAfter(
  engine: Engine,
  side: Side,
  { added, newer }: Changes,
  columns: readonly string[],
): Promise<Marked> {
  const table = sql`__assay_marked_after`
  const worth = worthAsking(side)
  const rows = [{ of: 'added' as const, column: null, total: added }].filter(worth)
  const cells = newer.filter(worth)
  const asked: readonly Asked[] = [...rows, ...cells.map(({ of, column, total }) => ({ of, column, total }))]
  const marks = (is: (i: number) => Sql): Sql => join(asked.map((_, i) => sql`${is(i)} AS ${markName(i)}`), sql`, `) // prettier-ignore
  const parts = [
    ...rows.map(() => sql`SELECT pb AS p, ${marks((i) => (i === 0 ? sql`true` : sql`false`))} FROM ${COMPARED} WHERE pa IS NULL`), // prettier-ignore
    ...(cells.length > 0 ? [markedCells(side, cells, (is) => marks((i) => is[i - rows.length] ?? sql`false`))] : []),
  ]
  if (parts.length > 0)
    await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${table} AS ${join(parts, sql` UNION ALL `)}`.text)
  return { side, asked, table, columns }
}

function markedCells(side: Side, of: readonly Newer[], marks: (is: readonly Sql[]) => Sql): Sql {
  const cells = comparedCells(of, side.environment)
  const named = cells.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
  const is = of.map((each, i) => sql`coalesce(${each.is(cellName(i))}, false)`)
  return sql`SELECT p, ${marks(is)} FROM (SELECT ${join([sql`${cells.place} AS p`, ...named], sql`, `)} FROM ${cells.from}) WHERE ${or(is)}`
}

/** And of the older one. */
export async function markedBefore(
  engine: Engine,
  sides: Two<Side>,
  changes: Changes,
  columns: readonly string[],
): Promise<Marked> {
  const table = sql`__assay_marked_before`
  const side = sides.before
  const worth = worthAsking(side)
  const rows = [
    { is: sql`pb IS NULL`, of: 'removed' as const, column: null, total: changes.removed },
    { is: sql`pb IS NOT NULL`, of: 'changed' as const, column: null, total: changes.changed },
  ].filter(worth)
  const cells = changes.cells
    .map(({ pair, cells: total }) => ({ pair, of: 'cells' as const, column: pair.after, total }))
    .filter(worth)
  const asked = [...rows, ...cells]
  if (asked.length === 0) return { side, asked, table, columns }
  const named = (of: readonly Sql[]): Sql => join(of.map((each, i) => sql`${each} AS ${markName(i)}`), sql`, `) // prettier-ignore
  const cellMarks = cells.map((_, i) => sql`a.${cellName(i)} IS DISTINCT FROM b.${cellName(i)}`)
  const none = cells.map(() => sql`false`)
  const pairs = cells.map((each) => each.pair)
  const gone = sql`SELECT pa AS p, ${named([...rows.map((each) => each.is), ...none])} FROM ${COMPARED} WHERE pb IS NULL`
  const changed =
    cells.length > 0
      ? sql`SELECT pa AS p, ${named([...rows.map((each) => each.is), ...cellMarks])} FROM ${changedRows(sides, pairs)}`
      : sql`SELECT pa AS p, ${named(rows.map((each) => each.is))} FROM ${COMPARED} WHERE pa IS NOT NULL AND pb IS NOT NULL`
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${table} AS ${gone} UNION ALL ${changed}`.text)
  return { side, asked, table, columns }
}

export const markName = (i: number): Sql => quote(`x${String(i)}`)
