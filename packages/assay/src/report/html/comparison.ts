import { cellText, comparedBars, comparedHistogram, isScattered, visible, type ComparedBar } from '@assay/core'
import type { ComparedColumn, Comparison } from '../compare-contract.ts'
import { alsoSaid, comparisonHeadline, keyText, ownColumns, remarksOf, sideText, weighed, whereOfColumn } from '../compare-wording.ts' // prettier-ignore
import { htmlDocument } from './document.ts'
import { codeText, html, none, type Html } from './html.ts'
import { labels } from './labels.ts'
import { scrollingTable } from './table.ts'
import { barTable } from './text-bars.ts'

/** How two deliveries differ, as one HTML file: what changed most comes first. */
export function renderComparisonHtml(of: Comparison): string {
  const { noisy, quiet } = weighed(of)
  const body = html`${head(of)}
    <main>${noisy.map((column) => columnItem(column, of))}${quiet.length > 0 ? same(quiet, of.same) : none}</main>`
  return htmlDocument(`${names(of)}: ${comparisonHeadline(of)}`, body, COMPARED)
}

const names = (of: Comparison): string => `${visible(of.before.name)} → ${visible(of.after.name)}`

function head(of: Comparison): Html {
  const rows = [of.before, of.after].map(
    (side, i) =>
      html`<tr>
        <th scope="row">${key(i)}${visible(side.name)}</th>
        <td class="quiet">${sideText(side)}</td>
      </tr>`,
  )
  return html`<header>
    <h1>${names(of)}</h1>
    <p class="outcome">${codeText(comparisonHeadline(of))}</p>
    <table class="sides">
      ${rows}
    </table>
    <p class="quiet">${codeText(keyText(of))}</p>
    ${[...alsoSaid(of), ...of.notes].map((each) => html`<p class="common">${codeText(each)}</p>`)}
    ${ownColumns(of).map(({ label, names: all, more }) => html`<p>${label}: ${all.map((each) => html`<code>${each}</code> `)}${more}</p>`)}
  </header>`
}

/** What stands for the older and the newer one in the pictures. */
const key = (i: number): Html =>
  html`<svg class="key" viewBox="0 0 14 10" aria-hidden="true" focusable="false">
    ${i === 0 ? html`<path class="older" d="M0 5 H14" />` : html`<rect class="good" width="14" height="10" />`}
  </svg>`

function columnItem(column: ComparedColumn, of: Comparison): Html {
  const where = whereOfColumn(column, of)
  const remarks = [...remarksOf(column, of), ...(where === null ? [] : [{ label: 'where', text: where }])]
  return html`<section class="compared">
    <h2>
      <code>${visible(column.name)}</code> <span class="quiet">${column.kind.after ?? column.kind.before ?? ''}</span>
      ${column.state === 'renamed' ? html`<strong>renamed</strong>` : none}
    </h2>
    <div class="seen">
      <div>
        <dl>
          ${remarks.map(
            (each) =>
              html`<dt>${each.label}</dt>
                <dd>${codeText(each.text)}</dd>`,
          )}
        </dl>
        ${examples(column, of)}
      </div>
      ${picture(column)}
    </div>
  </section>`
}

function examples({ changed, name }: ComparedColumn, of: Comparison): Html {
  if (!changed || changed.examples.length === 0) return none
  const heads = [...of.key.columns, of.before.name, of.after.name]
  return scrollingTable({
    named: `Changed cells of ${visible(name)}`,
    heads: heads.map((each) => [visible(each)]),
    rows: changed.examples.map(
      (each) =>
        html`<tr>
          ${[...each.key, each.before, each.after].map((cell) => html`<td>${shown(cell)}</td>`)}
        </tr>`,
    ),
  })
}

const shown = (cell: string | null): Html => (cell === null ? html`<i>missing</i>` : html`${cellText(cell, 60)}`)

function picture({ distribution, name }: ComparedColumn): Html {
  if (distribution === null || (distribution.kind === 'texts' && isScattered(distribution))) return none
  const caption = html`<figcaption>${key(0)} before ${key(1)} after</figcaption>`
  if (distribution.kind === 'texts') {
    const drawn = comparedBars(distribution)
    return html`<figure>
      ${caption}
      ${barTable(
        drawn.bars.map((each) => bar(each, drawn.width)),
        drawn.rest,
      )}
    </figure>`
  }
  const drawn = comparedHistogram(distribution.bins, distribution.times)
  if (drawn === null) return none
  return html`<figure>
    ${caption}
    <svg
      class="histogram"
      viewBox="0 0 ${drawn.width} ${drawn.height}"
      role="img"
      aria-label="Distribution of ${visible(name)} before and after"
    >
      ${drawn.bars.map((b) => html`<rect class="good" x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" />`)}
      <path class="older" d="${drawn.line}" />
      <line class="axis" x1="0" x2="${drawn.width}" y1="${drawn.floor}" y2="${drawn.floor}" />
      ${labels(drawn.axis, 'label')}
    </svg>
  </figure>`
}

function bar({ label, before, after, rows }: ComparedBar, width: number): Html {
  return html`<tr>
    <th scope="row">${label}</th>
    <td>
      <svg class="bar" viewBox="0 0 ${width} 12" aria-hidden="true" focusable="false">
        <rect class="good" y="2" width="${after}" height="10" />
        ${before === 0 ? none : html`<path class="older" d="M0 1 H${before}" />`}
      </svg>
    </td>
    <td class="number">${rows}</td>
  </tr>`
}

function same(columns: readonly ComparedColumn[], all: boolean): Html {
  return html`<p class="quiet same">
    ${all ? 'The same: ' : 'Nothing else changed: '}${columns.map((each) => html`<code>${visible(each.name)}</code> `)}
  </p>`
}

const COMPARED = `
.sides { margin: 14px 0 6px; } .sides th { text-align: left; font-weight: 600; padding-right: 22px; } .sides td { padding: 2px 0; }
.key { width: 14px; height: 10px; margin-right: 8px; display: inline-block; }
.older { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.compared { margin-top: 30px; padding-top: 20px; border-top: 1px solid var(--line); }
.compared h2 { margin: 0 0 10px; font-size: 16px; font-weight: 400; }
.compared dl { display: grid; grid-template-columns: 76px minmax(0, 1fr); gap: 3px 12px; margin: 0; font-size: 14px; }
.compared dt { color: var(--quiet); } .compared dd { margin: 0; } .compared .scrolls { margin-top: 12px; }
.compared figure .key { margin: 0 3px 0 0; } header .common { margin-top: 8px; } .same { margin-top: 34px; } .same code { margin-right: 4px; }
.compared .bar { height: 12px; }
@media print { section.compared + section.compared { break-before: auto; } .compared { break-inside: avoid; } }
`
