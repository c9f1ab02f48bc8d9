import { counted, visible, wrongPlaces } from '@assay/core'
import type { RowsResponse, SetAsideResponse } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { CodeText } from '../../parts/text.tsx'
import type { Row } from './row-pages.ts'

interface RowDialogProps {
  readonly row: Row
  readonly found: RowsResponse | SetAsideResponse
  readonly sentence: string
  readonly onClose: () => void
}

/** One row with all of its columns. */
export function RowDialog({ row, found, sentence, onClose }: RowDialogProps) {
  const blamed = 'blamed' in found ? found.columns.flatMap((name, at) => (found.blamed.includes(name) ? [at] : [])) : []
  const wrong = wrongPlaces(sentence, row.cells, blamed)
  return (
    <Dialog title={`Row ${counted(row.row)}`} onClose={onClose} onBeside={onClose}>
      <p className="quiet">{visible(row.file)}</p>
      {row.broke === undefined ? null : (
        <ul>
          {row.broke.map((each) => (
            <li key={each}>
              <CodeText>{each}</CodeText>
            </li>
          ))}
        </ul>
      )}
      <div className="scrolls tall" role="region" tabIndex={0} aria-label="Columns of the row">
        <table className="record">
          <tbody>
            {found.columns.map((name, at) => (
              <tr key={at}>
                <th scope="row">{visible(name)}</th>
                <td className={wrong.has(at) ? 'wrong' : ''}>
                  <Cell of={row.cells[at] ?? null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}
