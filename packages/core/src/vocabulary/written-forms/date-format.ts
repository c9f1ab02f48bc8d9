export const DATE_TOKENS = [
  'YYYY',
  'YY',
  'MMMM',
  'MMM',
  'MM',
  'M',
  'DD',
  'D',
  'HH',
  'H',
  'mm',
  'ss',
  'SSS',
  'Z',
] as const
export type DateToken = (typeof DATE_TOKENS)[number]

/** One piece of a written date: a token, or characters that stand there as they are. */
export type FormatPart = { readonly token: DateToken } | { readonly literal: string }

/** A way to write dates, as plain data; `written` is its canonical text. */
export type DateFormat =
  | { readonly kind: 'iso'; readonly written: 'ISO' }
  | { readonly kind: 'unix'; readonly written: 'Unix seconds' | 'Unix milliseconds' }
  | { readonly kind: 'pattern'; readonly written: string; readonly parts: readonly FormatPart[] }

export type ParsedFormat =
  { readonly ok: true; readonly format: DateFormat } | { readonly ok: false; readonly message: string }

const STRFTIME: Readonly<Record<string, DateToken>> = {
  '%Y': 'YYYY',
  '%y': 'YY',
  '%m': 'MM',
  '%d': 'DD',
  '%B': 'MMMM',
  '%b': 'MMM',
  '%H': 'HH',
  '%M': 'mm',
  '%S': 'ss',
  '%z': 'Z',
}

/**
 * A format as it is written elsewhere in our tokens, where it can mean only one thing: `%Y-%m-%d` of strftime,
 * `dd.MM.yyyy`, and `HH:MM:SS`.
 */
export function usualFormat(written: string): string {
  if (/%[A-Za-z]/.test(written))
    return written
      .replaceAll('%F', '%Y-%m-%d')
      .replaceAll('%T', '%H:%M:%S')
      .replaceAll(/%[A-Za-z]/g, (each) => STRFTIME[each] ?? each)
  return written
    .replaceAll(/y{4}|yy(?!y)|d{1,2}/g, (each) => each.toUpperCase())
    .replaceAll(/hh(?=:?(?:mm|MM))/g, 'HH')
    .replaceAll(/(?<=HH?[^A-Za-z]?)MM/g, 'mm')
    .replaceAll(/(?<=mm[^A-Za-z]?)SS(?!S)/g, 'ss')
    .replace(/^(?!.*H)(.*)mm/, '$1MM')
}

const TOKEN_OR_LITERAL = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|mm|ss|SSS|Z|T(?=HH?)|[^A-Za-z]/gy
const CAN_BE_LONGER: ReadonlySet<string> = new Set(['M', 'D', 'H'])

/** Reads `DD/MM/YYYY`, `ISO`, `Unix seconds` …; what cannot be a format comes back as a message that says why. */
export function parseFormat(written: string): ParsedFormat {
  const named = namedFormat(written.trim())
  if (named) return { ok: true, format: named }
  const parts = partsOf(written.trim())
  if (typeof parts === 'string') return { ok: false, message: parts }
  const wrong = nonsense(tokensOf(parts)) ?? runsTogether(parts)
  if (wrong) return { ok: false, message: wrong }
  return { ok: true, format: { kind: 'pattern', written: written.trim(), parts } }
}

/** A time of day and no date: `HH:mm`. */
export const isClockFormat = (written: string): boolean =>
  /^(?:HH?|mm|ss|SSS|[^A-Za-z])+$/u.test(written) && /H/.test(written)

/** Can this word, without blanks, stand in a format? `DD/MM/YYYY`, `MMM` and `D,` can; `date` and `or` cannot. */
export function isFormatToken(word: string): boolean {
  if (word === 'ISO' || word === 'Unix') return true
  const parts = partsOf(word)
  return typeof parts !== 'string' && parts.some((part) => 'token' in part) && runsTogether(parts) === undefined
}

function namedFormat(written: string): DateFormat | undefined {
  const word = written.toLowerCase().replace(/\s+/g, ' ')
  if (word === 'iso' || word === 'iso 8601') return { kind: 'iso', written: 'ISO' }
  if (word === 'unix seconds') return { kind: 'unix', written: 'Unix seconds' }
  if (word === 'unix milliseconds') return { kind: 'unix', written: 'Unix milliseconds' }
  return undefined
}

function partsOf(written: string): readonly FormatPart[] | string {
  const parts: FormatPart[] = []
  TOKEN_OR_LITERAL.lastIndex = 0
  for (let at = 0; at < written.length; at = TOKEN_OR_LITERAL.lastIndex) {
    const piece = TOKEN_OR_LITERAL.exec(written)?.[0]
    if (piece === undefined) return unknownPiece(written.slice(at))
    parts.push(isToken(piece) ? { token: piece } : { literal: piece })
  }
  return parts
}

const isToken = (piece: string): piece is DateToken => (DATE_TOKENS as readonly string[]).includes(piece)

