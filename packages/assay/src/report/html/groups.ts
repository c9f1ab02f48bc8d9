import { cellText, counted, stateOf, visible } from '@assay/core'
import type { VerdictResult } from '../contract.ts'
import { glyph } from './glyph.ts'
import { codeText, html, none, type Html } from './html.ts'
import { scrollingTable } from './table.ts'

type Group = NonNullable<VerdictResult['groups']>[number]

/** So many groups lie open; the others are folded. */
const OPEN = 10

/** The groups of a sentence with `for each`, the worst first. */
export function groupTable(verdict: VerdictResult): Html {
  const { groups = [], groupCount } = verdict
  if (groups.length === 0) return none
  const hidden = (groupCount?.all ?? groups.length) - groups.length
  const folded = groups.slice(OPEN)
  const more =
    folded.length === 0
      ? none
      : html`<details class="more">
          <summary>${counted(folded.length, 'more group')}</summary>
          ${table(verdict, folded, 'More groups')}
        </details>`
  const rest = hidden > 0 ? html`<p class="quiet">${counted(hidden, 'more group')} not shown</p>` : none
  return html`${table(verdict, groups.slice(0, OPEN), 'Groups')}${more}${rest}`
}

function table({ sentence, severity }: VerdictResult, groups: readonly Group[], named: string): Html {
  const keys = Object.keys(groups[0]?.group ?? {})
  const rows = groups.map(
    (g) =>
      html`<tr>
        <td>${glyph(stateOf({ status: g.status, severity }))}</td>
        ${keys.map((key) => html`<td>${cellText(g.group[key] ?? null, 60)}</td>`)}
        <td class="number ${stateOf({ status: g.status, severity })}">${visible(g.shown)}</td>
        <td class="quiet">${codeText(g.reason)}</td>
      </tr>`,
  )
  return scrollingTable({
    named: `${named} of: ${visible(sentence)}`,
    is: 'groups',
    heads: [
      [html`<span class="unseen">state</span>`],
      ...keys.map((key) => [visible(key)] as const),
      ['value', 'number'],
      ['verdict'],
    ],
    rows,
  })
}
