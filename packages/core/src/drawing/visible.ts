import { graphemes } from './graphemes.ts'

const JOINS_EMOJI = /(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})/gu
const JOINS_LETTERS = /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Mn}])[\u200c\u200d](?=\p{L})/gu
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' }

/** What must stay in `text` although it is a control character: nothing, or the lines of a text that has several. */
export type Keep = 'nothing' | 'lines'

/**
 * Shows what a text hides: control characters, direction overrides, invisible joiners and halves of surrogate pairs
 * come out as escapes (`\n`, `\u{202e}`). What is left can neither steer a terminal nor read otherwise than it is.
 */
export function visible(text: string, keep: Keep = 'nothing'): string {
  const joiners = new Set([...positions(text, JOINS_EMOJI), ...positions(text, JOINS_LETTERS)])
  return text.replace(HIDDEN, (character, at: number) => {
    if (joiners.has(at)) return character
    return keep === 'lines' && (character === '\n' || character === '\t') ? character : escaped(character)
  })
}

function positions(text: string, pattern: RegExp): readonly number[] {
  return text.includes('\u200c') || text.includes('\u200d') ? [...text.matchAll(pattern)].map((m) => m.index) : []
}

function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

const UNITS_PER_GRAPHEME = 20

/** At most `most` characters as a person counts them; what is cut off is marked by an ellipsis. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const seen = graphemes(text.slice(0, most * UNITS_PER_GRAPHEME))
  if (seen.length <= most && text.length <= most * UNITS_PER_GRAPHEME) return text
  return `${seen.slice(0, most - 1).join('')}…`
}
