import type { KeyFact } from '@assay/core'
import { paired, type Grid } from './grid.ts'

/** Most of the rows that may be duplicates, and columns that are joined two by two. */
const MOST_FAILING = 0.01
const MOST_JOINED = 20
const LEAST = 20

/** Columns, alone or two together, that hardly ever have the same value in two rows. */
export function keysOf(grid: Grid): readonly KeyFact[] {
  const columns = grid.columns.filter((each) => each.present >= 0.95 * grid.rows)
  const single = columns.flatMap((each) => fact([each.name], each.cells))
  if (single.length > 0 || grid.rows < LEAST) return single
  const few = columns.filter((each) => each.different > 1).slice(0, MOST_JOINED)
  return few.flatMap((a, i) =>
    few
      .slice(i + 1)
      .flatMap((b) => (a.different * b.different < grid.rows ? [] : fact([a.name, b.name], paired(a, b).cells))),
  )
}

function fact(columns: readonly string[], cells: Int32Array): readonly KeyFact[] {
  const counts = new Map<number, number>()
  let counted = 0
  for (const code of cells) {
    if (code < 0) continue
    counted++
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  let [failing, most] = [0, 0]
  for (const n of counts.values()) {
    if (n > 1) failing += n
    most = Math.max(most, n)
  }
  return counted >= LEAST && failing <= MOST_FAILING * counted ? [{ columns, counted, failing, most }] : []
}
