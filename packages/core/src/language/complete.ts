import { plainName, SHORTEST_MISSPELT, withColumns } from './bare-columns.ts'
import { chart, expected, result, type Chart } from './chart.ts'
import type { Grammar } from './grammar.ts'
import { quoteColumn, quoteText, tokens, type Token } from './lexer.ts'
import { nearest } from './nearest.ts'
import { listedExpectations } from './expectations.ts'

/** One thing that may stand at the cursor. */
export interface Completion {
  /** What to put in place of the text from `from` to the cursor. */
  readonly text: string
  readonly kind: 'word' | 'column' | 'dataset' | 'value' | 'form'
  /** What a form such as `YYYY-MM-DD` stands for. */
  readonly detail?: string
}

export interface Completions {
  readonly from: number
  readonly items: readonly Completion[]
  /** What is expected here, in words. */
  readonly expected: string
}

export interface CompletionContext {
  readonly grammar: Grammar
  readonly columns?: readonly string[]
  readonly datasets?: readonly string[]
  /** Frequent values of a column. A private column has none. */
  readonly values?: (column: string) => readonly string[]
}

/** What may stand at the cursor: words of the language, columns, datasets and values; also in the middle of a wrong sentence. */
export function complete(text: string, cursor: number, context: CompletionContext): Completions {
  const bare = begunName(text, cursor, context)
  if (bare) return bare
  const cutOff = cut(text, cursor)
  const { from, typed } = cutOff
  // a column without backticks is told as a mistake; what comes after it is completed all the same
  const before = withColumns(cutOff.before, context.grammar, context.columns ?? [])
  const { filled, at } = reached(context.grammar, before)
  const wanted = expected(filled, at)
  const items =
    at < before.length
      ? []
      : [...names(wanted, filled, before, context), ...words(wanted, filled, before, typed), ...forms(wanted)]
  const fitting = unique(items.filter((item) => fits(item, typed)))
  return { from, items: fitting.length > 0 ? fitting : misspelt(items, typed), expected: listedExpectations(wanted) }
}

