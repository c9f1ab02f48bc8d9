import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { Diagnostic } from '../diagnostics.ts'
import { NUMBER_STYLES, type NumberStyle } from '../vocabulary/written-forms/index.ts'
import { tokens } from './lexer.ts'
import { nearest } from './nearest.ts'

/** What a delivery is: everything the source names, each file of it, or each value of a column. */
export type Delivery = 'all files' | 'each file' | { readonly eachPartitionOf: string }

/** What stands between the lines of dashes; what is not said is null or empty. */
export interface Settings {
  readonly dataset: string | null
  readonly source: string | null
  readonly delivery: Delivery
  readonly key: readonly string[]
  readonly time: string | null
  /** Texts that mean "no value", besides NULL, NaN and blank text. */
  readonly missing: readonly string[]
  readonly private: readonly string[]
  readonly timezone: string
  /** The share of rows, 0 to 1, that may be set aside. */
  readonly quarantine: number | null
  readonly owner: string | null
  /** Words to find the page by. */
  readonly labels: readonly string[]
  readonly alarms: readonly string[]
  /** SQL of the page's own words and measures, by their names. */
  readonly words: { readonly [name: string]: string }
  readonly measures: { readonly [name: string]: string }
  readonly numbers: NumberStyle | null
  readonly sheet: string | null
  readonly delimiter: string | null
  readonly quote: string | null
  readonly header: boolean | null
  readonly encoding: string | null
}

/** Where something stands in a page, from 1. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly length?: number
}

/** Where the page's own words and measures are defined: their names, and their SQL. */
export interface DefinedAt {
  readonly name: Place
  readonly sql: Place
}

export interface FrontMatter {
  readonly settings: Settings
  readonly definedAt: { readonly [of in 'words' | 'measures']: { readonly [name: string]: DefinedAt } }
  /** Where settings are written, by their names. */
  readonly settingsAt: { readonly [name: string]: Place }
  readonly diagnostics: readonly Diagnostic[]
  /** Where the Markdown begins: offset in the text, and lines before it. */
  readonly end: number
  readonly lines: number
}

const NOTHING_SAID: Settings = {
  dataset: null,
  source: null,
  delivery: 'all files',
  key: [],
  time: null,
  missing: [],
  private: [],
  timezone: 'UTC',
  quarantine: null,
  owner: null,
  labels: [],
  alarms: [],
  words: {},
  measures: {},
  numbers: null,
  sheet: null,
  delimiter: null,
  quote: null,
  header: null,
  encoding: null,
}

const NOTHING_READ = { settings: NOTHING_SAID, settingsAt: {}, definedAt: { words: {}, measures: {} } }

/** A setting's value, or what was expected instead. */
type Taken<T> = { readonly is: T } | { readonly expected: string }
type Take<T> = (node: unknown) => Taken<T>

