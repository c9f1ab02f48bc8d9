import {
  cellText,
  commonDetails,
  commonText,
  counted,
  type EvidenceColumn,
  evidenceColumns,
  visible,
} from '@assay/core'
import type { Cell, DistributionResult, EvidenceResult, PageResult, VerdictResult } from '../contract.ts'
import { histogramOf } from './histogram.ts'
import { codeText, html, none, type Html } from './html.ts'
import { textBarTable } from './text-bars.ts'
import { failingCommand } from '../failing-command.ts'

const LONGEST_CELL = 160
const MOST_COLUMNS = 40

/** What lets a person see why a sentence is broken: what the rows have in common, the rows, and how values are spread. */
export function evidenceBlock(page: PageResult, verdict: VerdictResult): Html {
  const { evidence } = verdict
  if (evidence === undefined) return none
  return html`<div class="seen">
    <div class="rows">
      ${common(evidence)}${rowTable(evidence, verdict.sentence)}
      <p class="next">All ${counted(evidence.total, 'row')}: <code>${failingCommand(page)}</code></p>
    </div>
    ${evidence.distribution === undefined ? none : distribution(evidence.distribution)}
  </div>`
}

function common(evidence: EvidenceResult): Html {
  const said = commonText(evidence)
  const details = commonDetails(evidence)
  const shared = said.common === undefined ? none : html` <strong>${said.common}</strong>`
  return html`<p class="common">${said.rows}${shared}</p>
    ${details.length > 0 ? html`<p class="quiet">${details.join('; ')}.</p>` : none}`
}

/** A table scrolls inside its own box, which the keyboard can reach. */
function rowTable(evidence: EvidenceResult, sentence: string): Html {
  if (evidence.rows.length === 0) return none
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const hidden = evidence.columns.length - columns.length
  const classOf = ({ blamed }: EvidenceColumn): string => (blamed ? 'wrong' : '')
  const heads = columns.map((c) => html`<th scope="col" class="${classOf(c)}">${visible(c.name)}</th>`)
  const rows = evidence.rows.map((row) => {
    const cells = columns.map((c) => {
      const cell = row[c.at] ?? null
      return html`<td class="${classOf(c)} ${isLong(cell) ? 'long' : ''}">${cellOf(cell)}</td>`
    })
    return html`<tr>
      ${cells}
    </tr>`
  })
  return html`<div class="scrolls" role="region" tabindex="0" aria-label="Failing rows of: ${visible(sentence)}">
    <table class="evidence">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${hidden > 0 ? html`<p class="quiet">${counted(hidden, 'more column')}</p>` : none}
  </div>`
}

const isLong = (cell: Cell): boolean => String(cell).length > 28

function cellOf(cell: Cell): Html {
  if (cell === null) return html`<i>missing</i>`
  const text = cellText(cell, LONGEST_CELL)
  const whole = String(cell)
  if (whole.trim() === '')
    return html`<i>${whole === '' ? 'empty text' : `blank text, ${counted(whole.length)} long`}</i>`
  if (whole.length <= LONGEST_CELL) return html`${text}`
  return html`${text} <i>${counted(whole.length, 'character')}</i>`
}

function distribution(of: DistributionResult): Html {
  const drawn = of.kind === 'numbers' ? histogramOf(of) : textBarTable(of)
  return html`<figure>
    <figcaption><code>${visible(of.column)}</code> in this delivery; <span class="wrong">■ fails</span></figcaption>
    ${drawn}
  </figure>`
}

/** The lines below a sentence: why it matters, who owns it, and what else is written there. */
export function noteLines(verdict: VerdictResult): Html {
  if (verdict.notes.length === 0) return none
  const lines = verdict.notes.map(({ label, text }) => {
    const name = label?.toLowerCase() === 'why' ? 'Why it matters' : label
    return html`<p>${name === null ? none : html`<strong>${visible(name)}</strong> `}${codeText(text)}</p>`
  })
  return html`<div class="notes">${lines}</div>`
}
