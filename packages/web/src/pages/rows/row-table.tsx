import { counted, visible, wrongPlaces } from '@assay/core'
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import type { RowsResponse, SetAsideResponse } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { CodeText } from '../../parts/text.tsx'
import { columnsOf, type Shown } from './columns-of.ts'
import { RowDialog } from './row-dialog.tsx'
import { useRows, type Row } from './row-pages.ts'

const HEIGHT = 32
/** Rows beyond the edges that are there before they are scrolled to. */
const BEYOND = 8
/** The window moves by so many rows at once, so that not every pixel of scrolling draws anew. */
const STEP = 6
const AT_FIRST = 40

interface RowTableProps {
  readonly path: string
  readonly found: RowsResponse | SetAsideResponse
  /** That they fail; empty of rows that were set aside. */
  readonly sentence: string
  /** The columns that tell what the rows have in common. */
  readonly telling: readonly string[]
}

/** As many rows as there are; only those in sight are elements. */
export function RowTable({ path, found, sentence, telling }: RowTableProps) {
  const { matching } = found
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(AT_FIRST * HEIGHT)
  const [looked, look] = useState<Row | null>(null)
  const first = Math.max(0, top - BEYOND)
  const end = Math.min(matching, top + Math.ceil(height / HEIGHT) + BEYOND)
  const rowAt = useRows(path, first, end)
  const columns = useMemo(() => columnsOf(found, telling), [found, telling])
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const box = useRef<HTMLDivElement>(null)
  const measured = useCallback((element: HTMLDivElement | null) => {
    box.current = element
    if (element) setHeight(element.clientHeight)
  }, [])
  const scrolled = () => {
    const at = Math.floor((box.current?.scrollTop ?? 0) / HEIGHT)
    setTop(at - (at % STEP))
  }
  const all = Array.from({ length: end - first }, (_, i) => first + i)
  return (
    <>
      <div className="windowed" ref={measured} onScroll={scrolled} role="region" tabIndex={0} aria-label="Rows">
        <table aria-rowcount={matching + 1} style={{ width: `${String(width)}ch` }}>
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={{ width: `${String(width)}ch` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map(({ key, name, blamed }) => (
                <th key={key} scope="col" className={blamed ? 'wrong' : ''}>
                  {visible(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Space rows={first} columns={columns.length} />
            {all.map((at, place) => (
              // rows that come into sight take the elements of those that leave it
              <RowLine key={place} at={at} row={rowAt(at)} columns={columns} sentence={sentence} look={look} />
            ))}
            <Space rows={matching - end} columns={columns.length} />
          </tbody>
        </table>
      </div>
      {looked === null ? null : <RowDialog row={looked} found={found} sentence={sentence} onClose={() => look(null)} />}
    </>
  )
}

/** Stands for rows that are out of sight. */
const Space = ({ rows, columns }: { readonly rows: number; readonly columns: number }) =>
  rows <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: rows * HEIGHT }} />
    </tr>
  )

interface RowLineProps {
  readonly at: number
  readonly row: Row | undefined
  readonly columns: readonly Shown[]
  readonly sentence: string
  readonly look: (row: Row) => void
}

const RowLine = memo(function RowLine({ at, row, columns, sentence, look }: RowLineProps) {
  if (row === undefined)
    return (
      <tr aria-rowindex={at + 2}>
        <td colSpan={columns.length} className="quiet">
          row {counted(at + 1)} …
        </td>
      </tr>
    )
  const blamed = columns.flatMap((each) => (each.blamed ? [each.at] : []))
  const wrong = wrongPlaces(sentence, row.cells, blamed)
  return (
    <tr aria-rowindex={at + 2}>
      {columns.map(({ key, of, at: cell }) => (
        <td key={key} className={wrong.has(cell) ? 'wrong' : ''}>
          {of === 'row' ? (
            <button type="button" className="plain" onClick={() => look(row)}>
              {counted(row.row)}
              <span className="unseen">: the whole row</span>
            </button>
          ) : of === 'file' ? (
            visible(row.file)
          ) : of === 'broke' ? (
            <CodeText>{row.broke?.join('; ') ?? ''}</CodeText>
          ) : (
            <Cell of={row.cells[cell] ?? null} />
          )}
        </td>
      ))}
    </tr>
  )
})
