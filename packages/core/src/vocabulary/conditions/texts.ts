import { number, or, sql, text, type Sql } from '../../sql/sql.ts'
import { strict, type Compiler, type Expr } from '../expression.ts'
import type { Args, Said, Value } from '../../check.ts'
import type { Change } from '../change.ts'
import * as proposals from '../proposals/texts.ts'
import { plainAbout } from './plain.ts'
import { condition, type Phrase, type Say } from '../word.ts'
import { subject } from './subject.ts'

/** Claims about texts. A number or a date is taken as it is written. */

const textOf = (of: readonly Value[], c: Compiler): Expr => c.as(c.value(subject(of)), 'text')

type Place = {
  readonly verb: 'start with' | 'end with' | 'contain'
  readonly third: string
  readonly also: readonly string[]
  readonly test: (x: Sql, part: Sql) => Sql
}

const quotedList = (texts: readonly string[], say: Say) =>
  say.list(
    texts.map((each) => JSON.stringify(each)),
    'or',
  )

/** What begins or ends so begins or ends with what was put before or behind it now. */
function withAffix(verb: Place['verb'], a: object, change: Change): Said | null {
  if (change.is !== 'affix' || !change.added || verb === 'contain') return null
  const { texts } = a as { readonly texts: readonly string[] }
  const begins = verb === 'start with'
  if ((begins ? change.prefix : change.suffix) === '') return null
  const now = texts.map((each) => (begins ? change.prefix + each : each + change.suffix))
  return { kind: begins ? 'start-with' : 'end-with', args: { ...(a as unknown as Args), texts: now } }
}

const holdsText = (o: Place) =>
  condition({
    mend: (a, change) => withAffix(o.verb, a, change),
    about: `${o.third} that text, or one of several; capital letters count unless \`ignoring case\` follows`,
    subject: 'each',
    negatable: true,
    phrases: [
      { say: `${o.verb} {texts:texts}` as 'contain {texts:texts}' },
      {
        say: `${o.verb} {texts:texts} ignoring case` as 'contain {texts:texts} ignoring case',
        with: { ignoringCase: true },
      },
    ],
    also: [
      `${o.verb} one of {texts:texts}`,
      `${o.verb} any of {texts:texts}`,
      ...o.also.map((each) => `${each} {texts:texts}`),
    ].map((say) => ({ say })),
    examples: [
      [`\`x\` must ${o.verb} "a"`, `Every present value of \`x\` ${o.third} "a"; missing values are not counted`],
    ],
    reading: (a, say) => `${o.third} ${quotedList(a.texts, say)}${a.ignoringCase ? ', capital letters aside' : ''}`,
    denied: (a, say) =>
      `does not ${o.verb} ${quotedList(a.texts, say)}${a.ignoringCase ? ', capital letters aside' : ''}`,
    test: (of, a, c) => {
      const x = textOf(of, c)
      const mine = a.ignoringCase ? sql`lower(${x.sql})` : x.sql
      return strict([x], or(a.texts.map((part) => o.test(mine, text(a.ignoringCase ? part.toLowerCase() : part)))))
    },
  })

export const startWith = holdsText({
  verb: 'start with',
  third: 'starts with',
  also: ['begin with'],
  test: (x, part) => sql`starts_with(${x}, ${part})`,
})
export const endWith = holdsText({
  verb: 'end with',
  third: 'ends with',
  also: ['end in'],
  test: (x, part) => sql`suffix(${x}, ${part})`,
})
export const containText = holdsText({
  verb: 'contain',
  third: 'contains',
  also: ['include', 'have'],
  test: (x, part) => sql`contains(${x}, ${part})`,
})

/** `be at most 80 characters long` and its sisters: what is counted, and the limits. */
type Unit = 'characters' | 'words' | 'entries'

/** As many characters more as were put before and behind, or fewer. */
function longer(a: Args, change: Extract<Change, { is: 'affix' }>): Said | null {
  const by = (change.prefix.length + change.suffix.length) * (change.added ? 1 : -1)
  const moved = Object.entries(a).map(([name, n]) => [name, Number(n) + by] as const)
  return moved.some(([, n]) => n < 0) ? null : { kind: 'characters', args: Object.fromEntries(moved) }
}

