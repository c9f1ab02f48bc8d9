import type { Value } from '../../check.ts'
import { number, sql, type Sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { numeral, type Take } from '../word.ts'
import { made } from './of-row.ts'
import { asNumber, scalar, unreadBeside } from './scalar.ts'

/** Statistics of the numbers of a column: averages, sums, spread and shape. */

/** One aggregate over the readable numbers of a value; how many cannot be read is kept beside it. */
function aggregate(of: Value, c: Compiler, how: (x: Sql) => Sql): Take {
  const read = c.as(c.value(of), 'number')
  return unreadBeside(read, c, {
    aggregates: { x: how(read.sql) },
    make: ({ x }) => scalar(x),
    expression: (a) => ({ sql: a.x ?? sql`NULL`, kind: 'number', constant: true }),
  })
}

const ROLES = {
  average: { also: ['mean'], sql: (x: Sql) => sql`avg(${x})` },
  median: { also: ['approximate median', 'approx median'], sql: (x: Sql) => sql`quantile_cont(${x}, 0.5)` },
  sum: { also: ['total'], sql: (x: Sql) => sql`sum(${x})` },
  'standard deviation': { also: ['deviation', 'stddev'], sql: (x: Sql) => sql`stddev_samp(${x})` },
  variance: { also: [], sql: (x: Sql) => sql`var_samp(${x})` },
  skewness: { also: ['skew'], sql: (x: Sql) => sql`skewness(${x})` },
  kurtosis: { also: ['excess kurtosis'], sql: (x: Sql) => sql`kurtosis(${x})` },
} as const

const SCALING: ReadonlySet<string> = new Set(['average', 'median', 'sum', 'standard deviation'])

const plain = (role: keyof typeof ROLES) =>
  numeral({
    about: `the ${role} of the numbers; missing values and texts that are no numbers are left out, and how many is said`,
    level: 'delivery',
    gives: 'number',
    ofNothing: role === 'sum' ? 'number' : 'idle',
    ...(SCALING.has(role) ? { scales: true as const } : {}),
    phrases: [{ say: `the ${role} of {of:aggregable}` as 'the average of {of:aggregable}' }],
    also: [
      `the ${role} {of:aggregable}`,
      ...ROLES[role].also.flatMap((each) => [`the ${each} of {of:aggregable}`, `the ${each} {of:aggregable}`]),
    ].map((say) => ({ say })),
    examples: [
      [`the ${role} of \`price\` must be at least 5`, `The ${role} of the numbers in \`price\` is at least 5`],
    ],
    reading: (a, say) => `the ${role} of the numbers in ${say.value(a.of)}`,
    take: (a, c) => aggregate(a.of, c, ROLES[role].sql),
  })

export const average = plain('average')
export const median = plain('median')
export const total = plain('sum')
export const deviation = plain('standard deviation')
export const variance = plain('variance')
export const skewness = plain('skewness')
export const kurtosis = plain('kurtosis')

export const entropy = numeral({
  about: "Shannon's entropy of the present values in bits: 0 when all are the same, 1 for two equally frequent ones",
  level: 'delivery',
  gives: 'number',
  ofNothing: 'idle',
  phrases: [{ say: 'the entropy of {of:aggregable}' }],
  also: [{ say: "the (Shannon entropy|Shannon's entropy|information entropy) of {of:aggregable}" }],
  examples: [
    ['the entropy of `label` must be at least 1.5', 'The entropy of the present values of `label` is at least 1.5'],
  ],
  reading: (a, say) => `the entropy of the present values of ${say.value(a.of)}`,
  take: (a, c) => ({
    aggregates: { n: sql`count(${c.value(a.of).sql})`, x: sql`entropy(${c.value(a.of).sql})` },
    make: ({ n, x }) => (asNumber(n) === 0 ? null : scalar(x)),
    expression: (found) => ({ sql: found.x ?? sql`NULL`, kind: 'number', constant: true }),
  }),
})

/** 0.9 of all, or 90 percent of them, as an ordinal: the 90th percentile. */
function ordinal(percent: number): string {
  const n = String(Number(percent.toPrecision(12)))
  const end = /(?<!1)1$/.test(n) ? 'st' : /(?<!1)2$/.test(n) ? 'nd' : /(?<!1)3$/.test(n) ? 'rd' : 'th'
  return `${n}${n.includes('.') ? 'th' : end}`
}

export const percentile = numeral({
  about: 'the value that so many percent of the numbers do not exceed, interpolated',
  level: 'delivery',
  gives: 'number',
  ofNothing: 'idle',
  scales: true,
  phrases: [{ say: 'the {at:ordinal} percentile of {of:aggregable}' }],
  also: [
    { say: 'the {at:ordinal} percentile {of:aggregable}' },
    { say: 'the approximate {at:ordinal} percentile of {of:aggregable}' },
    {
      say: 'the {at:digits} (quantile|percentile) of {of:aggregable}',
      args: (s) => ({ at: ordinal(Number(s.at) <= 1 ? 100 * Number(s.at) : Number(s.at)), of: s.of ?? null }),
    },
    {
      say: 'the {at:percent} (quantile|percentile) of {of:aggregable}',
      args: (s) => ({ at: ordinal(Number(s.at)), of: s.of ?? null }),
    },
    { say: 'the (lower|first) quartile of {of:aggregable}', with: { at: '25th' } },
    { say: 'the (upper|third) quartile of {of:aggregable}', with: { at: '75th' } },
  ],
  examples: [
    [
      'the 95th percentile of `latency` must be at most 300',
      'The 95th percentile of the numbers in `latency` (interpolated) is at most 300',
    ],
  ],
  reading: (a, say) => `the ${a.at} percentile of the numbers in ${say.value(a.of)} (interpolated)`,
  take: (a, c) => aggregate(a.of, c, (x) => sql`quantile_cont(${x}, ${number(share(a.at))})`),
  lint: (a) => (share(a.at) > 1 ? `there is no ${a.at} percentile` : null),
})

const share = (at: string): number => Number((Number.parseFloat(at) / 100).toPrecision(12))

export const correlation = numeral({
  about: "Pearson's correlation coefficient over the rows in which both are numbers, -1 to 1",
  level: 'delivery',
  gives: 'number',
  ofNothing: 'idle',
  phrases: [{ say: 'the correlation between {x:column} and {y:column}' }],
  also: [{ say: 'the correlation of {x:column} (and|with) {y:column}' }],
  examples: [
    [
      'the correlation between `a` and `b` should be at least 0.5',
      "Pearson's correlation between `a` and `b` is at least 0.5 (a warning if not)",
    ],
  ],
  reading: (a, say) => `Pearson's correlation between ${say.value(a.x)} and ${say.value(a.y)}`,
  take: (a, c) => {
    const [x, y] = [c.as(c.value(a.x), 'number'), c.as(c.value(a.y), 'number')]
    return unreadBeside(made(sql`NULL`, 'number', [x, y]), c, {
      aggregates: { x: sql`corr(${x.sql}, ${y.sql})` },
      make: (found) => scalar(found.x),
      expression: (found) => ({ sql: found.x ?? sql`NULL`, kind: 'number', constant: true }),
    })
  },
})
