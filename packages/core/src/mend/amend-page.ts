import { ownWords, type Page } from '../language/page.ts'
import { formatName, formatValue } from '../language/format.ts'
import { replaced, type Replacement } from '../language/replaced.ts'
import { columnsIn } from '../plan/columns-in.ts'
import { amendedSentence, type Changed } from './amend.ts'

/** Another sentence or setting than the page had; `line` is that of the page as it was, `was` is empty for what is new. */
export interface Amendment {
  readonly line: number
  readonly was: string
  readonly is: string
}

interface Edit extends Amendment, Replacement {}

export interface AmendedPage {
  readonly text: string
  readonly amendments: readonly Amendment[]
}

/** Settings of the page that say how it is read. */
export type Reset = { readonly [name in 'numbers' | 'encoding' | 'delimiter']?: string }

/**
 * The page as it would have to be for the data as it is delivered now; all else stays byte for byte. `broken` are the lines of the
 * sentences that are to be mended.
 */
export function amendPage(
  page: Page,
  changed: readonly Changed[],
  more: { readonly reset?: Reset; readonly broken?: readonly number[] } = {},
): AmendedPage {
  const { text } = page
  const words = ownWords(page)
  const sentences = page.sentences.flatMap((each): Edit[] => {
    const is = amendedSentence(each.check, changed, words)
    return is === null ? [] : [{ line: each.line, was: each.canonical, is, start: each.start, end: each.end, text: is }]
  })
  const settings = Object.entries(more.reset ?? {}).flatMap(([name, value]) => setting(text, name, value))
  const added = sentences.length === 0 ? changed.flatMap((each) => addition(page, each, more.broken ?? [])) : []
  const edits = [...settings, ...names(page, changed), ...sentences, ...added].sort((a, b) => a.start - b.start)
  return { text: replaced(text, edits), amendments: edits.map(({ line, was, is }) => ({ line, was, is })) }
}

/** How dates are written can be said by no sentence of the page so far: one more, before the first that needs it. */
function addition(page: Page, { column, change }: Changed, broken: readonly number[]): readonly Edit[] {
  const needs = page.sentences.find(
    (each) => broken.includes(each.line) && 'share' in each.check.measure && columnsIn(each.check).includes(column),
  )
  if (change.is !== 'written' || !needs || change.formats.every((each) => each === 'ISO')) return []
  const { text } = page
  const start = text.lastIndexOf('\n', needs.start - 1) + 1
  const bullet = text.slice(start, needs.start)
  if (!/^\s*[-*+]\s+$/.test(bullet)) return []
  const formats = change.formats.map(formatName).join(' or ')
  const is = `${formatValue({ kind: 'column', args: { name: column } })} ${needs.check.severity} be a ${change.time ? 'timestamp' : 'date'} written as ${formats}`
  return [{ line: needs.line, was: '', is, start, end: start, text: `${bullet}${is}${newline(text)}` }]
}

const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** The block of settings with its lines of dashes. */
const FRONT = /^\uFEFF?---[ \t]*\r?\n(?:[\s\S]*?\n)??(?=(?:---|\.\.\.)[ \t]*(?:\r?\n|$))/u

function setting(text: string, name: string, value: string): readonly Edit[] {
  const front = FRONT.exec(text)?.[0]
  const is = `${name}: ${/^[\w.-]+$|^[\d.,' ]*\d$/.test(value) ? value : JSON.stringify(value)}`
  if (front === undefined) {
    const end = newline(text)
    return [{ line: 1, was: '', is, start: 0, end: 0, text: `---${end}${is}${end}---${end}` }]
  }
  const known = new RegExp(`^${name}[ \\t]*:[^\\r\\n]*`, 'mu').exec(front)
  const line = (at: number) => text.slice(0, at).split('\n').length
  return known
    ? [{ line: line(known.index), was: known[0], is, start: known.index, end: known.index + known[0].length, text: is }]
    : [{ line: line(front.length), was: '', is, start: front.length, end: front.length, text: `${is}${newline(text)}` }]
}

const NAMING = ['key', 'time', 'private', 'delivery'] as const

/** Columns that are named in the settings: by themselves, and in the SQL of words and measures. */
function names(page: Page, changed: readonly Changed[]): readonly Edit[] {
  const renamed = new Map(changed.flatMap(({ change }) => (change.is === 'columns' ? change.renamed : [])))
  if (renamed.size === 0) return []
  const { text } = page
  const starts = lineStarts(text)
  const lines = NAMING.flatMap((each) => {
    const at = page.settingsAt[each]
    return at
      ? [{ start: (starts[at.line - 1] ?? 0) + each.length, end: endOfSetting(text, starts[at.line - 1] ?? 0) }]
      : []
  })
  const sqls = [...Object.values(page.definedAt.words), ...Object.values(page.definedAt.measures)].map(({ sql }) => {
    const start = (starts[sql.line - 1] ?? 0) + sql.column - 1
    return { start, end: start + (sql.length ?? 0) }
  })
  return [...lines, ...sqls].flatMap(({ start, end }) => {
    const was = text.slice(start, end)
    const is = was.replaceAll(/[\p{L}\p{N}_.]+/gu, (word) => renamed.get(word) ?? word)
    const line = text.slice(0, start).split('\n').length
    return was === is ? [] : [{ line, was: was.trim(), is: is.trim(), start, end, text: is }]
  })
}

const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map((each) => each.index + 1)]

/** Behind its own line and those of its list. */
function endOfSetting(text: string, start: number): number {
  const rest = text.slice(start)
  const next = /\n(?![ \t]|- )/.exec(rest)
  return start + (next?.index ?? rest.length)
}
