import type { Args } from '../check.ts'
import { signWords } from './conditions/numbers.ts'

/** Claims that are read as another word with given arguments, and written as that one. */
export interface Alias {
  readonly say: string
  readonly kind: string
  readonly args: Args | ((slots: Args) => Args)
  /** It says that the word is not so. */
  readonly denied?: true
  /** It does not fit numbers of the delivery, which say it in another way. */
  readonly rowsOnly?: true
}

/** Phrases whose slots are the arguments. */
function plain(kind: string, say: readonly string[], denied = false): readonly Alias[] {
  return say.map((each) => ({
    say: each,
    kind,
    args: (slots: Args) => slots,
    ...(denied ? { denied: true as const } : {}),
  }))
}

/** "be 5 digits" and its like, which is a pattern. */
function counted(unit: string, each: string, hyphened: string | null = null): readonly Alias[] {
  const exactly = (slots: Args): Args => ({ pattern: `^${each}{${String(slots.n)}}$/` })
  const from = (slots: Args): Args => ({ pattern: `^${each}{${String(slots.low)},${String(slots.high)}}$/` })
  const article = `be a {n:count} ${unit.replace(/s$/, '')}`
  const says = [
    `be [exactly] {n:count} ${unit} [long]`,
    `have [exactly] {n:count} ${unit}`,
    `consist of [exactly] {n:count} ${unit}`,
    `contain exactly {n:count} ${unit}`,
    ...(unit === 'digits' || unit === 'letters' ? [`${article} (number|code|text)`] : []),
  ]
  return [
    ...says.map((say) => ({ say, kind: 'match', args: exactly })),
    { say: `have at least {low:count} and at most {high:count} ${unit}`, kind: 'match', args: from },
    ...(hyphened === null
      ? []
      : [
          {
            say: `be (a|an) {n:count} -${hyphened} (number|code|text|string|integer|value|word|identifier)`,
            kind: 'match',
            args: exactly,
          },
        ]),
    ...['be (between|from)', 'have (between|from)', 'consist of', 'be', 'have'].map((verb) => ({
      say: `${verb} {low:count} ${/ (between|from)/.test(verb) || verb.includes('|') ? '(and|to)' : 'to'} {high:count} ${unit} [long]`,
      kind: 'match',
      args: from,
    })),
  ]
}

/** A time so long before now. */
const ago = (slots: Args): Args => ({
  value: { kind: 'before', args: { by: slots.by ?? null, of: { kind: 'now', args: {} } } },
})

/** "At least 18 years ago" is no later than that. */
const ages: readonly Alias[] = [
  { say: 'be (at least|no less than) {by:duration} (ago|old)', kind: 'on-or-before', args: ago },
  { say: 'be (more than|over) {by:duration} (ago|old)', kind: 'before', args: ago },
  { say: 'be (older than|longer ago than) {by:duration}', kind: 'before', args: ago },
  { say: 'be (younger than|newer than) {by:duration}', kind: 'after', args: ago },
].map((each) => ({ ...each, rowsOnly: true }))

/** "At most 10% higher than `y`" is at most 110% of `y`. */
function scaled(word: string, others: readonly string[], sign: 1 | -1): readonly Alias[] {
  const value = (slots: Args): Args => ({
    value: {
      kind: 'percent-of',
      args: { percent: String(Number((100 + sign * Number(slots.percent)).toPrecision(12))), of: slots.of ?? null },
    },
  })
  const all = `(${[word, ...others].join('|')}) [than]`
  return [
    {
      say: `be (at most|no more than|up to) {percent:percent} ${all} {of:atom}`,
      kind: sign === 1 ? 'at-most' : 'at-least',
      args: value,
    },
    {
      say: `be (at least|no less than) {percent:percent} ${all} {of:atom}`,
      kind: sign === 1 ? 'at-least' : 'at-most',
      args: value,
    },
    {
      say: `be more than {percent:percent} ${all} {of:atom}`,
      kind: sign === 1 ? 'more-than' : 'less-than',
      args: value,
    },
  ]
}

