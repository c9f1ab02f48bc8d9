import type { Ordering } from '@assay/core'
import { inTurns } from '../in-turns.ts'
import { random } from './random.ts'
import type { Series } from './number-grid.ts'

/** Most of the rows that may break an order, and the share in which it must not hold by chance already. */
const MOST_FAILING = 0.02
const BY_CHANCE = 0.85
const LEAST = 30
/** The share of rows that have both, and how closely they go together: else they are just of different size. */
const LEAST_SHARE = 0.2
const LEAST_CORRELATION = 0.6
const SHUFFLES = 2000
const FIRST = 200

/** Columns of which one is never more than the other, though their ranges would allow it. */
export async function orderingsOf(series: readonly Series[], rows: number): Promise<readonly Ordering[]> {
  const all = await inTurns(series, (low) =>
    series.flatMap((high) => {
      if (low === high || low.kind !== high.kind) return []
      const seen = compared(low.cells, high.cells)
      if (seen.counted < LEAST || seen.failing > MOST_FAILING * seen.counted || seen.equal > 0.95 * seen.counted)
        return []
      if (seen.counted < LEAST_SHARE * rows || correlation(low.cells, high.cells) < LEAST_CORRELATION) return []
      const byChance = chance(low.cells, high.cells)
      if (byChance > BY_CHANCE) return []
      return [{ low: low.name, high: high.name, counted: seen.counted, failing: seen.failing, byChance }]
    }),
  )
  return all.flat()
}

function compared(low: Float64Array, high: Float64Array): { counted: number; failing: number; equal: number } {
  const seen = { counted: 0, failing: 0, equal: 0 }
  for (let row = 0; row < low.length; row++) {
    const [a = NaN, b = NaN] = [low[row], high[row]]
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    seen.counted++
    // most pairs of columns are in no order, and the first rows tell
    if (seen.counted === FIRST && seen.failing > 0.1 * FIRST) return seen
    if (a > b) seen.failing++
    if (a === b) seen.equal++
  }
  return seen
}

/** The share of pairs of different rows that are in order. */
function chance(low: Float64Array, high: Float64Array): number {
  const next = random(low.length)
  const pick = (of: readonly number[]) => of[Math.floor(next() * of.length)] ?? 0
  const [a, b] = [[...low].filter(Number.isFinite), [...high].filter(Number.isFinite)]
  let held = 0
  for (let i = 0; i < SHUFFLES; i++) if (pick(a) <= pick(b)) held++
  return held / SHUFFLES
}

/** Pearson's correlation over the rows that have both. */
function correlation(a: Float64Array, b: Float64Array): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0]
  for (let row = 0; row < a.length; row++) {
    const [x = NaN, y = NaN] = [a[row], b[row]]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    n++
    sa += x
    sb += y
    saa += x * x
    sbb += y * y
    sab += x * y
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n))
  return spread > 0 ? (sab - (sa * sb) / n) / spread : 0
}
