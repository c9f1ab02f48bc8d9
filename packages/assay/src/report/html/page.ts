import { counted, fileSize, nameOf, shortened, stateOfPage, visible } from '@assay/core'
import type { PageResult } from '../contract.ts'
import { failingCommand } from '../failing-command.ts'
import { glyph } from './glyph.ts'
import { codeText, html, markdown, none, type Html } from './html.ts'
import { stripPicture } from './strip.ts'
import { scrollingTable } from './table.ts'
import { verdictItem } from './verdict.ts'

type Block = PageResult['document'][number]
type Diagnostic = PageResult['diagnostics'][number]

export const anchorOf = (index: number): string => `page-${index + 1}`

/** One page as a living document: its prose and sentences in their order, with the verdicts in the margin. */
export function pageSection(page: PageResult, index: number, assay: string): Html {
  const placed = new Set(page.document.flatMap((b) => (b.kind === 'sentence' ? [b.verdict] : [])))
  const unplaced = page.verdicts.filter((_, i) => !placed.has(i))
  return html`<section id="${anchorOf(index)}" aria-labelledby="${anchorOf(index)}-title">
    <h2 class="title" id="${anchorOf(index)}-title">${visible(nameOf(page))}</h2>
    <p class="meta">${metaOf(page).join(' · ')}</p>
    ${deliveries(page)}
    <p class="outcome">${glyph(stateOfPage(page))} ${codeText(page.outcome)}</p>
    ${page.document.map((block) => blockOf(page, block))}${unplaced.map((v) => verdictItem(page, v))}
    ${footer(page, assay)}
  </section>`
}

/** Where a history is kept: what became of the deliveries before it, and of this one. */
function deliveries({ earlier = [], state }: PageResult): Html {
  const [first] = earlier
  if (first === undefined) return none
  const before = `after ${counted(earlier.length, 'delivery', 'deliveries')} since ${first.arrivedAt.slice(0, 10)}`
  return html`<p class="deliveries">
    ${stripPicture([...earlier, { number: null, state }])} <span class="quiet">${before}</span>
  </p>`
}

function metaOf({ dataset, delivery, owner }: PageResult): readonly string[] {
  const facts = [dataset, delivery.source, counted(delivery.rows, 'row'), fileSize(delivery.bytes), owner ?? '']
  return facts.filter((fact) => fact !== '').map((fact) => visible(fact))
}

function blockOf(page: PageResult, block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return heading(page, block)
    case 'prose':
      return html`<div class="prose">${markdown(block.markdown)}</div>`
    case 'sentence': {
      const verdict = page.verdicts[block.verdict]
      return verdict === undefined ? none : verdictItem(page, verdict)
    }
    case 'mistake':
      return mistake(page, block)
  }
}

/** The page's own title is drawn already; below it, no level is left out. */
function heading(page: PageResult, block: Extract<Block, { kind: 'heading' }>): Html {
  if (block.level === 1) return block.text === page.title ? none : html`<h3>${codeText(block.text)}</h3>`
  return block.level === 2 ? html`<h3>${codeText(block.text)}</h3>` : html`<h4>${codeText(block.text)}</h4>`
}

/** A list item that is no sentence stands at its place, with what was expected and what to write instead. */
function mistake(page: PageResult, block: Extract<Block, { kind: 'mistake' }>): Html {
  const said = page.diagnostics.filter((d) => d.line === block.line)
  return html`<div class="item unchecked">
    <div class="line">
      ${glyph('unchecked')}
      <span class="sentence">${codeText(block.text)}</span>
      <span class="margin"
        ><span class="value">not a sentence</span> <span class="beside">line ${block.line}</span></span
      >
      <span class="picture"></span>
    </div>
    ${said.length === 0 ? none : html`<div class="why">${said.map(message)}</div>`}
  </div>`
}

function message(said: Diagnostic): Html {
  const fix = said.fix === undefined ? none : html` <span class="fix">Write: ${codeText(said.fix)}</span>`
  return html`<p>${codeText(said.message)}${fix}</p>`
}

function footer(page: PageResult, assay: string): Html {
  const mistakes = new Set(page.document.flatMap((b) => (b.kind === 'mistake' ? [b.line] : [])))
  const others = page.diagnostics.filter((d) => !mistakes.has(d.line))
  const blocks = [diagnostics(page, others), unreadable(page), allRows(page, assay), files(page)]
  return html`<footer>${blocks}</footer>`
}

/** Once for all sentences of the page. */
function allRows(page: PageResult, assay: string): Html {
  const command = failingCommand(page, assay)
  return command === null ? none : html`<p class="next">Every failing row, in a file: <code>${command}</code></p>`
}

const STATE_OF = { error: 'unchecked', warning: 'warning', note: 'idle' } as const

function diagnostics(page: PageResult, said: readonly Diagnostic[]): Html {
  if (said.length === 0) return none
  const lines = said.map(
    (d) =>
      html`<li>
        ${glyph(STATE_OF[d.severity])}
        <div>
          ${message(d)}
          <p class="quiet">${d.severity}, ${visible(page.page)}:${d.line}</p>
        </div>
      </li>`,
  )
  return html`<ul class="diagnostics">
    ${lines}
  </ul>`
}

function unreadable({ dataset, delivery }: PageResult): Html {
  if (delivery.unreadable === 0) return none
  const rows = delivery.unreadableRows.map(
    (r) =>
      html`<tr>
        <td>${visible(r.file)}</td>
        <td class="number">${counted(r.row)}</td>
        <td>${visible(r.why)}</td>
        <td><code>${visible(shortened(r.text, 160))}</code></td>
      </tr>`,
  )
  return html`<p class="unreadable">
      ${counted(delivery.unreadable)} of ${counted(delivery.rows, 'row')} could not be read.
    </p>
    ${scrollingTable({
      named: `Rows of ${visible(dataset)} that could not be read`,
      heads: [['file'], ['row', 'number'], ['why'], ['text']],
      rows,
    })}`
}

const MOST_FILES = 50

function files({ dataset, delivery }: PageResult): Html {
  const { files: all } = delivery
  if (all.length === 0) return none
  const rows = all.slice(0, MOST_FILES).map(
    (f) =>
      html`<tr>
        <td>${visible(f.file)}</td>
        <td class="number">${counted(f.rows)}</td>
        <td class="number">${fileSize(f.bytes)}</td>
        <td>${visible(f.format)}</td>
      </tr>`,
  )
  const more =
    all.length > MOST_FILES ? html`<p class="quiet">${counted(all.length - MOST_FILES, 'more file')}</p>` : none
  return html`<details>
    <summary>${counted(all.length, 'file')} read</summary>
    ${scrollingTable({
      named: `Files of ${visible(dataset)}`,
      heads: [['file'], ['rows', 'number'], ['size', 'number'], ['read as']],
      rows,
    })}
    ${more}
    <p class="quiet">fingerprint <span class="fingerprint">${delivery.fingerprint}</span></p>
  </details>`
}
