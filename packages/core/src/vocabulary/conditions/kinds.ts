import { sql, type Sql } from '../../sql/sql.ts'
import type { Kind, Said } from '../../check.ts'
import type { Change } from '../change.ts'
import { strict, type Compiler, type Expr, type Truth } from '../expression.ts'
import { dates, timestamps } from '../proposals/forms.ts'
import { kinds } from '../proposals/kinds.ts'
import { condition } from '../word.ts'
import { dayMonthAmbiguous, describeFormat, parseFormat, readWritten, type DateFormat } from '../written-forms/index.ts'
import { literally } from './patterns.ts'
import { subject } from './subject.ts'

/** Claims that a value can be read, wholly, as a number, a date … */

const NOUNS = ['number', 'whole number', 'date', 'time', 'timestamp', 'boolean', 'text'] as const
export type KindWord = (typeof NOUNS)[number]

/** How it is said: canonical first, then what else is read. */
export const KIND_PHRASES: { readonly [kind in KindWord]: readonly [string, ...string[]] } = {
  number: [
    'a number',
    'valid numbers',
    'of type number',
    'of type float',
    'of type decimal',
    'of type double',
    'numbers',
    'numeric',
    'a decimal number',
    'a decimal',
    'a float',
    'a valid number',
  ],
  'whole number': [
    'a whole number',
    'a valid integer',
    'a valid whole number',
    'of type integer',
    'of type int',
    'whole',
    'an integer number',
    'an integer',
    'whole numbers',
    'integers',
    'an int',
  ],
  date: ['a date', 'valid dates', 'of type date', 'a real date', 'a calendar date', 'dates', 'a valid date'],
  time: ['a time', 'a valid time', 'of type time', 'a clock time', 'times', 'a time of day'],
  timestamp: [
    'a timestamp',
    'a valid timestamp',
    'a valid datetime',
    'of type timestamp',
    'of type datetime',
    'a date with a time',
    'timestamps',
    'a datetime',
    'a date and time',
    'a date and a time',
  ],
  boolean: [
    'true or false',
    'of type boolean',
    'boolean',
    'either true or false',
    'a truth value',
    'yes or no',
    'a boolean',
    'booleans',
    'a yes or no',
  ],
  text: ['a text', 'of type text', 'of type string', 'texts', 'a string', 'strings', 'text'],
}

const NAMES: { readonly [kind in KindWord]: string } = {
  number: 'a number',
  'whole number': 'a whole number',
  date: 'a date',
  time: 'a time of day',
  timestamp: 'a timestamp',
  boolean: 'true or false',
  text: 'a text that is not a number, a date or a truth value',
}

export function kindTruth(x: Expr, kind: KindWord, c: Compiler): Truth {
  if (kind === 'whole number') {
    const read = c.as(x, 'number')
    return x.kind === 'text' ? strict([read], c.whole(x)) : strict([read], sql`${read.sql} % 1 = 0`)
  }
  if (kind === 'text') {
    if (x.kind !== 'text') return constantly(x, false)
    const others = (['number', 'date', 'timestamp', 'boolean'] as const).map(
      (each) => sql`${c.as(x, each).sql} IS NULL`,
    )
    return strict([x], sql`CASE WHEN ${x.sql} IS NOT NULL THEN (${others.reduce((l, r) => sql`${l} AND ${r}`)}) END`)
  }
  const wanted: Kind = kind
  if (x.kind !== 'text' && x.kind !== wanted && !readable(x.kind, wanted)) return constantly(x, false)
  const read = c.as(x, wanted)
  return strict([x], sql`CASE WHEN ${x.sql} IS NOT NULL THEN ${read.sql} IS NOT NULL END`)
}

/** The same for every present value, because the column's type decides it. */
const constantly = (x: Expr, holds: boolean): Truth =>
  strict([x], sql`CASE WHEN ${x.sql} IS NOT NULL THEN ${holds ? sql`true` : sql`false`} END`)

const readable = (from: Kind, to: Kind): boolean => from === 'date' && to === 'timestamp'

export const kind = condition({
  about: 'can be read as such, wholly; 22 and 22.0 are whole numbers, 22.5 and "22 kg" are not',
  propose: kinds,
  mend: (a, change) => otherKind(a.kind, change),
  subject: 'each',
  negatable: true,
  phrases: NOUNS.map((noun) => ({ say: `be ${KIND_PHRASES[noun][0]}`, with: { kind: noun } })) as unknown as readonly [
    { say: 'be a number'; with: { kind: string } },
  ],
  also: NOUNS.flatMap((noun) =>
    KIND_PHRASES[noun].slice(1).map((each) => ({ say: `be ${each}`, with: { kind: noun } })),
  ),
  examples: [
    [
      '`price` must be a number',
      'Every present value of `price` can be read as a number; missing values are not counted',
    ],
    [
      '`n` must not be a whole number',
      'Every present value of `n` cannot be read as a whole number; missing values are not counted',
    ],
  ],
  reading: (a) => `can be read as ${NAMES[kindWord(a.kind)]}`,
  denied: (a) => `cannot be read as ${NAMES[kindWord(a.kind)]}`,
  test: (of, a, c) => kindTruth(c.value(subject(of)), kindWord(a.kind), c),
})

