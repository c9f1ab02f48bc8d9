import type { Hinged, Together } from '@assay/core'
import type { Coded, Grid } from './grid.ts'

/** Rows in which something must be seen, and the share of rows that may break it. */
const LEAST = 30
const MOST_FAILING = 0.005
/** Columns of so few different values may tell whether another one is present. */
const MOST_VALUES = 20
const MOST_COLUMNS = 80

const partial = (grid: Grid): readonly Coded[] =>
  grid.columns
    .filter((each) => each.present >= Math.max(LEAST, 0.05 * grid.rows) && each.present <= grid.rows - LEAST)
    .sort((a, b) => b.present - a.present)
    .slice(0, MOST_COLUMNS)

/** Columns that are all present or all missing, row by row. */
export function togetherOf(grid: Grid): readonly Together[] {
  const open = [...partial(grid)]
  const found: Together[] = []
  while (open.length > 0) {
    const [first, ...rest] = open.splice(0)
    if (!first) break
    const same = rest.filter((each) => differing(first, each) <= MOST_FAILING * first.present)
    open.push(...rest.filter((each) => !same.includes(each)))
    if (same.length === 0) continue
    const group = [first, ...same]
    const failing = countRows(grid.rows, (row) => new Set(group.map((each) => (each.cells[row] ?? -1) >= 0)).size > 1)
    found.push({ columns: group.map((each) => each.name), counted: grid.rows, failing })
  }
  return found
}

const differing = (a: Coded, b: Coded): number =>
  countRows(a.cells.length, (row) => (a.cells[row] ?? -1) >= 0 !== (b.cells[row] ?? -1) >= 0)

function countRows(rows: number, holds: (row: number) => boolean): number {
  let n = 0
  for (let row = 0; row < rows; row++) if (holds(row)) n++
  return n
}

/** Columns whose presence another column's value decides: with some values always present, with all others always missing. */
export function hingedOf(grid: Grid): readonly Hinged[] {
  const hinges = grid.columns.filter(
    (each) => each.different >= 2 && each.different <= MOST_VALUES && each.present >= 0.9 * grid.rows,
  )
  return partial(grid).flatMap((column) => {
    const all = hinges.flatMap((hinge) => (hinge === column ? [] : hinged(column, hinge)))
    return all.sort((a, b) => a.values.length - b.values.length).slice(0, 2)
  })
}

function hinged(column: Coded, hinge: Coded): readonly Hinged[] {
  const counts = new Map<number, { rows: number; present: number }>()
  for (const [row, code] of hinge.cells.entries()) {
    if (code < 0) continue
    const seen = counts.get(code) ?? { rows: 0, present: 0 }
    if (seen.rows === 0) counts.set(code, seen)
    seen.rows++
    if ((column.cells[row] ?? -1) >= 0) seen.present++
  }
  const known = [...counts].filter(([, { rows }]) => rows >= 5)
  const share = ({ rows, present }: { rows: number; present: number }) => present / rows
  const always = known.filter(([, seen]) => share(seen) >= 1 - MOST_FAILING)
  const never = known.filter(([, seen]) => share(seen) <= MOST_FAILING)
  if (always.length === 0 || never.length === 0 || always.length + never.length < known.length) return []
  const side = (of: typeof known, present: boolean): Hinged => ({
    column: column.name,
    where: hinge.name,
    values: of.map(([code]) => hinge.texts[code] ?? '').sort(),
    present,
    counted: of.reduce((sum, [, { rows }]) => sum + rows, 0),
    failing: of.reduce((sum, [, seen]) => sum + (present ? seen.rows - seen.present : seen.present), 0),
  })
  return [side(always, true), side(never, false)].filter((each) => each.counted >= LEAST && each.values.length <= 5)
}
