import type { Said, Value } from '../../check.ts'
import { KIND_PHRASES } from '../../vocabulary/conditions/kinds.ts'
import { STANDARDS } from '../../vocabulary/standards/index.ts'
import type { Rule, Slots } from '../grammar.ts'
import { claim } from './claims.ts'
import { args, fixed, rule, said, same } from './rule.ts'

/** Sentences as people say them by themselves; each is read as another sentence, and written as that one. */
type Modal = { readonly severity: 'must' | 'should'; readonly not: boolean }

const must: Modal = { severity: 'must', not: false }
const column = (s: Slots, name = 'of'): Value => s[name] as Value
const every = (...of: readonly Value[]) => ({ of, quantity: { is: 'every' as const } })
const constant = (kind: 'number' | 'percent', is: string): Value => said(kind, { is })
const zero = constant('number', '0')
const one = constant('number', '1')
const claims = (it: unknown, not = false) => claim(not, null)({ it })
const rowClaim = (s: Slots, of: Value, it: Said, more: object = {}) => ({
  modal: s.modal,
  subject: every(of),
  claims: claims(it),
  ...more,
})
const number = (s: Slots, of: Value, it: unknown, more: object = {}) => ({
  modal: s.modal,
  number: of,
  claims: claims(it),
  ...more,
})
const compare = (kind: string, value: unknown): Said => said(kind, args({ value }))
const where = (of: unknown, condition: unknown): Value => said('where', args({ of, where: condition }))
const leaf = (of: unknown, kind: string, given = {}) => ({
  subject: every(of as Value),
  claim: said(kind, args(given)),
})
const rows = said('rows')
const ROWS = '(rows|row|records|record|entries|lines)'
const UPTO = '(at most|no more than|not more than|up to)'
const BELOW = '(fewer than|less than)'

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

const denied = (s: Slots, subject: unknown) => ({
  modal: s.modal,
  subject,
  claims: (s.claims as { not: boolean }[]).map((each) => ({ ...each, not: !each.not })),
})

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
  rule('statement', '(every|each) {each:keys} {modal:modal-any} have {it:d-tail} of [the|all] rows', (s) =>
    number(s, said('share-of-all'), s.it, { scope: { each: s.each } }),
  ),
  rule('statement', 'no {each:keys} {modal:modal-limit} (have|hold|be) {it:d-tail} of [the|all] rows', (s) => ({
    ...number(s, said('share-of-all'), s.it, { scope: { each: s.each } }),
    claims: claims(s.it, true),
  })),
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
  rule('statement', `there {modal:modal-any} be {comparison:more-or-less} rows than (in|on) {past:past-row}`, (s) =>
    number(s, rows, compare(String(s.comparison), said('in-last', args({ of: rows })))),
  ),
  ...fixed('more-or-less', { more: 'more-than', '(fewer|less)': 'less-than' }),
  ...fixed('past-row', { '(the last delivery|the previous delivery|last time)': {} }),
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
  rule(
    'statement',
    '(the number|the count) of (duplicates|duplicate values|duplicate rows) (of|in) {of:column} {modal:modal} be {n:zero}',
    (s) => rowClaim(s, column(s), said('unique')),
  ),
  rule(
    'statement',
    '(the number|the count) of (duplicates|duplicate values) (of|in) {of:column} {modal:modal} be (at most|no more than) {n:count}',
    (s) => rowClaim(s, column(s), said('unique'), { tolerance: { exceptions: s.n } }),
  ),
  rule(
    'statement',
    '(the share|the percentage|the proportion) of (duplicates|duplicate values) (of|in) {of:column} {modal:modal} be (at most|no more than) {p:percent}',
    (s) => rowClaim(s, column(s), said('unique'), { tolerance: { atLeast: complement(s.p) } }),
  ),
  ...fixed('zero', { '(0|zero)': 0 }),
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
/** 100 minus a decimal text, exactly. */
const complement = (percent: unknown): string =>
  (100 - Number(percent)).toFixed(String(percent).split('.')[1]?.length ?? 0)

/** How many, when only a number is said: exactly so many. */
const bare: readonly Rule[] = [
  same('d-count', '{it:d-tail}'),
  rule('d-count', '{n:digits}', (s) => compare('equal', constant('number', String(s.n)))),
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word, i) =>
    rule('d-count', word, () => compare('equal', constant('number', String(i + 1)))),
  ),
  rule('statement', '{of:column} {modal:modal} exist', (s) => rowClaim(s, column(s), said('present'))),
]

