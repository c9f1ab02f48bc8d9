import type { Check } from '../check.ts'
import type { Diagnostic } from '../diagnostics.ts'
import { chart, fits, result } from './chart.ts'
import { readFrontMatter, type FrontMatter, type Settings } from './front-matter.ts'
import type { Grammar } from './grammar.ts'
import { grammarWith, wordFault } from './language.ts'
import { tokens } from './lexer.ts'
import { blocks, labelled, type Block, type Item, type ItemLine, type Note } from './list-items.ts'
import { pageLints } from './page-lints.ts'
import { readSentence, type Mistake } from './sentence.ts'

/** An assumption of a page. */
export interface PageSentence {
  /** Where its text begins, both from 1. */
  readonly line: number
  readonly column: number
  /** Where its text stands in the page, as offsets; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly canonical: string
  readonly check: Check
  readonly warnings: readonly Diagnostic[]
  readonly heading: string | null
  readonly notes: readonly Note[]
  readonly owner?: string
  readonly why?: string
}

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly line: number }
  | { readonly kind: 'prose'; readonly markdown: string; readonly line: number }
  | { readonly kind: 'sentence'; readonly sentence: number }
  | { readonly kind: 'mistake'; readonly text: string; readonly line: number }

/** A page as it was read: settings, assumptions, and all that is wrong with it. */
export interface Page extends Omit<Settings, 'dataset'> {
  readonly path: string
  /** Where its own words and measures are defined. */
  readonly definedAt: FrontMatter['definedAt']
  readonly title: string | null
  /** The name that other pages use; without one in the settings, that of the file. */
  readonly dataset: string
  readonly sentences: readonly PageSentence[]
  /** List items that are no sentences. */
  readonly mistakes: readonly { readonly line: number; readonly text: string }[]
  readonly diagnostics: readonly Diagnostic[]
  readonly document: readonly DocumentBlock[]
}

/** Reads a page; everything that is wrong with it is among its diagnostics, nothing is thrown. */
export function readPage(text: string, path: string): Page {
  const front = readFrontMatter(text)
  const { dataset, ...settings } = front.settings
  const { words, faults } = pageWords(front)
  const grammar = grammarWith({ words: Object.keys(words.words), measures: Object.keys(words.measures) })
  const found = blocks({ text, offset: front.end, lines: front.lines })
  const read = found.map((block) => (block.kind === 'item' ? readItem(block, grammar) : block))
  const sentences = read.flatMap((each) => (each.kind === 'sentence' ? [each.sentence] : []))
  const mistakes = read.flatMap((each) => (each.kind === 'mistake' ? [{ line: each.line, text: each.text }] : []))
  const own = read.flatMap((each) =>
    each.kind === 'mistake' ? [each.diagnostic] : each.kind === 'sentence' ? each.sentence.warnings : [],
  )
  const nothing = sentences.length + mistakes.length === 0 ? [noSentence()] : []
  return {
    ...settings,
    ...words,
    path,
    definedAt: front.definedAt,
    dataset: dataset ?? fileName(path),
    title: title(found),
    sentences,
    mistakes,
    diagnostics: [...front.diagnostics, ...faults, ...nothing, ...own, ...pageLints(sentences, settings.missing)].sort(
      (a, b) => a.line - b.line || a.column - b.column,
    ),
    document: documentOf(read),
  }
}

const fileName = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path).replace(/(?:\.assay)?\.(?:md|markdown)$/i, '')
const title = (found: readonly Block[]): string | null =>
  found.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []))[0] ?? null
const noSentence = (): Diagnostic => ({
  code: 'no-sentence',
  severity: 'error',
  message: 'the page has no list item, so nothing is checked; write one sentence as `- …`',
  line: 1,
  column: 1,
})

type Definitions = { readonly [name: string]: string }