export const ALIASES: readonly Alias[] = [
  {
    say: 'be (a|an) {n:count} -digit (hex|hexadecimal) (number|code|value|colour|color)',
    kind: 'match',
    args: (slots) => ({ pattern: `^[0-9a-fA-F]{${String(slots.n)}}$/` }),
  },
  ...[
    { say: 'be (in|within) the next {by:duration}', kind: 'between' },
    { say: 'be at least {by:duration} (in the future|from now|ahead)', kind: 'on-or-after' },
    { say: 'be more than {by:duration} (in the future|from now|ahead)', kind: 'after' },
    { say: 'be at most {by:duration} (in the future|from now|ahead)', kind: 'on-or-before' },
  ].map(({ say, kind }) => ({
    say,
    kind,
    rowsOnly: true as const,
    args: (slots: Args): Args => {
      const today = { kind: 'today', args: {} }
      const then = { kind: 'after', args: { by: slots.by ?? null, of: today } }
      return kind === 'between' ? { low: today, high: then } : { value: then }
    },
  })),
  ...signWords,
  ...plain(
    'equal',
    [
      'be (!=|<>|≠) {value:value}',
      'be (different from|unequal to|other than) {value:value}',
      'differ from {value:value}',
    ],
    true,
  ),
  ...plain(
    'between',
    [
      'be outside [of] [the range] {low:value} (and|to) {high:value}',
      'lie outside [of] [the range] {low:value} (and|to) {high:value}',
    ],
    true,
  ),
  ...plain('more-than', [
    '(exceed|surpass) {value:value}',
    '(go|rise) (beyond|above) {value:value}',
    'be beyond {value:value}',
    'stay above {value:value}',
  ]),
  ...plain('less-than', ['(fall|drop|go|stay|sink) (below|under) {value:value}']),
  ...plain('at-most', [
    'stay at or below {value:value}',
    'be at or below {value:value}',
    'reach at most {value:value}',
    'be {value:value} (or less|or fewer|or below|or lower|at most|or under)',
  ]),
  ...plain('at-least', [
    'stay at or above {value:value}',
    'be at or above {value:value}',
    'reach [at least] {value:value}',
    'be {value:value} (or more|or higher|or above|or greater|at least|or over)',
  ]),
  ...plain(
    'unique',
    ['(have|contain) [any] (duplicates|duplicate values)', 'be duplicated', '(appear|occur) (twice|more than once)'],
    true,
  ),
  ...plain(
    'trimmed',
    [
      '(have|contain) [any] (leading or trailing|leading and trailing|surrounding) (blanks|spaces|whitespace)',
      '(begin|start) or end with (a blank|a space|blanks|spaces|whitespace)',
    ],
    true,
  ),
  ...plain('weekday', ['(fall|lie) on a (weekday|workday|working day|business day)']),
  ...plain('weekend', ['(fall|lie) (on|at) (a|the) weekend', 'be on the weekend']),
  ...plain('without-blanks', ['(have|contain) [any] (blanks|spaces|whitespace)'], true),
  ...Object.entries({ start: '^', begin: '^', end: '' }).flatMap(([verb, before]) => [
    {
      say: `${verb} with {it:character-kinds}`,
      kind: 'match',
      args: (slots: Args) => ({ pattern: `${before}${String(slots.it)}${verb === 'end' ? '$' : ''}/` }),
    },
  ]),
  {
    say: '(have|contain) [any|some|at least one|one or more] {it:character-kinds}',
    kind: 'match',
    args: (slots: Args) => ({ pattern: `${String(slots.it)}/` }),
  },
  { say: 'be from today', kind: 'equal', args: { value: { kind: 'today', args: {} } } },
  {
    say: 'be (capitalised|capitalized)',
    kind: 'match',
    args: { pattern: '^\\p{Lu}/' },
  },
  ...counted('digits', '[0-9]', 'digit'),
  ...counted('letters', '\\p{L}', 'letter'),
  ...counted('(letters and digits|letters or digits|alphanumeric characters|letters and numbers)', '[\\p{L}\\p{Nd}]'),
  ...counted('(capital letters|uppercase letters|upper-case letters)', '\\p{Lu}'),
  ...counted('(hexadecimal digits|hexadecimal characters|hex digits|hex characters)', '[0-9a-fA-F]'),
  ...ages,
  ...scaled('higher', ['greater', 'larger', 'more', 'above'], 1),
  ...scaled('lower', ['smaller', 'less', 'below'], -1),
]
