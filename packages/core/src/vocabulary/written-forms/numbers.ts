import type { Dialect } from '../../sql/dialect.ts'
import { sql, text, type Sql } from '../../sql/sql.ts'
import { BLANKS, trimmed } from './blanks.ts'

/**
 * How numbers are written in a source, shown by an example; the page's setting `numbers`. The blank of `1 234,56` may be
 * a no-break or a narrow no-break space, the apostrophe of `1'234.56` may be typographic. With an explicit style, thousands marks may be
 * left out but, where they are written, stand at every thousand.
 */
export const NUMBER_STYLES = [
  '1234.56',
  '1,234.56',
  '1234,56',
  '1.234,56',
  '1 234,56',
  '1 234.56',
  "1'234.56",
  '12,34,567.89',
] as const
export type NumberStyle = (typeof NUMBER_STYLES)[number]

interface Marks {
  readonly point: '.' | ','
  /** Every character that may stand between thousands. */
  readonly thousands: readonly string[]
  /** RE2 and JavaScript for the digits before the point, with thousands marks. */
  readonly grouped: string
}

const SPACES = [' ', '\u00a0', '\u202f', '\u2009']
const APOSTROPHES = ["'", '\u2019']
const groups = (marks: readonly string[]): string => `[0-9]{1,3}(?:[${marks.join('')}][0-9]{3})+`

function marksOf(style: NumberStyle): Marks {
  switch (style) {
    case '1234.56':
      return { point: '.', thousands: [], grouped: '' }
    case '1234,56':
      return { point: ',', thousands: [], grouped: '' }
    case '1,234.56':
      return { point: '.', thousands: [','], grouped: groups([',']) }
    case '1.234,56':
      return { point: ',', thousands: ['.'], grouped: groups(['.']) }
    case '1 234,56':
      return { point: ',', thousands: SPACES, grouped: groups(SPACES) }
    case '1 234.56':
      return { point: '.', thousands: SPACES, grouped: groups(SPACES) }
    case "1'234.56":
      return { point: '.', thousands: APOSTROPHES, grouped: groups(APOSTROPHES) }
    case '12,34,567.89':
      return { point: '.', thousands: [','], grouped: '[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}' }
  }
}

const isPlain = (style: NumberStyle): boolean => style === '1234.56'

/** Text in `style` as double, or NULL: a number too large for a double is none. */
export function readNumber(of: Sql, d: Dialect, style: NumberStyle): Sql {
  if (isPlain(style)) return d.readNumber(of)
  return sql`CASE WHEN ${d.matchesWhole(of, styledShape(style))} THEN ${d.readNumber(toPlain(of, style))} END`
}

/**
 * Text in `style` as double where the number written has no fraction (`22`, `22.0`, `1.5e1`), else NULL. Whether it is whole is
 * decided on the digits, so also beyond 2^53; the value is the nearest double, like that of every number.
 */
export function readWholeNumber(of: Sql, d: Dialect, style: NumberStyle): Sql {
  if (isPlain(style)) return readPlainWhole(of, d)
  return sql`CASE WHEN ${d.matchesWhole(of, styledShape(style))} THEN ${readPlainWhole(toPlain(of, style), d)} END`
}

const styledShape = (style: NumberStyle): string => `${BLANKS}${bareShape(style)}${BLANKS}`

/** RE2 and JavaScript for a number without blanks around it. */
function bareShape(style: NumberStyle): string {
  const { point, grouped } = marksOf(style)
  const whole = grouped === '' ? '[0-9]+' : `(?:[0-9]+|${grouped})`
  return `[-+]?(?:${whole}(?:[${point}][0-9]*)?|[${point}][0-9]+)(?:[eE][-+]?[0-9]+)?`
}

export const pointOf = (style: NumberStyle): '.' | ',' => marksOf(style).point

/**
 * What `readNumber` is in an engine, here: reads a number of that style, without blanks around it, in plain digits (`1234.56`);
 * null when it is written otherwise. Texts of the style `1234.56` are given back as they are, also where they are no numbers.
 */
export function plainNumber(style: NumberStyle): (text: string) => string | null {
  if (isPlain(style)) return (text) => text
  const { point, thousands } = marksOf(style)
  const shape = new RegExp(`^${bareShape(style)}$`)
  const between = thousands.length === 0 ? null : new RegExp(`[${thousands.join('')}]`, 'g')
  return (text) => (shape.test(text) ? (between ? text.replace(between, '') : text).replace(point, '.') : null)
}

function toPlain(of: Sql, style: NumberStyle): Sql {
  const { point, thousands } = marksOf(style)
  // Blanks around are only removed first where a blank is also the thousands mark.
  const start = thousands.includes(' ') ? trimmed(of) : of
  const joined = thousands.reduce((done, mark) => sql`replace(${done}, ${text(mark)}, '')`, start)
  return point === '.' ? joined : sql`replace(${joined}, ',', '.')`
}

const WITHOUT_FRACTION = `${BLANKS}[-+]?(?:[0-9]+(?:\\.0*)?|\\.0+)${BLANKS}`
const WITH_EXPONENT = `${BLANKS}[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][-+]?[0-9]+${BLANKS}`

function readPlainWhole(of: Sql, d: Dialect): Sql {
  const whole = d.readNumber(of)
  return sql`CASE WHEN ${d.matchesWhole(of, WITHOUT_FRACTION)} THEN ${whole} WHEN ${d.matchesWhole(of, WITH_EXPONENT)} THEN CASE WHEN ${exponentMakesWhole(of, d)} THEN ${whole} END END`
}

/** Digits after the point, less the exponent, are all zeros: d.ddd × 10^e is whole if its last e-shifted digits vanish. */
function exponentMakesWhole(of: Sql, d: Dialect): Sql {
  const lower = sql`lower(${trimmed(of)})`
  const mantissa = sql`split_part(${lower}, 'e', 1)`
  const exponent = d.tryCast(sql`split_part(${lower}, 'e', 2)`, 'bigint')
  const fraction = sql`split_part(${mantissa}, '.', 2)`
  const digits = sql`(ltrim(split_part(${mantissa}, '.', 1), '+-0') || ${fraction})`
  const significant = sql`rtrim(${digits}, '0')`
  return sql`(${significant} = '' OR length(${fraction}) - ${exponent} <= length(${digits}) - length(${significant}))`
}
