import type { FormatCount } from '../profile.ts'
import { parseFormat } from './date-format.ts'

interface Text {
  readonly text: string
  readonly rows: number
}

/** A part of a written date: what it stands for, or characters between. */
type Part = { readonly token: string } | { readonly between: string }

const SHORT = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LONG = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
/** Examples that formats are guessed from, and the share of rows that must be written so. */
const EXAMPLES = 20
const SHARE = 0.9
const SELDOM = 0.02

/** The ways in which nearly all texts are written as dates, those of most rows first. ISO dates are found elsewhere. */
export function guessedFormats(texts: readonly Text[], present: number): readonly FormatCount[] {
  const guesses = new Map<string, readonly Part[]>()
  // goes through all texts, so it is looked up once and only if there is a number to read
  let known: boolean | null = null
  const padded = () => (known ??= isPadded(texts))
  for (const { text } of texts.slice(0, EXAMPLES))
    for (const parts of guessed(text.trim(), padded)) guesses.set(written(parts), parts)
  const counted = [...guesses].map(([format, parts]) => ({
    format,
    rows: rowsIn(format, texts),
    time: parts.some((part) => 'token' in part && part.token.startsWith('H')),
  }))
  return counted
    .filter((each) => each.rows >= SHARE * present)
    .sort((a, b) => b.rows - a.rows || b.format.length - a.format.length || (a.format < b.format ? -1 : 1))
}

/** The sentence by which a page says that a column is written so; of formats that fit alike, two. Null where none fits. */
export function writtenAsSentence(column: string, found: readonly FormatCount[]): string | null {
  const [best] = found
  if (!best) return null
  const alike = found.filter((each) => each.rows === best.rows && each.time === best.time).slice(0, 2)
  const formats = alike.map((each) => each.format).join(', or written as ')
  return `\`${column}\` must be a ${best.time ? 'timestamp' : 'date'} written as ${formats}`
}

/** The same for a column of which one value is known. */
export const sentenceForValue = (column: string, value: string | null | undefined): string | null =>
  value == null ? null : writtenAsSentence(column, guessedFormats([{ text: value.trim(), rows: 1 }], 1))

const written = (parts: readonly Part[]): string =>
  parts.map((part) => ('token' in part ? part.token : part.between)).join('')

/** Written with one digit here and there, a number of a date is written with one digit or two. */
const isPadded = (all: readonly Text[]): boolean =>
  all.filter(({ text }) => /(?<!\d)\d(?!\d)/.test(text)).length <= SELDOM * all.length

/** All ways in which a text could be a date. */
function guessed(text: string, padded: () => boolean): readonly (readonly Part[])[] {
  const pieces = [...text.matchAll(/\d+|\p{L}+|[^\d\p{L}]+/gu)].map(([piece]) => piece)
  if (pieces.length < 3 || pieces.length > 13 || text.length > 30) return []
  const clock = clockAt(pieces)
  const day = clock === null ? pieces : pieces.slice(0, clock)
  const numbers = day.flatMap((piece, i) => (/^\d+$/.test(piece) ? [i] : []))
  const month = day.findIndex((piece) => monthToken(piece) !== null)
  const fields = month < 0 ? ['day', 'month', 'year'] : ['day', 'year']
  if (numbers.length !== fields.length || day.some((piece, i) => /\p{L}/u.test(piece) && i !== month)) return []
  return orders(fields).flatMap((order) => {
    const parts = day.map((piece, i): Part | null => {
      const at = numbers.indexOf(i)
      if (i === month) return { token: monthToken(piece) ?? '' }
      if (at < 0) return { between: piece }
      const token = numberToken(order[at] ?? '', piece, padded)
      return token === null ? null : { token }
    })
    const rest = clock === null ? [] : clockParts(pieces.slice(clock))
    if (rest === null || parts.some((part) => part === null)) return []
    return [[...parts, ...rest].filter((part) => part !== null)]
  })
}

const monthToken = (piece: string): 'MMM' | 'MMMM' | null =>
  SHORT.includes(piece.toLowerCase()) ? 'MMM' : LONG.includes(piece.toLowerCase()) ? 'MMMM' : null

function numberToken(field: string, piece: string, padded: () => boolean): string | null {
  if (field === 'year') return piece.length === 4 ? 'YYYY' : piece.length === 2 ? 'YY' : null
  if (piece.length > 2) return null
  return field === 'day' ? (padded() ? 'DD' : 'D') : padded() ? 'MM' : 'M'
}

const orders = (fields: readonly string[]): readonly (readonly string[])[] =>
  fields.length <= 1
    ? [fields]
    : fields.flatMap((first) => orders(fields.filter((each) => each !== first)).map((rest) => [first, ...rest]))

/** Where a time of day begins: a number before a colon. */
function clockAt(pieces: readonly string[]): number | null {
  const colon = pieces.indexOf(':')
  return colon > 1 && /^\d{1,2}$/.test(pieces[colon - 1] ?? '') ? colon - 1 : null
}

function clockParts(pieces: readonly string[]): readonly Part[] | null {
  const tokens = [(pieces[0] ?? '').length === 2 ? 'HH' : 'H', 'mm', 'ss', 'SSS']
  let next = 0
  const parts = pieces.map((piece): Part | null => {
    if (!/^\d+$/.test(piece)) return /\p{L}/u.test(piece) ? null : { between: piece }
    const token = tokens[next++]
    return token === undefined ? null : { token }
  })
  return parts.every((part) => part !== null) ? parts : null
}

/** What is guessed has no offset, so there is none here. */
const PATTERN: { readonly [token: string]: string } = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MMMM: `(?<name>${LONG.join('|')})`,
  MMM: `(?<name>${SHORT.join('|')})`,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>[01]\\d|2[0-3])',
  H: '(?<hour>\\d|1\\d|2[0-3])',
  mm: '(?<minute>[0-5]\\d)',
  ss: '(?<second>[0-5]\\d)',
  SSS: '(?<milli>\\d{3})',
}

/** What texts in a guessed format are: seconds since 1970, a time of day as if it were UTC; null for all others. */
export function dateReader(format: string): (text: string) => number | null {
  const parsed = parseFormat(format)
  if (!parsed.ok || parsed.format.kind !== 'pattern') return () => null
  const source = parsed.format.parts.map((part) =>
    'token' in part ? PATTERN[part.token] : part.literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  )
  const pattern = new RegExp(`^${source.join('')}$`, 'i')
  return (text) => secondsOf(pattern.exec(text.trim())?.groups)
}

const rowsIn = (format: string, texts: readonly Text[]): number => {
  const read = dateReader(format)
  return texts.reduce((sum, { text, rows }) => (read(text) === null ? sum : sum + rows), 0)
}

/** Days of the calendar only: the 30th of February is none. */
function secondsOf(found: { readonly [name: string]: string | undefined } | undefined): number | null {
  if (!found) return null
  const month = found.name ? SHORT.indexOf(found.name.slice(0, 3).toLowerCase()) : Number(found.month) - 1
  const day = Number(found.day)
  const at = new Date(0)
  at.setUTCFullYear(yearOf(found.year ?? ''), month, day)
  if (at.getUTCMonth() !== month || at.getUTCDate() !== day) return null
  const { hour = 0, minute = 0, second = 0, milli = 0 } = found
  return at.setUTCHours(Number(hour), Number(minute), Number(second), Number(milli)) / 1000
}

/** Two digits are 1969 to 2068, as where sentences read them. */
const yearOf = (digits: string): number => Number(digits) + (digits.length > 2 ? 0 : Number(digits) < 69 ? 2000 : 1900)
