import type { Json, Scalar, Value } from '../../check.ts'
import { number, sql, text, type Sql } from '../../sql/sql.ts'
import { Unchecked, type Compiler } from '../expression.ts'
import { numeral, type Take } from '../word.ts'
import { asNumber, scalar } from './scalar.ts'

/** Numbers of the delivery: how many rows, averages, shares, ages. */

/** A count: 0 when there are no rows. */
const counted = (aggregate: Sql): Take => ({
  aggregates: { n: aggregate },
  make: (found) => scalar(found.n ?? 0),
  expression: (a) => ({ sql: sql`coalesce(${a.n ?? sql`0`}, 0)`, kind: 'number', constant: true }),
})

/** One aggregate over the readable numbers of a value; how many cannot be read is kept beside it. */
function aggregate(of: Value, c: Compiler, how: (x: Sql) => Sql): Take {
  const raw = c.value(of)
  const read = c.as(raw, 'number')
  const sources = read.partial ?? []
  const unread =
    sources.length === 0
      ? {}
      : {
          unread: sql`count_if(${sources.map((e) => sql`${e.sql} IS NOT NULL`).reduce((x, y) => sql`${x} AND ${y}`)} AND ${read.sql} IS NULL)`,
        }
  return {
    aggregates: { x: how(read.sql), ...unread },
    make: (found) => {
      const made = scalar(found.x)
      return made?.kind === 'number' && typeof found.unread === 'number' && found.unread > 0
        ? { ...made, unread: found.unread }
        : made
    },
    expression: (a) => ({ sql: a.x ?? sql`NULL`, kind: 'number', constant: true }),
  }
}

export const rows = numeral({
  about: 'how many rows are in scope',
  level: 'delivery',
  gives: 'count',
  ofNothing: 'number',
  phrases: [{ say: 'the number of rows' }],
  also: [
    { say: 'the row count' },
    { say: 'the (count|total number|total count) of rows' },
    { say: 'the number of (records|entries|lines)' },
    { say: 'the size of the data' },
  ],
  examples: [['the number of rows must be at least 1000', 'The number of rows is at least 1000']],
  reading: () => 'the number of rows',
  take: () => counted(sql`count(*)`),
})

export const columnCount = numeral({
  about: 'how many columns the delivery has',
  level: 'delivery',
  gives: 'count',
  ofNothing: 'number',
  phrases: [{ say: 'the number of columns' }],
  also: [{ say: 'the column count' }],
  examples: [['the number of columns must be 12', 'The number of columns is exactly 12']],
  reading: () => 'the number of columns',
  take: (_a, c) => ({
    aggregates: {},
    make: () => ({ kind: 'number', is: c.columns.length }),
    expression: () => ({ sql: number(c.columns.length), kind: 'number', constant: true }),
  }),
})

const presence = (of: Json, kind: 'present' | 'missing'): Json => ({
  subject: { of: [of], quantity: { is: 'every' } },
  claim: { kind, args: {} },
})
const valued = (of: Json, is: Json): Json => ({
  subject: { of: [of], quantity: { is: 'every' } },
  claim: { kind: 'equal', args: { value: is } },
})

export const share = numeral({
  about: 'the share of the rows in scope where a condition is true; all rows in scope are the denominator',
  level: 'delivery',
  gives: 'share',
  ofNothing: 'idle',
  phrases: [{ say: 'the share of rows where {where:condition}' }],
  also: [
    { say: 'the (completeness|fill rate) of {of:column}', args: (s) => ({ where: presence(s.of ?? null, 'present') }) },
    {
      say: 'the (share|percentage|proportion|fraction) of (present|filled|non-missing) {of:column}',
      args: (s) => ({ where: presence(s.of ?? null, 'present') }),
    },
    {
      say: 'the (share|percentage|proportion|fraction) of rows with {of:column} {is:literal}',
      args: (s) => ({ where: valued(s.of ?? null, s.is ?? null) }),
    },
    {
      say: 'the (share|percentage|proportion|fraction) of {is:literal} (in|among) {of:column}',
      args: (s) => ({ where: valued(s.of ?? null, s.is ?? null) }),
    },
    { say: 'the (percentage|proportion|fraction|ratio|rate) of rows where {where:condition}' },
    { say: 'the (share|percentage|proportion|fraction) of rows (in which|for which) {where:condition}' },
  ],
  examples: [],
  reading: (a, say) => `the share of rows where ${say.condition(a.where)}, of all rows in scope,`,
  take: (a, c) => shareOf(c.truth(a.where).yes),
})

const shareOf = (yes: Sql): Take => ({
  aggregates: { part: sql`count_if(${yes})`, whole: sql`count(*)` },
  make: (found) => ratio(found.part, found.whole),
  expression: (a) => ({
    sql: sql`(CAST(${a.part ?? sql`0`} AS DOUBLE) / nullif(${a.whole ?? sql`0`}, 0))`,
    kind: 'number',
    constant: true,
  }),
})

