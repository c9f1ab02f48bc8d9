import { visible } from '@assay/core'
import type { PageResult, VerdictResult } from '../contract.ts'
import { amendmentText, toldMend } from '../mend-words.ts'
import { codeText, html, none, type Html } from './html.ts'

/** What changed in one sentence, the values side by side, the check that supports it, and the page that would take it. */
export function mendBlock(page: PageResult, verdict: VerdictResult): Html {
  const told = toldMend(page, verdict)
  if (!told) return none
  const says = html`<p class="says">${codeText(told.says)}</p>`
  const { rest } = told
  if (!rest) return html`<div class="mend">${says}</div>`
  const rows = rest.values.map(
    ([was, is]) =>
      html`<tr>
        <td>${visible(was)}</td>
        <td>${visible(is)}</td>
      </tr>`,
  )
  const amended = rest.amendments.map((each) => html`<p>Amended: ${codeText(amendmentText(each))}</p>`)
  return html`<div class="mend">
    ${says}
    <table>
      <tr>
        <th scope="col">was</th>
        <th scope="col">is</th>
      </tr>
      ${rows}
    </table>
    <p class="quiet">${codeText(rest.support)}</p>
    ${amended}
    <p class="quiet">${codeText(rest.next)}</p>
  </div>`
}
