import { readSentence, type Grammar } from '@assay/core'

/** Where a sentence can be put: below the sentences of a heading. */
export interface Place {
  readonly heading: string
  /** The line that it is put below. */
  readonly line: number
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/

/** The headings of a page that may have sentences; the last is the first choice. */
export function placesOf(text: string): readonly Place[] {
  return sectionsOf(text).map(({ heading, line }) => ({ heading, line }))
}

/** The list items of a page that may be sentences, each without what is said below it. */
export function itemsOf(text: string): readonly string[] {
  return sectionsOf(text).flatMap(({ items }) => items)
}

/** Whether a page says a sentence, in whatever words that mean the same. */
export function saidOn(text: string, grammar: Grammar): (sentence: string) => boolean {
  const meaning = (sentence: string): string | null => {
    const read = readSentence(sentence, grammar)
    return read.ok ? read.sentence.canonical : null
  }
  const said = new Set(itemsOf(text).map(meaning))
  return (sentence) => {
    const meant = meaning(sentence)
    return meant !== null && said.has(meant)
  }
}

interface Section extends Place {
  readonly items: readonly string[]
}

function sectionsOf(text: string): readonly Section[] {
  const lines = text.split(/\r?\n/)
  const start = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, i) => i > 0 && line.trimEnd() === '---') + 1 : 0
  const sections: Section[] = []
  let fenced = false
  lines.forEach((line, i) => {
    if (i < start) return
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced
    if (fenced) return
    const heading = HEADING.exec(line)?.[1]
    if (heading !== undefined) sections.push({ heading, line: i + 1, items: [] })
    const last = sections.at(-1)
    if (last && ITEM.test(line)) {
      const items = [...last.items, line.replace(ITEM, '').trim()]
      sections[sections.length - 1] = { ...last, line: endOfItem(lines, i + 1), items }
    }
  })
  return sections.filter(({ heading }) => heading.toLowerCase() !== 'notes')
}

/** The last line of a list item: what is indented below its first line belongs to it. */
function endOfItem(lines: readonly string[], line: number): number {
  let end = line
  while (/^\s+\S/.test(lines[end] ?? '')) end++
  return end
}
