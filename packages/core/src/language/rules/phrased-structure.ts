import type { Said, Value } from '../../check.ts'
import type { Rule, Slots } from '../grammar.ts'
import { claims, column, compare, constant, every, leaf, number, rowClaim, rows, where } from './made.ts'
import { args, fixed, rule, said } from './rule.ts'

/** Which columns, values, rows and groups there are, also compared with another dataset or the last delivery. */
const whole = (s: Slots, kind: string, given: Slots = {}) => ({ modal: s.modal, whole: said(kind, args(given)) })
const inOther = (of: Value, s: Slots): Value => said('in', args({ of, dataset: s.dataset }))

const MAY = '{modal:modal-limit}'

const columns: readonly Rule[] = [
  rule(
    'statement',
    `no column [of the last delivery] ${MAY} be (removed|dropped|lost|deleted|renamed|missing from the delivery)`,
    (s) => whole(s, 'columns-not-lose'),
  ),
  rule('statement', `no columns ${MAY} be (removed|dropped|lost|deleted|renamed)`, (s) => whole(s, 'columns-not-lose')),
  rule('statement', `no column ${MAY} (disappear|go missing)`, (s) => whole(s, 'columns-not-lose')),
  rule('statement', `no (column|columns) ${MAY} be added or removed`, (s) => whole(s, 'columns-not-change')),
  rule('statement', `no column ${MAY} be [completely|entirely] constant`, (s) => whole(s, 'columns-not-constant')),
  rule('statement', `no column ${MAY} be (completely|entirely|totally|all) (empty|missing|null|blank)`, (s) =>
    whole(s, 'columns-not-empty'),
  ),
  rule('statement', 'there {modal:modal} be no (column|columns|field|fields) [called|named] {of:columns}', (s) =>
    whole(s, 'columns-without', { of: s.of }),
  ),
  rule('statement', `(the column|the columns) {of:columns} {modal:modal} not (exist|be there|be included)`, (s) =>
    whole(s, 'columns-without', { of: s.of }),
  ),
  rule(
    'statement',
    '(column names|all column names|every column name|the name of every column) {modal:modal} match {pattern:pattern}',
    (s) => whole(s, 'columns-match', { pattern: s.pattern }),
  ),
]

const values: readonly Rule[] = [
  rule('statement', `no new [values of] {of:column} ${MAY} (appear|occur|be added|turn up)`, (s) =>
    rowClaim(s, column(s), said('found-in-last')),
  ),
  rule('statement', `no new (value|values) ${MAY} (appear|occur|be added) in {of:column}`, (s) =>
    rowClaim(s, column(s), said('found-in-last')),
  ),
  rule(
    'statement',
    `no {of:column} (of|in|from) (the last delivery|the previous delivery) ${MAY} (be missing|disappear|be lost)`,
    (s) => whole(s, 'values-not-lose', { of: s.of }),
  ),
  rule('statement', `no {of:column} ${MAY} (disappear|go missing|vanish)`, (s) =>
    whole(s, 'values-not-lose', { of: s.of }),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} contain (all of|each of|every one of|at least once each of) {values:listed} [at least once]',
    (s) => whole(s, 'values-include', { of: s.of, values: s.values }),
  ),
  rule(
    'statement',
    '(each of|every one of|all of) {values:listed} {modal:modal} (occur|appear|be present) [at least once] in {of:column}',
    (s) => whole(s, 'values-include', { of: s.of, values: s.values }),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal-any} have (more than one|at least two) (value|values|different value)',
    (s) => number(s, said('different', args({ of: s.of })), compare('more-than', constant('number', '1'))),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal-any} have as many (different|distinct|unique) values as {other:column} in {dataset:dataset}',
    (s) =>
      number(
        s,
        said('different', args({ of: s.of })),
        compare('equal', inOther(said('different', args({ of: s.other })), s)),
      ),
  ),
  ...Object.entries({ longest: 'largest-length', shortest: 'smallest-length' }).flatMap(([word, kind]) =>
    ['be {it:d-count} characters [long]', 'have {it:d-count} characters'].map((say) =>
      rule('statement', `[the] ${word} {of:column} {modal:modal-any} ${say}`, (s) =>
        number(s, said(kind, args({ of: s.of })), s.it),
      ),
    ),
  ),
]

