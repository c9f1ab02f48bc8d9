import { afterText, beside, furtherReason, historyLine, numberOf, scaleOf, stateOf, visible } from '@assay/core'
import type { PageResult, VerdictResult } from '../contract.ts'
import { evidenceBlock, noteLines } from './evidence.ts'
import { glyph } from './glyph.ts'
import { groupTable } from './groups.ts'
import { historyPicture } from './history-line.ts'
import { codeText, html, none, type Html } from './html.ts'
import { mendBlock } from './mend.ts'
import { scalePicture } from './scale.ts'

/** A sentence with its verdict in the margin; what explains it lies open where it is broken, and folded elsewhere. */
export function verdictItem(page: PageResult, verdict: VerdictResult): Html {
  const state = stateOf(verdict)
  const judged = wasJudged(verdict)
  const line = html`${glyph(state)} <span class="sentence">${codeText(verdict.sentence)}</span>
    <span class="margin"
      ><span class="value">${numberOf(verdict)}</span>
      ${judged ? html`<span class="beside">${codeText(beside(verdict))}</span>` : none}</span
    >
    <span class="picture">${picture(verdict)}</span>
    ${judged ? none : html`<span class="unjudged">${codeText(verdict.reason)}</span>`}`
  if (state === 'broken')
    return html`<div class="item ${state}">
      <div class="line">${line}</div>
      ${details(page, verdict)}
    </div>`
  return html`<details class="item ${state}">
    <summary class="line">${line}</summary>
    ${details(page, verdict)}
  </details>`
}

/** Why nothing was judged stands below the sentence: it may be long. */
const wasJudged = ({ status }: VerdictResult): boolean => status === 'holds' || status === 'broken'

function details(page: PageResult, verdict: VerdictResult): Html {
  const reason = wasJudged(verdict) ? furtherReason(verdict) : null
  return html`<div class="why">
    ${reason === null ? none : html`<p class="reason">${codeText(reason)}</p>`} ${mendBlock(page, verdict)}
    ${evidenceBlock(verdict)}${groupTable(verdict)}${noteLines(verdict)}${afterLine(page, verdict)}
    <p class="quiet">${codeText(verdict.reading)} <span class="place">${visible(page.page)}:${verdict.line}</span></p>
  </div>`
}

function afterLine(page: PageResult, verdict: VerdictResult): Html {
  const after = afterText(verdict, page)
  return after === undefined ? none : html`<p class="after">${after}</p>`
}

/** The number over the deliveries where there is a history, else against its bound alone. */
function picture(verdict: VerdictResult): Html {
  return past(verdict) ?? present(verdict)
}

function past({ history = [], value, band, status, severity, shown }: VerdictResult): Html | null {
  if (history.length === 0) return null
  const now = { delivery: null, value, status, low: band?.low ?? null, high: band?.high ?? null }
  const drawn = historyLine([...history, now], { severity, share: shown.endsWith('%') })
  return drawn && historyPicture(drawn)
}

function present(verdict: VerdictResult): Html {
  const drawn = scaleOf(verdict)
  return drawn === null ? none : scalePicture(drawn)
}
