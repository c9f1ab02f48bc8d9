import { shortened, visible } from '@assay/core'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const PUNCTUATION = /[\\`*_[\](){}|~$!#^]/g
/** What a code host turns into links and notifications after rendering, so that no escape inside Markdown stops it. */
const LINKED = /@(?=\w)|#(?=\d)|\b(?:https?|ftp|mailto):(?=\S)|\bwww(?=\.)|\bGH-(?=\d)/gi
const APART = '<!-- -->'

/** Text inside an HTML element of Markdown, on one line: escaped, and without mentions and links. */
export function markdownHtml(text: string, most = 300): string {
  const plain = visible(shortened(text, most))
  const cut = [...plain.matchAll(LINKED)].map((m) => m.index + m[0].length)
  const parts = [0, ...cut].map((from, i) => plain.slice(from, cut[i] ?? plain.length))
  return parts.map((part) => part.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c)).join(APART)
}

/** Text in Markdown, also in a table, on one line: it comes out as itself whatever it contains. */
export function markdownText(text: string, most = 300): string {
  return asStart(escaped(text, most))
}

function escaped(text: string, most: number): string {
  const parts = markdownHtml(text, most).split(APART)
  return parts.map((part) => part.replace(PUNCTUATION, (c) => `\\${c}`)).join(APART)
}

/** What begins like a list, a rule, a heading's underline or indented code stays text. */
function asStart(markdown: string): string {
  return markdown
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)(?=\.(?: |$))/, '$1\\')
    .replace(/^ /, '&#32;')
}

/** A sentence in Markdown, in which what stands between backticks is code. */
export function markdownSentence(text: string, most = 300): string {
  const parts = shortened(text, most).split('`')
  const closed = parts.length % 2 === 1
  const drawn = parts.map((part, i) => {
    if (i % 2 === 0) return escaped(part, most)
    return closed || i < parts.length - 1 ? `<code>${escaped(part, most)}</code>` : escaped(`\`${part}`, most)
  })
  return asStart(drawn.join(''))
}

/** A table; every cell must be Markdown on one line already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
