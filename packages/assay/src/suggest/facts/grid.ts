import type { Column } from '../sample.ts'
import type { Mask } from './column.ts'

/** Some columns of the rows that are looked at, cell by cell: the number of the text, -1 where it is missing. */
export interface Grid {
  readonly rows: number
  readonly columns: readonly Coded[]
}

export interface Coded {
  readonly name: string
  readonly cells: Int32Array
  /** The texts by their numbers. */
  readonly texts: readonly string[]
  readonly present: number
  readonly different: number
}

export function gridOf(columns: readonly Column[], sampleRows: number, mask: Mask): Grid {
  const at = new Int32Array(sampleRows)
  let rows = 0
  for (let row = 0; row < sampleRows; row++) at[row] = mask === null || mask[row] === 1 ? rows++ : -1
  return { rows, columns: columns.map((column) => coded(column, at, rows)) }
}

function coded(column: Column, at: Int32Array, rows: number): Coded {
  const cells = new Int32Array(rows).fill(-1)
  const seen = new Uint8Array(column.texts.length)
  let present = 0
  for (const [i, code] of column.codes.entries()) {
    const row = at[column.rows[i] ?? 0] ?? -1
    if (row < 0) continue
    cells[row] = code
    seen[code] = 1
    present++
  }
  return { name: column.name, cells, texts: column.texts, present, different: seen.reduce((a, b) => a + b, 0) }
}

/** Two columns as one: a number for each pair of texts that occurs, -1 where one is missing. */
export function paired(a: Coded, b: Coded): Coded {
  const known = new Map<number, number>()
  const cells = new Int32Array(a.cells.length).fill(-1)
  let present = 0
  for (let row = 0; row < cells.length; row++) {
    const [x, y] = [a.cells[row] ?? -1, b.cells[row] ?? -1]
    if (x < 0 || y < 0) continue
    const pair = x * b.texts.length + y
    const code = known.get(pair) ?? known.size
    if (code === known.size) known.set(pair, code)
    cells[row] = code
    present++
  }
  return { name: `${a.name}\u0000${b.name}`, cells, texts: [], present, different: known.size }
}
