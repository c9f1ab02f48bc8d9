import type { Grammar, TokenClass } from './grammar.ts'
import type { Token } from './lexer.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/
const TIME = /^(?:\d{1,2}:\d{2}(:\d{2})?|(?:0?[1-9]|1[0-2])(?::[0-5]\d)?[ap]m)$/i
const ZONE = /^(?:[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+)+|UTC)$/
const COUNTRY = /^[A-Z]{2}$/
const ORDINAL = /^\d+(\.\d+)?(st|nd|rd|th)$/i

/** Could a word be part of a date format, such as `DD/MM/YYYY` or `HH:mm`; also as it is written elsewhere, `dd.MM.yyyy`. */
export const looksLikeFormat = (word: string): boolean =>
  /^(?:YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|mm|ss|SSS|SS|Z|T|yyyy|yy|dd|hh|[-/.:_])+$/u.test(word) && /[YMDHmsyd]/.test(word)

const KINDS = { column: '$column', text: '$text', number: '$number', pattern: '$pattern' } as const

/** The token classes that a token belongs to, besides being a word. */
export function classesOf(token: Token): readonly TokenClass[] {
  if (token.kind === 'junk') return []
  if (token.kind !== 'word') return [KINDS[token.kind]]
  const found: TokenClass[] = []
  if (DATE.test(token.text)) found.push('$date')
  if (TIMESTAMP.test(token.text)) found.push('$timestamp')
  if (TIME.test(token.text)) found.push('$time')
  if (ORDINAL.test(token.text)) found.push('$ordinal')
  if (looksLikeFormat(token.text)) found.push('$format')
  if (ZONE.test(token.text)) found.push('$zone')
  if (COUNTRY.test(token.text)) found.push('$country')
  return found
}

/** The terminals of a grammar that a token can stand for. */
export function terminalsOf(grammar: Grammar, token: Token): readonly number[] {
  const names: string[] = [...classesOf(token)]
  if (token.kind === 'word' || token.kind === 'number') names.push(token.text.toLowerCase())
  return names.flatMap((name) => grammar.terminal.get(name) ?? [])
}
