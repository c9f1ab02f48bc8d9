import type { DistributionResult } from '../contract.ts'
import { cellText, counted } from '../wording.ts'
import { html, none, type Html } from './html.ts'

type Texts = Extract<DistributionResult, { kind: 'texts' }>

const WIDTH = 150
const MOST_VALUES = 12

/** The most frequent texts of a column as horizontal bars; what fails in the colour of the state. */
export function textBars(of: Texts): Html {
  const shown = of.values.slice(0, MOST_VALUES)
  const most = Math.max(1, ...shown.map((v) => v.rows))
  const rest = restOf(of, shown.length)
  return html`<table class="bars">
    <thead class="unseen">
      <tr>
        <th scope="col">value</th>
        <th scope="col">picture</th>
        <th scope="col">rows</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (v) =>
          html`<tr>
            <th scope="row" class="${v.failing > 0 ? 'wrong' : ''}">${cellText(v.value, 40)}</th>
            <td>${bar(v, most)}</td>
            <td class="number">
              ${counted(v.rows)}${v.failing > 0 && v.failing < v.rows ? `, ${counted(v.failing)} fail` : ''}
            </td>
          </tr>`,
      )}
    </tbody>
    ${rest}
  </table>`
}

function bar(value: Texts['values'][number], most: number): Html {
  const width = Math.max(2, Math.round((value.rows / most) * WIDTH))
  const wrong = value.failing === 0 ? 0 : Math.max(2, Math.round((value.failing / value.rows) * width))
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 10" aria-hidden="true" focusable="false">
    <rect class="good" width="${width}" height="10" />
    <rect class="wrong" width="${wrong}" height="10" />
  </svg>`
}

function restOf({ values, others }: Texts, shown: number): Html {
  const hidden = values.slice(shown)
  const different = others.different + hidden.length
  const rows = hidden.reduce((sum, v) => sum + v.rows, others.rows)
  const failing = hidden.reduce((sum, v) => sum + v.failing, others.failing)
  if (different === 0) return none
  return html`<tfoot>
    <tr>
      <td colspan="3">
        ${counted(different)} other ${different === 1 ? 'text' : 'texts'} in
        ${counted(rows, 'row')}${failing > 0 ? `, ${counted(failing)} of them failing` : ''}
      </td>
    </tr>
  </tfoot>`
}