const scalar = (node: unknown): string | null => {
  if (!isScalar(node) || node.value === null) return null
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

const text: Take<string> = (node) => {
  const found = scalar(node)
  return found === null ? { expected: 'a text' } : { is: found }
}

/** One name or a list of them; backticks around a column are left out. */
const texts =
  (what: string, clean: (each: string) => string) =>
  (node: unknown): Taken<readonly string[]> => {
    const found = isSeq(node) ? node.items.map(scalar) : [scalar(node)]
    return found.some((each) => each === null)
      ? { expected: `a list of ${what}` }
      : { is: found.map((each) => clean(each ?? '')) }
  }

const bare = (name: string): string => {
  const [only, ...more] = tokens(name.trim())
  return only?.kind === 'column' && more.length === 0 ? only.value : name
}
const column: Take<string> = (node) => {
  const found = scalar(node)
  return found === null ? { expected: 'the name of a column' } : { is: bare(found) }
}
const columns: Take<readonly string[]> = texts('columns', bare)

const delivery: Take<Delivery> = (node) => {
  const said = scalar(node)?.trim() ?? ''
  if (said === 'all files' || said === 'each file') return { is: said }
  const partition = /^each partition of (.+)$/u.exec(said)?.[1]
  return partition
    ? { is: { eachPartitionOf: bare(partition) } }
    : { expected: '`all files`, `each file` or ``each partition of `day` ``' }
}

const timezone: Take<string> = (node) => {
  const zone = scalar(node) ?? ''
  try {
    return { is: new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone === '' ? 'UTC' : zone }
  } catch {
    return { expected: 'a time zone such as Europe/Berlin' }
  }
}

const share: Take<number | null> = (node) => {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(scalar(node)?.trim() ?? '') ?? []
  const found = digits === undefined ? NaN : percent ? Number((Number(digits) / 100).toPrecision(12)) : Number(digits)
  return found >= 0 && found <= 1 ? { is: found } : { expected: 'a share of the rows such as 2%' }
}

const truth: Take<boolean> = (node) => {
  const said = scalar(node)?.toLowerCase() ?? ''
  if (['true', 'yes'].includes(said)) return { is: true }
  return ['false', 'no'].includes(said) ? { is: false } : { expected: '`yes` or `no`' }
}

const numbers: Take<NumberStyle> = (node) => {
  const style = NUMBER_STYLES.find((each) => each === scalar(node))
  return style ? { is: style } : { expected: `one of ${NUMBER_STYLES.map((each) => `\`${each}\``).join(', ')}` }
}

const definitions: Take<{ readonly [name: string]: string }> = (node) => {
  if (!isMap(node)) return { expected: 'names with one SQL expression each' }
  const found = node.items.map((pair) => [scalar(pair.key), scalar(pair.value)] as const)
  if (found.some(([name, sql]) => name === null || sql === null))
    return { expected: 'names with one SQL expression each' }
  return { is: Object.fromEntries(found.map(([name, sql]) => [name ?? '', sql ?? ''])) }
}

const TAKES: { readonly [K in keyof Settings]: Take<Settings[K]> } = {
  dataset: text,
  source: text,
  delivery,
  key: columns,
  time: column,
  missing: texts('texts', (each) => each),
  private: columns,
  timezone,
  quarantine: share,
  owner: text,
  labels: texts('words', (each) => each),
  alarms: texts('addresses', (each) => each),
  words: definitions,
  measures: definitions,
  numbers,
  sheet: text,
  delimiter: text,
  quote: text,
  header: truth,
  encoding: text,
}

/** The settings that a page can have, for completions and the documentation. */
export const SETTINGS = Object.keys(TAKES)

/** Whether a Markdown file is meant as a page: it has a setting of one, or one that is nearly `source`, or its settings are broken. */
export function meantAsPage({ settingsAt, diagnostics }: Pick<FrontMatter, 'settingsAt' | 'diagnostics'>): boolean {
  const names = Object.keys(settingsAt)
  if (names.length === 0) return diagnostics.some((each) => each.code === 'front-matter')
  return names.some((name) => Object.hasOwn(TAKES, name) || nearest(name.toLowerCase(), ['source'], 1).length > 0)
}

/** Reads the YAML at the beginning of a page, if there is any; never throws. */
export function readFrontMatter(page: string): FrontMatter {
  const block = /^\uFEFF?---[ \t]*\r?\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u.exec(page)
  const start = page.startsWith('\uFEFF') ? 1 : 0
  if (!block) return unopened(page, start)
  const yaml = block[1] ?? ''
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number, length?: number) => {
    const { line, col } = counter.linePos(Math.min(offset, yaml.length))
    return { line: Math.max(line, 1) + 1, column: Math.max(col, 1), ...(length === undefined ? {} : { length }) }
  }
  const read = settings(document, at)
  const errors = document.errors.map((error) =>
    diagnostic(`the settings are no valid YAML: ${error.message}`, at(error.pos[0])),
  )
  return {
    settings: read.settings,
    definedAt: { words: definedAt(document, 'words', at), measures: definedAt(document, 'measures', at) },
    settingsAt: read.settingsAt,
    diagnostics: [...errors, ...read.diagnostics],
    end: block[0].length,
    lines: block[0].split('\n').length - 1,
  }
}

function unopened(page: string, start: number): FrontMatter {
  const [, before] = /^\uFEFF?(\s*)---[ \t]*\r?\n\s*[\w-]+\s*:/u.exec(page) ?? []
  const message =
    before === ''
      ? 'the settings begin with a line of dashes and never end with one'
      : 'the settings must begin in the first line, and something blank stands before them'
  const diagnostics = before === undefined ? [] : [diagnostic(message, { line: 1, column: 1 })]
  return { ...NOTHING_READ, diagnostics, end: start, lines: 0 }
}

const diagnostic = (message: string, place: Place): Diagnostic => ({
  code: 'front-matter',
  severity: 'error',
  message,
  ...place,
})

function definedAt(
  document: Document,
  of: 'words' | 'measures',
  at: (offset: number, length?: number) => Place,
): { readonly [name: string]: DefinedAt } {
  const held: unknown = isMap(document.contents) ? document.contents.get(of, true) : null
  if (!isMap(held)) return {}
  const place = (node: unknown): Place => {
    const [from, to] = (isScalar(node) ? node.range : null) ?? [0, 0]
    return at(from, to - from)
  }
  return Object.fromEntries(
    held.items.map((pair) => [scalar(pair.key) ?? '', { name: place(pair.key), sql: place(pair.value) }]),
  )
}

function settings(
  document: Document,
  at: (offset: number, length?: number) => Place,
): Pick<FrontMatter, 'settings' | 'settingsAt' | 'diagnostics'> {
  const root = document.contents
  if (root === null) return { ...NOTHING_READ, diagnostics: [] }
  if (!isMap(root))
    return {
      ...NOTHING_READ,
      diagnostics:
        document.errors.length > 0
          ? []
          : [diagnostic('the settings are no list of `name: value`', at(root.range?.[0] ?? 0))],
    }
  const diagnostics: Diagnostic[] = []
  const found: { [name: string]: unknown } = {}
  const settingsAt: { [name: string]: Place } = {}
  for (const pair of root.items) {
    const name = scalar(pair.key) ?? ''
    const place = at(isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0, name.length)
    settingsAt[name] = place
    const take = Object.hasOwn(TAKES, name) ? TAKES[name as keyof Settings] : undefined
    if (!take) diagnostics.push(diagnostic(unknown(name), place))
    else if (!(isScalar(pair.value) && pair.value.value === null) && pair.value !== null) {
      const taken = take(pair.value)
      if ('is' in taken) found[name] = taken.is
      else diagnostics.push(diagnostic(`\`${name}\` must be ${taken.expected}`, place))
    }
  }
  return { settings: { ...NOTHING_SAID, ...found }, settingsAt, diagnostics }
}

function unknown(name: string): string {
  const [meant] = nearest(name.toLowerCase(), SETTINGS, 1)
  return `\`${name}\` is no setting of a page${meant ? `; did you mean \`${meant}\`?` : `; known are ${SETTINGS.join(', ')}`}`
}
