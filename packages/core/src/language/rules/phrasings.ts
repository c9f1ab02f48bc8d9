import type { Value } from '../../check.ts'
import type { Rule, Slots } from '../grammar.ts'
import {
  claims,
  column,
  compare,
  constant,
  denied,
  every,
  must,
  number,
  one,
  rowClaim,
  rows,
  type Modal,
} from './made.ts'
import { distributionPhrasings } from './phrased-distributions.ts'
import { kindPhrasings } from './phrased-kinds.ts'
import { sharePhrasings } from './phrased-shares.ts'
import { structurePhrasings } from './phrased-structure.ts'
import { timePhrasings } from './phrased-times.ts'
import { args, fixed, rule, said, same } from './rule.ts'

/** Sentences as people say them by themselves; each is read as another sentence, and written as that one. */
const ROWS = '(rows|row|records|record|entries|lines)'

/** "must", "must not", "cannot", and "may" where it allows no more than it says. */
const modals: readonly Rule[] = [
  same('modal-any', '{it:modal}'),
  same('modal-any', '{it:modal-not}'),
  rule('modal-any', '{it:modal} not', (s) => ({ ...(s.it as Modal), not: true })),
  ...fixed('modal-may', { '(may|can|is allowed to|are allowed to)': must }),
  same('modal-limit', '{it:modal-may}'),
  same('modal-limit', '{it:modal}'),
]

const limits: readonly Rule[] = [
  rule('statement', '{subject:subject-limit} {modal:modal-may} {claims:r-claims}', (s) => s),
  rule('statement', '(one of|only one of) {of:columns2or} {modal:modal-may} {claims:r-claims}', (s) => ({
    modal: s.modal,
    subject: { of: s.of, quantity: { is: 'at most', n: 1 } },
    claims: s.claims,
  })),
  rule('statement', 'exactly {n:count} of {of:columns2or} {modal:modal-may} {claims:r-claims}', (s) => ({
    modal: s.modal,
    subject: { of: s.of, quantity: { is: 'exactly', n: Number(s.n) } },
    claims: s.claims,
  })),
  rule('statement', '{of:column} {modal:modal-may} (occur|appear|be used|exist) only once', (s) =>
    rowClaim(s, column(s), said('unique')),
  ),
  rule('statement', '(every|each) {of:column} {modal:modal-may} (occur|appear|be used|exist) only once', (s) =>
    rowClaim(s, column(s), said('unique')),
  ),
  rule('statement', 'no two rows {modal:modal-limit} (have|share) the same {of:columns}', (s) => ({
    modal: s.modal,
    subject: { of: s.of, quantity: { is: (s.of as Value[]).length > 1 ? 'together' : 'every' } },
    claims: claims(said('unique')),
  })),
  rule('statement', 'no two rows {modal:modal-limit} be (the same|identical|equal)', (s) => ({
    modal: s.modal,
    subject: { of: [said('row')], quantity: { is: 'together' } },
    claims: claims(said('unique')),
  })),
  ...([['no column', said('every-column')]] as const).map(([say, of]) =>
    rule('statement', `${say} {modal:modal-limit} {claims:r-claim}`, (s) =>
      denied(s, { of: [of], quantity: { is: 'every' } }),
    ),
  ),
  rule('statement', 'no (entry|element|item) (of|in) {of:column} {modal:modal-limit} {claims:r-claim}', (s) =>
    denied(s, { of: [s.of], quantity: { is: 'entries' } }),
  ),
  rule('statement', 'no [value of] {of:column} {modal:modal-limit} {claims:r-claim}', (s) =>
    denied(s, every(column(s))),
  ),
  rule('statement', '{subject:subject-none} {modal:modal-limit} {claims:r-claim}', (s) => denied(s, s.subject)),
  rule('statement', 'no row {modal:modal-limit} {claims:r-claim}', (s) => denied(s, every(said('row')))),
]

