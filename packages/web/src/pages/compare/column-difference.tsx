import { visible } from '@assay/core'
import type { ComparedColumn, Comparison } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Spread } from './spread.tsx'
import { remarks } from './words.ts'

/** What differs in a column: in words, as examples, and as the two distributions over one another. */
export function ColumnDifference({ column, of }: { readonly column: ComparedColumn; readonly of: Comparison }) {
  const { changed } = column
  return (
    <div className="difference">
      <div>
        <h3>
          <code>{visible(column.name)}</code>
        </h3>
        {remarks(column, of).map((each) => (
          <p key={each} className="small">
            <CodeText>{each}</CodeText>
          </p>
        ))}
        {changed === null || changed.examples.length === 0 ? null : (
          <div className="scrolls" role="region" tabIndex={0} aria-label={`Changed cells of ${visible(column.name)}`}>
            <table className="evidence">
              <thead>
                <tr>
                  <th scope="col">{of.key.columns.map((each) => visible(each)).join(', ')}</th>
                  <th scope="col">before</th>
                  <th scope="col">after</th>
                </tr>
              </thead>
              <tbody>
                {changed.examples.slice(0, 5).map((each, i) => (
                  <tr key={i}>
                    <td>
                      {each.key
                        .map((cell) => cell ?? 'missing')
                        .map((cell) => visible(cell))
                        .join(', ')}
                    </td>
                    <td>
                      <Cell of={each.before} />
                    </td>
                    <td>
                      <Cell of={each.after} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <Spread of={column} />
    </div>
  )
}
