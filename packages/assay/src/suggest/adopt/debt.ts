import { grammarWith, readSentence, type Check, type PageSentence, type PageWords } from '@assay/core'

/** The line under a sentence that says what its tolerance was taken for, and what it says without it. */
const LABEL = 'Debt'
const WRITTEN = /^taken on (\d{4}-\d\d-\d\d)\b.*; without it: (.*)$/

export const debtLine = (on: string, now: string, aim: string): string =>
  `${LABEL}: taken on ${on}, ${now}; without it: ${aim}`

/** What a sentence is to say once its debt is paid; null when it has none that can be read. */
export function aimOf(
  { notes }: PageSentence,
  own: PageWords,
): { readonly check: Check; readonly text: string } | null {
  const note = notes.find((each) => each.label === LABEL)
  const [, , text] = (note && WRITTEN.exec(note.text)) ?? []
  const read = text === undefined ? null : readSentence(text, grammarWith(own))
  return read?.ok === true && text !== undefined ? { check: read.sentence.check, text } : null
}

/** The line of the page (from 0) on which the debt of a sentence stands; null when there is none. */
export function debtAt(lines: readonly string[], after: number, before: number): number | null {
  const at = lines.findIndex((line, i) => i > after && i < before && new RegExp(`^\\s*${LABEL}:`).test(line))
  return at < 0 ? null : at
}
