import type { Said } from '../../check.ts'
import { KIND_PHRASES } from '../../vocabulary/conditions/kinds.ts'
import { STANDARDS } from '../../vocabulary/standards/index.ts'
import type { Rule } from '../grammar.ts'
import { claim } from './claims.ts'
import { compare, zero } from './made.ts'
import { args, fixed, list, rule, said } from './rule.ts'

/** Kinds with a limit, and standards by nationality or in the plural. */
/** "a whole number between 0 and 120": a kind and a limit. What is a number from 1 to 5 needs no second claim. */
const kinds: readonly Rule[] = [
  rule('r-claim', '(contain|include|have) {texts:texts-and}', (s) =>
    (s.texts as string[]).map((each, i) => ({
      joined: i === 0 ? null : 'and',
      not: false,
      said: said('contain', { texts: [each] }),
      ...(i === 0 ? {} : { elided: true, shared: true }),
    })),
  ),
  ...list('texts-and', 'text', ['and'], 2),
  rule('r-claim', 'be [a|the] (primary key|key|natural key)', () => [
    { joined: null, not: false, said: said('unique') },
    { joined: 'and', not: false, said: said('present') },
  ]),
  rule(
    'r-tail',
    '(parseable|readable|castable|convertible|interpretable|parsable) (as|to|into) {kind:kind-noun}',
    (s) => said('kind', { kind: String(s.kind) }),
  ),
  rule('r-claim', 'be of [one of the] (type|types) {kinds:kind-types}', (s) =>
    (s.kinds as string[]).map((kind, i) => ({
      joined: i === 0 ? null : 'or',
      not: false,
      said: said('kind', { kind }),
    })),
  ),
  ...list('kind-types', 'kind-type', ['or'], 2, true),
  ...fixed('kind-type', {
    '[type] (number|numeric|decimal|float|double)': 'number',
    '[type] (integer|int|bigint|whole number)': 'whole number',
    '[type] date': 'date',
    '[type] (timestamp|datetime)': 'timestamp',
    '[type] (boolean|bool)': 'boolean',
    '[type] (text|string|varchar)': 'text',
  }),
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

export const kindPhrasings: readonly Rule[] = [...kinds, ...nationalities]

/** The nouns of kinds, for "be a whole number between …". */
export const kindNouns: readonly Rule[] = Object.entries(KIND_PHRASES).flatMap(([kind, phrases]) =>
  phrases.map((say) => rule('kind-noun', say, () => kind)),
)
