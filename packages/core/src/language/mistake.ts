import { chart, expected, result, type Chart } from './chart.ts'
import { quoteColumn, tokens, type Token } from './lexer.ts'
import type { Mistake } from './sentence.ts'
import { nearest } from './nearest.ts'

const CLASS_NAMES: { readonly [terminal: string]: string } = {
  $column: 'a column in backticks',
  $text: 'a text in double quotes',
  $number: 'a number',
  $pattern: 'a pattern between slashes',
  $date: 'a date such as 2024-01-31',
  $timestamp: '',
  $time: 'a time such as 09:30',
  $ordinal: '',
  $format: 'a format such as DD/MM/YYYY',
  $zone: 'a time zone such as Europe/Berlin',
  $country: 'a country code such as DE',
}
/** Words that say most about what could follow, named first. */
const TELLING = ['must', 'should', 'not', 'be', 'is', 'are', 'between', 'at', 'one', 'where', 'for', 'in', 'and', 'or', ',', 'present', 'unique', 'than', 'of', 'the']

/** Says where a sentence stops making sense, what was expected there, and what was perhaps meant. */
export function mistake(text: string, filled: Chart, at: number): Mistake {
  const found = filled.tokens[at]
  const where = found ? { at: found.at, end: found.end } : { at: text.length, end: text.length }
  const wanted = expected(filled, at)
  const fix = repaired(text, filled, at)
  return { code: 'not-a-sentence', message: message(found, filled.tokens[at - 1], wanted), ...where, ...(fix ? { fix } : {}) }
}

function message(found: Token | undefined, before: Token | undefined, wanted: ReadonlySet<string>): string {
  if (found?.kind === 'junk') return `${found.text.startsWith('`') ? 'a backtick' : 'a quotation mark'} is opened and never closed`
  const place = before ? `after ${shown(before.text)}` : 'at the beginning'
  const what = found ? `found ${shown(found.text)} ${place}` : `the sentence ends ${place}`
  return `${what}; expected ${describe(wanted)}`
}

const shown = (text: string): string => (/^[`"]/.test(text) ? text : `"${text}"`)

function describe(wanted: ReadonlySet<string>): string {
  const classes = [...wanted].flatMap((terminal) => (CLASS_NAMES[terminal] ? [CLASS_NAMES[terminal]] : []))
  const words = [...wanted].filter((terminal) => !terminal.startsWith('$') && terminal !== '\u0000')
  const telling = TELLING.filter((word) => words.includes(word))
  const others = words.filter((word) => !TELLING.includes(word)).sort()
  const chosen = [...classes, ...[...telling, ...others].slice(0, Math.max(4, 8 - classes.length)).map((word) => `"${word}"`)]
  const left = words.length + classes.length - chosen.length
  if (chosen.length === 0) return 'nothing more'
  const list = left > 0 ? [...chosen, `${String(left)} other words`] : chosen
  return list.length === 1 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} or ${list.at(-1) ?? ''}`
}

/** Did you mean: one or two small repairs at the place of the mistake that make it a sentence. */
function repaired(text: string, filled: Chart, at: number): string | undefined {
  const first = repairs(text, filled, at)
  const whole = first.find((candidate) => fits(candidate, filled))
  if (whole !== undefined) return whole
  for (const candidate of first.slice(0, 6)) {
    const again = chart(filled.grammar, tokens(candidate))
    const parsed = result(again)
    if (parsed.ok || parsed.at <= at) continue
    const second = repairs(candidate, again, parsed.at).find((each) => fits(each, filled))
    if (second !== undefined) return second
  }
  return undefined
}

const fits = (candidate: string, filled: Chart): boolean => result(chart(filled.grammar, tokens(candidate))).ok

/** Sentences with one change at a token: another word, backticks, a word less, a word more. */
function repairs(text: string, filled: Chart, at: number): readonly string[] {
  const found = filled.tokens[at]
  const wanted = expected(filled, at)
  const words = [...wanted].filter((terminal) => !terminal.startsWith('$'))
  const replace = (token: Token, by: string) => `${text.slice(0, token.at)}${by}${text.slice(token.end)}`
  const insert = (token: Token, word: string) => `${text.slice(0, token.at)}${word === ',' ? '' : ''}${word} ${text.slice(token.at)}`.replace(/\s+,/g, ',')
  const end = ['must', 'be', ','].filter((word) => wanted.has(word))
  if (!found) return end.map((word) => `${text.trimEnd()} ${word}`)
  const earlier = filled.tokens[at - 1]
  return [
    ...(found.kind === 'word' && wanted.has('$column') && !NOT_COLUMNS.has(found.text.toLowerCase()) ? [replace(found, quoteColumn(found.text))] : []),
    ...nearest(found.text.toLowerCase(), words, 4).map((word) => replace(found, word)),
    ...[',', 'be', 'must', 'the', 'than', 'of', 'and', 'is', 'at'].filter((word) => wanted.has(word)).map((word) => insert(found, word)),
    replace(found, '').replace(/ {2,}/g, ' '),
    ...(found.kind === 'word' && wanted.has('$text') ? [replace(found, `"${found.text}"`)] : []),
    ...(earlier ? misspelt(text, filled, at - 1) : []),
  ]
}

const NOT_COLUMNS = new Set(['must', 'should', 'the', 'be', 'is', 'are', 'not', 'and', 'or', 'a', 'an', 'each', 'every', 'where', 'for'])

/** The token before may be a word that fits by accident; try what else could have stood there. */
function misspelt(text: string, filled: Chart, at: number): readonly string[] {
  const token = filled.tokens[at]
  if (token?.kind !== 'word') return []
  const words = [...expected(filled, at)].filter((terminal) => !terminal.startsWith('$') && terminal !== token.text.toLowerCase())
  return nearest(token.text.toLowerCase(), words, 2).map((word) => `${text.slice(0, token.at)}${word}${text.slice(token.end)}`)
}
