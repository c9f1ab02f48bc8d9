import type { RowsResponse, SetAsideResponse } from '../../contract.ts'

/** A column of the table of rows. */
export interface Shown {
  readonly key: string
  readonly name: string
  readonly of: 'row' | 'file' | 'broke' | 'cell'
  /** Its place among the cells. */
  readonly at: number
  readonly blamed: boolean
  /** In characters. It stays while one scrolls, so it is taken from the first rows alone. */
  readonly width: number
}

const LEAST = 8
const MOST = 36
const LOOKED_AT = 60

/** First what names a row, what is wrong in it and what the rows have in common (`telling`), then the other columns in their order. */
export function columnsOf(found: RowsResponse | SetAsideResponse, telling: readonly string[]): readonly Shown[] {
  const blamed = new Set('blamed' in found ? found.blamed : [])
  const key = new Set(found.key)
  const rank = (name: string) => (key.has(name) ? 0 : blamed.has(name) ? 1 : telling.includes(name) ? 2 : 3)
  const some = found.rows.slice(0, LOOKED_AT)
  const cells = found.columns
    .map((name, at): Shown => ({
      key: `cell ${String(at)}`,
      name,
      of: 'cell',
      at,
      blamed: blamed.has(name),
      width: widthOf([name, ...some.map(({ cells: of }) => String(of[at] ?? 'missing'))]),
    }))
    .sort((a, b) => rank(a.name) - rank(b.name))
  const files = new Set(some.map(({ file }) => file))
  const own = (of: 'row' | 'file' | 'broke', width: number): Shown => ({
    key: of,
    name: of,
    of,
    at: -1,
    blamed: false,
    width,
  })
  const broke = 'blamed' in found ? [] : [own('broke', MOST)]
  return [own('row', LEAST), ...(files.size > 1 ? [own('file', widthOf([...files]))] : []), ...broke, ...cells]
}

const widthOf = (texts: readonly string[]): number =>
  Math.min(MOST, Math.max(LEAST, ...texts.map(({ length }) => length + 3)))