/** How many rows, values or different values there are. */
const counts: readonly Rule[] = [
  rule('statement', `(every|each) {each:keys} {modal:modal-any} (have|occur in|appear in) {it:d-count} ${ROWS}`, (s) =>
    number(s, rows, s.it, { scope: { each: s.each } }),
  ),
  rule('statement', `(every|each) {each:keys} {modal:modal-any} (occur|appear) {it:d-count} times`, (s) =>
    number(s, rows, s.it, { scope: { each: s.each } }),
  ),
  rule('statement', `no {each:keys} {modal:modal-limit} have {it:d-tail} ${ROWS}`, (s) => ({
    ...number(s, rows, s.it, { scope: { each: s.each } }),
    claims: claims(s.it, true),
  })),
  rule(
    'statement',
    '(every|each) {each:keys} {modal:modal-any} (have|make up|account for|represent) {it:d-tail} of [the|all] rows',
    (s) => number(s, said('share-of-all'), s.it, { scope: { each: s.each } }),
  ),
  rule(
    'statement',
    'no {each:keys} {modal:modal-limit} (have|hold|be|make up|account for|represent|exceed) {it:d-tail} of [the|all] rows',
    (s) => ({
      ...number(s, said('share-of-all'), s.it, { scope: { each: s.each } }),
      claims: claims(s.it, true),
    }),
  ),
  rule(
    'statement',
    '(every|each) {each:keys} {modal:modal-any} have {it:d-count} (different|distinct|unique) {of:column}',
    (s) => number(s, said('different', args({ of: s.of })), s.it, { scope: { each: s.each } }),
  ),
  rule('statement', '{of:column} {modal:modal-any} have {it:d-count} (different|distinct|unique) (values|value)', (s) =>
    number(s, said(isPercent(s.it) ? 'different-share' : 'different', args({ of: s.of })), s.it),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal-any} (have|contain) {it:d-count} (missing values|nulls|missing|null values|empty values|blanks)',
    (s) => number(s, said(isPercent(s.it) ? 'missing-share' : 'missing-count', args({ of: s.of })), s.it),
  ),
  rule('statement', '{of:column} {modal:modal-any} have (a|an) {agg:aggregate} {it:d-tail}', (s) =>
    number(s, said(String(s.agg), args({ of: s.of })), s.it),
  ),
  rule('statement', '{of:column} {modal:modal-any} have (a|an) {agg:aggregate} of {it:d-tail}', (s) =>
    number(s, said(String(s.agg), args({ of: s.of })), s.it),
  ),
  ...fixed('aggregate', {
    '(mean|average)': 'average',
    median: 'median',
    '(minimum|smallest value)': 'smallest',
    '(maximum|largest value)': 'largest',
    '(sum|total)': 'sum',
    'standard deviation': 'deviation',
  }),
  rule('statement', '{of:column} {modal:modal-any} be (the same|constant|identical) [in (every row|all rows)]', (s) =>
    number(s, said('different', args({ of: s.of })), compare('at-most', one)),
  ),
  rule(
    'statement',
    'there {modal:modal-any} be (a column|the column|a field|columns|the columns|the fields) [called|named] {of:columns}',
    (s) => include(s),
  ),
  rule('statement', '(the column|the columns) {of:columns} {modal:modal} (exist|be there)', (s) => include(s)),
  rule(
    'statement',
    '(the data|the dataset|the table|the file|every file) {modal:modal} (have|contain|include) (a column|the column|the columns|columns) [called|named] {of:columns}',
    (s) => include(s),
  ),
  // number words where only a number fits
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].flatMap((word, i) =>
    Object.entries({
      'at least': 'at-least',
      'at most': 'at-most',
      '(more than|over)': 'more-than',
      '(less than|fewer than)': 'less-than',
      exactly: 'equal',
    }).map(([say, kind]) => rule('d-tail', `${say} ${word}`, () => compare(kind, constant('number', String(i + 1))))),
  ),
]

const include = (s: Slots) => ({ modal: s.modal, whole: said('columns-include', args({ of: s.of })) })
const isPercent = (it: unknown): boolean => JSON.stringify(it).includes('"kind":"percent"')
/** How many, when only a number is said: exactly so many. */
const bare: readonly Rule[] = [
  same('d-count', '{it:d-tail}'),
  rule('d-count', '{n:digits}', (s) => compare('equal', constant('number', String(s.n)))),
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word, i) =>
    rule('d-count', word, () => compare('equal', constant('number', String(i + 1)))),
  ),
  rule('statement', '{of:column} {modal:modal} exist', (s) => rowClaim(s, column(s), said('present'))),
]

/** A number with its scope before the claim: "the average of `x` per `country` must …". */
const scoped: readonly Rule[] = [
  rule(
    'statement',
    '{number:d-sum} [inserted|added|created|loaded|received|recorded] (in|over|during|within|of|from|for) the last {window:duration} {modal:modal} {claims:d-claims}',
    (s) => ({ modal: s.modal, number: s.number, claims: s.claims, scope: { window: s.window } }),
  ),
  rule(
    'statement',
    '{number:d-sum} [inserted|added|created|loaded|received|recorded] (in|over|during|within|of|from|for) the last {unit:unit} {modal:modal} {claims:d-claims}',
    (s) => ({ modal: s.modal, number: s.number, claims: s.claims, scope: { window: { n: 1, unit: s.unit } } }),
  ),
  rule(
    'statement',
    '{number:d-sum} (per|for each|for every|by|in each|within each|in every) {each:keys} {modal:modal} {claims:d-claims}',
    (s) => ({ modal: s.modal, number: s.number, claims: s.claims, scope: { each: s.each } }),
  ),
]

export const phrasingRules: readonly Rule[] = [
  ...modals,
  ...limits,
  ...counts,
  ...bare,
  ...sharePhrasings,
  ...scoped,
  ...timePhrasings,
  ...distributionPhrasings,
  ...structurePhrasings,
  ...kindPhrasings,
]
