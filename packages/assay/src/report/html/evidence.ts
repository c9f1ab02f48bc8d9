import {
  unblamedText,
  captionOf,
  cellText,
  commonDetails,
  commonText,
  counted,
  type EvidenceColumn,
  evidenceColumns,
  rowNumber,
  visible,
  wrongPlaces,
} from '@assay/core'
import type { Cell, DistributionResult, EvidenceResult, VerdictResult } from '../contract.ts'
import { histogramOf } from './histogram.ts'
import { codeText, html, none, type Html } from './html.ts'
import { scrollingTable } from './table.ts'
import { textBarTable } from './text-bars.ts'

const LONGEST_CELL = 160
const MOST_COLUMNS = 40

/** What lets a person see why a sentence is broken: what the rows have in common, the rows, and how values are spread. */
export function evidenceBlock({ evidence, sentence }: VerdictResult): Html {
  if (evidence === undefined) return none
  return html`<div class="seen">
    <div class="rows">${common(evidence)}${rowTable(evidence, sentence)}</div>
    ${evidence.distribution === undefined ? none : distribution(evidence.distribution)}
  </div>`
}

/** How many rows there are stands in the margin already, so that this is said only where they have something in common. */
function common(evidence: EvidenceResult): Html {
  const { rows, common } = commonText(evidence)
  if (common === undefined) return none
  return html`<p class="common">${rows} <strong>${common}</strong></p>
    <p class="quiet">${commonDetails(evidence).join('; ')}.</p>`
}

function rowTable(evidence: EvidenceResult, sentence: string): Html {
  if (evidence.rows.length === 0) return none
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const [left, hidden] = [evidence.total - evidence.rows.length, evidence.columns.length - columns.length]
  const open = unblamedText(evidence)
  const more = [
    ...(left > 0 ? [counted(left, 'more row')] : []),
    ...(hidden > 0 ? [counted(hidden, 'more column')] : []),
  ]
  const classOf = ({ blamed }: EvidenceColumn) => (blamed ? 'wrong' : '')
  const blamed = columns.flatMap((c) => (c.blamed ? [c.at] : []))
  const rows = evidence.rows.map((row) => {
    const wrong = wrongPlaces(sentence, row, blamed)
    const cells = columns.map((c) => {
      const cell = row[c.at] ?? null
      const number = rowNumber(c, cell)
      const shown = number === null ? cellOf(cell) : html`${number}`
      return html`<td class="${wrong.has(c.at) ? 'wrong' : ''} ${isLong(cell) ? 'long' : ''}">${shown}</td>`
    })
    return html`<tr>
      ${cells}
    </tr>`
  })
  return scrollingTable({
    named: `Failing rows of: ${visible(sentence)}`,
    heads: columns.map((c) => [visible(c.name), classOf(c)]),
    rows,
    below: html`${open === undefined ? none : html`<p class="quiet">${codeText(open)}</p>`}
    ${more.length > 0 ? html`<p class="quiet">${more.join(', ')}</p>` : none}`,
  })
}

const isLong = (cell: Cell): boolean => String(cell).length > 28

function cellOf(cell: Cell): Html {
  if (cell === null) return html`<i>missing</i>`
  if (cell === '') return html`<i>${cellText(cell, LONGEST_CELL)}</i>`
  const text = cellText(cell, LONGEST_CELL)
  const { length } = String(cell)
  return length <= LONGEST_CELL ? html`${text}` : html`${text} <i>${counted(length, 'character')}</i>`
}

function distribution(of: DistributionResult): Html {
  const drawn = of.kind === 'numbers' ? histogramOf(of) : textBarTable(of)
  return html`<figure>
    <figcaption>${codeText(captionOf(of))}; <span class="wrong">■ fails</span></figcaption>
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
