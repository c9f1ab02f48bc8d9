import { graphemes } from '@assay/core'

/** Latin letters, dashes, arrows and shapes: one column each, and nothing that joins or combines. */
const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2026\u2190-\u21ff\u25a0-\u25fc]*$/
const WIDE =
  /\p{Emoji_Presentation}|\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

function widthOfGrapheme(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

/** Columns that a text takes in a terminal: two for emoji and East Asian wide characters, none for combining marks. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length
  return graphemes(text).reduce((sum, each) => sum + widthOfGrapheme(each), 0)
}

/** The longest start of `text` that fits into `width` columns; an ellipsis stands for what is left out. */
export function fitted(text: string, width: number): string {
  if (displayWidth(text.slice(0, 4 * width)) <= width && text.length <= 4 * width) return text
  return `${startOf(text, width - 1)}…`
}

function startOf(text: string, width: number): string {
  let start = ''
  let taken = 0
  for (const each of graphemes(text.slice(0, 20 * width))) {
    taken += widthOfGrapheme(each)
    if (taken > width) break
    start += each
  }
  return start
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text

/** Breaks at blanks, and inside a word only where the word alone is wider than a line. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((w) => broken(w, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

function broken(word: string, width: number): readonly string[] {
  const parts: string[] = []
  let rest = word
  while (displayWidth(rest) > width) {
    const start = startOf(rest, width)
    if (start === '') break
    parts.push(start)
    rest = rest.slice(start.length)
  }
  return [...parts, rest]
}