/** The columns that are nearest to what was typed. */
function misspelt(items: readonly Completion[], typed: string): readonly Completion[] {
  const names = new Map(
    items.filter(({ kind }) => kind === 'column').map((item) => [bare(item.text).replace(/`+$/, ''), item]),
  )
  const found = typed.length < SHORTEST_MISSPELT ? [] : nearest(bare(typed), names.keys(), 3)
  return found.flatMap((name) => names.get(name) ?? [])
}

/** Columns whose names have several words of which the last one is begun, all without a backtick. */
function begunName(text: string, cursor: number, { grammar, columns = [] }: CompletionContext): Completions | null {
  const typed = tokens(text.slice(0, cursor))
  const last = typed.at(-1)
  if (last?.end !== cursor || last.kind !== 'word') return null
  for (let first = Math.max(0, typed.length - LONGEST_NAME); first < typed.length - 1; first++) {
    const begun = plainName(text.slice(typed[first]?.at, cursor))
    const found = columns.filter((name) => plainName(name).startsWith(begun))
    if (found.length === 0) continue
    const { filled, at } = reached(grammar, withColumns(typed.slice(0, first), grammar, columns))
    const wanted = expected(filled, at)
    if (at < filled.tokens.length || !wanted.has('$column')) continue
    const items = found.map((name): Completion => ({ text: quoteColumn(name), kind: 'column' }))
    return { from: typed[first]?.at ?? cursor, items, expected: listedExpectations(wanted) }
  }
  return null
}

const LONGEST_NAME = 6

/** The whole tokens before the cursor, and the begun one. */
function cut(
  text: string,
  cursor: number,
): { readonly before: readonly Token[]; readonly from: number; readonly typed: string } {
  const all = tokens(text.slice(0, cursor))
  const last = all.at(-1)
  const begun =
    last !== undefined &&
    last.end === cursor &&
    last.kind !== 'text' &&
    (last.kind !== 'column' || !last.text.endsWith('`')) &&
    last.kind !== 'pattern' &&
    last.kind !== 'number'
  const separate = last?.kind === 'word' && /^[,()]$/.test(last.text)
  if (!begun || separate) return { before: all, from: cursor, typed: '' }
  return { before: all.slice(0, -1), from: last.at, typed: last.text }
}

/** The chart of what is before the cursor; in a wrong sentence from the last place where one could begin. */
function reached(grammar: Grammar, before: readonly Token[]): { readonly filled: Chart; readonly at: number } {
  const filled = chart(grammar, before)
  const parsed = result(filled)
  return { filled, at: parsed.ok ? before.length : parsed.at }
}

function names(
  wanted: ReadonlySet<string>,
  filled: Chart,
  before: readonly Token[],
  context: CompletionContext,
): readonly Completion[] {
  const word = before.at(-1)?.text.toLowerCase() ?? ''
  const isDataset =
    DATASETS.has(word) ||
    (word === 'of' &&
      REFERENCE.test(
        before
          .slice(-4)
          .map((each) => each.text)
          .join(' '),
      ))
  const columns = (context.columns ?? []).map((name): Completion => ({ text: quoteColumn(name), kind: 'column' }))
  const datasets = (context.datasets ?? []).map((name): Completion => ({ text: quoteColumn(name), kind: 'dataset' }))
  const subject = before.findLast((token) => token.kind === 'column')
  const values =
    wanted.has('$text') && subject
      ? (context.values?.(subject.value) ?? []).map((value): Completion => ({ text: quoteText(value), kind: 'value' }))
      : []
  return [
    ...values,
    ...(wanted.has('$column')
      ? isDataset
        ? [...datasets, ...columns]
        : [...columns, ...(filled.tokens.length > 2 ? datasets : [])]
      : []),
  ]
}

const DATASETS = new Set(['in'])
const REFERENCE = /\b(?:in|to) [`"].* of$/

/** Words that may come next; where only one word can follow, the following ones with it. */
function words(
  wanted: ReadonlySet<string>,
  filled: Chart,
  before: readonly Token[],
  typed: string,
): readonly Completion[] {
  const all = [...wanted].filter((terminal) => /^[\p{L}%]/u.test(terminal) && matches(terminal, typed))
  const ordered = all.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, 60)
  return ordered.map((word, i): Completion => ({ text: i < 12 ? continued(word, filled, before) : word, kind: 'word' }))
}

const FIRST = [
  'must',
  'should',
  'not',
  'be',
  'where',
  'for',
  'the',
  'and',
  'or',
  'at',
  'between',
  'one',
  'present',
  'unique',
  'in',
  'is',
]
const rank = (word: string): number => {
  const at = FIRST.indexOf(word)
  return at < 0 ? FIRST.length : at
}

function continued(word: string, filled: Chart, before: readonly Token[]): string {
  const said = [word]
  for (let i = 0; i < 3; i++) {
    const more = said.map((text): Token => ({ kind: 'word', text, value: text, at: 0, end: 0 }))
    const all = [...before, ...more]
    const next = expected(chart(filled.grammar, all), all.length)
    const [only] = next
    if (next.size !== 1 || only === undefined || !/^\p{L}/u.test(only)) break
    said.push(only)
  }
  return said.join(' ')
}

const FORMS: { readonly [terminal: string]: readonly [text: string, detail: string] } = {
  $date: ['YYYY-MM-DD', 'a date'],
  $time: ['HH:mm', 'a time'],
  $pattern: ['/…/', 'a pattern'],
}

const forms = (wanted: ReadonlySet<string>): readonly Completion[] =>
  Object.entries(FORMS).flatMap(([terminal, [text, detail]]): readonly Completion[] =>
    wanted.has(terminal) ? [{ text, kind: 'form', detail }] : [],
  )

const bare = (text: string): string => text.replace(/^[`"]+/, '').toLowerCase()
const matches = (text: string, typed: string): boolean => bare(text).startsWith(bare(typed))

function fits(item: Completion, typed: string): boolean {
  if (typed === '') return true
  if (typed.startsWith('`')) return (item.kind === 'column' || item.kind === 'dataset') && matches(item.text, typed)
  if (typed.startsWith('"')) return item.kind === 'value' && matches(item.text, typed)
  return item.kind !== 'form' && matches(item.text, typed)
}

const unique = (items: readonly Completion[]): readonly Completion[] =>
  items.filter((item, i) => items.findIndex((other) => other.text === item.text) === i)
