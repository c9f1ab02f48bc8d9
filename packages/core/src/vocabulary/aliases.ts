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

const pattern = (kept: string, say: readonly string[]): readonly Alias[] =>
  say.map((each) => ({ say: each, kind: 'match', args: { pattern: kept } }))

/** "be 5 digits" and its like, which is a pattern. */
function counted(unit: string, each: string): readonly Alias[] {
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
    ...['be (between|from)', 'have (between|from)', 'consist of'].map((verb) => ({
      say: `${verb} {low:count} (and|to) {high:count} ${unit} [long]`,
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
  ...plain('unique', ['(have|contain) [any] (duplicates|duplicate values)', 'be duplicated'], true),
  ...plain(
    'trimmed',
    [
      '(have|contain) [any] (leading or trailing|leading and trailing|surrounding) (blanks|spaces|whitespace)',
      '(begin|start) or end with (a blank|a space|blanks|spaces|whitespace)',
    ],
    true,
  ),
  ...plain('without-blanks', ['(have|contain) [any] (blanks|spaces|whitespace)'], true),
  ...pattern('\\d/', ['(have|contain) [any] (digits|a digit|numbers|numerals)']),
  ...pattern('\\p{L}/', ['(have|contain) [any] (letters|a letter)']),
  ...counted('digits', '[0-9]'),
  ...counted('letters', '\\p{L}'),
  ...counted('(letters and digits|letters or digits|alphanumeric characters|letters and numbers)', '[\\p{L}\\p{Nd}]'),
  ...counted('(capital letters|uppercase letters|upper-case letters)', '\\p{Lu}'),
  ...counted('(hexadecimal digits|hexadecimal characters|hex digits|hex characters)', '[0-9a-fA-F]'),
  ...ages,
  ...scaled('higher', ['greater', 'larger', 'more', 'above'], 1),
  ...scaled('lower', ['smaller', 'less', 'below'], -1),
]
