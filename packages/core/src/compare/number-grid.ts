import type { ComparedBin } from '../stats/compared-bin.ts'
import { CHANCE } from '../stats/distances.ts'
import { SKETCH_DISTANCES } from '../stats/sketches.ts'

/** The numbers up to which values are counted: percentiles of both deliveries, for their distance, and the edges of the bins that are drawn. */
export interface NumberGrid {
  readonly edges: readonly number[]
  readonly low: number
  readonly width: number
  readonly bins: number
}

export function numberGrid(
  percentiles: readonly number[],
  drawn: { readonly low: number; readonly width: number; readonly bins: number },
): NumberGrid {
  const bins = Array.from({ length: drawn.bins - 1 }, (_, i) => drawn.low + (i + 1) * drawn.width)
  const edges = [...new Set([...percentiles, ...bins])].filter(Number.isFinite).sort((a, b) => a - b)
  return { ...drawn, edges }
}

/** How many values are at most each edge and above the one before it, and at last those above all. */
export type GridCounts = readonly number[]

/** The bins that are drawn; the outer ones hold what lies beyond them too. */
export function gridBins(
  { edges, low, width, bins }: NumberGrid,
  before: GridCounts,
  after: GridCounts,
): readonly ComparedBin[] {
  const ends = Array.from({ length: bins }, (_, i) => low + (i + 1) * width)
  const sums = { before: ends.map(() => 0), after: ends.map(() => 0) }
  let at = 0
  for (let i = 0; i <= edges.length; i++) {
    const edge = edges[i] ?? Infinity
    while (at < bins - 1 && edge > (ends[at] ?? Infinity)) at++
    sums.before[at] = (sums.before[at] ?? 0) + (before[i] ?? 0)
    sums.after[at] = (sums.after[at] ?? 0) + (after[i] ?? 0)
  }
  return ends.map((high, i) => ({
    low: low + i * width,
    high,
    before: sums.before[i] ?? 0,
    after: sums.after[i] ?? 0,
  }))
}

export interface Distance {
  readonly name: string
  /** From 0 (the same) to 1 (nothing in common). */
  readonly value: number
  /** Two samples of one population are further apart in 1 of 100 cases. */
  readonly chance: number
}

/** The largest difference of the shares of values up to a number, over the edges (Kolmogorov and Smirnov); null where a side has no value. */
export function numberDistance(before: GridCounts, after: GridCounts): Distance | null {
  const name = 'Kolmogorov–Smirnov distance'
  const [n, m] = [total(before), total(after)]
  const of = SKETCH_DISTANCES[name]
  if (!of || n === 0 || m === 0) return null
  const value = of.distance(cumulated(before, n), cumulated(after, m), { n, m, at: [] })
  return { name, value: rounded(value), chance: rounded(CHANCE.smirnov(0, n, m)) }
}

/** Half the sum of the differences of the shares of values. */
export const textDistance = (value: number, k: number, n: number, m: number): Distance | null =>
  n === 0 || m === 0
    ? null
    : { name: 'total variation distance', value: rounded(value), chance: rounded(CHANCE.total(k, n, m)) }

/** Sums of doubles differ in their last digits between runs. */
const rounded = (of: number): number => Math.min(1, Number(of.toFixed(9)))

const total = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0)

function cumulated(of: GridCounts, n: number): readonly number[] {
  let sum = 0
  return of.map((each) => (sum += each) / n)
}
