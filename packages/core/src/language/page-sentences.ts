import type { Check } from '../check.ts'
import type { Diagnostic } from '../diagnostics.ts'
import { chart, fits, result } from './chart.ts'
import type { Grammar } from './grammar.ts'
import { grammarToRead, grammarWith, type PageWords } from './language.ts'
import { tokens } from './lexer.ts'
import { labelled, type Block, type Item, type ItemLine, type Note } from './list-items.ts'
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

type ReadItem =
  | { readonly kind: 'sentence'; readonly sentence: PageSentence }
  | { readonly kind: 'mistake'; readonly text: string; readonly line: number; readonly diagnostic: Diagnostic }

export type ReadBlock = ReadItem | Exclude<Block, Item>

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

/** Reads what is right by the part of the grammar that it needs; only a mistake is worth compiling all. */
export function readItems(found: readonly Block[], own: PageWords, columns: readonly string[]): readonly ReadBlock[] {
  const lines = found.flatMap((block) => (block.kind === 'item' ? block.lines.map((line) => line.text) : []))
  const part = grammarToRead(lines.join('\n'), own)
  return found.map((block) => {
    if (block.kind !== 'item') return block
    const item = readItem(block, part)
    return item.kind === 'sentence' ? item : readItem(block, grammarWith(own), columns)
  })
}

function readItem(item: Item, grammar: Grammar, columns: readonly string[] = []): ReadItem {
  const lines = item.lines
  const chosen =
    longest(lines, grammar) ??
    (item.emphasis.length > 0 ? unemphasised(item, grammar) : null) ??
    written(lines, unfinished(lines, grammar) ? lines.length : 1)
  const result = readSentence(chosen.text, grammar, columns)
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
      warnings: [...result.sentence.warnings.map((each) => placed(each, chosen, 'warning')), ...strayed(chosen)],
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
