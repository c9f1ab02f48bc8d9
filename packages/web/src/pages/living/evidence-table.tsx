import { counted, evidenceColumns, rowNumber, visible, wrongPlaces } from '@assay/core'
import type { EvidenceResult } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'

const MOST_COLUMNS = 40
const LONG = 28

/** The first failing rows; what is wrong in them stands out. It scrolls inside its own box, which the keyboard reaches. */
export function EvidenceTable({
  evidence,
  sentence,
}: {
  readonly evidence: EvidenceResult
  readonly sentence: string
}) {
  if (evidence.rows.length === 0) return null
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const blamed = columns.flatMap((each) => (each.blamed ? [each.at] : []))
  const hidden = evidence.columns.length - columns.length
  return (
    <div className="scrolls" role="region" tabIndex={0} aria-label={`Failing rows of: ${visible(sentence)}`}>
      <table className="evidence">
        <thead>
          <tr>
            {columns.map(({ name, at, blamed }) => (
              <th key={at} scope="col" className={blamed ? 'wrong' : ''}>
                {visible(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {evidence.rows.map((row, i) => {
            const wrong = wrongPlaces(sentence, row, blamed)
            return (
              <tr key={i}>
                {columns.map((column) => {
                  const cell = row[column.at] ?? null
                  return (
                    <td
                      key={column.at}
                      className={`${wrong.has(column.at) ? 'wrong' : ''} ${String(cell).length > LONG ? 'long' : ''}`}
                    >
                      {rowNumber(column, cell) ?? <Cell of={cell} />}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
      {hidden > 0 ? <p className="quiet">{counted(hidden, 'more column')}</p> : null}
    </div>
  )
}
