import type { ColumnProfile } from '@assay/core'
import type { DistributionResult } from '../report/contract.ts'
import type { ColumnFacts } from './contract.ts'

const BINS = 30
const TEXTS = 10

/** How numbers, or dates and timestamps, are spread; null for what has no order. */
export function histogramOf(of: ColumnProfile, is: ColumnFacts['is']): DistributionResult | null {
  const times = is === 'date' || is === 'timestamp'
  if (!times && is !== 'number' && is !== 'whole number') return null
  const all = times ? of.times : of.numbers
  const [low, high] = [all[0], all.at(-1)]
  if (low === undefined || high === undefined || low === high) return null
  const { start, size, n } = scaleOf(low, high, is)
  const bins = Array.from({ length: n }, (_, i) => ({
    low: start + i * size,
    high: start + (i + 1) * size,
    rows: 0,
    failing: 0,
  }))
  for (const x of all) {
    const bin = bins[Math.min(n - 1, Math.max(0, Math.floor((x - start) / size)))]
    if (bin) bin.rows++
  }
  return { kind: 'numbers', column: of.name, bins, marks: [], times }
}

/** Of a few whole numbers each has a bin of its own. */
function scaleOf(
  low: number,
  high: number,
  is: ColumnFacts['is'],
): { readonly start: number; readonly size: number; readonly n: number } {
  if (is === 'whole number' && high - low < BINS) return { start: low - 0.5, size: 1, n: high - low + 1 }
  return { start: low, size: (high - low) / BINS, n: BINS }
}

export function textsOf(of: ColumnProfile): DistributionResult | null {
  if (of.present === 0 || of.kind === 'list') return null
  const values = of.values.slice(0, TEXTS).map(({ value, rows }) => ({ value, rows, failing: 0 }))
  const told = values.reduce((sum, each) => sum + each.rows, 0)
  const others = { different: of.different - values.length, rows: of.present - told, failing: 0 }
  return { kind: 'texts', column: of.name, values, others }
}
