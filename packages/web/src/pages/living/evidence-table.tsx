import { counted, evidenceColumns, visible } from '@assay/core'
import type { EvidenceResult } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'

const MOST_COLUMNS = 40
const LONG = 28

/** The first failing rows; what is wrong in them stands out. It scrolls inside its own box, which the keyboard reaches. */
export function EvidenceTable({ evidence, label }: { readonly evidence: EvidenceResult; readonly label: string }) {
  if (evidence.rows.length === 0) return null
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const hidden = evidence.columns.length - columns.length
  return (
    <div className="scrolls" role="region" tabIndex={0} aria-label={label}>
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
          {evidence.rows.map((row, i) => (
            <tr key={i}>
              {columns.map(({ at, blamed }) => {
                const cell = row[at] ?? null
                return (
                  <td key={at} className={`${blamed ? 'wrong' : ''} ${String(cell).length > LONG ? 'long' : ''}`}>
                    <Cell of={cell} />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 ? <p className="quiet">{counted(hidden, 'more column')}</p> : null}
    </div>
  )
}
