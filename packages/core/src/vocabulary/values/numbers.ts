import type { Condition, Json, Scalar } from '../../check.ts'
import { number, sql, text, type Sql } from '../../sql/sql.ts'
import { Unchecked, type Compiler } from '../expression.ts'
import { gaps } from '../proposals/presence.ts'
import { numeral, type Take } from '../word.ts'
import { asNumber, scalar } from './scalar.ts'

/** Numbers of the delivery: how many rows, averages, shares, ages. */

/** The rows in which a condition is true, and those of which it cannot be said, because a value cannot be read. */
function sifted(where: Condition, c: Compiler): { readonly yes: Sql; readonly doubt: Sql | null } {
  const { yes, no, readings } = c.truth(where)
  c.restsOn(readings ?? [], 'where')
  return { yes, doubt: readings ? sql`NOT (${yes}) AND NOT (${no})` : null }
}

const doubted = (of: Scalar | null, doubt: Json | undefined): Scalar | null =>
  of?.kind === 'number' && typeof doubt === 'number' && doubt > 0 ? { ...of, doubt } : of

/** A count: 0 when there are no rows. */
const counted = (aggregate: Sql): Take => ({
  aggregates: { n: aggregate },
  make: (found) => scalar(found.n ?? 0),
  expression: (a) => ({ sql: sql`coalesce(${a.n ?? sql`0`}, 0)`, kind: 'number', constant: true }),
})

export const rows = numeral({
  about: 'how many rows are in scope',
  level: 'delivery',
  gives: 'count',
  ofNothing: 'number',
  phrases: [{ say: 'the number of rows' }],
  also: [
    { say: 'the (count|total number|total count) of (rows|records|entries)' },
    { say: 'the number of (records|entries|lines|examples|samples|observations|data points|data rows)' },
    { say: 'the (row|record) count' },
    { say: 'the size of the data' },
  ],
  examples: [['the number of rows must be at least 1000', 'The number of rows is at least 1000']],
  reading: () => 'the number of rows',
  take: () => counted(sql`count(*)`),
  takeWhere: (where, c) => {
    const { yes, doubt } = sifted(where, c)
    return {
      ...counted(sql`count_if(${yes})`),
      beside: doubt ? { doubt: sql`count_if(${doubt})` } : {},
      make: (found) => doubted(scalar(found.n ?? 0), found.doubt),
    }
  },
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
    make: () => ({ kind: 'number', is: columnsThere(c) }),
    expression: () => ({ sql: number(columnsThere(c)), kind: 'number', constant: true }),
  }),
})

const columnsThere = (c: Compiler): number => c.columns.filter((each) => !each.absent).length

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
  take: (a, c) => {
    const { yes, doubt } = sifted(a.where, c)
    const plain = shareOf(yes)
    return {
      ...plain,
      beside: doubt ? { doubt: sql`count_if(${doubt})` } : {},
      make: (found) => doubted(plain.make(found), found.doubt),
    }
  },
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
  propose: gaps,
  level: 'delivery',
  gives: 'share',
  ofNothing: 'idle',
  phrases: [{ say: 'the share of missing {of:column}' }],
  also: [
    { say: 'the (percentage|proportion|fraction|rate) of missing {of:column}' },
    { say: 'the share of (missing values|nulls|null values|empty values) (of|in) {of:column}' },
    { say: 'the share of (empty|null|blank) {of:column}' },
    { say: 'the (missing|null) (rate|share|ratio|percentage|percent) of {of:column}' },
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

export const missingCells = numeral({
  about: 'how many of the values of all columns are missing, as a share of rows times columns',
  level: 'delivery',
  gives: 'share',
  ofNothing: 'idle',
  phrases: [{ say: 'the share of missing values in all columns' }],
  also: [
    { say: 'the share of missing values (over|across) all columns' },
    { say: 'the share of missing cells [(in|over|across) all columns]' },
    { say: 'the (percentage|proportion|rate) of missing (values|cells) (in|over|across) all columns' },
  ],
  examples: [
    [
      'the share of missing values in all columns must be less than 5%',
      'The share of missing values in all columns is less than 5%',
    ],
  ],
  reading: () => 'the share of missing values in all columns',
  take: (_a, c) => {
    const columns = c.columns.map((each) => c.column(each.name).sql)
    const missing = columns.map((x) => sql`count_if(${x} IS NULL)`).reduce((l, r) => sql`${l} + ${r}`, sql`0`)
    return {
      ...shareOf(sql`true`),
      aggregates: { part: missing, whole: sql`count(*) * ${number(columns.length)}` },
    }
  },
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
    { say: 'the (missing|null) count (of|in) {of:column}' },
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
    {
      say: 'the [approximate] (distinct count|unique count|count of distinct|count of unique|count of different) [values] (of|in) {of:aggregable}',
    },
    { say: 'the (distinct|unique|different) value count (of|in) {of:aggregable}' },
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
    { say: 'the distinctness of {of:aggregable}' },
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
