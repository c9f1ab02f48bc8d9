import type { PageResult, VerdictResult } from '../contract.ts'
import { type State, stateOf } from '../state.ts'
import { visible } from '../visible.ts'
import { afterText, beside, numberOf } from '../wording.ts'
import { evidenceBlock, noteLines } from './evidence.ts'
import { glyph } from './glyph.ts'
import { groupTable } from './groups.ts'
import { codeText, html, none, type Html } from './html.ts'
import { scale } from './scale.ts'

/** A sentence with its verdict in the margin; what explains it lies open where it is wrong, and folded elsewhere. */
export function verdictItem(page: PageResult, verdict: VerdictResult): Html {
  const state = stateOf(verdict)
  const line = html`${glyph(state)} <span class="sentence">${codeText(verdict.sentence)}</span>
    <span class="margin"
      ><span class="value">${numberOf(verdict)}</span> <span class="beside">${codeText(beside(verdict))}</span></span
    >
    <span class="picture">${picture(verdict, state)}</span>`
  if (state === 'broken' || state === 'warning')
    return html`<div class="item ${state}">
      <div class="line">${line}</div>
      ${openDetails(page, verdict)}
    </div>`
  return html`<details class="item ${state}">
    <summary class="line">${line}</summary>
    ${foldedDetails(page, verdict)}
  </details>`
}

function openDetails(page: PageResult, verdict: VerdictResult): Html {
  return html`<div class="why">
    <p class="reason">${codeText(verdict.reason)}</p>
    ${evidenceBlock(page, verdict)}${groupTable(verdict)}${noteLines(verdict)} ${afterLine(page, verdict)}
    <p class="quiet">${codeText(verdict.reading)} <span class="place">${visible(page.page)}:${verdict.line}</span></p>
  </div>`
}

function foldedDetails(page: PageResult, verdict: VerdictResult): Html {
  return html`<div class="why">
    <p>${codeText(verdict.reading)}</p>
    ${verdict.status === 'holds' ? html`<p class="quiet">${codeText(verdict.reason)}</p>` : none}
    ${evidenceBlock(page, verdict)}${groupTable(verdict)}${noteLines(verdict)}${afterLine(page, verdict)}
  </div>`
}

function afterLine(page: PageResult, verdict: VerdictResult): Html {
  const after = afterText(verdict, page)
  return after === undefined ? none : html`<p class="after">${after}</p>`
}

/** Only what was judged is drawn: an idle number stands against nothing. */
function picture(verdict: VerdictResult, state: State): Html {
  const { value, band, shown } = verdict
  if (state === 'idle' || state === 'unchecked' || band === null || typeof value !== 'number') return none
  const share = shown.endsWith('%') && value >= 0 && value <= 1
  const labels = verdict.bandShown ?? (share ? sharesOf(band) : { low: null, high: null })
  return scale({ value, band, labels, share, state })
}

const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 10 })

function sharesOf(band: NonNullable<VerdictResult['band']>): {
  readonly low: string | null
  readonly high: string | null
} {
  return {
    low: band.low === null ? null : percent.format(band.low),
    high: band.high === null || band.high === band.low ? null : percent.format(band.high),
  }
}
