import type { Condition, Said } from '../../check.ts'
import { withCondition } from '../assemble.ts'
import type { Rule, Slots } from '../grammar.ts'
import { claim } from './claims.ts'
import { complement } from './made.ts'
import { args, fixed, rule, said, same } from './rule.ts'

/** Scopes, modals, tolerances, and how a sentence is put together of them. */
const must = { severity: 'must', not: false }
const mustNot = { severity: 'must', not: true }
const should = { severity: 'should', not: false }
const shouldNot = { severity: 'should', not: true }

const modals: readonly Rule[] = [
  ...fixed('modal', {
    '(must|has to|have to|needs to|need to|shall)': must,
    '(should|ought to)': should,
    'must all': must,
    'should all': should,
    'must both': must,
    '(is required to|are required to|will|has always to|must strictly)': must,
    '(is supposed to|are supposed to)': should,
    'is expected to': should,
    'are expected to': should,
  }),
  ...fixed('modal-not', {
    "(cannot|can not|can't|may not|must never|mustn't|may never|shall never|can never)": mustNot,
    "(should never|shouldn't|ought not to)": shouldNot,
    never: mustNot,
  }),
]

const scope = (template: string, build: (s: Slots) => unknown) =>
  rule(/\{where:/.test(template) ? 'scope-where' : 'scope-other', template, build)
const scopes: readonly Rule[] = [
  scope(
    '[(in rows|for rows|among rows|in the rows|for the rows|for those rows)] (where|if|when|whenever|in which|provided that|provided|as long as|given that) {where:condition}',
    (s) => ({ where: s.where }),
  ),
  scope('only [in|for] [rows] where {where:condition}', (s) => ({ where: s.where })),
  scope('unless {where:condition}', (s) => ({ unless: s.where })),
  scope('only (if|when) {where:condition}', (s) => ({ onlyIf: s.where })),
  scope('except (where|when|if) {where:condition}', (s) => ({ unless: s.where })),
  scope('(for each|for every|per|in each|in every|within each|within every|by|for any|for all) {each:keys}', (s) => ({
    each: s.each,
  })),
  scope('(over|in|within|during|for) the last {window:duration}', (s) => ({ window: s.window })),
  scope('(over|in|within|during) the last {unit:unit}', (s) => ({ window: { n: 1, unit: s.unit } })),
  scope('(in order of|ordered by|sorted by|over|in the order of) {order:order-columns}', (s) => ({ order: s.order })),
  scope('(in file order|in the order of the file|in the order of the rows|in row order)', () => ({ order: [] })),
  scope('[in] groups (with|of|having) at least {n:count} rows', (s) => ({ groupRows: s.n })),
]

const tolerances: readonly Rule[] = [
  rule('tolerance', '(in|for|on) at least {p:percent} of [the] (rows|cases|records|values|entries)', (s) => ({
    atLeast: s.p,
  })),
  rule('tolerance', '(in|for) (more than|over|above) {p:percent} of [the] (rows|cases|records|values)', (s) => ({
    moreThan: s.p,
    complement: complement(s.p),
  })),
  rule('tolerance', '(in|for) {p:percent} of [the] (rows|cases|records|values)', (s) => ({ atLeast: s.p })),
  rule('tolerance', '(in|for) {p:percent} of [the] (rows|cases|records|values) or more', (s) => ({ atLeast: s.p })),
  rule('tolerance', '(in|for) {p:percent} or more of [the] (rows|cases|records|values)', (s) => ({ atLeast: s.p })),
  rule('tolerance', '[at least] {p:percent} of the time', (s) => ({ atLeast: s.p })),
  rule('tolerance', '[in] all but {p:percent} [of rows]', (s) => ({ atLeast: complement(s.p) })),
  rule('tolerance', 'in all but {n:count} rows', (s) => ({ exceptions: s.n })),
  rule(
    'tolerance',
    '(with at most|with up to|with no more than|except for at most) {n:count} (exceptions|exception|failures|failing rows)',
    (s) => ({ exceptions: s.n }),
  ),
  rule(
    'tolerance',
    '(with at most|with up to|with no more than) {p:percent} (exceptions|of exceptions|failures)',
    (s) => ({ atLeast: complement(s.p) }),
  ),
  rule(
    'tolerance',
    '(with less than|with fewer than|with under) {p:percent} (exceptions|of exceptions|failures)',
    (s) => ({ above: complement(s.p) }),
  ),
  rule('tolerance', '(in|for) [at least] {n:count} (of|out of|in) {m:count} [(rows|cases)]', (s) => ({
    atLeast: String(Number(((100 * Number(s.n)) / Number(s.m)).toPrecision(12))),
  })),
  rule(
    'tolerance',
    '[where] (nulls|null values|missing values|empty values|blanks) (allowed|are allowed|ignored|are ignored)',
    () => ({ atLeast: null }),
  ),
  rule('tolerance', '(always|without exception|too|as well|at all times|in any case)', () => ({ atLeast: null })),
  rule('tolerance', '(in every row|in all rows|for all rows|for every row)', () => ({ atLeast: null, everyRow: true })),
  rule('tolerance', '(in|for) at least {p:percent} of [the] groups', (s) => ({ groupShare: s.p })),
]

const one = (it: unknown) => claim(false, null)({ it })
const counted = (s: Slots, number: unknown) => ({ modal: s.modal, number, claims: one(s.it) })
const about = (s: Slots, is: 'every' | 'together', it: unknown) => ({
  modal: s.modal,
  subject: {
    of: Array.isArray(s.of) ? s.of : [s.of],
    quantity: { is: Array.isArray(s.of) && s.of.length > 1 ? is : 'every' },
  },
  claims: one(it),
})

/** "The average of `x` where A must be more than the average of `x` where B": the last condition is of the last number. */
function compared(s: Slots) {
  const claims = s.claims as readonly { readonly said: Said }[]
  const last = claims.at(-1)
  const said = last && withCondition(last.said, s.where as Condition)
  return said
    ? { modal: s.modal, number: s.number, claims: [...claims.slice(0, -1), { ...last, said }] }
    : { modal: s.modal, number: s.number, claims, scope: { where: s.where } }
}

/** "May only be" is "must be"; "may only contain" is not "must contain", so that "only" stands before no other verb. */
const only = (s: Slots) => ({ modal: must, subject: s.subject, claims: claim(false, null)({ it: s.it }) })

const statements: readonly Rule[] = [
  ...['r-any-tail', 'r-plain'].map((it) => rule('statement', `{subject:subject} (may|can) only be {it:${it}}`, only)),
  ...(['modal', 'modal-not'] as const).flatMap((modal) => [
    rule('statement', `{subject:subject} {modal:${modal}} {claims:r-claims}`, (s) => s),
    rule('statement-last', `{subject:subject} {modal:${modal}} {claims:r-last-claims}`, (s) => s),
    rule('statement-open', `{subject:subject} {modal:${modal}} {claims:r-open-claims}`, (s) => s),
    rule('statement', `{number:d-sum} {modal:${modal}} {claims:d-claims}`, (s) => s),
    rule('statement-open', `{number:d-where} {modal:${modal}} {claims:d-claims}`, (s) => s),
    rule('statement-last', `{number:d-where} {modal:${modal}} {claims:d-claims} where {where:condition}`, (s) =>
      compared(s),
    ),
  ]),
  ...(['to', 'not to'] as const).flatMap((to) => {
    const modal = to === 'to' ? should : shouldNot
    return [
      rule('statement', `[we] expect {subject:subject} ${to} {claims:r-claims}`, (s) => ({ ...s, modal })),
      rule('statement-open', `[we] expect {subject:subject} ${to} {claims:r-open-claims}`, (s) => ({ ...s, modal })),
      rule('statement', `[we] expect {number:d-sum} ${to} {claims:d-claims}`, (s) => ({ ...s, modal })),
    ]
  }),
  rule(
    'statement',
    '{subject:subject} (may|can) be (empty|missing|null|blank|left empty|left blank) [,] (but|and) [(otherwise|if present|if given|if not|when present|when given)] {modal:modal} {claims:r-claims}',
    (s) => s,
  ),
  rule('statement', '{number:d-sum} {modal:modal} (be|equal) the same as [that] (in|of) {dataset:dataset}', (s) => ({
    modal: s.modal,
    number: s.number,
    claims: one(said('equal', { value: said('in', args({ of: s.number, dataset: s.dataset })) as never })),
  })),
  rule(
    'statement',
    '{of:column} {modal:modal} have a (matching|corresponding) {name:$column} in {dataset:dataset}',
    (s) => about(s, 'every', said('found-in', { ref: { dataset: String(s.dataset), columns: [String(s.name)] } })),
  ),
  rule('statement', 'there {modal:modal-any} be {it:d-count} (rows|row|records|record|entries|lines)', (s) =>
    counted(s, said('rows')),
  ),
  rule(
    'statement',
    'there {modal:modal-any} be {it:d-count} (different|distinct|unique) [(values of|values in)] {of:column}',
    (s) => counted(s, said('different', args({ of: s.of }))),
  ),
  rule('statement', 'there {modal:modal-any} be {it:d-count} columns', (s) => counted(s, said('column-count'))),
  rule(
    'statement',
    'the (data|dataset|table|file) {modal:modal-any} have {it:d-count} (rows|row|records|record|entries|lines)',
    (s) => counted(s, said('rows')),
  ),
  rule('statement', 'the (data|dataset|table|file) {modal:modal-any} have {it:d-count} columns', (s) =>
    counted(s, said('column-count')),
  ),
  rule(
    'statement',
    'there {modal:modal-any} be no (duplicates in|duplicate values in|duplicate values of|duplicates of|duplicate) {of:columns}',
    (s) => about(s, 'together', said('unique')),
  ),
  rule(
    'statement',
    'there {modal:modal-any} be no (missing values in|missing|nulls in|empty values in|blanks in|missing values of|null values in|empty) {of:columns}',
    (s) => about(s, 'every', said('present')),
  ),
  rule('statement', 'there {modal:modal-any} be no duplicate rows', (s) => ({
    modal: s.modal,
    subject: { of: [said('row')], quantity: { is: 'together' } },
    claims: [{ joined: null, not: false, said: said('unique') }],
  })),
  rule('statement', 'there {modal:modal-any} be no rows where {where:condition}', (s) => ({
    modal: s.modal,
    number: said('where', args({ of: said('rows'), where: s.where })),
    claims: one(said('equal', { value: said('number', { is: '0' }) as never })),
  })),
  rule('statement', 'the (data|dataset|table|file) {modal:modal-any} be empty', (s) => ({
    modal: s.modal,
    number: said('rows'),
    claims: one(said('equal', { value: said('number', { is: '0' }) as never })),
  })),
  ...['r-any-tail', 'r-plain'].map((tail) =>
    rule('statement', `{subject:subject} {modal:assertion} {it:${tail}}`, (s) => ({
      modal: s.modal,
      subject: s.subject,
      claims: one(s.it),
    })),
  ),
  rule('statement', '{subject:subject} {modal:frequency} {it:r-third}', (s) => ({
    modal: s.modal,
    subject: s.subject,
    claims: one(s.it),
  })),
  ...fixed('assertion', { '(is always|are always)': must, '(is never|are never)': mustNot }),
  ...fixed('frequency', { always: must }),
  rule('statement', '{subject:subject} {modal:frequency-not} {it:r-any-verb}', (s) => ({
    modal: s.modal,
    subject: s.subject,
    claims: one(s.it),
  })),
  ...fixed('frequency-not', { never: mustNot }),
  rule('statement', '{subject:subject} (is|are) (required|mandatory)', (s) => ({
    modal: must,
    subject: s.subject,
    claims: one(said('present')),
  })),
  rule('statement', 'the type of {of:column} {modal:modal} be {it:kind-name}', (s) =>
    about(s, 'every', said('kind', { kind: String(s.it) })),
  ),
  ...fixed('kind-name', {
    '(number|decimal|float|double)': 'number',
    '(integer|int|bigint|whole number)': 'whole number',
    date: 'date',
    '(timestamp|datetime)': 'timestamp',
    '(string|varchar)': 'text',
  }),
  rule('statement', 'the type of {of:column} {modal:modal} be {it:kind-noun}', (s) =>
    about(s, 'every', said('kind', { kind: String(s.it) })),
  ),
  same('statement', '{it:whole}'),
]

const whole: readonly Rule[] = [
  rule('scopes', '{it:scope}', (s) => [s.it]),
  rule('scopes', '{before:scopes} [,] [and] {next:scope}', (s) => [...(s.before as object[]), s.next]),
  same('scope', '{it:scope-where}'),
  rule('tail', '[,] {it:scope}', (s) => s.it),
  rule('tail', '[,] {it:tolerance}', (s) => s.it),
  ...['scope-other', 'tolerance'].map((tail) => rule('tail-open', `[,] {it:${tail}}`, (s) => s.it)),
  same('scope', '{it:scope-other}'),
  rule('core', '{it:statement}', (s) => ({ statement: s.it, tails: [] })),
  rule('core', '{it:statement} {tails:tails}', (s) => ({ statement: s.it, tails: s.tails })),
  rule('tails', '{it:tail}', (s) => [s.it]),
  rule('tails', '{before:tails} {next:tail}', (s) => [...(s.before as object[]), s.next]),
  rule('tails-open', '{it:tail-open}', (s) => [s.it]),
  rule('tails-open', '{before:tails-open} {next:tail-open}', (s) => [...(s.before as object[]), s.next]),
  ...['open', 'last'].flatMap((end) => [
    rule('core', `{it:statement-${end}}`, (s) => ({ statement: s.it, tails: [] })),
    rule('core', `{it:statement-${end}} {tails:tails-open}`, (s) => ({ statement: s.it, tails: s.tails })),
  ]),
  same('sentence', '{it:core}'),
  rule('sentence', '(for all rows|in all rows|for every row) {scopes:scopes} , {it:core}', (s) => ({
    ...(s.it as object),
    scopes: s.scopes,
  })),
  rule('sentence', '{scopes:scopes} (,|then|, then) {it:core}', (s) => ({ ...(s.it as object), scopes: s.scopes })),
]

export const sentenceRules: readonly Rule[] = [...modals, ...scopes, ...tolerances, ...statements, ...whole]