/** The words and measures whose names can be used, and what is wrong with the others. */
function pageWords({ settings, definedAt }: FrontMatter): {
  readonly words: { readonly words: Definitions; readonly measures: Definitions }
  readonly faults: readonly Diagnostic[]
} {
  const both = Object.keys(settings.words).filter((name) => Object.hasOwn(settings.measures, name))
  const faultOf = (name: string, where: string): string | null =>
    wordFault(name) ??
    (where === 'measures' && both.includes(name)
      ? `"${name}" is a word and a measure of the page; choose another name`
      : null)
  const kept = (of: Definitions, where: string) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => faultOf(name, where) === null))
  const faults = (['words', 'measures'] as const).flatMap((of) =>
    Object.keys(settings[of]).flatMap((name): Diagnostic[] => {
      const message = faultOf(name, of)
      const place = definedAt[of][name]?.name ?? { line: 1, column: 1 }
      return message === null ? [] : [{ code: 'page-word', severity: 'error', message, ...place }]
    }),
  )
  return { words: { words: kept(settings.words, 'words'), measures: kept(settings.measures, 'measures') }, faults }
}

type ReadItem =
  | { readonly kind: 'sentence'; readonly sentence: PageSentence }
  | { readonly kind: 'mistake'; readonly text: string; readonly line: number; readonly diagnostic: Diagnostic }

/** The lines of an item that are its sentence, as one text, and where each part of that text stands. */
interface Written {
  readonly text: string
  readonly parts: readonly { readonly at: number; readonly line: ItemLine }[]
  readonly rest: readonly ItemLine[]
}

function written(lines: readonly ItemLine[], count: number): Written {
  let text = ''
  const parts = lines.slice(0, count).map((line) => {
    if (text !== '') text += ' '
    const at = text.length
    text += line.text
    return { at, line }
  })
  return { text, parts, rest: lines.slice(count) }
}

function readItem(item: Item, grammar: Grammar): ReadItem {
  const lines = item.lines
  const chosen =
    longest(lines, grammar) ??
    (item.emphasis.length > 0 ? unemphasised(item, grammar) : null) ??
    written(lines, unfinished(lines, grammar) ? lines.length : 1)
  const result = readSentence(chosen.text, grammar)
  const [first] = chosen.parts
  const start = first?.line ?? lines[0]
  const notes = [...labelled(chosen.rest.map((line) => line.text)), ...item.notes]
  if (!result.ok)
    return { kind: 'mistake', text: chosen.text, line: start.line, diagnostic: placed(result.mistake, chosen, 'error') }
  const owner = notes.find((note) => note.label?.toLowerCase() === 'owner')?.text
  const why = notes.find((note) => note.label?.toLowerCase() === 'why')?.text
  const last = chosen.parts.at(-1)?.line ?? start
  const { check, canonical } = result.sentence
  return {
    kind: 'sentence',
    sentence: {
      line: start.line,
      column: start.column,
      start: start.start,
      end: endOf(last, item),
      text: chosen.text,
      canonical,
      check,
      warnings: [
        ...result.sentence.warnings.map((each) =>
          placed(each, chosen, each.code === 'surprise' && each.note ? 'note' : 'warning'),
        ),
        ...strayed(chosen),
      ],
      heading: item.heading,
      notes,
      ...(owner === undefined ? {} : { owner }),
      ...(why === undefined ? {} : { why }),
    },
  }
}

/** As many lines as make one sentence: a tolerance or scope in the next line must not get lost. */
function longest(lines: readonly ItemLine[], grammar: Grammar): Written | null {
  if (lines.length === 1) return null
  for (let count = lines.length; count > 0; count--) {
    const tried = written(lines, count)
    if (reads(tried.text, grammar)) return tried
  }
  return null
}

/** A sentence that is only begun in the first line. */
function unfinished(lines: readonly ItemLine[], grammar: Grammar): boolean {
  if (lines.length === 1) return false
  const cut = tokens(lines[0]?.text ?? '')
  const read = result(chart(grammar, cut))
  return !read.ok && read.at === cut.length
}

