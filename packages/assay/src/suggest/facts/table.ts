import type { LookUp, TableProfile } from '@assay/core'
import { inTurns } from '../in-turns.ts'
import type { Sample } from '../sample.ts'
import { columnProfile, type Known, type Mask } from './column.ts'
import { computedOf, equalOf } from './computed.ts'
import { dependenciesOf } from './dependencies.ts'
import { gridOf, type Grid } from './grid.ts'
import { keysOf } from './keys.ts'
import { seriesOf } from './number-grid.ts'
import { orderingsOf } from './orderings.ts'
import { hingedOf, togetherOf } from './presence.ts'

/** So many cells of a row at most are compared with one another: the columns that most rows have. */
const MOST_CELLS = 8_000_000
const MOST_COLUMNS = 150

/** What else is known of a source than its sample. */
export interface Besides {
  /** For each column (and its entries apart) the standards that nearly all of its values keep. */
  readonly standards: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly lookUps: readonly LookUp[]
  /** Rows of the next delivery. */
  readonly next: number
}

/** The name of a column in tables of facts: a list and its entries are two. */
export const columnKey = (of: { readonly name: string; readonly entries: boolean }): string =>
  of.entries ? `${of.name}[]` : of.name

/** Everything that is seen in some rows of a sample. */
export async function tableProfile(
  sample: Sample,
  all: readonly Known[],
  mask: Mask,
  besides: Besides,
): Promise<TableProfile> {
  const rows = mask === null ? sample.rows : mask.reduce((sum, each) => sum + each, 0)
  const grid = gridOf(compared(sample), sample.rows, mask)
  const series = seriesOf(
    all.filter(({ column }) => inGrid(grid, column.name)),
    sample.rows,
    mask,
  )
  return {
    rows,
    next: besides.next,
    columns: await inTurns(all, (each) =>
      columnProfile(each, mask, rows, besides.standards.get(columnKey(each.column)) ?? new Map()),
    ),
    keys: keysOf(grid),
    dependencies: await dependenciesOf(grid),
    orderings: await orderingsOf(series, rows),
    computed: [...(await computedOf(series)), ...equalOf(grid.columns)],
    together: togetherOf(grid),
    hinged: hingedOf(grid),
    lookUps: besides.lookUps,
  }
}

const inGrid = (grid: Grid, name: string): boolean => grid.columns.some((each) => each.name === name)

function compared(sample: Sample) {
  const most = Math.min(MOST_COLUMNS, Math.max(10, Math.floor(MOST_CELLS / Math.max(1, sample.rows))))
  return sample.columns
    .filter((each) => !each.entries && each.kind !== 'list')
    .map((column, at) => ({ column, at }))
    .sort((a, b) => b.column.rows.length - a.column.rows.length || a.at - b.at)
    .slice(0, most)
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column)
}
