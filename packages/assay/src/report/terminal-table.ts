import { cellText, counted, type EvidenceColumn, evidenceColumns, visible } from '@assay/core'
import type { EvidenceResult } from './contract.ts'
import { displayWidth, fitted, padEnd, padStart } from './display-width.ts'

/** Marks text that is wrong, as with colour; plain text passes unchanged. */
export type Paint = (text: string) => string

interface Column {
  readonly title: string
  readonly cells: readonly string[]
  readonly blamed: boolean
  readonly right: boolean
  readonly width: number
}

const WIDEST = 40
const NARROWEST = 6
const GAP = 2
const NUMBER = /^[-+]?[\d.,]+$/

/** Evidence rows as aligned lines that are at most `width` columns wide; blamed columns are marked and painted. */
export function evidenceTable(
  evidence: EvidenceResult,
  width: number,
  paint: { readonly wrong: Paint; readonly quiet: Paint },
): readonly string[] {
  const most = Math.max(1, Math.floor((width + GAP) / (NARROWEST + GAP)))
  const chosen = evidenceColumns(evidence, most).map((c) => columnOf(evidence, c))
  const columns = narrowed(chosen, width).map((c, i, { length }) => ({ ...c, last: i === length - 1 }))
  const head = columns.map((c) => paint.quiet(aligned(c, c.title))).join('  ')
  const lines = evidence.rows.map((_, row) =>
    columns.map((c) => (c.blamed ? paint.wrong : (t: string) => t)(aligned(c, c.cells[row] ?? ''))).join('  '),
  )
  const hidden = evidence.columns.length - columns.length
  const more = [
    ...(evidence.total > evidence.rows.length ? [`${counted(evidence.total - evidence.rows.length)} more`] : []),
    ...(hidden > 0 ? [`${counted(hidden, 'column')} not shown`] : []),
  ]
  return [head, ...lines, ...(more.length > 0 ? [paint.quiet(`… ${more.join(', ')}`)] : [])]
}

function columnOf(evidence: EvidenceResult, { name, at, blamed }: EvidenceColumn): Column {
  const title = `${visible(name)}${blamed ? ' ▲' : ''}`
  const cells = evidence.rows.map((row) => cellText(row[at] ?? null, WIDEST))
  const width = Math.min(WIDEST, Math.max(...[title, ...cells].map(displayWidth)))
  return { title, cells, blamed, right: cells.every((c) => NUMBER.test(c)), width }
}

function narrowed(columns: readonly Column[], width: number): readonly Column[] {
  const taken = columns.reduce((sum, c) => sum + c.width, 0) + GAP * (columns.length - 1)
  const widest = columns.reduce((most, c) => Math.max(most, c.width), 0)
  if (taken <= width || widest <= NARROWEST) return columns
  const fewer = Math.max(1, Math.floor((taken - width) / columns.length))
  return narrowed(
    columns.map((c) => (c.width === widest ? { ...c, width: Math.max(NARROWEST, widest - fewer) } : c)),
    width,
  )
}

function aligned(column: Column & { readonly last: boolean }, text: string): string {
  const short = fitted(text, column.width)
  if (column.last && !column.right) return short
  return column.right ? padStart(short, column.width) : padEnd(short, column.width)
}
