import { sql } from '../../sql/sql.ts'
import type { Args, Kind, Said, Value } from '../../check.ts'
import { mendedValues, scaledLimits, type Change } from '../change.ts'
import { within } from '../compare.ts'
import { strict } from '../expression.ts'
import { computed } from '../proposals/across.ts'
import { floors, orderings, ranges, since } from '../proposals/ranges.ts'
import { sets } from '../proposals/sets.ts'
import { condition, type ConditionWord, type Say } from '../word.ts'
import { subject } from './subject.ts'

/** Claims that set limits to a value. They fit a value of a row and a number of the delivery alike. */

const constant = (v: Value): number | null => (v.kind === 'number' ? Number(v.args.is) : null)

/** The same limits in another unit. */
function inUnit(kind: string, a: object, change: Change): Said | null {
  const args = scaledLimits(a as unknown as Args, ['low', 'high', 'value', 'slack'], change)
  return args && { kind, args }
}

const backwards = (low: Value, high: Value): string | null => {
  const [l, h] = [constant(low), constant(high)]
  if (l !== null && h !== null && l > h)
    return `nothing lies between ${String(l)} and ${String(h)}: the smaller one comes first`
  return low.kind === 'date' && high.kind === 'date' && String(low.args.is) > String(high.args.is)
    ? 'nothing lies between these: the earlier date comes first'
    : null
}

/** "a number " when all the limits are of one kind. */
function nounOf(limits: readonly Value[], say: Say, after = ''): string {
  const nouns = new Set(limits.map((each) => say.noun(each)))
  const [only] = nouns
  return nouns.size === 1 && only ? `${only}${after}` : ''
}

/** How a value is compared with others of the row, which depends on the data. */
const comparing = (of: readonly Value[], limits: readonly Value[], say: Say): string =>
  limits.some((each) => each.kind === 'column') ? say.compared([...of, ...limits]) : ''

const range = (a: { readonly low: Value; readonly high: Value; readonly strictly?: boolean }, say: Say): string =>
  a.strictly
    ? `between ${say.value(a.low)} and ${say.value(a.high)}, neither included`
    : `from ${say.value(a.low)} to ${say.value(a.high)}, both included`

export const between = condition({
  about: 'lies between two values, both included; `strictly between`: neither included',
  propose: ranges,
  mend: (a, change) => inUnit('between', a, change),
  subject: 'each',
  negatable: true,
  phrases: [
    { say: 'be between {low:value} and {high:value}' },
    { say: 'be strictly between {low:value} and {high:value}', with: { strictly: true } },
  ],
  also: [
    { say: 'be from {low:value} to {high:value}' },
    { say: 'be in the range [of|from] {low:value} (and|to) {high:value}' },
    { say: 'lie [in the range] (between|from) {low:value} (and|to) {high:value}' },
    { say: 'be within {low:value} (and|to) {high:value}' },
    ...[
      'be between {low:value} and {high:value}',
      'be from {low:value} to {high:value}',
      'lie between {low:value} and {high:value}',
    ].flatMap((say) => [
      {
        say: `${say} [,] (inclusive|both inclusive|both included|inclusively|both ends included)` as 'be {low:value} {high:value}',
      },
      { say: `${say} ( inclusive )` as 'be {low:value} {high:value}' },
      {
        say: `${say} [,] (exclusive|both exclusive|both excluded|exclusively|both ends excluded)` as 'be {low:value} {high:value}',
        with: { strictly: true },
      },
      { say: `${say} ( exclusive )` as 'be {low:value} {high:value}', with: { strictly: true } },
    ]),
    { say: 'range (between|from) {low:value} (and|to) {high:value}' },
    { say: '(stay|fall|remain|lie) within {low:value} and {high:value}' },
    { say: '(stay|fall|remain) (between|from) {low:value} (and|to) {high:value}' },
    { say: 'be in [the] (range|interval) between {low:value} and {high:value}' },
    {
      say: 'be within {by:duration} after {of:atom}',
      args: (s) => ({ low: s.of ?? null, high: { kind: 'after', args: { by: s.by ?? null, of: s.of ?? null } } }),
    },
    {
      say: 'be within {by:duration} before {of:atom}',
      args: (s) => ({ low: { kind: 'before', args: { by: s.by ?? null, of: s.of ?? null } }, high: s.of ?? null }),
    },
  ],
  examples: [
    [
      '`price` must be between 1 and 1000',
      'Every present value of `price` is a number from 1 to 1000, both included; missing values are not counted',
    ],
    [
      '`price` must be strictly between 0 and 1',
      'Every present value of `price` is a number between 0 and 1, neither included; missing values are not counted',
    ],
  ],
  reading: (a, say, of) => `is ${nounOf([a.low, a.high], say)}${range(a, say)}${comparing(of, [a.low, a.high], say)}`,
  denied: (a, say, of) =>
    `is ${nounOf([a.low, a.high], say, 'but ')}not ${range(a, say)}${comparing(of, [a.low, a.high], say)}`,
  lint: (a) => backwards(a.low, a.high),
  interval: (a) => ({ low: a.low, high: a.high, lowOpen: a.strictly === true, highOpen: a.strictly === true }),
  test: (of, a, c) =>
    within(subject(of), { low: a.low, high: a.high, lowOpen: a.strictly === true, highOpen: a.strictly === true }, c),
})

