import type { Condition, Json, Said, Value } from '../../check.ts'
import { chained } from '../assemble.ts'
import type { Rule, Slots } from '../grammar.ts'
import {
  claims,
  column,
  compare,
  complement,
  constant,
  denied,
  every,
  leaf,
  number,
  rowClaim,
  rows,
  where,
} from './made.ts'
import { args, fixed, rule, said } from './rule.ts'

/** How many of the rows, or of the values of a column, are so: "at most 5% of `x` may …", "the share of duplicate `x`". */
interface Quota {
  readonly is: 'at-most' | 'less-than' | 'at-least' | 'more-than'
  readonly p: string
}

const UPPER = {
  '(at most|no more than|not more than|up to|a maximum of)': 'at-most',
  '(less than|fewer than|under|below)': 'less-than',
}
const LOWER = {
  '[at least|no less than|not less than|a minimum of]': 'at-least',
  '(more than|over|above)': 'more-than',
}

const quotas = (head: string, words: { readonly [say: string]: string }): readonly Rule[] =>
  Object.entries(words).map(([say, is]) => rule(head, `${say} {p:percent}`, (s) => ({ is, p: s.p })))

/** The tolerance of a claim that so many rows must satisfy, or of its denial where so many may. */
function tolerance({ is, p }: Quota) {
  if (is === 'at-most') return { tolerance: { atLeast: complement(p) } }
  if (is === 'less-than') return { tolerance: { above: complement(p) } }
  return { tolerance: is === 'at-least' ? { atLeast: p } : { above: p } }
}

const quotaOf = (s: Slots): Quota => s.q as Quota
const few = (s: Slots, subject: unknown) => ({ ...denied(s, subject), ...tolerance(quotaOf(s)) })
const most = (s: Slots, subject: unknown) => ({ modal: s.modal, subject, claims: s.claims, ...tolerance(quotaOf(s)) })

const OF = 'of [the|all] [(values of|values in)]'
const ROWS = '(rows|records|cases|entries)'

/** What is said of some of the values of a column, or of some of the rows. */
const parts: readonly Rule[] = [
  ...quotas('quota-few', UPPER),
  ...quotas('quota-most', LOWER),
  ...Object.entries(UPPER).map(([say, is]) =>
    rule('quota-ratio', `${say} {n:count} (in|out of) {m:count}`, (s) => ({
      is,
      p: String(Number(((100 * Number(s.n)) / Number(s.m)).toPrecision(12))),
    })),
  ),
  rule('quota-most', 'all but {p:percent}', (s) => ({ is: 'at-least', p: complement(s.p) })),
  rule('few', '(at most|no more than|not more than|up to) {n:count}', (s) => s.n),
  rule(
    'statement',
    `{is:literal} {modal:modal} (make up|account for|represent) {it:d-tail} of [the|all] [(values of|values in)] {of:column}`,
    (s) => number(s, said('share', args({ where: leaf(s.of, 'equal', { value: s.is }) })), s.it),
  ),
  ...['modal-may', 'modal'].flatMap((modal) => [
    rule('statement', `{q:quota-few} ${OF} {of:column} [values] {modal:${modal}} {claims:r-claim}`, (s) =>
      few(s, every(column(s))),
    ),
    rule(
      'statement',
      `{q:quota-ratio} [of] [the|all] [(values of|values in)] {of:column} [values] {modal:${modal}} {claims:r-claim}`,
      (s) => few(s, every(column(s))),
    ),
    rule('statement', `{n:few} (values of|values in) {of:column} {modal:${modal}} {claims:r-claim}`, (s) => ({
      ...denied(s, every(column(s))),
      tolerance: { exceptions: s.n },
    })),
    rule('statement', `{q:quota-few} of [the|all] ${ROWS} {modal:${modal}} {claims:r-claim}`, (s) =>
      few(s, every(said('row'))),
    ),
  ]),
  ...['modal', 'modal-not'].flatMap((modal) => [
    rule('statement', `{q:quota-most} ${OF} {of:column} [values] {modal:${modal}} {claims:r-claims}`, (s) =>
      most(s, every(column(s))),
    ),
    rule('statement', `{q:quota-most} of [the|all] ${ROWS} {modal:${modal}} {claims:r-claims}`, (s) =>
      most(s, every(said('row'))),
    ),
  ]),
]

