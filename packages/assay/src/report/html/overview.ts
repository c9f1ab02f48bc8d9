import { counted, headline, nameOf, stateOfPage, tally, visible } from '@assay/core'
import type { PageResult, Result } from '../contract.ts'
import { glyph } from './glyph.ts'
import { html, none, type Html } from './html.ts'
import { anchorOf } from './page.ts'

/** The first lines of the report: in words what needs someone, then the numbers, then an index of several pages. */
export function overview(result: Result, pages: readonly PageResult[]): Html {
  const counts = tally(result.summary).map(([state, text]) => html`<span>${glyph(state)} ${text}</span> `)
  return html`<header>
    <h1>${visible(headline(result))}</h1>
    <p class="tally">${counts}<span class="quiet">checked ${visible(timeOf(result.now))}</span></p>
    ${pages.length > 1 ? index(pages) : none}
  </header>`
}

/** To the minute, and always with its zone. */
function timeOf(now: string): string {
  const at = new Date(now)
  return Number.isNaN(at.getTime()) ? now : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function index(pages: readonly PageResult[]): Html {
  const rows = pages.map(
    (page, i) =>
      html`<li>
        ${glyph(stateOfPage(page))}
        <a href="#${anchorOf(i)}">${visible(nameOf(page))}</a>
        <span class="quiet">${visible(page.owner ?? '')}</span>
        <span class="quiet number">${counted(page.delivery.rows, 'row')}</span>
        <span>${visible(page.outcome)}</span>
      </li>`,
  )
  return html`<nav aria-label="Pages">
    <ol class="index">
      ${rows}
    </ol>
  </nav>`
}
