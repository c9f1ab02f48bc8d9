import { anyPattern, likePattern } from '../../vocabulary/conditions/patterns.ts'
import { usualFormat } from '../../vocabulary/written-forms/index.ts'
import type { Rule } from '../grammar.ts'
import { fixed, list, rule, said, same } from './rule.ts'

const UNITS: { readonly [unit: string]: readonly string[] } = {
  millisecond: ['millisecond', 'milliseconds', 'ms'],
  second: ['second', 'seconds', 's', 'sec'],
  minute: ['minute', 'minutes', 'min', 'mins'],
  hour: ['hour', 'hours', 'h'],
  day: ['day', 'days', 'd'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  year: ['year', 'years'],
}
const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const PARTS = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'weekday']

const words = (of: readonly string[]) => (of.length === 1 ? (of[0] ?? '') : `(${of.join('|')})`)
/** A decimal text times a power of ten, exactly. */
function shifted(decimal: string, zeros: number): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(decimal) ?? []
  const digits = rest.padEnd(zeros, '0')
  const moved = `${whole}${digits.slice(0, zeros)}`.replace(/^0+(?=\d)/, '')
  return `${sign}${moved}${digits.length > zeros ? `.${digits.slice(zeros)}` : ''}`
}

/** `9:30`, `9am` and `9:30pm` as `09:30` and `21:30`. */
function clockTime(written: string): string {
  const [, hour = '0', rest = '', half = ''] = /^(\d{1,2})((?::\d{2}){0,2})(am|pm)?$/i.exec(written) ?? []
  const shift = half === '' ? 0 : half.toLowerCase() === 'pm' ? 12 : 0
  const of = half === '' ? Number(hour) : (Number(hour) % 12) + shift
  return `${String(of).padStart(2, '0')}${rest === '' ? ':00' : rest}`
}

const fraction = (n: unknown): string => String(n)