/** What rows have: "no `email`", "a `delay` of more than 60". */
const having: readonly Rule[] = [
  rule('row-kind', '(a missing|missing|no|an empty|a blank) {of:column}', (s) => ({ missing: s.of })),
  rule('row-kind', '[a|an] {of:column} [of|equal to] {is:literal}', (s) => leaf(s.of, 'equal', { value: s.is })),
  rule('row-kind', '[a|an] {of:column} [of|that is|which is] {it:r-tail}', (s) => claimed(s, claims(s.it))),
  rule('row-kind', '[a|an] {of:column} (that is not|which is not) {it:r-tail}', (s) => claimed(s, claims(s.it, true))),
  rule('statement', `{it:d-tail} of [the|all] ${ROWS} {modal:modal-limit} have {kind:row-kind}`, (s) =>
    number(
      s,
      'missing' in kind(s)
        ? said('missing-share', args({ of: kind(s).missing }))
        : said('share', args({ where: s.kind })),
      s.it,
    ),
  ),
  rule('statement', `(only one|not more than one) row {modal:modal-limit} have {kind:row-kind}`, (s) =>
    number(s, where(rows, s.kind), compare('at-most', constant('number', '1'))),
  ),
  rule('statement', `{it:d-count} row {modal:modal-limit} have {kind:row-kind}`, (s) =>
    number(s, where(rows, s.kind), s.it),
  ),
  rule(
    'statement',
    `[every|each] {each:keys} {modal:modal-any} have {it:d-count} (rows|row|records|record|entries) (with|where) {kind:row-filter}`,
    (s) => number(s, where(rows, s.kind), s.it, { scope: { each: s.each } }),
  ),
  rule('row-filter', '{of:column} {is:literal}', (s) => leaf(s.of, 'equal', { value: s.is })),
  rule('row-filter', '{where:condition}', (s) => s.where),
  rule(
    'statement',
    '(rows|all rows|records|every row|each row) with {of:column} {is:literal} {modal:modal-any} have [a|an] {other:column} [of|that is] {it:r-tail}',
    (s) => ({
      ...rowClaim(s, s.other as Value, s.it as Said),
      scope: { where: leaf(s.of, 'equal', { value: s.is }) },
    }),
  ),
  rule('statement', `{it:d-count} ${ROWS} {modal:modal-limit} have {kind:row-kind}`, (s) =>
    number(s, 'missing' in kind(s) ? said('missing-count', args({ of: kind(s).missing })) : where(rows, s.kind), s.it),
  ),
  rule('statement', `{it:d-count} (value|values) (of|in) {of:column} {modal:modal-any} {claims:r-claim}`, (s) =>
    number(s, where(rows, claimed(s, s.claims)), s.it),
  ),
  rule('statement', `{q:quota-most} of [the|all] ${ROWS} {modal:modal-any} have [a|an] {of:column}`, (s) =>
    rowClaim(s, column(s), said('present'), tolerance(quotaOf(s))),
  ),
  rule(
    'statement',
    'the (share|percentage|proportion) of {of:column} {is:literal} {modal:modal} {claims:d-claims}',
    (s) => ({
      modal: s.modal,
      number: said('share', args({ where: leaf(s.of, 'equal', { value: s.is }) })),
      claims: s.claims,
    }),
  ),
  rule('statement', 'the number of rows with {of:column} {is:literal} {modal:modal} {claims:d-claims}', (s) => ({
    modal: s.modal,
    number: where(rows, leaf(s.of, 'equal', { value: s.is })),
    claims: s.claims,
  })),
]

const kind = (s: Slots) => s.kind as { readonly missing?: Json }

/** The claims as a condition on the column of the sentence. */
const claimed = (s: Slots, it: unknown): Condition =>
  chained(
    (it as readonly { joined: 'and' | 'or' | null; said: Said; not: boolean }[]).map((each) => ({
      joined: each.joined,
      claim: each.said,
      not: each.not,
      subject: every(column(s)),
    })),
  )

