import { cellText, counted, stateOf, visible } from '@assay/core'
import type { VerdictResult } from '../contract.ts'
import { glyph } from './glyph.ts'
import { codeText, html, none, type Html } from './html.ts'

/** The groups of a sentence with `for each`, the worst first. */
export function groupTable(verdict: VerdictResult): Html {
  const { groups = [], groupCount, severity } = verdict
  const [first] = groups
  if (first === undefined) return none
  const keys = Object.keys(first.group)
  const hidden = (groupCount?.all ?? groups.length) - groups.length
  const rows = groups.map(
    (g) =>
      html`<tr>
        <td>${glyph(stateOf({ status: g.status, severity }))}</td>
        ${keys.map((key) => html`<td>${cellText(g.group[key] ?? null, 60)}</td>`)}
        <td class="number ${stateOf({ status: g.status, severity })}">${visible(g.shown)}</td>
        <td class="quiet">${codeText(g.reason)}</td>
      </tr>`,
  )
  return html`<div class="scrolls" role="region" tabindex="0" aria-label="Groups of: ${visible(verdict.sentence)}">
    <table class="groups">
      <thead>
        <tr>
          <th scope="col"><span class="unseen">state</span></th>
          ${keys.map((key) => html`<th scope="col">${visible(key)}</th>`)}
          <th scope="col" class="number">value</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      ${
        hidden > 0
          ? html`<tfoot>
              <tr>
                <td></td>
                <td colspan="${keys.length + 2}">${counted(hidden, 'more group')}</td>
              </tr>
            </tfoot>`
          : none
      }
    </table>
  </div>`
}