export const equal = condition({
  about: 'is exactly that value; `give or take` allows a distance, `ignoring case` forgives capital letters',
  propose: computed,
  mend: (a, change) => {
    const [only] = mendedValues([a.value], change) ?? []
    if (!only || change.is === 'codes') return inUnit('equal', a, change)
    return { kind: 'equal', args: { ...(a as unknown as Args), value: { ...only } } }
  },
  subject: 'each',
  negatable: true,
  phrases: [
    { say: 'be {value:value}' },
    { say: 'be {value:value} , give or take {slack:slack}' },
    { say: 'be {value:value} ignoring case', with: { ignoringCase: true } },
  ],
  also: [
    { say: 'be {value:value} give or take {slack:slack}' },
    { say: 'be about {value:value} [,] give or take {slack:slack}' },
    { say: 'be within {slack:slack} of {value:value}' },
    { say: 'be (equal to|exactly|the same as|identical to) {value:value}' },
    { say: 'be the same as {value:value} ignoring case', with: { ignoringCase: true } },
    { say: '(equal|match) {value:value}' },
    { say: '(equal|match) {value:value} [,] give or take {slack:slack}' },
    { say: 'be (equal to|exactly|the same as) {value:value} [,] give or take {slack:slack}' },
    {
      say: '(be|equal|match) {value:value} [,] (with a tolerance of|with tolerance|plus or minus|+/-|±) {slack:slack}',
    },
    { say: 'be (=|==) {value:value}' },
    { say: 'be the same as {value:value} (regardless of case|whatever the case)', with: { ignoringCase: true } },
    { say: 'not (differ|deviate) from {value:atom} by more than {slack:slack}' },
    { say: 'not (differ|deviate) by more than {slack:slack} from {value:atom}' },
  ],
  examples: [
    ['`status` must be "sold"', 'Every present value of `status` is the text "sold"; missing values are not counted'],
    [
      '`total` must be `net` plus `tax` give or take 0.01',
      'Every present value of `total` is equal to `net` plus `tax`, give or take 0.01; rows in which `total`, `net` or `tax` is missing are not counted',
    ],
  ],
  reading: (a, say, of) =>
    `is ${exactly(a.value, say)}${say.value(a.value)}${near(a.slack, say)}${a.ignoringCase ? ', capital letters aside' : ''}${comparing(of, [a.value], say)}`,
  denied: (a, say, of) =>
    `is ${nounOf([a.value], say, 'but ')}not ${exactly(a.value, say)}${say.value(a.value)}${near(a.slack, say)}${a.ignoringCase ? ', capital letters aside' : ''}${comparing(of, [a.value], say)}`,
  interval: (a) => ({ low: a.value, high: a.value, ...(a.slack ? { slack: a.slack } : {}) }),
  texts: (a) => (a.value.kind === 'text' ? [String(a.value.args.is)] : []),
  test: (of, a, c) => {
    if (!a.ignoringCase)
      return within(subject(of), { low: a.value, high: a.value, ...(a.slack ? { slack: a.slack } : {}) }, c)
    const sides = [c.as(c.value(subject(of)), 'text'), c.as(c.value(a.value), 'text')] as const
    return strict(
      sides.filter((side) => !side.constant),
      sql`lower(${sides[0].sql}) = lower(${sides[1].sql})`,
    )
  },
})