/** As many rows as another dataset, or more, or fewer. */
const otherRows: readonly Rule[] = [
  ...fixed('many', {
    '(the same number of|as many|exactly as many|equally many)': 'equal',
    more: 'more-than',
    '(fewer|less)': 'less-than',
    '(at least as many|no fewer)': 'at-least',
    '(at most as many|no more)': 'at-most',
  }),
  ...[
    'there {modal:modal} be {many:many} rows (as|than)',
    '(the table|this table|the data|the dataset|this dataset|the file) {modal:modal} have {many:many} rows (as|than)',
  ].flatMap((say) => [
    rule('statement', `${say} [(in|there are in)] {dataset:dataset}`, (s) =>
      number(s, rows, compare(String(s.many), inOther(rows, s))),
    ),
    rule('statement', `${say} (in the last delivery|the last delivery|in the previous delivery|last time)`, (s) =>
      number(s, rows, compare(String(s.many), said('in-last', args({ of: rows })))),
    ),
  ]),
  rule(
    'statement',
    '(the table|this table|the data|the dataset|this dataset|the file) {modal:modal} have the same number of columns as {dataset:dataset}',
    (s) => number(s, said('column-count'), compare('equal', inOther(said('column-count'), s))),
  ),
  rule('d-in', '[the] (row count|number of rows|number of records|record count) of {dataset:dataset}', (s) =>
    inOther(rows, s),
  ),
  rule('d-in', '[the] (number of columns|column count) of {dataset:dataset}', (s) => inOther(said('column-count'), s)),
]

/** Numbers of the delivery beside those of another one, in its standard deviations. */
const deviations: readonly Rule[] = [
  rule(
    'statement',
    '[the] (average|mean) of {of:column} {modal:modal} be within {n:digits} (standard deviations|standard deviation|sigma) of the (average|mean) of {column:column} in {dataset:dataset}',
    (s) => {
      const average = inOther(said('average', args({ of: s.column })), s)
      const far = said(
        'times',
        args({ left: constant('number', String(s.n)), right: inOther(said('deviation', args({ of: s.column })), s) }),
      )
      return {
        modal: s.modal,
        number: said('average', args({ of: s.of })),
        claims: claims(
          said(
            'between',
            args({
              low: said('minus', args({ left: average, right: far })),
              high: said('plus', args({ left: average, right: far })),
            }),
          ),
        ),
      }
    },
  ),
]

const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']

/** A row in each day, month …: in order of the times, each is at most one later than the one before. */
const gaps: readonly Rule[] = [
  ...UNITS.flatMap((unit) => {
    const units = unit === 'day' ? '(days|dates|day|date)' : `(${unit}s|${unit})`
    return [
      `there {modal:modal} be no (gaps|gap) in the ${units} of {of:column}`,
      `there {modal:modal} be no missing ${units} in {of:column}`,
      `there {modal:modal} be no ${units} missing in {of:column}`,
      `{of:column} {modal:modal} have no (missing ${unit}s|${unit}s missing|gaps between ${unit}s)`,
      `{of:column} {modal:modal} not skip [a|any] ${units}`,
      `no ${unit} (of|in) {of:column} {modal:modal-limit} be missing`,
    ].map((say) => rule('statement', say, (s) => stepwise(s, unit)))
  }),
  rule('statement', 'there {modal:modal} be no (gaps|gap) in {of:column}', (s) => ({
    ...rowClaim(
      s,
      column(s),
      compare('equal', said('plus', args({ left: before(s), right: constant('number', '1') }))),
    ),
    order: [s.of as Value],
  })),
]

const before = (s: Slots): Value => said('row-before', args({ of: s.of }))
const stepwise = (s: Slots, unit: string) => {
  const by = unit === 'quarter' ? { n: 3, unit: 'month' } : { n: 1, unit }
  return {
    ...rowClaim(s, column(s), compare('at-most', said('after', args({ by, of: before(s) })))),
    order: [s.of as Value],
  }
}

/** Spans of a beginning and an end that must not overlap: in order of the beginnings, each begins after the end before. */
const spans: readonly Rule[] = [
  rule(
    'statement',
    '[the] (ranges|periods|intervals|spans|times|time ranges) (from|between) {from:column} (to|and|until) {to:column} {modal:modal} not overlap',
    (s) => apart(s),
  ),
  rule(
    'statement',
    `no {each:keys} ${MAY} have (overlapping|two rows with overlapping|rows with overlapping) [ranges|periods] [from|of] {from:column} (to|and) {to:column}`,
    (s) => ({ ...apart(s), scope: { each: s.each } }),
  ),
]

const apart = (s: Slots) => ({
  ...rowClaim(s, s.from as Value, compare('at-least', said('row-before', args({ of: s.to })))),
  order: [s.from],
})