/** Shares of rows. */
const shares: readonly Rule[] = [
  rule(
    'statement',
    `${UPTO} {p:percent} of [the|all] rows {modal:modal-limit} have (a missing|no|an empty|a blank) {of:column}`,
    (s) => number(s, said('missing-share', args({ of: s.of })), compare('at-most', constant('percent', String(s.p)))),
  ),
  rule(
    'statement',
    `${BELOW} {p:percent} of [the|all] rows {modal:modal-limit} have (a missing|no|an empty|a blank) {of:column}`,
    (s) => number(s, said('missing-share', args({ of: s.of })), compare('less-than', constant('percent', String(s.p)))),
  ),
  rule(
    'statement',
    `${UPTO} {n:digits} rows {modal:modal-limit} have (a missing|no|an empty|a blank) {of:column}`,
    (s) => number(s, said('missing-count', args({ of: s.of })), compare('at-most', constant('number', String(s.n)))),
  ),
  rule(
    'statement',
    `${BELOW} {n:digits} rows {modal:modal-limit} have (a missing|no|an empty|a blank) {of:column}`,
    (s) => number(s, said('missing-count', args({ of: s.of })), compare('less-than', constant('number', String(s.n)))),
  ),
  rule(
    'statement',
    `${UPTO} {p:percent} of [the|all] rows {modal:modal-limit} have [a|an] {of:column} [of] {is:literal}`,
    (s) =>
      number(
        s,
        said('share', args({ where: leaf(s.of, 'equal', { value: s.is }) })),
        compare('at-most', constant('percent', String(s.p))),
      ),
  ),
  rule(
    'statement',
    `${BELOW} {p:percent} of [the|all] rows {modal:modal-limit} have [a|an] {of:column} [of] {is:literal}`,
    (s) =>
      number(
        s,
        said('share', args({ where: leaf(s.of, 'equal', { value: s.is }) })),
        compare('less-than', constant('percent', String(s.p))),
      ),
  ),
  rule(
    'statement',
    `at least {p:percent} of [the|all] rows {modal:modal-any} have [a|an] {of:column} [of] {is:literal}`,
    (s) =>
      number(
        s,
        said('share', args({ where: leaf(s.of, 'equal', { value: s.is }) })),
        compare('at-least', constant('percent', String(s.p))),
      ),
  ),
  rule('statement', `[at least] {p:percent} of [the|all] rows {modal:modal-any} have [a|an] {of:column}`, (s) =>
    rowClaim(s, column(s), said('present'), { tolerance: { atLeast: s.p } }),
  ),
  rule(
    'statement',
    `{subject:subject} {modal:modal} {claims:r-claim} in (at most|no more than|less than|fewer than|not more than) {p:percent} of [the|all] (rows|cases|records)`,
    (s) => ({ ...denied(s, s.subject), tolerance: { atLeast: complement(s.p) } }),
  ),
  rule(
    'statement',
    '{subject:subject} {modal:modal} be [at least] {p:percent} (complete|filled|populated|present|non-null|filled in)',
    (s) => ({ modal: s.modal, subject: s.subject, claims: claims(said('present')), tolerance: { atLeast: s.p } }),
  ),
  rule('statement', '{of:column} {modal:modal} be [at least] {p:percent} (unique|distinct)', (s) =>
    number(s, said('different-share', args({ of: s.of })), compare('at-least', constant('percent', String(s.p)))),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} be (at most|no more than|less than) {p:percent} (missing|null|empty)',
    (s) => number(s, said('missing-share', args({ of: s.of })), compare('at-most', constant('percent', String(s.p)))),
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

/** A number with its scope before the claim: "the average of `x` per `country` must …". */
const scoped: readonly Rule[] = [
  rule(
    'statement',
    '{number:d-sum} (in|over|during|within|of|from|for) the last {window:duration} {modal:modal} {claims:d-claims}',
    (s) => ({ modal: s.modal, number: s.number, claims: s.claims, scope: { window: s.window } }),
  ),
  rule(
    'statement',
    '{number:d-sum} (per|for each|for every|by|in each|within each|in every) {each:keys} {modal:modal} {claims:d-claims}',
    (s) => ({ modal: s.modal, number: s.number, claims: s.claims, scope: { each: s.each } }),
  ),
]

/** Ages, order, and two columns that are compared. */
const times: readonly Rule[] = [
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
    'there {modal:modal} be (data|a row|rows|at least one row) (for|on|in) (every|each) {unit:unit} of {of:column}',
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
  rule(
    'statement',
    '{a:column} and {b:column} {modal:modal} (be different|differ|be different from each other|not match)',
    (s) => ({ modal: s.modal, subject: every(column(s, 'a')), claims: claims(compare('equal', s.b), true) }),
  ),
  rule(
    'statement',
    'the [absolute] difference (between|of) {a:column} and {b:column} {modal:modal} be (at most|no more than|up to|no larger than|within) {slack:slack}',
    (s) => rowClaim(s, column(s, 'a'), said('equal', args({ value: s.b, slack: s.slack }))),
  ),
  rule(
    'statement',
    'the distribution of {of:column} {modal:modal} (not change|stay the same|not change since the last delivery)',
    (s) => ({ modal: s.modal, whole: said('distributed-as-in-last', args({ of: s.of })) }),
  ),
  rule('statement', 'the distribution of {of:column} {modal:modal} (stay as usual|be as usual)', (s) => ({
    modal: s.modal,
    whole: said('distributed-as-usual', args({ of: s.of })),
  })),
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

/** "a whole number between 0 and 120": a kind and a limit. What is a number from 1 to 5 needs no second claim. */
const kinds: readonly Rule[] = [
  rule('r-claim', 'be {kind:kind-noun} [that is|which is|of] {it:d-tail}', (s) => both(String(s.kind), s.it)),
  rule('r-claim', 'be {kind:kind-noun} {it:r-past}', (s) => both(String(s.kind), s.it)),
  rule('r-claim', 'be a {sign:sign} {kind:kind-bare}', (s) => both(String(s.kind), s.sign)),
  rule('r-claim', 'be {sign:sign} {kind:kind-bare}', (s) => both(String(s.kind), s.sign)),
  ...fixed('r-past', { 'in the past': said('past'), 'in the future': said('future') }),
  ...fixed('sign', {
    positive: compare('more-than', zero),
    negative: compare('less-than', zero),
    '(non-negative|nonnegative)': compare('at-least', zero),
    'non-positive': compare('at-most', zero),
  }),
  ...fixed('kind-bare', {
    '(number|numbers|decimal|decimals|float|amount)': 'number',
    '(whole number|integer|int|whole numbers|integers)': 'whole number',
  }),
]

function both(kind: string, it: unknown): readonly object[] {
  const limit = claim(false, null)({ it })
  const [only] = limit
  if (kind === 'number' && only && limitsNumbers(only.said)) return limit
  return [
    { joined: null, not: false, said: said('kind', { kind }) },
    ...limit.map((each) => ({ ...each, joined: 'and' })),
  ]
}

/** A limit that only a number can keep says already that it must be one. */
const limitsNumbers = (it: Said): boolean => /"kind":"(number|percent)"/.test(JSON.stringify(it.args))

/** "a German phone number": the country as an adjective. */
const NATIONALITIES: { readonly [code: string]: string } = {
  DE: 'German',
  AT: 'Austrian',
  CH: 'Swiss',
  FR: 'French',
  IT: 'Italian',
  ES: 'Spanish',
  PT: 'Portuguese',
  NL: 'Dutch',
  BE: 'Belgian',
  GB: '(UK|British)',
  IE: 'Irish',
  US: '(US|American)',
  CA: 'Canadian',
  PL: 'Polish',
  SE: 'Swedish',
  NO: 'Norwegian',
  DK: 'Danish',
  FI: 'Finnish',
  CZ: 'Czech',
  AU: 'Australian',
  IN: 'Indian',
  JP: 'Japanese',
  BR: 'Brazilian',
}

const plural = (noun: string): string =>
  /(s|x|sh|ch)$/.test(noun) ? `${noun}es` : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`

const nationalities: readonly Rule[] = [
  ...Object.entries(NATIONALITIES).map(([code, say]) => rule('nationality', say, () => code)),
  ...STANDARDS.filter((each) => each.dependsOn).flatMap((each) =>
    [...new Set(each.phrases.map((phrase) => phrase.replace(/^an? (valid )?/, '')))].map((noun) =>
      rule('r-tail', `(a|an|a valid) {country:nationality} ${noun}`, (s) =>
        said(each.kind, args({ country: said('text', { is: String(s.country) }) })),
      ),
    ),
  ),
  ...STANDARDS.flatMap((each) =>
    [
      ...new Set([
        ...(each.plural ? [each.plural] : []),
        ...each.phrases
          .filter((phrase) => /^an? (?!valid)/.test(phrase))
          .map((phrase) => plural(phrase.replace(/^an? /, ''))),
      ]),
    ].map((nouns) => rule('r-tail', `[valid] ${nouns}`, () => said(each.kind))),
  ),
]

export const phrasingRules: readonly Rule[] = [
  ...modals,
  ...limits,
  ...counts,
  ...bare,
  ...shares,
  ...scoped,
  ...times,
  ...kinds,
  ...nationalities,
]

/** The nouns of kinds, for "be a whole number between …". */
export const kindNouns: readonly Rule[] = Object.entries(KIND_PHRASES).flatMap(([kind, phrases]) =>
  phrases.map((say) => rule('kind-noun', say, () => kind)),
)
