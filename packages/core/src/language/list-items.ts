import type { Heading, ListItem, Nodes, Paragraph, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

/** Something written under a sentence; the label is `Why`, `Owner` … */
export interface Note {
  readonly label: string | null
  readonly text: string
}

/** One line of a list item that may belong to its sentence. Offsets are in the whole text. */
export interface ItemLine {
  readonly text: string
  readonly start: number
  readonly line: number
  readonly column: number
}

/** A list item: the lines that may be its sentence, and the notes below them. */
export interface Item {
  readonly kind: 'item'
  readonly lines: readonly [ItemLine, ...ItemLine[]]
  readonly notes: readonly Note[]
  readonly heading: string | null
  /** Ranges of emphasis signs in the lines, which are no part of the sentence when it cannot be read with them. */
  readonly emphasis: readonly (readonly [start: number, end: number])[]
}

export type Block =
  | Item
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly line: number }
  | { readonly kind: 'prose'; readonly markdown: string; readonly line: number }

interface Source {
  readonly text: string
  /** Offset and lines before the Markdown begins. */
  readonly offset: number
  readonly lines: number
}

const LABEL = /^(\p{Lu}[\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+){0,2}):(?:\s+|$)/u
const NOTES = /^notes?$/iu

/** The blocks of a page's Markdown in their order: headings, list items that are to be sentences, and everything else. */
export function blocks(source: Source): readonly Block[] {
  const root = fromMarkdown(source.text.slice(source.offset))
  const found: Block[] = []
  let heading: string | null = null
  let notes: number | null = null
  for (const node of root.children) {
    if (node.type === 'heading') {
      heading = plain(node)
      if (notes !== null && node.depth <= notes) notes = null
      if (notes === null && NOTES.test(heading)) notes = node.depth
      found.push({ kind: 'heading', level: node.depth, text: heading, line: lineOf(node, source) })
    } else if (node.type === 'list' && notes === null) {
      for (const item of node.children) found.push(...items(item, heading, source))
    } else found.push(prose(node, source))
  }
  return merged(found)
}

const lineOf = (node: Nodes, source: Source): number => (node.position?.start.line ?? 1) + source.lines
const range = (node: Nodes, source: Source): readonly [number, number] => [
  (node.position?.start.offset ?? 0) + source.offset,
  (node.position?.end.offset ?? 0) + source.offset,
]
const raw = (node: Nodes, source: Source): string => source.text.slice(...range(node, source))

function plain(node: Heading): string {
  const texts = (of: Nodes): string =>
    'children' in of ? of.children.map(texts).join('') : 'value' in of ? of.value : ''
  return texts(node)
}

const prose = (node: RootContent, source: Source): Block => ({
  kind: 'prose',
  markdown: raw(node, source),
  line: lineOf(node, source),
})

/** Neighbouring prose is one block. */
function merged(all: readonly Block[]): readonly Block[] {
  const out: Block[] = []
  for (const block of all) {
    const before = out.at(-1)
    if (block.kind === 'prose' && before?.kind === 'prose')
      out[out.length - 1] = { ...before, markdown: `${before.markdown}\n\n${block.markdown}` }
    else out.push(block)
  }
  return out
}

/** The item itself, and the items of lists below it that are no notes. */
function items(item: ListItem, heading: string | null, source: Source): readonly Item[] {
  const [first, ...rest] = item.children
  const isText = first?.type === 'paragraph'
  const all = isText ? paragraphLines(first, source) : [wholeItem(item, source)]
  const noteAt = all.findIndex((line, i) => i > 0 && LABEL.test(line.text))
  const own = noteAt < 0 ? all : all.slice(0, noteAt)
  const notes = noteAt < 0 ? [] : labelled(all.slice(noteAt).map((line) => line.text))
  const below = (isText ? rest : item.children).map((node) => belowItem(node, heading, source))
  const [start, ...more] = own
  if (!start) return []
  return [
    {
      kind: 'item',
      lines: [start, ...more],
      notes: [...notes, ...below.flatMap((each) => each.notes)],
      heading,
      emphasis: isText ? signs(first, source) : [],
    },
    ...below.flatMap((each) => each.items),
  ]
}

/** An item that begins with something else than text: an empty one, a block of code … */
function wholeItem(item: ListItem, source: Source): ItemLine {
  const [start] = range(item, source)
  const written = raw(item, source).split(/\r?\n/)[0] ?? ''
  const marker = /^(?:[-*+]|\d+[.)])\s*/.exec(written)?.[0].length ?? 0
  return {
    text: written.slice(marker).trim(),
    start: start + marker,
    line: lineOf(item, source),
    column: (item.position?.start.column ?? 1) + marker,
  }
}

function belowItem(
  node: ListItem['children'][number],
  heading: string | null,
  source: Source,
): { readonly notes: readonly Note[]; readonly items: readonly Item[] } {
  if (node.type === 'list') {
    const each = node.children.map((item) => ({ item, text: raw(item, source).replace(/^(?:[-*+]|\d+[.)])\s*/, '') }))
    return {
      notes: each.filter(({ text }) => LABEL.test(text)).flatMap(({ text }) => labelled(text.split(/\r?\n/))),
      items: each.filter(({ text }) => !LABEL.test(text)).flatMap(({ item }) => items(item, heading, source)),
    }
  }
  const lines = raw(node, source).split(/\r?\n/)
  return { notes: node.type === 'paragraph' ? labelled(lines) : [{ label: null, text: raw(node, source) }], items: [] }
}

/** Lines below a sentence as notes: each label begins a new one. */
export function labelled(lines: readonly string[]): readonly Note[] {
  const notes: Note[] = []
  for (const line of lines.map((each) => each.trim())) {
    const label = LABEL.exec(line)
    const last = notes.at(-1)
    if (label) notes.push({ label: label[1] ?? null, text: line.slice(label[0].length) })
    else if (last) notes[notes.length - 1] = { ...last, text: `${last.text} ${line}`.trim() }
    else notes.push({ label: null, text: line })
  }
  return notes
}

function paragraphLines(node: Paragraph, source: Source): readonly ItemLine[] {
  const [start] = range(node, source)
  let at = start
  return raw(node, source)
    .split('\n')
    .map((written, i) => {
      const blanks = /^\s*/u.exec(written)?.[0].length ?? 0
      const box = i === 0 ? (/^\[[ xX]\]\s+/.exec(written)?.[0].length ?? 0) : 0
      const skip = Math.max(blanks, box)
      const line: ItemLine = {
        // blanks or a backslash at the end of a line are Markdown's line break
        text: written.slice(skip).replace(/\s*\\?\s*$/u, ''),
        start: at + skip,
        line: lineOf(node, source) + i,
        column: (i === 0 ? (node.position?.start.column ?? 1) : 1) + skip,
      }
      at += written.length + 1
      return line
    })
}

/** The signs of `*emphasis*` and `**strength**`, by their places. */
function signs(node: Nodes, source: Source): readonly (readonly [number, number])[] {
  const inner = 'children' in node ? node.children.flatMap((child) => signs(child, source)) : []
  if (node.type !== 'emphasis' && node.type !== 'strong') return inner
  const [start, end] = range(node, source)
  const width = node.type === 'strong' ? 2 : 1
  return [[start, start + width], ...inner, [end - width, end]]
}
