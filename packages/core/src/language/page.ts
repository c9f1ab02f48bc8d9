import type { Diagnostic } from '../diagnostics.ts'
import { readFrontMatter, type FrontMatter, type Settings } from './front-matter.ts'
import { wordFault, type PageWords } from './language.ts'
import { blocks, type Block } from './list-items.ts'
import { pageLints } from './page-lints.ts'
import { readItems, type PageSentence, type ReadBlock } from './page-sentences.ts'
import { replaced } from './replaced.ts'

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly line: number }
  | { readonly kind: 'prose'; readonly markdown: string; readonly line: number }
  | { readonly kind: 'sentence'; readonly sentence: number }
  | { readonly kind: 'mistake'; readonly text: string; readonly line: number }

/** A page as it was read: settings, assumptions, and all that is wrong with it. */
export interface Page extends Omit<Settings, 'dataset'> {
  readonly path: string
  /** As it was read. */
  readonly text: string
  /** Where its own words and measures are defined. */
  readonly definedAt: FrontMatter['definedAt']
  readonly settingsAt: FrontMatter['settingsAt']
  readonly title: string | null
  /** The name that other pages use; without one in the settings, that of the file. */
  readonly dataset: string
  readonly sentences: readonly PageSentence[]
  /** List items that are no sentences. */
  readonly mistakes: readonly { readonly line: number; readonly text: string }[]
  readonly diagnostics: readonly Diagnostic[]
  readonly document: readonly DocumentBlock[]
}

/**
 * Reads a page; everything that is wrong with it is among its diagnostics, nothing is thrown. Where the columns of the data
 * are known, mistakes name those that stand in a sentence without backticks.
 */
export function readPage(text: string, path: string, columns: readonly string[] = []): Page {
  const front = readFrontMatter(text)
  const { dataset, ...settings } = front.settings
  const { words, faults } = pageWords(front)
  const found = blocks({ text, offset: front.end, lines: front.lines })
  const read = readItems(found, ownWords(words), columns)
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
    text,
    definedAt: front.definedAt,
    settingsAt: front.settingsAt,
    dataset: dataset ?? fileName(path),
    title: title(found),
    sentences,
    mistakes,
    diagnostics: [...front.diagnostics, ...faults, ...nothing, ...own, ...pageLints(sentences, settings)].sort(
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

/** The names that a page adds to the language. */
export const ownWords = ({ words, measures }: Pick<Page, 'words' | 'measures'>): PageWords => ({
  words: Object.keys(words),
  measures: Object.keys(measures),
})

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

function documentOf(read: readonly ReadBlock[]): readonly DocumentBlock[] {
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
  const formatted = replaced(text, changed.map(inCanonical))
  const again = readPage(formatted, path).sentences
  if (again.length === page.sentences.length && page.sentences.every((each, i) => sameMeaning(each, again[i])))
    return formatted
  // a line below would be taken as a part of the canonical sentence: such sentences stay as they are written
  const kept = changed.filter((each) =>
    sameMeaning(
      each,
      readPage(replaced(text, [inCanonical(each)]), path).sentences.find((other) => other.line === each.line),
    ),
  )
  return replaced(text, kept.map(inCanonical))
}

const inCanonical = ({ start, end, canonical }: PageSentence) => ({ start, end, text: canonical })

const sameMeaning = (a: PageSentence, b: PageSentence | undefined): boolean =>
  b !== undefined && JSON.stringify(a.check) === JSON.stringify(b.check)