const EXACT: { readonly [kind: string]: string } = {
  text: 'the text ',
  truth: '',
  number: 'the number ',
  date: 'the date ',
  percent: '',
  duration: '',
}

/** A number of the delivery is "exactly 12"; a value of a row is "the number 12". */
const exactly = (v: Value, say: Say): string =>
  v.kind === 'number' && say.noun(v) === '' ? 'exactly ' : (EXACT[v.kind] ?? 'equal to ')
const near = (slack: Value | undefined, say: Say): string => (slack ? `, give or take ${say.value(slack)}` : '')

/** The six one-sided claims differ in a word and an end. */
type Side = {
  /** As it stands in the table of claims. */
  readonly kind: string
  readonly side: 'low' | 'high'
  readonly open: boolean
  readonly also: readonly string[]
  readonly about: string
  readonly propose?: NonNullable<ConditionWord<Args>['propose']>
}

const oneSided = (words: string, o: Side) =>
  condition({
    about: o.about,
    ...(o.propose ? { propose: o.propose } : {}),
    mend: (a, change) => inUnit(o.kind, a, change),
    subject: 'each',
    negatable: true,
    phrases: [
      { say: `be ${words} {value:value}` as 'be at least {value:value}' },
      {
        say: `be ${words} {value:value} , give or take {slack:slack}` as 'be at least {value:value} , give or take {slack:slack}',
      },
    ],
    also: [
      ...o.also.map((each) => ({ say: `be ${each} {value:value}` })),
      { say: `be ${words} {value:value} give or take {slack:slack}` },
    ],
    examples: [
      [
        `\`x\` must be ${words} 2024-01-31`,
        `Every present value of \`x\` is a date ${ofLimit(words)}2024-01-31; missing values are not counted`,
      ],
    ],
    reading: (a, say, of) =>
      `is ${limited(words, a.value, say)}${say.value(a.value)}${near(a.slack, say)}${comparing(of, [a.value], say)}`,
    denied: (a, say, of) =>
      `is ${nounOf([a.value], say, 'but ')}not ${words} ${say.value(a.value)}${near(a.slack, say)}${comparing(of, [a.value], say)}`,
    interval: (a) => limits(a.value, a.slack, o),
    test: (of, a, c) => within(subject(of), limits(a.value, a.slack, o), c),
  })

/** "a number of at least 5", "a date before 2024-01-31". */
const ofLimit = (words: string): string => (/than$|^at /.test(words) ? `that is ${words} ` : `${words} `)
const limited = (words: string, v: Value, say: Say): string => {
  const noun = say.noun(v)
  if (noun === '') return `${words} `
  return noun === 'a number ' && /than$|^at /.test(words) ? `a number of ${words} ` : `${noun}${ofLimit(words)}`
}

const limits = (value: Value, slack: Value | undefined, o: Side) => ({
  ...(o.side === 'low' ? { low: value, lowOpen: o.open } : { high: value, highOpen: o.open }),
  ...(slack ? { slack } : {}),
})

export const atLeast = oneSided('at least', {
  kind: 'at-least',
  side: 'low',
  open: false,
  about: 'is that value or more',
  propose: (table) => [...floors(table), ...orderings(table)],
  also: [
    'no less than',
    'greater than or equal to',
    'no fewer than',
    'a minimum of',
    'equal to or greater than',
    'equal or greater than',
    'greater or equal to',
    'more than or equal to',
    'no lower than',
    'no smaller than',
    '>=',
    '≥',
  ],
})
export const atMost = oneSided('at most', {
  kind: 'at-most',
  side: 'high',
  open: false,
  about: 'is that value or less',
  also: [
    'no more than',
    'up to',
    'less than or equal to',
    'a maximum of',
    'no greater than',
    'equal to or less than',
    'equal or less than',
    'less or equal to',
    'no longer than',
    'no higher than',
    'no larger than',
    'no bigger than',
    'at the most',
    '<=',
    '≤',
  ],
})
export const moreThan = oneSided('more than', {
  kind: 'more-than',
  side: 'low',
  open: true,
  about: 'is more than that value',
  also: [
    'greater than',
    'above',
    'over',
    'larger than',
    'higher than',
    'bigger than',
    'strictly more than',
    'strictly greater than',
    'in excess of',
    '>',
  ],
})
export const lessThan = oneSided('less than', {
  kind: 'less-than',
  side: 'high',
  open: true,
  about: 'is less than that value',
  also: [
    'below',
    'under',
    'smaller than',
    'lower than',
    'fewer than',
    'strictly less than',
    'shorter than',
    'cheaper than',
    '<',
  ],
})
export const beforeTime = oneSided('before', {
  kind: 'before',
  side: 'high',
  open: true,
  about: 'is an earlier time; before a date means before that day',
  also: ['earlier than', 'prior to'],
})
export const afterTime = oneSided('after', {
  kind: 'after',
  side: 'low',
  open: true,
  about: 'is a later time; after a date means after that day',
  also: ['later than'],
})
export const onOrBefore = oneSided('on or before', {
  kind: 'on-or-before',
  side: 'high',
  open: false,
  about: 'is that time or earlier; a date means the whole day',
  also: ['no later than', 'at or before', 'by'],
})
export const onOrAfter = oneSided('on or after', {
  kind: 'on-or-after',
  side: 'low',
  open: false,
  about: 'is that time or later; a date means the whole day',
  propose: since,
  also: ['no earlier than', 'at or after', 'since'],
})