/** The sentence without the signs of emphasis, when it is one only without them. */
function unemphasised(item: Item, grammar: Grammar): Written | null {
  const asWritten = written(item.lines, 1)
  if (reads(asWritten.text, grammar)) return null
  const plain = withoutEmphasis(item)
  return longest(plain, grammar) ?? (reads(plain[0]?.text ?? '', grammar) ? written(plain, 1) : null)
}

const reads = (text: string, grammar: Grammar): boolean => fits(chart(grammar, tokens(text)))

function withoutEmphasis(item: Item): readonly ItemLine[] {
  const cut = (line: ItemLine): ItemLine => {
    const mine = item.emphasis.filter(([from, to]) => from >= line.start && to <= line.start + line.text.length)
    const text = mine.reduceRight(
      (rest, [from, to]) => rest.slice(0, from - line.start) + rest.slice(to - line.start),
      line.text,
    )
    return { ...line, text }
  }
  return item.lines.map(cut)
}

/** Where the line ends in the page, with the emphasis that it is written with. */
function endOf(line: ItemLine, item: Item): number {
  return line.start + (item.lines.find((each) => each.start === line.start)?.text.length ?? line.text.length)
}

function placed(mistake: Mistake, at: Written, severity: Diagnostic['severity']): Diagnostic {
  const part = at.parts.filter((each) => each.at <= mistake.at).at(-1) ?? at.parts[0]
  const within = part ? mistake.at - part.at : 0
  const length = part ? Math.max(0, Math.min(mistake.end - mistake.at, part.line.text.length - within)) : 0
  return {
    code: mistake.code,
    severity,
    message: mistake.message,
    line: part?.line.line ?? 1,
    column: (part?.line.column ?? 1) + within,
    length,
    ...(mistake.fix === undefined ? {} : { fix: mistake.fix }),
  }
}

const CONTINUES = /^(?:and|or|but|where|if|when|unless|in|with|for|per|over|give|except|by|since)\b/u

/** A line below that looks as if it went on with the sentence, and does not. */
function strayed(chosen: Written): readonly Diagnostic[] {
  const [next] = chosen.rest
  if (!next || !CONTINUES.test(next.text)) return []
  return [
    {
      code: 'surprise',
      severity: 'warning',
      message: 'this line is taken as a remark, not as a part of the sentence above',
      line: next.line,
      column: next.column,
      length: next.text.length,
    },
  ]
}

function documentOf(read: readonly (ReadItem | Exclude<Block, Item>)[]): readonly DocumentBlock[] {
  let sentence = 0
  return read.map((each): DocumentBlock => {
    if (each.kind === 'sentence') return { kind: 'sentence', sentence: sentence++ }
    return each.kind === 'mistake' ? { kind: 'mistake', text: each.text, line: each.line } : each
  })
}

/** The page with its sentences in canonical form and everything else as it was, byte for byte. */
export function formatPage(text: string, path: string): string {
  const page = readPage(text, path)
  const changed = page.sentences.filter((each) => text.slice(each.start, each.end) !== each.canonical)
  const formatted = replaced(text, changed)
  const again = readPage(formatted, path).sentences
  if (again.length === page.sentences.length && page.sentences.every((each, i) => sameMeaning(each, again[i])))
    return formatted
  // a line below would be taken as a part of the canonical sentence: such sentences stay as they are written
  return replaced(
    text,
    changed.filter((each) =>
      sameMeaning(
        each,
        readPage(replaced(text, [each]), path).sentences.find((other) => other.line === each.line),
      ),
    ),
  )
}

const sameMeaning = (a: PageSentence, b: PageSentence | undefined): boolean =>
  b !== undefined && JSON.stringify(a.check) === JSON.stringify(b.check)

function replaced(text: string, sentences: readonly PageSentence[]): string {
  let out = ''
  let at = 0
  for (const each of sentences) {
    out += text.slice(at, each.start) + each.canonical
    at = each.end
  }
  return out + text.slice(at)
}
