import type { Spot } from './completions.ts'

/** A text that is one sentence. */
export const wholeText: Spot = (text) => ({ from: 0, sentence: text })

const ITEM = /^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$/u

/** The list item of a page that the place is in, where it is in the line in which that begins. */
export const listItem: Spot = (text, at) => {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  const [, marker, sentence] = ITEM.exec(text.slice(start, end < 0 ? undefined : end)) ?? []
  if (marker === undefined || sentence === undefined || at < start + marker.length || at < frontMatterEnd(text))
    return null
  return { from: start + marker.length, sentence }
}

function frontMatterEnd(text: string): number {
  const found = /^---\r?\n[\s\S]*?\n---[^\S\n]*(?:\n|$)/.exec(text)
  return found === null ? 0 : found[0].length
}