/** Several columns that must not all be so: of two, at most one may be; of missing ones, at least one must be there. */
const notAll = (s: Slots) => {
  const of = s.of as readonly Value[]
  const [claim] = s.claims as readonly { readonly said: Said; readonly not: boolean }[]
  const missing = claim?.said.kind === 'missing' && !claim.not
  return {
    modal: s.modal,
    subject: { of, quantity: missing ? { is: 'at least', n: 1 } : { is: 'at most', n: of.length - 1 } },
    claims: missing ? claims(said('present')) : s.claims,
  }
}

const together: readonly Rule[] = [
  rule('statement', '{of:columns2} {modal:refusal} (both|all) {claims:r-claim}', notAll),
  ...fixed('refusal', {
    "(must not|cannot|can not|can't|may not|must never)": { severity: 'must', not: false },
    'should not': { severity: 'should', not: false },
  }),
  rule(
    'statement',
    `(rows|records|two rows|any two rows) with the same {of:columns} {modal:modal} have the same {other:columns}`,
    (s) => ({
      modal: s.modal,
      subject: { of: s.of, quantity: { is: (s.of as Value[]).length > 1 ? 'together' : 'every' } },
      claims: claims(said('determine', args({ of: s.other }))),
    }),
  ),
  rule('statement', '{of:column} {modal:modal} (increase|rise|grow) with {by:column}', (s) => ({
    ...rowClaim(s, column(s), compare('at-least', before(s))),
    order: [s.by as Value],
  })),
  rule(
    'statement',
    '{of:column} {modal:modal} (increase|rise|go up|grow) by [exactly] {n:digits} (from row to row|from one row to the next|in every row|with every row|with each row)',
    (s) => ({
      ...rowClaim(
        s,
        column(s),
        compare('equal', said('plus', args({ left: before(s), right: constant('number', String(s.n)) }))),
      ),
      order: [],
    }),
  ),
  rule('statement', '{of:column} {modal:modal} (decrease|fall) with {by:column}', (s) => ({
    ...rowClaim(s, column(s), compare('at-most', before(s))),
    order: [s.by as Value],
  })),
  rule(
    'statement',
    '{of:column} {modal:modal} not (change|differ|vary|jump|move) by more than {slack:slack} (from one row to the next|from row to row|from the row before|from the previous row|between two rows|between consecutive rows)',
    (s) => ({ ...rowClaim(s, column(s), said('equal', args({ value: before(s), slack: s.slack }))), order: [] }),
  ),
  rule(
    'statement',
    'only [rows with] {of:column} {is:literal} (may|can|must|should) have [a|an] {other:column}',
    (s) => ({
      modal: { severity: 'must', not: false },
      subject: every(column(s, 'other')),
      claims: claims(said('missing')),
      scope: { where: { subject: every(column(s)), claim: compare('equal', s.is), denied: true } },
    }),
  ),
  rule('statement', '{subject:subject} (is|are) (forbidden|prohibited|not allowed)', (s) => ({
    modal: { severity: 'must', not: false },
    subject: s.subject,
    claims: claims(said('missing')),
  })),
]

/** The same number of two kinds of rows, give or take something. */
const betweenKinds: readonly Rule[] = [
  rule(
    'statement',
    '{number:d-base} {modal:modal} not (differ|vary|deviate) by more than {slack:slack} between {a:column} {x:literal} and {b:column} {y:literal}',
    (s) => ({
      modal: s.modal,
      number: ofKind(s, 'a', 'x'),
      claims: claims(said('equal', args({ value: ofKind(s, 'b', 'y'), slack: s.slack }))),
    }),
  ),
]
const ofKind = (s: Slots, of: string, is: string): Value => where(s.number, leaf(s[of], 'equal', { value: s[is] }))

const either: readonly Rule[] = [
  rule(
    'statement',
    '[either] {of:columns2or} {modal:modal} {claims:r-claim} [,] (but not both|but never both|not both|and not both)',
    (s) => ({
      modal: s.modal,
      subject: { of: s.of, quantity: { is: 'exactly', n: 1 } },
      claims: s.claims,
    }),
  ),
  rule('d-sum', '[the] (share|percentage|proportion|rate) of missing (values|cells)', () => said('missing-cells')),
  rule('d-sum', '[the] (overall|total) (share|percentage|proportion|rate) of missing (values|cells)', () =>
    said('missing-cells'),
  ),
]

export const structurePhrasings: readonly Rule[] = [
  ...columns,
  ...values,
  ...otherRows,
  ...deviations,
  ...gaps,
  ...spans,
  ...either,
  ...together,
  ...betweenKinds,
]