/** "`x` must be missing in at most 5% of rows", "must be 95% complete". */
const within: readonly Rule[] = [
  rule('statement', `{subject:subject} {modal:modal} {claims:r-claim} in {q:quota-few} of [the|all] ${ROWS}`, (s) =>
    few(s, s.subject),
  ),
  rule('statement', `{subject:subject} {modal:modal} {claims:r-claim} in {n:few} ${ROWS}`, (s) => ({
    ...denied(s, s.subject),
    tolerance: { exceptions: s.n },
  })),
  rule(
    'statement',
    '{subject:subject} {modal:modal} be {q:quota-most} (complete|filled|populated|present|non-null|filled in)',
    (s) => ({ modal: s.modal, subject: s.subject, claims: claims(said('present')), ...tolerance(quotaOf(s)) }),
  ),
  rule('statement', '{of:column} {modal:modal} be [at least] {p:percent} (unique|distinct)', (s) =>
    number(s, said('different-share', args({ of: s.of })), compare('at-least', constant('percent', String(s.p)))),
  ),
  rule('statement', '{of:column} {modal:modal} be {q:quota-few} (missing|null|empty)', (s) =>
    number(s, said('missing-share', args({ of: s.of })), compare(quotaOf(s).is, constant('percent', quotaOf(s).p))),
  ),
]

/** Duplicates and uniqueness, which are a share of the rows. */
const duplicates: readonly Rule[] = [
  rule(
    'duplicates',
    '(the number|the count) of (duplicates|duplicate values|duplicate rows|duplicated values) (of|in) {of:column}',
    (s) => s.of,
  ),
  rule('duplicates', '(the number|the count) of (duplicate|duplicated) {of:column}', (s) => s.of),
  rule('duplicates', '[the] duplicate count (of|in) {of:column}', (s) => s.of),
  rule(
    'duplicate-share',
    '(the share|the percentage|the proportion|the rate) of (duplicates|duplicate values|duplicated values) (of|in) {of:column}',
    (s) => s.of,
  ),
  rule(
    'duplicate-share',
    '(the share|the percentage|the proportion|the rate) of (duplicate|duplicated) {of:column}',
    (s) => s.of,
  ),
  rule('duplicate-share', '(duplicates|duplicate values) (in|of) {of:column}', (s) => s.of),
  rule('duplicates', '(duplicates|duplicate values) (in|of) {of:column}', (s) => s.of),
  rule('duplicate-share', 'the duplicate (share|percentage|percent|rate) (of|in) {of:column}', (s) => s.of),
  rule('statement', '{of:duplicates} {modal:modal} be {n:zero}', (s) => rowClaim(s, column(s), said('unique'))),
  rule('statement', '{of:duplicates} {modal:modal} be (at most|no more than|up to) {n:count}', (s) =>
    rowClaim(s, column(s), said('unique'), { tolerance: { exceptions: s.n } }),
  ),
  rule('statement', '{of:duplicates} {modal:modal} be (less than|fewer than|below) {n:count}', (s) =>
    rowClaim(s, column(s), said('unique'), { tolerance: { exceptions: Math.max(0, Number(s.n) - 1) } }),
  ),
  rule('statement', '{of:duplicate-share} {modal:modal} be {q:quota-few}', (s) =>
    rowClaim(s, column(s), said('unique'), tolerance(quotaOf(s))),
  ),
  rule('statement', '{of:duplicate-share} {modal:modal} be {n:zero} [%]', (s) =>
    rowClaim(s, column(s), said('unique')),
  ),
  rule('statement', '[the] uniqueness of {of:column} {modal:modal} be {q:quota-unique}', (s) =>
    rowClaim(s, column(s), said('unique'), tolerance(quotaOf(s))),
  ),
  ...quotas('quota-unique', { ...LOWER, exactly: 'at-least' }),
  ...Object.entries({ ...LOWER, exactly: 'at-least' }).map(([say, is]) =>
    rule('quota-unique', `${say} {n:digits}`, (s) => ({ is, p: String(Number((100 * Number(s.n)).toPrecision(12))) })),
  ),
  ...fixed('zero', { '(0|zero)': 0 }),
]

export const sharePhrasings: readonly Rule[] = [...parts, ...having, ...within, ...duplicates]