/** A share with both of its numbers. */
const ratio = (part: Json | undefined, whole: Json | undefined): Scalar | null => {
  const [p, w] = [asNumber(part ?? 0) ?? 0, asNumber(whole ?? 0) ?? 0]
  return w === 0 ? null : { kind: 'number', is: p / w, part: p, whole: w }
}

export const missingShare = numeral({
  about: 'the share of rows in which a value is missing',
  level: 'delivery',
  gives: 'share',
  ofNothing: 'idle',
  phrases: [{ say: 'the share of missing {of:column}' }],
  also: [
    { say: 'the (percentage|proportion|fraction|rate) of missing {of:column}' },
    { say: 'the share of (missing values|nulls|null values|empty values) (of|in) {of:column}' },
    { say: 'the (missing|null) (rate|share|ratio) of {of:column}' },
    { say: 'the share of rows (without|with no|with a missing|with an empty) {of:column}' },
    { say: 'the (percentage|proportion|fraction|rate) of missing values (of|in) {of:column}' },
  ],
  examples: [
    [
      'the share of missing `ean` must be less than 5%',
      'The share of rows in which `ean` is missing, of all rows in scope, is less than 5%',
    ],
  ],
  reading: (a, say) => `the share of rows in which ${say.value(a.of)} is missing, of all rows in scope,`,
  take: (a, c) => shareOf(sql`${c.value(a.of).sql} IS NULL`),
})

export const shareOfAll = numeral({
  about: 'the share that a group has of all rows in scope, with `for each`',
  level: 'delivery',
  gives: 'share',
  ofNothing: 'number',
  phrases: [{ say: 'the share of all rows' }],
  examples: [],
  reading: () => "the group's share of all rows in scope",
  take: (_a, c) => ({
    aggregates: { part: sql`count(*)`, whole: sql`sum(count(*)) OVER ()` },
    make: (found) => ratio(found.part, found.whole),
    expression: () => {
      throw new Unchecked(
        'incomparable',
        `the share of all rows is a number of a group, not of a row of ${String(c.columns.length)} columns`,
      )
    },
  }),
})

export const missing = numeral({
  about: 'in how many rows a value is missing',
  level: 'delivery',
  gives: 'count',
  ofNothing: 'number',
  phrases: [{ say: 'the number of missing {of:column}' }],
  also: [
    { say: 'the number of (missing values|nulls|missing|null values|empty values|blanks) (of|in) {of:column}' },
    { say: 'the number of rows (without|with no|with a missing|with an empty) {of:column}' },
  ],
  examples: [
    ['the number of missing `ean` must be at most 10', 'The number of rows in which `ean` is missing is at most 10'],
  ],
  reading: (a, say) => `the number of rows in which ${say.value(a.of)} is missing`,
  take: (a, c) => counted(sql`count_if(${c.value(a.of).sql} IS NULL)`),
})

export const different = numeral({
  about: 'how many different present values there are, exactly',
  level: 'delivery',
  gives: 'count',
  ofNothing: 'number',
  phrases: [{ say: 'the number of different {of:aggregable}' }],
  also: [
    { say: 'the number of (distinct|unique) {of:aggregable}' },
    { say: 'the number of (different|distinct|unique) values (of|in) {of:aggregable}' },
  ],
  examples: [
    [
      'the number of different `country` must be between 5 and 200',
      'The number of different present values of `country` is from 5 to 200, both included',
    ],
  ],
  reading: (a, say) => `the number of different present values of ${say.value(a.of)}`,
  take: (a, c) => counted(sql`count(DISTINCT ${c.value(a.of).sql})`),
})

export const differentShare = numeral({
  about: 'how many different present values there are, as a share of the present ones',
  level: 'delivery',
  gives: 'share',
  ofNothing: 'idle',
  phrases: [{ say: 'the share of different {of:aggregable}' }],
  also: [
    { say: 'the (share|percentage|proportion|fraction) of (distinct|unique) {of:aggregable}' },
    { say: 'the (share|percentage|proportion|fraction) of (different|distinct|unique) values (of|in) {of:aggregable}' },
    { say: 'the (uniqueness|distinctness) of {of:aggregable}' },
  ],
  examples: [],
  reading: (a, say) => `the number of different present values of ${say.value(a.of)}, as a share of the present ones,`,
  take: (a, c) => ({
    aggregates: { part: sql`count(DISTINCT ${c.value(a.of).sql})`, whole: sql`count(${c.value(a.of).sql})` },
    make: (found) => ratio(found.part, found.whole),
    expression: (x) => ({
      sql: sql`(CAST(${x.part ?? sql`0`} AS DOUBLE) / nullif(${x.whole ?? sql`0`}, 0))`,
      kind: 'number',
      constant: true,
    }),
  }),
})