export const kindWord = (given: string | undefined): KindWord => NOUNS.find((each) => each === given) ?? 'text'

/** Dates that are written otherwise now are still dates. */
const nowWritten = (change: Change): Said | null =>
  change.is === 'written'
    ? { kind: change.time ? 'timestamp-written-as' : 'date-written-as', args: { formats: change.formats } }
    : null

function otherKind(kind: string | undefined, change: Change): Said | null {
  if (kind === 'date' || kind === 'timestamp') return nowWritten(change)
  if (kind === 'boolean' && change.is === 'values')
    return { kind: 'one-of', args: { values: change.pairs.map(([, is]) => ({ kind: 'text', args: { is } })) } }
  const digits = kind === 'number' || kind === 'whole number'
  if (!digits || change.is !== 'affix' || !change.added) return null
  const number = kind === 'number' ? '-?\\d+(\\.\\d+)?' : '-?\\d+'
  return { kind: 'match', args: { pattern: `^${literally(change.prefix)}${number}${literally(change.suffix)}$/` } }
}

const written = (formats: readonly string[]): readonly DateFormat[] =>
  formats.flatMap((each) => {
    const parsed = parseFormat(each)
    return parsed.ok ? [parsed.format] : []
  })

const lintFormats = (formats: readonly string[]): string | null => {
  for (const each of formats) {
    const parsed = parseFormat(each)
    if (!parsed.ok) return parsed.message
  }
  return null
}

/** The SQL of a text read by the first of the formats that fits. */
export function readFormats(formats: readonly string[], x: Sql, c: Pick<Compiler, 'd' | 'zone'>): Sql {
  const options = { zone: c.zone }
  const each = written(formats).map((format) => readWritten(format, x, c.d, options))
  return each.length === 1 && each[0] ? each[0] : sql`coalesce(${each.reduce((l, r) => sql`${l}, ${r}`)})`
}

const inFormats = (formats: readonly string[], or: (parts: readonly string[]) => string) =>
  or(written(formats).map(describeFormat))

const writtenAs = (noun: 'date' | 'timestamp' | 'time') =>
  condition({
    about: `is a ${noun} of the calendar, written exactly so. Other sentences about the column then read it so too`,
    ...(noun === 'time' ? {} : { propose: noun === 'date' ? dates : timestamps }),
    mend: (_a, change) => nowWritten(change),
    subject: 'each',
    negatable: true,
    phrases: [{ say: `be a ${noun} written as {formats:formats}` as 'be a date written as {formats:formats}' }],
    also: [
      {
        say: `be a ${noun} (in the format|in the form|of the form|formatted as|in format|in the pattern) {formats:formats}`,
      },
      { say: `be (a|a valid) ${noun} in {formats:formats} [format]` },
      { say: `be (an|a valid) (ISO|ISO 8601|ISO8601) ${noun}`, with: { formats: ['ISO'] } },
      ...(noun === 'date'
        ? [
            { say: 'be written as {formats:formats}' },
            { say: 'be in the (format|date format|pattern|form) {formats:formats}' },
            { say: 'be formatted as {formats:formats}' },
            { say: 'be in {formats:formats} [format]' },
            { say: '(match|follow) [the] [(strftime|date|time)] format {formats:formats}' },
            { say: 'have the format {formats:formats}' },
          ]
        : []),
    ],
    examples: [
      [
        `\`d\` must be a ${noun} written as DD/MM/YYYY`,
        `Every present value of \`d\` is a ${noun} written as DD/MM/YYYY (such as 31/01/2024); missing values are not counted`,
      ],
    ],
    reading: (a, say) => `is a ${noun} written as ${inFormats(a.formats, (parts) => say.list(parts, 'or'))}`,
    denied: (a, say) => `is not a ${noun} written as ${inFormats(a.formats, (parts) => say.list(parts, 'or'))}`,
    lint: (a) => lintFormats(a.formats),
    format: (a) => a.formats[0] ?? null,
    test: (of, a, c) => {
      const x = c.value(subject(of))
      if (x.kind !== 'text' && x.kind !== 'number') return constantly(x, a.formats.includes('ISO'))
      const text = c.as(x, 'text')
      return strict(
        [x],
        sql`CASE WHEN ${x.sql} IS NOT NULL THEN ${readFormats(a.formats, text.sql, c)} IS NOT NULL END`,
      )
    },
  })

export const dateWrittenAs = writtenAs('date')
export const timestampWrittenAs = writtenAs('timestamp')

/** A format in which day and month could be taken for one another: worth a look at the data. */
export const ambiguousFormat = (formats: readonly string[]): boolean => written(formats).some(dayMonthAmbiguous)
