export interface Dialect {
  /** One ASCII character. In a file of one column it is one that no text has. */
  readonly delimiter: string
  readonly quote: string
  readonly header: boolean
  /** `\r` alone ends a line only in files that have no `\n` at all. */
  readonly newline: '\n' | '\r'
}

export interface TextRecord {
  readonly fields: readonly string[]
  /** Where the next record begins. */
  readonly end: number
  /** Why the record cannot be read. Then `end` is the end of its first line, so that it swallows no other. */
  readonly problem?: string
}

/** A line of nothing but blanks and its end. A quoted empty field is not one. */
export const isBlankLine = (raw: string): boolean => /^[ \t]*(\r?\n?|\r)$/.test(raw)

/** Beyond this many characters an open quote is taken for a stray one. */
const longestRecord = 64 << 20

const isBlank = (char: string | undefined) => char === ' ' || char === '\t'

/**
 * Reads the record at `at` (RFC 4180, and blanks around quotes are not part of a field). Undefined when `text` may
 * end within it and more is to come.
 */
export function readRecord(text: string, at: number, dialect: Dialect, isLast: boolean): TextRecord | undefined {
  const fields: string[] = []
  for (let from = at; ;) {
    const field = readField(text, from, dialect)
    if (field === 'open-quote')
      return isLast || text.length - at > longestRecord
        ? broken(text, at, dialect, 'a quote is opened and never closed')
        : undefined
    if (!isLast && field.end >= text.length - 1 && !endsSurely(text, field.end, dialect)) return undefined
    if (field.strayText) return broken(text, at, dialect, 'there is text after a closing quote')
    fields.push(field.value)
    if (text[field.end] === dialect.delimiter) from = field.end + 1
    else return { fields, end: afterNewline(text, field.end) }
  }
}

/** At the edge of the text: a delimiter or `\n` is what it is, the end or a `\r` may go on. */
const endsSurely = (text: string, end: number, { delimiter, newline }: Dialect) =>
  end < text.length && (text[end] === delimiter || text[end] === '\n' || newline === '\r')

interface Field {
  readonly value: string
  readonly end: number
  readonly strayText?: boolean
}

function readField(text: string, from: number, dialect: Dialect): Field | 'open-quote' {
  let open = from
  while (isBlank(text[open]) && text[open] !== dialect.delimiter) open++
  if (text[open] === dialect.quote) return quoted(text, open, dialect)
  const end = fieldEnd(text, from, dialect)
  return { value: text.slice(from, end), end }
}

function quoted(text: string, open: number, dialect: Dialect): Field | 'open-quote' {
  const { quote, delimiter } = dialect
  let close = text.indexOf(quote, open + 1)
  let doubled = false
  while (close >= 0 && text[close + 1] === quote) {
    doubled = true
    close = text.indexOf(quote, close + 2)
  }
  if (close < 0) return 'open-quote'
  const inside = text.slice(open + 1, close)
  const value = doubled ? inside.replaceAll(quote + quote, quote) : inside
  let after = close + 1
  while (isBlank(text[after]) && text[after] !== delimiter) after++
  const end = fieldEnd(text, after, dialect)
  return end === after ? { value, end } : { value, end, strayText: true }
}

/** The delimiter or line end that ends an unquoted field, or the end of the text. */
function fieldEnd(text: string, from: number, { delimiter, newline }: Dialect): number {
  const stop = delimiter.charCodeAt(0)
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === stop || code === 10) return i
    if (code === 13 && (newline === '\r' || i + 1 === text.length || text.charCodeAt(i + 1) === 10)) return i
  }
  return text.length
}

function afterNewline(text: string, end: number): number {
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2
  return Math.min(end + 1, text.length)
}

function broken(text: string, at: number, dialect: Dialect, problem: string): TextRecord {
  const next = text.indexOf(dialect.newline, at)
  const end = next < 0 ? text.length : next + 1
  return { fields: [text.slice(at, end).replace(/[\r\n]+$/, '')], end, problem }
}

/** All records of UTF-8 chunks, one after another, with the text they were read from. */
export async function* records(
  chunks: AsyncIterable<Buffer>,
  dialect: Dialect,
): AsyncGenerator<TextRecord & { readonly raw: string }> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let wanted = 0
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    // A long field would be read from its start with every chunk; waiting until the text has doubled keeps this linear.
    if (text.length < wanted) continue
    const rest = yield* complete(text, dialect, false)
    text = text.slice(rest)
    wanted = rest === 0 ? text.length * 2 : 0
  }
  yield* complete(text, dialect, true)
}

function* complete(text: string, dialect: Dialect, isLast: boolean): Generator<TextRecord & { raw: string }, number> {
  let at = 0
  while (at < text.length) {
    const record = readRecord(text, at, dialect, isLast)
    if (record === undefined) break
    yield { ...record, raw: text.slice(at, Math.min(record.end, at + 1000)) }
    at = record.end
  }
  return at
}