const ROLES = {
  average: { also: ['mean'], sql: (x: Sql) => sql`avg(${x})` },
  median: { also: [], sql: (x: Sql) => sql`quantile_cont(${x}, 0.5)` },
  sum: { also: ['total'], sql: (x: Sql) => sql`sum(${x})` },
  'standard deviation': { also: ['deviation', 'stddev'], sql: (x: Sql) => sql`stddev_samp(${x})` },
  variance: { also: [], sql: (x: Sql) => sql`var_samp(${x})` },
} as const

const plain = (role: keyof typeof ROLES) =>
  numeral({
    about: `the ${role} of the numbers; missing values and texts that are no numbers are left out, and how many is said`,
    level: 'delivery',
    gives: 'number',
    ofNothing: role === 'sum' ? 'number' : 'idle',
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

export const percentile = numeral({
  about: 'the value that so many percent of the numbers do not exceed, interpolated',
  level: 'delivery',
  gives: 'number',
  ofNothing: 'idle',
  phrases: [{ say: 'the {at:ordinal} percentile of {of:aggregable}' }],
  also: [{ say: 'the {at:ordinal} percentile {of:aggregable}' }],
  examples: [
    [
      'the 95th percentile of `latency` must be at most 300',
      'The 95th percentile of the numbers in `latency` (interpolated) is at most 300',
    ],
  ],
  reading: (a, say) => `the ${a.at} percentile of the numbers in ${say.value(a.of)} (interpolated)`,
  take: (a, c) => aggregate(a.of, c, (x) => sql`quantile_cont(${x}, ${number(Number.parseInt(a.at, 10) / 100)})`),
  lint: (a) => (Number.parseInt(a.at, 10) > 100 ? `there is no ${a.at} percentile` : null),
})

function extreme(of: Value, c: Compiler, fn: 'min' | 'max'): Take {
  const raw = c.value(of)
  const kind = c.common([raw], true)
  const read = c.as(raw, kind)
  const found = fn === 'min' ? sql`min(${read.sql})` : sql`max(${read.sql})`
  const time = kind === 'date' || kind === 'timestamp'
  return {
    aggregates: { x: time ? (fn === 'min' ? sql`min(epoch(${read.sql}))` : sql`max(epoch(${read.sql}))`) : found },
    make: ({ x }) =>
      kind === 'text'
        ? typeof x === 'string'
          ? { kind: 'text', is: x }
          : null
        : scalar(x, time ? 'instant' : kind === 'duration' ? 'duration' : 'number'),
    expression: (a) => ({
      sql: time ? sql`make_timestamp(CAST(${a.x ?? sql`NULL`} * 1000000 AS BIGINT))` : (a.x ?? sql`NULL`),
      kind: time ? 'timestamp' : kind,
      constant: true,
    }),
  }
}

export const smallest = numeral({
  about: 'the smallest (or earliest) present value',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'idle',
  phrases: [{ say: 'the smallest {of:aggregable}' }],
  also: [
    { say: 'the (minimum|lowest|earliest|oldest|min) {of:aggregable}' },
    { say: 'the (minimum|smallest value|lowest value|min) of {of:aggregable}' },
  ],
  examples: [
    ['the smallest `price` must be at least 0', 'The smallest (or earliest) present value of `price` is at least 0'],
  ],
  reading: (a, say) => `the smallest (or earliest) present value of ${say.value(a.of)}`,
  take: (a, c) => extreme(a.of, c, 'min'),
})

export const largest = numeral({
  about: 'the largest (or latest) present value',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'idle',
  phrases: [{ say: 'the largest {of:aggregable}' }],
  also: [
    { say: 'the (maximum|highest|latest|newest|most recent|max) {of:aggregable}' },
    { say: 'the (maximum|largest value|highest value|max) of {of:aggregable}' },
  ],
  examples: [
    ['the largest `price` must be at most 5000', 'The largest (or latest) present value of `price` is at most 5000'],
  ],
  reading: (a, say) => `the largest (or latest) present value of ${say.value(a.of)}`,
  take: (a, c) => extreme(a.of, c, 'max'),
})

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
  take: (a, c) => ({
    aggregates: { x: sql`corr(${c.as(c.value(a.x), 'number').sql}, ${c.as(c.value(a.y), 'number').sql})` },
    make: ({ x }) => scalar(x),
    expression: (found) => ({ sql: found.x ?? sql`NULL`, kind: 'number', constant: true }),
  }),
})

export const pageMeasure = numeral({
  about: 'a measure that the page defines under `measures`',
  level: 'delivery',
  gives: 'number',
  ofNothing: 'idle',
  phrases: [{ say: 'the {name:page-measure}' }],
  examples: [],
  reading: (a) => `the ${a.name} (a measure of this page)`,
  take: (a, c) => ({
    aggregates: { x: c.pageWord(a.name) },
    make: ({ x }) => (typeof x === 'string' && Number.isNaN(Number(x)) ? { kind: 'text', is: x } : scalar(x)),
    expression: () => {
      throw new Unchecked(
        'incomparable',
        `the measure ${text(a.name).text} of the page cannot be compared with single rows`,
      )
    },
  }),
})
