import { counted, shortened, shownCount, visible } from '@assay/core'
import type { SuggestedSentence, Suggestions } from '../../suggest/contract.ts'
import { htmlDocument } from './document.ts'
import { glyph } from './glyph.ts'
import { codeText, html, none, type Html } from './html.ts'
import { scrollingTable } from './table.ts'

/** A suggested page as one HTML file: each sentence with its number, its reading and its exceptions. */
export function renderSuggestionsHtml(found: Suggestions): string {
  const doubtful = found.sentences.filter((each) => each.failing > 0).length
  const sample = found.sample
    ? html`<p class="meta">
        A sample of ${counted(found.sample.rows, 'row')} was looked at; the numbers below are counted on all.
      </p>`
    : none
  const body = html`<header>
      <h1>What <code>${visible(found.dataset)}</code> could rely on</h1>
      <p class="meta">
        ${counted(found.rows, 'row')} · ${counted(found.deliveries, 'delivery').replace('deliverys', 'deliveries')} ·
        ${visible(found.source)}
      </p>
      ${sample}
      <p class="tally">
        ${counted(found.sentences.length, 'sentence')}, ${shownCount(doubtful)} of them with exceptions;
        ${found.alarms.toFixed(2)} false alarms expected with each delivery of this size
      </p>
      <p class="quiet">Tried on rows that it was not learnt from: ${found.tried.join('; ')}.</p>
    </header>
    <main><section>${found.sentences.map(item)}</section></main>`
  return htmlDocument(`Suggestions for ${visible(found.dataset)}`, body)
}

function item(each: SuggestedSentence): Html {
  const state = each.failing > 0 ? 'warning' : 'holds'
  return html`<div class="item ${state}">
    <div class="line">
      ${glyph(state)}
      <span class="sentence">${codeText(each.sentence)}</span>
      <span class="margin"><span class="beside">${visible(counts(each))}</span></span>
      <span class="picture"></span>
    </div>
    <div class="why">
      <p>${codeText(each.reading)}</p>
      ${exceptions(each)}
    </div>
  </div>`
}

function counts({ counted: n, failing, seen }: SuggestedSentence): string {
  if (n === null) return seen
  return failing === 0 ? `in all ${counted(n, 'row')}` : `${counted(failing, 'exception')} in ${counted(n, 'row')}`
}

function exceptions({ exceptions: all, columns }: SuggestedSentence): Html {
  if (all.length === 0) return none
  const rows = all.map(
    (each) =>
      html`<tr>
        <td class="number">${shownCount(each.row)}</td>
        <td>${visible(each.column ?? '')}</td>
        <td class="long wrong">${each.value === null ? 'missing' : visible(shortened(each.value, 120))}</td>
        <td class="number">${shownCount(each.rows)}</td>
      </tr>`,
  )
  return scrollingTable({
    named: `Exceptions in ${visible(columns.join(', '))}`,
    heads: [['first row', 'number'], ['column'], ['value'], ['rows', 'number']],
    rows,
  })
}
