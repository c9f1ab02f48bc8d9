import type { Value } from '../../check.ts'
import type { Rule, Slots } from '../grammar.ts'
import { claims, column, compare, constant, every, number, one, rowClaim } from './made.ts'
import { args, rule, said } from './rule.ts'

/** Ages, order, and two columns that are compared. */
export const timePhrasings: readonly Rule[] = [
  rule('statement', '[the] (newest|latest|most recent|last) {of:column} {modal:modal-any} be {it:d-tail} old', (s) =>
    number(s, said('newest-age', args({ of: s.of })), s.it),
  ),
  rule(
    'statement',
    '[the] (newest|latest|most recent|last) {of:column} {modal:modal-any} be (older than|more than) {by:duration} [ago]',
    (s) =>
      number(s, said('newest-age', args({ of: s.of })), compare('more-than', said('duration', args({ is: s.by })))),
  ),
  rule(
    'statement',
    '[the] (newest|latest|most recent|last) {of:column} {modal:modal} be (within|in|from) the last {by:duration}',
    (s) => number(s, said('newest-age', args({ of: s.of })), compare('at-most', said('duration', args({ is: s.by })))),
  ),
  ...Object.entries({
    '(be increasing|increase|be sorted|be ascending|be in ascending order|be in order|never decrease|not decrease|be monotonically increasing|be sorted in ascending order|be non-decreasing|never fall|not fall|never go down|not go down)':
      'at-least',
    '(be strictly increasing|strictly increase|always increase|be strictly ascending|be in strictly ascending order)':
      'more-than',
    '(be decreasing|decrease|be descending|be in descending order|never increase|not increase|be monotonically decreasing|be sorted in descending order|be non-increasing|never rise|not rise)':
      'at-most',
    '(be strictly decreasing|strictly decrease|always decrease|be strictly descending)': 'less-than',
  }).map(([say, kind]) =>
    rule('statement', `{of:column} {modal:modal} ${say}`, (s) =>
      rowClaim(s, column(s), compare(kind, said('row-before', args({ of: s.of }))), { order: [] }),
    ),
  ),
  rule(
    'statement',
    '(the rows|the data|the file|rows) {modal:modal} be (sorted by|ordered by|in order of|sorted in order of) {of:column} [in ascending order]',
    (s) => rowClaim(s, column(s), compare('at-least', said('row-before', args({ of: s.of }))), { order: [] }),
  ),
  rule(
    'statement',
    '(the rows|the data|the file|rows) {modal:modal} be (sorted by|ordered by) {of:column} in descending order',
    (s) => rowClaim(s, column(s), compare('at-most', said('row-before', args({ of: s.of }))), { order: [] }),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} (be consecutive|have no gaps|be without gaps|be gapless|be a gapless sequence)',
    (s) =>
      rowClaim(
        s,
        column(s),
        compare('equal', said('plus', args({ left: said('row-before', args({ of: s.of })), right: one }))),
        { order: [s.of] },
      ),
  ),
  rule(
    'statement',
    'there {modal:modal} be (data|a row|rows) (for|on|in) (every|each) {unit:unit} of {of:column}',
    (s) =>
      rowClaim(
        s,
        column(s),
        compare(
          'at-most',
          said('after', args({ by: { n: 1, unit: s.unit }, of: said('row-before', args({ of: s.of })) })),
        ),
        { order: [s.of] },
      ),
  ),
  rule('statement', '{a:column} and {b:column} {modal:modal-any} be (equal|the same|identical)', (s) =>
    rowClaim(s, column(s, 'a'), compare('equal', s.b)),
  ),
  rule('statement', '{of:columns3} {modal:modal-any} be (equal|the same|identical) [to each other]', (s) => ({
    modal: s.modal,
    subject: { of: s.of, quantity: { is: 'together' } },
    claims: claims(said('all-same')),
  })),
  rule('statement', '{a:column} and {b:column} {modal:modal} not match', (s) => ({
    modal: s.modal,
    subject: every(column(s, 'a')),
    claims: claims(compare('equal', s.b), true),
  })),
  rule(
    'statement',
    'the [absolute] difference (between|of) {a:column} and {b:column} {modal:modal} be (at most|no more than|up to|no larger than|within) {slack:slack}',
    (s) => rowClaim(s, column(s, 'a'), said('equal', args({ value: s.b, slack: s.slack }))),
  ),
  rule(
    'statement',
    '(every|each) {of:column} {modal:modal} have (at least one|a) (row|entry|match|record) in {dataset:dataset}',
    (s) =>
      rowClaim(s, column(s), said('found-in', args({ ref: { dataset: s.dataset, columns: [column(s).args.name] } }))),
  ),
  rule('statement', '{a:column} and {b:column} {modal:modal} (match|agree)', (s) =>
    rowClaim(s, column(s, 'a'), compare('equal', s.b)),
  ),
  rule('statement', '{a:column} and {b:column} {modal:modal} differ by at most {slack:slack}', (s) =>
    rowClaim(s, column(s, 'a'), said('equal', args({ value: s.b, slack: s.slack }))),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} be within {n:digits} (standard deviations|standard deviation|sigma) of (the mean|its mean|the average|its average)',
    (s) => rowClaim(s, column(s), said('between', args({ low: aside('minus', s), high: aside('plus', s) }))),
  ),
]

const aside = (kind: 'plus' | 'minus', s: Slots): Value => {
  const far =
    s.n === '1'
      ? said('deviation', args({ of: s.of }))
      : said('times', args({ left: constant('number', String(s.n)), right: said('deviation', args({ of: s.of })) }))
  return said(kind, args({ left: said('average', args({ of: s.of })), right: far }))
}
