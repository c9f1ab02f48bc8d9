import { textBars, type TextBar, type TextBars, type TextSpread } from '@assay/core'
import { html, none, type Html } from './html.ts'

/** The most frequent texts of a column as horizontal bars; what fails in the colour of the state. */
export function textBarTable(of: TextSpread): Html {
  const drawn = textBars(of)
  return barTable(
    drawn.bars.map((each) => row(each, drawn)),
    drawn.rest,
  )
}

/** Bars with the texts that they stand for and their rows; below them what is not drawn. */
export function barTable(rows: readonly Html[], rest: string | null): Html {
  return html`<table class="bars">
    <thead class="unseen">
      <tr>
        <th scope="col">value</th>
        <th scope="col">picture</th>
        <th scope="col">rows</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
    ${
      rest === null
        ? none
        : html`<tfoot>
            <tr>
              <td colspan="3">${rest}</td>
            </tr>
          </tfoot>`
    }
  </table>`
}

function row(bar: TextBar, { width, height }: TextBars): Html {
  return html`<tr>
    <th scope="row" class="${bar.fails ? 'wrong' : ''}">${bar.label}</th>
    <td>
      <svg class="bar" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
        <rect class="good" width="${bar.length}" height="${height}" />
        <rect class="wrong" width="${bar.wrong}" height="${height}" />
      </svg>
    </td>
    <td class="number">${bar.rows}</td>
  </tr>`
}
