import { readPage, type Page } from './page.ts'

/** A sentence that is to stand on a page. */
export interface ToPlace {
  readonly sentence: string
  readonly canonical: string
  readonly why: string | null
  /** The line that it is to stand below, from 1; null: below the last sentence. */
  readonly after: number | null
}

/**
 * The text of a page with one more sentence: below the line that was said, where it is a sentence there and nothing else
 * becomes another; else below the last sentence, or at the end. Null when it is a sentence nowhere.
 */
export function withSentence(text: string, path: string, of: ToPlace): string | null {
  const before = readPage(text, path)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/\r?\n/)
  const last = before.sentences.at(-1)?.line ?? null
  const places = [of.after, last, lines.length].flatMap((line) => (line === null ? [] : [belowItem(lines, line)]))
  for (const at of places) {
    const made = inserted(lines, at, of).join(newline)
    if (adds(before, readPage(made, path), of.canonical)) return made
  }
  return null
}

/** Below an item comes what is below all of its lines. */
function belowItem(lines: readonly string[], line: number): number {
  let at = Math.min(line, lines.length)
  while (at < lines.length && /^\s+\S/.test(lines[at] ?? '')) at++
  return at
}

const isItem = (line: string | undefined): boolean => /^\s*[-*+]\s/.test(line ?? '')
const isBlank = (line: string | undefined): boolean => (line ?? '').trim() === ''
/** A line of an item, or one that belongs to it. */
const isListed = (line: string | undefined): boolean => isItem(line) || /^\s+\S/.test(line ?? '')

function inserted(lines: readonly string[], at: number, { sentence, why }: ToPlace): readonly string[] {
  const above = [...lines.slice(0, at)]
  const below = [...lines.slice(at)]
  // a list needs a blank line where prose comes before or after it
  while (below.length === 0 && above.length > 0 && isBlank(above.at(-1))) above.pop()
  const gap = above.length === 0 || isBlank(above.at(-1)) || isListed(above.at(-1)) ? [] : ['']
  const end = below.length === 0 || isBlank(below[0]) || isItem(below[0]) ? [] : ['']
  const item = [`- ${sentence}`, ...(why === null ? [] : [`  Why: ${why}`])]
  return [...above, ...gap, ...item, ...end, ...(below.length === 0 ? [''] : below)]
}

/** All sentences are there as before, and this one besides. */
function adds(before: Page, after: Page, canonical: string): boolean {
  const [was, is] = [before.sentences, after.sentences].map((all) => all.map((each) => each.canonical).sort())
  const wanted = [...(was ?? []), canonical].sort()
  return JSON.stringify(is) === JSON.stringify(wanted) && after.mistakes.length === before.mistakes.length
}