/** Numbers, texts, times and lists of them. */
export const constantRules: readonly Rule[] = [
  rule('digits', '{n:$number}', (s) => fraction(s.n)),
  ...Object.entries({ thousand: 3, million: 6, billion: 9 }).map(([word, zeros]) =>
    rule('digits', `{n:$number} ${word}`, (s) => shifted(fraction(s.n), zeros)),
  ),
  rule('percent', '{n:$number} per cent', (s) => fraction(s.n)),
  rule('percent', '{n:$number} (%|percent)', (s) => fraction(s.n)),
  rule('points', '{n:$number} (points|point|percentage points|percent points|pp)', (s) => fraction(s.n)),
  rule('year', '{n:$number}', (s) => Number(s.n)),
  rule('count', '{n:$number}', (s) => Number(s.n)),
  ...SMALL.map((word, n) => rule('count', word, () => n)),
  ...fixed('character-kind', {
    '(digits|a digit|digit|numbers|numerals|a number)': '[0-9]',
    '(letters|a letter|letter)': '\\p{L}',
    '(capital letters|a capital letter|capital letter|uppercase letters|an uppercase letter|uppercase letter|a capital)':
      '\\p{Lu}',
    '(small letters|a small letter|small letter|lowercase letters|a lowercase letter|lowercase letter)': '\\p{Ll}',
    '(special characters|a special character|special character)': '[^\\p{L}\\p{N}\\s]',
  }),
  ...list('character-kind-list', 'character-kind', ['or', 'and']),
  rule('character-kinds', '{of:character-kind-list}', (s) => {
    const of = s.of as string[]
    return of.length > 1 ? `(?:${of.join('|')})` : of[0]
  }),
  rule('text', '{it:$text}', (s) => s.it),
  rule('pattern', '{it:$pattern}', (s) => s.it),
  ...list('pattern-list', 'pattern', ['or'], 2),
  rule('patterns', '{of:pattern-list}', (s) => anyPattern(s.of as string[])),
  rule('like', '{it:$text}', (s) => likePattern(String(s.it))),
  rule('date', '{it:$date}', (s) => s.it),
  rule('timestamp', '{it:$timestamp}', (s) => s.it),
  rule('clock', '{it:$time}', (s) => clockTime(String(s.it))),
  ...['am', 'pm'].flatMap((half) => [
    rule('clock', `{it:$time} ${half}`, (s) => clockTime(`${String(s.it)}${half}`)),
    rule('clock', `{it:$number} ${half}`, (s) => clockTime(`${String(s.it)}${half}`)),
  ]),
  rule('ordinal', '{it:$ordinal}', (s) => String(s.it).toLowerCase()),
  rule('name', '{it:$column}', (s) => s.it),
  rule('dataset', '{it:$column}', (s) => s.it),
  rule('column', '{name:$column}', (s) => said('column', { name: String(s.name) })),
  ...Object.entries(UNITS).flatMap(([unit, names]) => [
    rule('duration', `{n:$number} ${words(names)}`, (s) => ({ n: Number(s.n), unit })),
    rule('unit', words(names.slice(0, 2)), () => unit),
    rule('units', names[1] ?? unit, () => unit),
  ]),
  ...fixed('part', Object.fromEntries(PARTS.map((part) => [part, part]))),

  same('literal', '{it:constant}'),
  rule('constant', '{it:digits}', (s) => said('number', { is: String(s.it) })),
  rule('constant', '{it:percent}', (s) => said('percent', { is: String(s.it) })),
  rule('constant', '{it:text}', (s) => said('text', { is: String(s.it) })),
  rule('constant', '{it:date}', (s) => said('date', { is: String(s.it) })),
  rule('constant', '{it:timestamp}', (s) => said('timestamp', { is: String(s.it) })),
  rule('constant', '{it:clock}', (s) => said('time', { is: String(s.it) })),
  ...fixed('constant', { true: said('truth', { is: true }), false: said('truth', { is: false }) }),
  ...list('literals', 'literal', ['or', 'and'], 1, true),
  ...list('listed', 'literal', ['and', 'or'], 1, true),
  same('literal-plain', '{it:digits-constant}'),
  ...['text', 'date', 'timestamp', 'percent'].map((kind) =>
    rule('literal-plain', `{it:${kind}}`, (s) => said(kind, { is: String(s.it) })),
  ),
  rule('digits-constant', '{it:digits}', (s) => said('number', { is: String(s.it) })),
  ...list('literals2', 'literal-plain', ['or'], 2),
  ...list('literals2in', 'literal-plain', ['or', 'and'], 2, true),
  ...list('texts', 'text', ['or'], 1, true),
  ...list('columns', 'column', ['and', 'or']),
  ...list('columns2', 'column', ['and'], 2),
  rule('columns3', '{more:columns2-more} [,] and {last:column}', (s) => [...(s.more as object[]), s.last]),
  ...list('order-columns', 'column', ['and']),
  ...list('columns2or', 'column', ['or', 'and'], 2, true),

  rule('slack', '{n:digits}', (s) => said('number', { is: String(s.n) })),
  rule('slack', '{n:percent}', (s) => said('relative', { is: String(s.n) })),
  rule('slack', '{n:points}', (s) => said('points', { is: String(s.n) })),
  rule('slack', '{is:duration}', (s) => said('duration', { is: s.is as { n: number; unit: string } })),
  same('slack', '{it:column}'),
  rule('amount', '{n:digits}', (s) => ({ n: s.n, unit: 'absolute' })),
  rule('amount', '{n:percent}', (s) => ({ n: s.n, unit: 'percent' })),
  rule('amount', '{n:points}', (s) => ({ n: s.n, unit: 'points' })),

  ...fixed('distance-name', {
    '(population stability index|PSI)': 'population stability index',
    '(Kullback–Leibler divergence|Kullback-Leibler divergence|KL divergence|KL-divergence|relative entropy)':
      'Kullback–Leibler divergence',
    '(Jensen–Shannon divergence|Jensen-Shannon divergence|JS divergence)': 'Jensen–Shannon divergence',
    '(Jensen–Shannon distance|Jensen-Shannon distance|JS distance)': 'Jensen–Shannon distance',
    '(L-infinity distance|L-infinity norm|L∞ distance|Chebyshev distance)': 'L-infinity distance',
    '(total variation distance|TV distance)': 'total variation distance',
    '(Kolmogorov–Smirnov distance|Kolmogorov-Smirnov distance|KS distance|KS statistic|Kolmogorov-Smirnov statistic)':
      'Kolmogorov–Smirnov distance',
    "(Wasserstein distance|Wasserstein's distance|earth mover's distance)": 'Wasserstein distance',
  }),
  rule('share', '{percent:percent} {of:literal}', (s) => ({ of: s.of, percent: s.percent })),
  rule('share', '{of:literal} in {percent:percent}', (s) => ({ of: s.of, percent: s.percent })),
  ...list('shares', 'share', ['and']),

  same('format-part', '{it:$format}'),
  same('format-words', '{it:format-part}'),
  rule('format-words', '{first:format-words} {next:format-part}', (s) => `${String(s.first)} ${String(s.next)}`),
  rule('format', '{it:format-words}', (s) => usualFormat(String(s.it))),
  rule('format', '{it:$text}', (s) => usualFormat(String(s.it))),
  ...fixed('format', {
    '(ISO|ISO 8601|ISO-8601|ISO8601)': 'ISO',
    'Unix seconds': 'Unix seconds',
    'Unix milliseconds': 'Unix milliseconds',
  }),
  ...list('formats', 'format', ['or']),

  ...DAYS.map((day) => rule('weekday', `(${day}|${day}s)`, () => day)),
  ...list('weekdays', 'weekday', ['or', 'and']),

  rule('reference', '{columns:columns} (of|in|from) {dataset:dataset}', (s) => ({
    dataset: s.dataset,
    columns: (s.columns as { args: { name: string } }[]).map((each) => each.args.name),
  })),
  rule('reference', '[column] {columns:columns} (of|in|from) the {dataset:dataset} (table|dataset|page|data)', (s) => ({
    dataset: s.dataset,
    columns: (s.columns as { args: { name: string } }[]).map((each) => each.args.name),
  })),
  rule('reference', '{dataset:dataset}', (s) => ({ dataset: s.dataset, columns: [] })),
  rule('reference', 'the (table|dataset|page) {dataset:dataset}', (s) => ({ dataset: s.dataset, columns: [] })),
  rule('reference', '[the] {dataset:dataset} (table|dataset|page)', (s) => ({ dataset: s.dataset, columns: [] })),

  ...fixed('past', {
    '(the last delivery|the previous delivery|last time|the last time|the delivery before|the last run|one delivery to the next|the last accepted delivery|delivery to delivery)':
      { past: 'last' },
    '(a day|one day) (before|ago|earlier)': { past: 'before', unit: 'day' },
    '(a week|one week) (before|ago|earlier)': { past: 'before', unit: 'week' },
    '(a month|one month) (before|ago|earlier)': { past: 'before', unit: 'month' },
    '(a year|one year) (before|ago|earlier)': { past: 'before', unit: 'year' },
    '(yesterday|the day before|the previous day|one day to the next|day to day)': { past: 'before', unit: 'day' },
    '(last week|the week before|the previous week|one week to the next|week to week)': { past: 'before', unit: 'week' },
    '(last month|the month before|the previous month|one month to the next)': { past: 'before', unit: 'month' },
    '(last year|the year before|the previous year)': { past: 'before', unit: 'year' },
  }),
  rule('past', 'the average of the last {n:count} deliveries', (s) => ({
    past: 'average',
    n: s.n,
    unit: 'deliveries',
  })),
  rule('past', 'the average of the last {n:count} {day:weekday}', (s) => ({
    past: 'average',
    n: s.n,
    unit: `${String(s.day)}s`,
  })),
  ...['days', 'weeks', 'months'].map((unit) =>
    rule('past', `the average of the last {n:count} ${unit}`, (s) => ({ past: 'average', n: s.n, unit })),
  ),
]