/** Other ways to say so many of a unit. */
function otherLengths(unit: Unit): readonly Phrase[] {
  const one = unit === 'entries' ? 'entry' : unit.slice(0, -1)
  const [long, oneLong] = [`${unit} long`, `${one} long`]
  const noun = [
    `have {n:count} ${unit}`,
    `have exactly {n:count} ${unit}`,
    `be exactly {n:count} ${long}`,
    `be {n:count} ${oneLong}`,
    `be exactly {n:count} ${oneLong}`,
    `have {n:count} ${one}`,
    `be {n:count} ${unit}`,
  ]
  return [
    ...noun.map((say) => ({ say })),
    { say: `be at least {low:count} ${oneLong}` },
    { say: `be at most {high:count} ${oneLong}` },
    { say: `be between {low:count} and {high:count} ${oneLong}` },
    { say: `have (at least|no fewer than|a minimum of) {low:count} (${unit}|${one})` },
    { say: `have (at most|no more than|up to|a maximum of) {high:count} (${unit}|${one})` },
    { say: `have between {low:count} and {high:count} ${unit}` },
    { say: `be between {low:count} and {high:count} ${unit}` },
    { say: `(be|have) {low:count} to {high:count} ${unit} ${unit === 'characters' ? '[long]' : ''}` },
    { say: `have at least {low:count} and at most {high:count} ${unit}` },
    {
      say: `be (no longer than|no more than|not longer than|up to) {high:count} (${unit}|${long}|${one}|${oneLong})`,
    },
    { say: `be (no shorter than|no less than|not shorter than) {low:count} (${unit}|${long}|${one}|${oneLong})` },
    { say: `be from {low:count} to {high:count} ${long}` },
    { say: `(not exceed|be at most) {high:count} (${unit}|${one})` },
    { say: `be at least {low:count} (${unit}|${one})` },
    {
      say: `be (more than|longer than|over) {n:count} (${unit}|${long}|${one}|${oneLong})`,
      args: (s) => ({ low: Number(s.n) + 1 }),
    },
    {
      say: `be (less than|fewer than|shorter than|under) {n:count} (${unit}|${long}|${one}|${oneLong})`,
      args: (s) => ({ high: Number(s.n) - 1 }),
    },
    { say: `have (more than|over) {n:count} (${unit}|${one})`, args: (s) => ({ low: Number(s.n) + 1 }) },
    { say: `have (less than|fewer than|under) {n:count} ${unit}`, args: (s) => ({ high: Number(s.n) - 1 }) },
  ]
}

const lengths = (unit: Unit) => {
  const one = unit === 'entries' ? 'entry' : unit.slice(0, -1)
  const long = `${unit} long`
  const named = (a: Limits) => ((a.high ?? a.n ?? a.low) === 1 ? one : unit)
  return condition({
    about: `has so many ${unit}`,
    mend: (a, change) => (unit === 'characters' && change.is === 'affix' ? longer(a as unknown as Args, change) : null),
    subject: 'each',
    negatable: true,
    ...(unit === 'entries' ? { takesLists: true as const } : {}),
    phrases: [
      { say: `be {n:count} ${long}` as 'be {n:count} long' },
      { say: `be at least {low:count} ${long}` as 'be at least {low:count} long' },
      { say: `be at most {high:count} ${long}` as 'be at most {high:count} long' },
      { say: `be between {low:count} and {high:count} ${long}` as 'be between {low:count} and {high:count} long' },
    ],
    also: otherLengths(unit),
    examples: [
      [
        `\`x\` must be at most 80 ${long}`,
        `Every present value of \`x\` has at most 80 ${unit}; missing values are not counted`,
      ],
    ],
    reading: (a) => `has ${limits(a)} ${named(a)}`,
    denied: (a) => `does not have ${limits(a)} ${named(a)}`,
    lint: (a) =>
      a.low !== undefined && a.high !== undefined && a.low > a.high
        ? `nothing is between ${String(a.low)} and ${String(a.high)} ${long}`
        : null,
    test: (of, a, c) => {
      const x = unit === 'entries' ? c.value(subject(of)) : textOf(of, c)
      const n = COUNT[unit](x.sql)
      const tests = [
        ...(typeof a.n === 'number' ? [sql`${n} = ${number(a.n)}`] : []),
        ...(a.low !== undefined ? [sql`${n} >= ${number(a.low)}`] : []),
        ...(a.high !== undefined ? [sql`${n} <= ${number(a.high)}`] : []),
      ]
      return strict(
        [x],
        tests.reduce((l, r) => sql`(${l} AND ${r})`),
      )
    },
  })
}

type Limits = { readonly n?: number; readonly low?: number; readonly high?: number }

const limits = (a: Limits): string => {
  if (typeof a.n === 'number') return `exactly ${String(a.n)}`
  if (a.low !== undefined && a.high !== undefined) return `from ${String(a.low)} to ${String(a.high)}`
  return a.low !== undefined ? `at least ${String(a.low)}` : `at most ${String(a.high ?? 0)}`
}