export const oneOf = condition({
  about: 'is one of the listed values, exactly; `ignoring case` forgives capital letters',
  propose: sets,
  mend: (a, change) => {
    const values = mendedValues(a.values, change)
    return values && { kind: 'one-of', args: { ...a, values: values.map((v) => ({ ...v })) } }
  },
  subject: 'each',
  negatable: true,
  phrases: [
    { say: 'be one of {values:literals}' },
    { say: 'be one of {values:literals} ignoring case', with: { ignoringCase: true } },
  ],
  also: [
    { say: 'be (among|any of) {values:literals}' },
    { say: 'be in {values:literals2in}' },
    { say: 'be in (the|this) (set|list) [of] [:] {values:literals}' },
    { say: 'belong to (the|this) (set|list) [of] [:] {values:literals}' },
    { say: 'be contained in [(the|this) (set|list)] {values:literals2}' },
    { say: '(have|take) [one of] the values {values:literals}' },
    { say: 'be one of the [following] values {values:literals}' },
    { say: 'be [either] {values:literals2}' },
    { say: 'be in [the set|the list] ( {values:literals} )' },
    { say: 'be one of ( {values:literals} )' },
  ],
  examples: [
    [
      '`label` must be one of "a", "b" or 3',
      'Every present value of `label` is one of "a", "b" or 3, exactly; missing values are not counted',
    ],
  ],
  reading: (a, say) =>
    `is one of ${say.list(a.values.map(say.value), 'or')}, ${a.ignoringCase ? 'capital letters aside' : 'exactly'}`,
  denied: (a, say) =>
    `is none of ${say.list(a.values.map(say.value), 'or')}${a.ignoringCase ? ', capital letters aside' : ''}`,
  texts: (a) => a.values.map((v) => String(v.args.is)),
  test: (of, a, c) => {
    const x0 = c.value(subject(of))
    const kinds = [...new Set(a.values.map((v): Kind => c.value(v).kind))]
    const tests = kinds.map((kind) => {
      const x = c.as(
        x0,
        x0.kind === 'number' && kind === 'text'
          ? 'text'
          : c.common([x0, c.value(a.values.find((v) => c.value(v).kind === kind) ?? subject(of))], false),
      )
      const members = a.values.filter((v) => c.value(v).kind === kind).map((v) => c.as(c.value(v), x.kind))
      const list = members
        .map((m) => (a.ignoringCase && kind === 'text' ? sql`lower(${m.sql})` : m.sql))
        .reduce((l, r) => sql`${l}, ${r}`)
      const mine = a.ignoringCase && kind === 'text' ? sql`lower(${x.sql})` : x.sql
      return { x, holds: sql`${mine} IN (${list})` }
    })
    const only = tests.length === 1 && tests[0]
    if (only) return strict([only.x], only.holds)
    // where texts and numbers are listed, a text that cannot be read as a number is simply not that number
    const any = tests.map((t) => sql`coalesce(${t.holds}, false)`).reduce((l, r) => sql`${l} OR ${r}`)
    return strict([x0], sql`CASE WHEN ${x0.sql} IS NOT NULL THEN (${any}) END`)
  },
})
