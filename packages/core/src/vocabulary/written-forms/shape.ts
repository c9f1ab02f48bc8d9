import type { Dialect } from '../../sql/dialect.ts'
import { join, number, sql, text, type Sql } from '../../sql/sql.ts'
import { trimmed } from './blanks.ts'
import { readAs, type FormOptions } from './read-as.ts'

/**
 * How a text is written, whatever it says: a short label, the same for texts of one format.
 * - numbers: `number`, and of digits alone `zero:5` (so many, the first of them 0), `ymd` (20240131), `unix:10`, `unix:13`
 *   (seconds or milliseconds of 2001 to 2033) or `whole:5`
 * - dates and times: `time:99/99/9999|day`, with how many digits each number has (one digit counts as two) and, where the
 *   numbers show it, whether day or month comes first
 * - `email`, `url`, `uuid`, `hex:32`
 * - all else: `text:Aa-9999`, runs of capital letters, small letters, letters without case (字) and digits; a longer one as
 *   `long:Aa9 .`, what occurs in it
 */
export function shapeOf(x: Sql, d: Dialect, o: FormOptions): Sql {
  const t = trimmed(x)
  const is = (pattern: string): Sql => d.matchesWhole(t, pattern)
  const digits = sql`CASE WHEN ${is('0[0-9]+')} THEN 'zero:' || length(${t}) WHEN ${is(YMD)} THEN 'ymd' WHEN ${is('1[0-9]{9}|1[0-9]{12}')} THEN 'unix:' || length(${t}) WHEN ${is('[0-9]+')} THEN 'whole:' || length(${t}) ELSE 'number' END`
  const dated = d.replaceAll(t, MONTH, 'MMM')
  return sql`CASE WHEN ${x} IS NULL THEN NULL WHEN ${readAs('number', x, d, o)} IS NOT NULL THEN ${digits} WHEN ${d.matchesWhole(dated, TIME)} THEN 'time:' || ${timeShape(dated, d)} || ${firstPart(t, d)} WHEN ${is('[^@\\s]+@[^@\\s]+\\.[^@\\s]+')} THEN 'email' WHEN ${is('(?i)https?://\\S+')} THEN 'url' WHEN ${is(UUID)} THEN 'uuid' WHEN ${is('[0-9a-f]{16,}|[0-9A-F]{16,}')} THEN 'hex:' || length(${t}) ELSE ${d.letting('p', textShape(x, d), (p) => sql`CASE WHEN length(${p}) <= ${number(12)} THEN 'text:' || ${p} ELSE 'long:' || ${parts(p, d)} END`)} END`
}

const YMD = '(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])'
const UUID = '(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const MONTH = '(?i)\\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const NUMBERS = '[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}'
const NAMED = '[0-9]{1,2}[-/. ]+MMM[-/., ]+[0-9]{2,4}|MMM[. ]+[0-9]{1,2},? +[0-9]{4}'
const CLOCK = '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?( ?(Z|[-+][0-9]{2}(:?[0-9]{2})?))?'
const TIME = `(${NUMBERS}|${NAMED})([T ,]+${CLOCK})?|${CLOCK}`

function timeShape(x: Sql, d: Dialect): Sql {
  const zoned = d.replaceAll(x, '(:[0-9]{2}.*)[-+][0-9]{2}(:?[0-9]{2})?$', '\\1+hh')
  const halves = d.replaceAll(zoned, ' ?[AaPp][Mm]', ' AM')
  const fraction = d.replaceAll(halves, '(:[0-9]{2})[.,][0-9]+', '\\1.S')
  return pairs(d.replaceAll(fraction, '[0-9]', '9'), d)
}

/** A number of one digit among others is written as one of two. The matches overlap, so that it takes two rounds. */
function pairs(x: Sql, d: Dialect): Sql {
  const once = d.replaceAll(x, '(^|[^9])9($|[^9])', '\\199\\2')
  return d.replaceAll(once, '(^|[^9])9($|[^9])', '\\199\\2')
}

/** Of a date of numbers: whether the first is the day or the month, where one of them is above 12. */
function firstPart(x: Sql, d: Dialect): Sql {
  const [day, month] = ['(1[3-9]|2[0-9]|3[01])', '(0?[1-9]|1[0-2])']
  const begins = (a: string, b: string): Sql => d.matches(x, `^${a}[-/.]${b}[-/.][0-9]`, false)
  return sql`CASE WHEN ${begins(day, month)} THEN '|day' WHEN ${begins(month, day)} THEN '|month' ELSE '' END`
}

function textShape(x: Sql, d: Dialect): Sql {
  const caseless = d.replaceAll(x, '[\\p{Lo}\\p{Lm}\\p{Lt}\\p{M}]+', '字')
  const letters = d.replaceAll(d.replaceAll(caseless, '\\p{Lu}+', 'A'), '\\p{Ll}+', 'a')
  const blanks = d.replaceAll(letters, '\\s+', ' ')
  const nines = d.replaceAll(blanks, '\\p{Nd}', '9')
  // in codes the number of digits counts, in prose it does not
  return sql`CASE WHEN contains(${blanks}, ' ') THEN ${d.replaceAll(nines, '9+', '9')} ELSE ${pairs(nines, d)} END`
}

/** What occurs in a longer text. */
function parts(p: Sql, d: Dialect): Sql {
  const there = [...'Aa字9 '].map((each) => sql`CASE WHEN contains(${p}, ${text(each)}) THEN ${text(each)} ELSE '' END`)
  return sql`${join(there, sql` || `)} || CASE WHEN ${d.matches(p, '[^Aa字9 ]', false)} THEN '.' ELSE '' END`
}
