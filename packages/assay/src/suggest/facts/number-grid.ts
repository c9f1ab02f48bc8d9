import type { Known, Mask } from './column.ts'

/** Columns whose values nearly all read as numbers, or as times (in seconds): NaN where one is missing or does not. */
export interface Series {
  readonly name: string
  readonly kind: 'number' | 'time'
  readonly cells: Float64Array
  readonly present: number
  readonly decimals: number
}

const SHARE = 0.9
const MOST = 60

export function seriesOf(all: readonly Known[], sampleRows: number, mask: Mask): readonly Series[] {
  const found = all.flatMap((each) => {
    const { column, reads } = each
    if (column.entries || column.kind === 'list') return []
    return (['number', 'time'] as const).flatMap((kind) => {
      const cells = new Float64Array(sampleRows).fill(NaN)
      let [present, read, decimals] = [0, 0, 0]
      for (const [i, code] of column.codes.entries()) {
        const row = column.rows[i] ?? 0
        if (mask !== null && mask[row] !== 1) continue
        present++
        const value = reads[code]?.[kind]
        if (value === null || value === undefined) continue
        cells[row] = value
        decimals = Math.max(decimals, reads[code]?.decimals ?? 0)
        read++
      }
      return read >= 20 && read >= SHARE * present ? [{ name: column.name, kind, cells, present: read, decimals }] : []
    })
  })
  // the fullest, in the order in which they stand in the source
  const fullest = new Set([...found].sort((a, b) => b.present - a.present).slice(0, MOST))
  return found.filter((each) => fullest.has(each))
}
