import type { Dialect } from '../../sql/dialect.ts'
import { number, sql, type Sql } from '../../sql/sql.ts'
import { BLANKS, trimmed } from './blanks.ts'
import { hasTime, type DateFormat, type DateToken, type FormatPart } from './date-format.ts'
import { readAs, type FormOptions } from './read-as.ts'

/**
 * SQL for the UTC TIMESTAMP that a text in this format is read as, or NULL where it is not wholly in it or names no real
 * day or time. Without an offset the time of day is in the page's zone. A format without time of day gives midnight of that day and the zone does
 * not apply, so that the day stays the day (`YYYY-MM` gives the first of the month). Two-digit years are 1969 to 2068 (POSIX).
 * Month names are English, in any case.
 */
export function readWritten(format: DateFormat, of: Sql, d: Dialect, o: FormOptions): Sql {
  switch (format.kind) {
    case 'iso': {
      const day = d.tryCast(readAs('date', of, d, o), 'timestamp')
      return sql`coalesce(${day}, ${readAs('timestamp', of, d, o)})`
    }
    case 'unix':
      return readUnix(of, d, format.written === 'Unix seconds' ? 1_000_000 : 1000)
    case 'pattern':
      return readPattern(of, d, o, format, format.parts)
  }
}

const FIRST_SECOND = -62_167_219_200 // 0000-01-01
const LAST_SECOND = 253_402_300_799 // 9999-12-31 23:59:59

function readUnix(of: Sql, d: Dialect, microseconds: number): Sql {
  const count = d.tryCast(of, 'bigint')
  const perSecond = 1_000_000 / microseconds
  const from = number(FIRST_SECOND * perSecond)
  const to = number(LAST_SECOND * perSecond + perSecond - 1)
  const instant = d.fromEpochMicroseconds(sql`${count} * ${number(microseconds)}`)
  return sql`CASE WHEN ${d.matchesWhole(of, `${BLANKS}-?[0-9]{1,15}${BLANKS}`)} THEN CASE WHEN ${count} BETWEEN ${from} AND ${to} THEN ${instant} END END`
}

function readPattern(of: Sql, d: Dialect, o: FormOptions, format: DateFormat, parts: readonly FormatPart[]): Sql {
  const shape = parts.map((part) => ('token' in part ? SHAPE[part.token] : escapePattern(part.literal))).join('')
  const parse = (text: Sql): Sql => parsePattern(text, d, o, format, parts)
  // The engine's parser does not take blanks around; removing them everywhere would cost more than a second look at the few.
  return sql`CASE WHEN ${d.matchesWhole(of, shape)} THEN ${parse(of)} WHEN ${d.matchesWhole(of, `${BLANKS}${shape}${BLANKS}`)} THEN ${parse(trimmed(of))} END`
}

function parsePattern(of: Sql, d: Dialect, o: FormOptions, format: DateFormat, parts: readonly FormatPart[]): Sql {
  const pattern = parts
    .map((part) => ('token' in part ? STRPTIME[part.token] : part.literal.replace('%', '%%')))
    .join('')
  if (parts.some((part) => 'token' in part && part.token === 'Z')) {
    // The engine takes no `Z`; the text has no other, since no month has the letter.
    return d.tryParseInstant(sql`replace(${of}, 'Z', '+00')`, pattern)
  }
  const local = d.tryParseTime(of, pattern)
  return hasTime(format) ? d.toUtc(local, o.zone) : local
}

const escapePattern = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const SHORT_MONTHS = MONTHS.split('|')
  .map((month) => month.slice(0, 3))
  .join('|')

/** RE2 for what a token takes; the engine's parser alone is laxer. */
const SHAPE: Readonly<Record<DateToken, string>> = {
  YYYY: '[0-9]{4}',
  YY: '[0-9]{2}',
  MMMM: `(?i:${MONTHS})`,
  MMM: `(?i:${SHORT_MONTHS})`,
  MM: '[0-9]{2}',
  M: '[0-9]{1,2}',
  DD: '[0-9]{2}',
  D: '[0-9]{1,2}',
  HH: '[0-9]{2}',
  H: '[0-9]{1,2}',
  mm: '[0-9]{2}',
  ss: '[0-9]{2}',
  SSS: '[0-9]{3}',
  Z: '(?:Z|[-+](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)',
}

const STRPTIME: Readonly<Record<DateToken, string>> = {
  YYYY: '%Y',
  YY: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%m',
  DD: '%d',
  D: '%d',
  HH: '%H',
  H: '%H',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  Z: '%z',
}
