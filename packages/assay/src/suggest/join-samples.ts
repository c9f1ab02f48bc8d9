import type { Column, Sample } from './sample.ts'
import { columnKey } from './facts/table.ts'

/** Samples of several deliveries as one, and the delivery (from 0) of each row. */
export function joinedSamples(samples: readonly Sample[]): Sample & { readonly delivery: Uint8Array } {
  const starts = samples.map((_, i) => samples.slice(0, i).reduce((sum, each) => sum + each.rows, 0))
  const columns = new Map<string, { column: Column; start: number }[]>()
  for (const [i, sample] of samples.entries())
    for (const column of sample.columns)
      columns.set(columnKey(column), [...(columns.get(columnKey(column)) ?? []), { column, start: starts[i] ?? 0 }])
  const all = <T extends Uint8Array | Int32Array>(of: (sample: Sample) => T) => samples.flatMap((each) => [...of(each)])
  return {
    rows: samples.reduce((sum, each) => sum + each.rows, 0),
    of: samples.reduce((sum, each) => sum + each.of, 0),
    columns: [...columns.values()].map(joinedColumn),
    half: Uint8Array.from(all((each) => each.half)),
    file: Int32Array.from(all((each) => each.file)),
    row: Int32Array.from(all((each) => each.row)),
    delivery: Uint8Array.from(samples.flatMap((each, i) => new Array<number>(each.rows).fill(i))),
  }
}

function joinedColumn(parts: readonly { readonly column: Column; readonly start: number }[]): Column {
  const [first] = parts
  if (!first) throw new Error('a column of no sample')
  if (parts.length === 1) return { ...first.column, rows: first.column.rows.map((row) => row + first.start) }
  const known = new Map<string, number>()
  const number = (text: string) => {
    const code = known.get(text) ?? known.size
    if (code === known.size) known.set(text, code)
    return code
  }
  const codes = parts.map(({ column }) => {
    const mine = column.texts.map(number)
    return column.codes.map((code) => mine[code] ?? 0)
  })
  // the same key may hold numbers in one delivery and texts in another
  const kinds = new Set(parts.map(({ column }) => column.kind))
  return {
    name: first.column.name,
    kind: kinds.size === 1 ? first.column.kind : 'text',
    entries: first.column.entries,
    texts: [...known.keys()],
    rows: Int32Array.from(parts.flatMap(({ column, start }) => [...column.rows.map((row) => row + start)])),
    codes: Int32Array.from(codes.flatMap((each) => [...each])),
  }
}