const COUNT: { readonly [unit in Unit]: (x: Sql) => Sql } = {
  characters: (x) => sql`length(${x})`,
  words: (x) => sql`length(regexp_split_to_array(trim(${x}), '\\s+'))`,
  entries: (x) => sql`len(${x})`,
}

export const charactersLong = lengths('characters')
export const wordsLong = lengths('words')
export const entriesLong = lengths('entries')

/** Claims about the shape of a text without arguments. */
/** Letters that are all of the other size now. */
const inLetters =
  (to: 'capital' | 'small', kind: string) =>
  (_a: object, change: Change): Said | null =>
    change.is === 'letters' && change.to === to ? { kind, args: {} } : null

const shape = plainAbout('x', textOf)

export const capitals = shape({
  say: 'be in capital letters',
  also: ['be (upper case|uppercase|in upper case|in uppercase|in capitals|all caps|all capitals)'],
  about: 'has no small letter',
  propose: proposals.capitals,
  mend: inLetters('small', 'small-letters'),
  is: 'is written in capital letters',
  not: 'is not written in capital letters',
  test: ({ sql: x }) => sql`${x} = upper(${x})`,
})
export const smallLetters = shape({
  say: 'be in small letters',
  also: ['be (lower case|lowercase|in lower case|in lowercase)'],
  about: 'has no capital letter',
  propose: proposals.smallLetters,
  mend: inLetters('capital', 'capitals'),
  is: 'is written in small letters',
  not: 'is not written in small letters',
  test: ({ sql: x }) => sql`${x} = lower(${x})`,
})
export const trimmed = shape({
  say: 'be without blanks at its ends',
  also: [
    'be (trimmed|stripped)',
    'be without (leading or trailing|leading and trailing|surrounding) (blanks|spaces|whitespace)',
    'have no (leading or trailing|leading and trailing|surrounding) (blanks|spaces|whitespace)',
    'have no (blanks|spaces|whitespace) at its ends',
    'be without (blanks|spaces|whitespace) at the ends',
    'have no (blanks|spaces|whitespace) (at the ends|at the beginning or end)',
  ],
  about: 'neither begins nor ends with a blank',
  propose: proposals.trimmed,
  is: 'has no blank at its beginning or end',
  not: 'has a blank at its beginning or end',
  test: (x, c) => sql`NOT ${c.d.matches(x.sql, '^\\s|\\s$', false)}`,
})
export const unbroken = shape({
  say: 'be without blanks',
  also: [
    'have no (blanks|spaces|whitespace)',
    'contain no (blanks|spaces|whitespace)',
    'be without (spaces|whitespace)',
  ],
  about: 'has no blank in it',
  is: 'has no blank in it',
  not: 'has a blank in it',
  test: (x, c) => sql`NOT ${c.d.matches(x.sql, '\\s', false)}`,
})
export const ascii = shape({
  say: 'be in ASCII',
  also: ['contain only ASCII [characters]', 'have only ASCII characters', 'be ASCII'],
  about: 'has only characters of ASCII',
  is: 'has only ASCII characters',
  not: 'has a character outside ASCII',
  test: (x, c) => c.d.matchesWhole(x.sql, '[\\x00-\\x7F]*'),
})
export const letters = shape({
  say: 'have only letters',
  also: [
    'contain only letters',
    'be (alphabetic|only letters)',
    'consist only of letters',
    'consist of letters [only]',
  ],
  about: 'has only letters, of any script',
  is: 'has only letters',
  not: 'has something else than letters',
  test: (x, c) => c.d.matchesWhole(x.sql, '\\p{L}+'),
})
export const digits = shape({
  say: 'have only digits',
  also: [
    'contain only digits',
    'be (numeric digits|only digits)',
    'consist only of digits',
    'consist of digits [only]',
  ],
  about: 'has only the digits 0 to 9',
  is: 'has only digits',
  not: 'has something else than digits',
  test: (x, c) => c.d.matchesWhole(x.sql, '[0-9]+'),
})
export const lettersAndDigits = shape({
  say: 'have only letters and digits',
  also: [
    'contain only letters and (digits|numbers)',
    'be alphanumeric',
    'be letters and (digits|numbers) only',
    'consist (only of|of) letters and (digits|numbers) [only]',
    'have only letters and numbers',
  ],
  about: 'has only letters, of any script, and digits',
  is: 'has only letters and digits',
  not: 'has something else than letters and digits',
  test: (x, c) => c.d.matchesWhole(x.sql, '[\\p{L}\\p{Nd}]+'),
})