const INSTEAD: Readonly<Record<string, string>> = {
  yyyy: 'YYYY',
  yy: 'YY',
  y: 'YYYY',
  Y: 'YYYY',
  dd: 'DD',
  d: 'D',
  hh: 'HH',
  h: 'H',
  m: 'mm',
  s: 'ss',
  S: 'SSS',
  SS: 'SSS',
  z: 'Z',
}

function unknownPiece(rest: string): string {
  const piece = /^([A-Za-z])\1*/.exec(rest)?.[0] ?? rest.slice(0, 1)
  const instead = INSTEAD[piece]
  const fix = instead === undefined ? '' : `; write ${instead}`
  return `“${piece}” is not a part of a date format${fix} (the parts are ${DATE_TOKENS.join(' ')})`
}

const tokensOf = (parts: readonly FormatPart[]): readonly DateToken[] =>
  parts.flatMap((part) => ('token' in part ? [part.token] : []))

/** Which part of a date or time a token stands for; two tokens of one part contradict each other. */
const FIELD: Readonly<Record<DateToken, string>> = {
  YYYY: 'year',
  YY: 'year',
  MMMM: 'month',
  MMM: 'month',
  MM: 'month',
  M: 'month',
  DD: 'day',
  D: 'day',
  HH: 'hour',
  H: 'hour',
  mm: 'minute',
  ss: 'second',
  SSS: 'millisecond',
  Z: 'offset',
}
const NEEDS: readonly (readonly [string, string])[] = [
  ['day', 'month'],
  ['hour', 'day'],
  ['minute', 'hour'],
  ['second', 'minute'],
  ['millisecond', 'second'],
  ['offset', 'hour'],
]

function nonsense(tokens: readonly DateToken[]): string | undefined {
  const fields = tokens.map((token) => FIELD[token])
  const twice = fields.find((field, i) => fields.indexOf(field) !== i)
  if (twice) return `the format has the ${twice} twice`
  if (!fields.includes('year')) return 'the format has no year (YYYY or YY)'
  const lacking = NEEDS.find(([field, needed]) => fields.includes(field) && !fields.includes(needed))
  return lacking && `the format has the ${lacking[0]} but not the ${lacking[1]}`
}

/** A number of one or two digits has no end when another number follows at once. */
function runsTogether(parts: readonly FormatPart[]): string | undefined {
  const clash = parts.findIndex((part, i) => endsOpen(part) && startsWithDigit(parts[i + 1]))
  const part = parts[clash]
  if (part === undefined || !('token' in part)) return undefined
  return `after ${part.token}, which has one digit or two, another number follows at once; write ${part.token}${part.token}`
}

const endsOpen = (part: FormatPart): boolean => 'token' in part && CAN_BE_LONGER.has(part.token)

function startsWithDigit(part: FormatPart | undefined): boolean {
  if (part === undefined) return false
  if ('literal' in part) return /^[0-9]/.test(part.literal)
  return part.token !== 'MMM' && part.token !== 'MMMM' && part.token !== 'Z'
}

/** May a value in this format have a time of day? `ISO` may. */
export function hasTime(format: DateFormat): boolean {
  if (format.kind !== 'pattern') return true
  return tokensOf(format.parts).some((token) => FIELD[token] === 'hour')
}

/** Day and month are both digits, so that a text with the two exchanged is still read, as another date. */
export function dayMonthAmbiguous(format: DateFormat): boolean {
  if (format.kind !== 'pattern') return false
  const tokens = tokensOf(format.parts)
  // With the year in front, month before day is what everybody expects.
  const bigEndian = FIELD[tokens[0] ?? 'Z'] === 'year' && tokens.findIndex((t) => FIELD[t] === 'month') === 1
  return !bigEndian && tokens.some((t) => t === 'MM' || t === 'M') && tokens.some((t) => FIELD[t] === 'day')
}

/** For a reading: what texts the format takes. */
export function describeFormat(format: DateFormat): string {
  switch (format.kind) {
    case 'iso':
      return 'ISO 8601 (2024-01-31, or 2024-01-31T17:30:05 with or without an offset)'
    case 'unix':
      return format.written === 'Unix seconds'
        ? 'whole seconds since 1970 in UTC'
        : 'whole milliseconds since 1970 in UTC'
    case 'pattern':
      return `${format.written} (such as ${example(format.parts)})`
  }
}

const EXAMPLE: Readonly<Record<DateToken, string>> = {
  YYYY: '2024',
  YY: '24',
  MMMM: 'January',
  MMM: 'Jan',
  MM: '01',
  M: '1',
  DD: '31',
  D: '31',
  HH: '17',
  H: '17',
  mm: '30',
  ss: '05',
  SSS: '250',
  Z: '+01:00',
}

const example = (parts: readonly FormatPart[]): string =>
  parts.map((part) => ('token' in part ? EXAMPLE[part.token] : part.literal)).join('')
