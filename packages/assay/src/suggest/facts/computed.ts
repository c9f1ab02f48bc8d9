import type { Computed } from '@assay/core'
import { inTurns } from '../in-turns.ts'
import type { Coded } from './grid.ts'
import type { Series } from './number-grid.ts'

const LEAST = 30
const MOST_FAILING = 0.02
const MOST_SERIES = 30
/** Rows that are tried before all of them are. */
const FIRST = 40

const HOW = {
  plus: (a: number, b: number) => a + b,
  times: (a: number, b: number) => a * b,
} as const

/** A column with the rows in which it is there: most others of a sparse source are not. */
interface There extends Series {
  readonly at: Int32Array
}

/** Columns that are a sum, difference or product of two others, give or take what rounding explains. */
export async function computedOf(all: readonly Series[]): Promise<readonly Computed[]> {
  const numbers = all.filter((each) => each.kind === 'number' && spread(each.cells))
  const fullest = new Set([...numbers].sort((a, b) => b.present - a.present).slice(0, MOST_SERIES))
  const series = numbers.filter((each) => fullest.has(each)).map((each) => ({ ...each, at: rowsOf(each.cells) }))
  return (await inTurns(series, (of) => computedFrom(series, of))).flat()
}

function computedFrom(series: readonly There[], of: There): readonly Computed[] {
  const found: Computed[] = []
  for (const [i, a] of series.entries())
    for (const b of series.slice(i)) {
      if (a === of || b === of) continue
      for (const how of ['plus', 'times'] as const) {
        // a − b = c says no more than b + c = a
        const seen = a === b && how === 'plus' ? null : tried(of, a, b, how)
        if (seen) found.push({ column: of.name, how, from: [a.name, b.name], ...seen })
      }
    }
  return found
}

const spread = (cells: Float64Array): boolean => new Set(cells.filter(Number.isFinite).slice(0, 1000)).size >= 5
const rowsOf = (cells: Float64Array): Int32Array =>
  Int32Array.from(cells.keys()).filter((row) => !Number.isNaN(cells[row]))

function tried(
  of: There,
  a: There,
  b: There,
  how: 'plus' | 'times',
): { readonly counted: number; readonly failing: number; readonly slack: number } | null {
  const slack = how === 'times' || of.decimals < Math.max(a.decimals, b.decimals) ? 0.5 * 10 ** -of.decimals : 0
  const exact = slack + 1e-9
  const [rarest = of] = [of, a, b].sort((x, y) => x.at.length - y.at.length)
  let [counted, failing, telling] = [0, 0, 0]
  for (const row of rarest.at) {
    const [is = NaN, x = NaN, y = NaN] = [of.cells[row], a.cells[row], b.cells[row]]
    if (Number.isNaN(is) || Number.isNaN(x) || Number.isNaN(y)) continue
    counted++
    if (Math.abs(HOW[how](x, y) - is) > exact * Math.max(1, Math.abs(is) * 1e-6)) failing++
    // 0 + x = x and 1 × x = x tell nothing
    else if (how === 'plus' ? x !== 0 && y !== 0 : ![0, 1].includes(x) && ![0, 1].includes(y)) telling++
    if (counted === FIRST && failing > 0.2 * FIRST) return null
  }
  return counted >= LEAST && telling >= LEAST && failing <= MOST_FAILING * counted ? { counted, failing, slack } : null
}

/** Columns that have the same text in nearly every row. */
export function equalOf(columns: readonly Coded[]): readonly Computed[] {
  return columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b) => {
      if (a.different < 5 || Math.abs(a.different - b.different) > 0.1 * a.different) return []
      let [counted, failing] = [0, 0]
      for (const [row, x] of a.cells.entries()) {
        const y = b.cells[row] ?? -1
        if (x < 0 || y < 0) continue
        counted++
        if (a.texts[x] !== b.texts[y]) failing++
        if (counted === FIRST && failing > 0.2 * FIRST) return []
      }
      if (counted < LEAST || failing > MOST_FAILING * counted) return []
      return [{ column: b.name, how: 'equal' as const, from: [a.name], counted, failing, slack: 0 }]
    }),
  )
}
