import type { Args, Value } from '../../check.ts'
import { VALUES } from '../../vocabulary/values/index.ts'
import type { Phrase } from '../../vocabulary/word.ts'
import type { Rule, Slots } from '../grammar.ts'
import { args, rule, said, same } from './rule.ts'

/**
 * Values have three levels: `r` is a value of the row, `d` a number of the delivery, `l` a constant. What is put together
 * of two is of the higher level; so the grammar joins only what fits, and every value has one derivation.
 */
const LEVELS = ['l', 'd', 'r'] as const
type Level = (typeof LEVELS)[number]
const higher = (a: Level, b: Level): Level => (LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b)

const phrasesOf = (kind: string): readonly Phrase[] => [...(VALUES[kind]?.phrases ?? []), ...(VALUES[kind]?.also ?? [])]
/** What a phrase makes of its slots. */
const make = (kind: string, phrase: Phrase) => (s: Slots) =>
  said(kind, phrase.args ? phrase.args(args(s)) : { ...args(s), ...phrase.with })
const theOptional = (say: string): string => say.replace(/^the /, '[the] ')

const OPERATORS = { plus: 'sum', minus: 'sum', times: 'product', 'divided-by': 'product' } as const

const WORDS: { readonly [kind: string]: string } = {
  plus: '(plus|+)',
  minus: '(minus|-)',
  times: '(times|multiplied by|*)',
  'divided-by': 'divided by',
}

const operators = (): readonly Rule[] =>
  LEVELS.flatMap((a) => LEVELS.flatMap((b) => operatorsOf(higher(a, b), [[a, b]])))

function operatorsOf(
  head: Level | 's',
  sides: readonly (readonly [left: Level | 's', right: Level])[],
): readonly Rule[] {
  return sides.flatMap(([a, b]) =>
    Object.entries(OPERATORS).map(([kind, place]) =>
      rule(
        `${head}-${place}`,
        `{left:${a}-${place}} ${WORDS[kind] ?? kind} {right:${b}-${place === 'sum' ? 'product' : 'unary'}}`,
        (s) => said(kind, args(s)),
      ),
    ),
  )
}

const structure = (): readonly Rule[] =>
  LEVELS.flatMap((x) => [
    same(`${x}-sum`, `{it:${x}-product}`),
    same(`${x}-product`, `{it:${x}-unary}`),
    same(`${x}-unary`, `{it:${x}-atom}`),
    same(`${x}-atom`, `( {it:${x}-sum} )`),
    same('value', `{it:${x}-sum}`),
    same('atom', `{it:${x}-atom}`),
    ...(x === 'r' ? [] : [same('d-any', `{it:${x}-sum}`)]),
    ...prefixes(x),
  ])

const PREFIXES = ['after', 'before', 'length', 'part-of-time', 'absolute', 'time-between']

/** Words that stand before an atom and keep its level. */
function prefixes(x: Level): readonly Rule[] {
  const kinds = x === 'd' ? ['percent-of', 'absolute'] : ['percent-of', ...PREFIXES]
  return kinds.flatMap((kind) =>
    phrasesOf(kind).map((phrase) =>
      rule(`${x}-unary`, theOptional(phrase.say.replaceAll(':atom}', `:${x}-atom}`)), make(kind, phrase)),
    ),
  )
}

/** The time between a value of the row and a constant, on either side. */
const timeBetween = (head: string): readonly Rule[] =>
  phrasesOf('time-between').flatMap((phrase) =>
    (
      [
        ['l', 'r'],
        ['r', 'l'],
      ] as const
    ).map(([from, to]) =>
      rule(
        head,
        theOptional(phrase.say.replace(':atom}', `:${from}-atom}`).replace(':atom}', `:${to}-atom}`)),
        make('time-between', phrase),
      ),
    ),
  )

const HEADS: { readonly [kind: string]: string } = {
  where: 'd-where',
  share: 'd-where',
  in: 'd-in',
  'in-last': 'd-atom',
}
const headOf = (kind: string): string => HEADS[kind] ?? 'd-base'

function numbers(): readonly Rule[] {
  return Object.entries(VALUES).flatMap(([kind, word]) => {
    if (word.level !== 'delivery') return []
    return phrasesOf(kind).flatMap((phrase) =>
      // of some rows of another dataset: "the sum of `x` in `ledger` where …"
      (kind === 'where' ? ['d-base', 'd-in'] : ['d-base']).map((of) =>
        rule(headOf(kind), theOptional(phrase.say).replace('{of:number}', `{of:${of}}`), make(kind, phrase)),
      ),
    )
  })
}

const ofRow = ['lookup', 'row-before', 'row-after'].flatMap((kind) =>
  phrasesOf(kind).map((phrase) => rule('r-atom', phrase.say, make(kind, phrase))),
)

/** A value as the subject: like `r`, but "95% of `x` must …" speaks of a share of the rows and is not 0.95 times `x`. */
const subjectValues = (): readonly Rule[] => [
  same('s-sum', '{it:s-product}'),
  same('s-product', '{it:s-unary}'),
  same('s-unary', '{it:r-atom}'),
  ...PREFIXES.flatMap((kind) =>
    phrasesOf(kind).map((phrase) =>
      rule('s-unary', theOptional(phrase.say.replaceAll(':atom}', ':r-atom}')), make(kind, phrase)),
    ),
  ),
  ...timeBetween('s-unary'),
  ...operatorsOf('s', [
    ['s', 'l'],
    ['s', 'd'],
    ['s', 'r'],
    ['l', 'r'],
    ['d', 'r'],
  ]),
]

/** Sums and the like of two columns, in words. */
const inWords: readonly Rule[] = [
  rule('r-atom', 'the (sum|total) of {of:columns2}', (s) =>
    (s.of as Value[]).reduce((left, right) => said('plus', args({ left, right }))),
  ),
  rule('r-atom', 'the product of {of:columns2}', (s) =>
    (s.of as Value[]).reduce((left, right) => said('times', args({ left, right }))),
  ),
  rule('r-unary', 'the difference (between|of) {left:column} and {right:column}', (s) => said('minus', args(s))),
  rule('r-atom', 'the ratio (between|of) {left:column} (and|to) {right:column}', (s) => said('divided-by', args(s))),
  rule(
    'r-atom',
    'the (time|duration|delay|interval|gap|period) (between|from) {right:column} (and|to|until) {left:column}',
    (s) => said('minus', args({ left: s.left, right: s.right })),
  ),
]

/** Numbers of the delivery that are made of others. */
const composed: readonly Rule[] = [
  rule('d-atom', '[the] (interquartile range|inter-quartile range|IQR) of {of:aggregable}', (s) =>
    made('minus', at('75th', s), at('25th', s)),
  ),
  rule('d-unary', '{percent:percent} of (all|the) rows', (s) =>
    said('percent-of', args({ percent: s.percent, of: said('rows') })),
  ),
  rule('d-atom', '[the] (range|spread) of {of:aggregable}', (s) =>
    made('minus', number('largest', s), number('smallest', s)),
  ),
  rule('d-atom', '[the] coefficient of variation of {of:aggregable}', (s) =>
    made('divided-by', number('deviation', s), number('average', s)),
  ),
  rule('r-atom', '[the] (z-score|z score|standard score) of {of:column}', (s) => zScore(s)),
  rule('l-unary', '(the current|this) {part:part}', (s) =>
    said('part-of-time', args({ part: s.part, of: said('today') })),
  ),
]

const made = (kind: string, left: unknown, right: unknown): Value => said(kind, args({ left, right }))
const number = (kind: string, s: Slots): Value => said(kind, args({ of: s.of }))
const at = (ordinal: string, s: Slots): Value => said('percentile', args({ at: ordinal, of: s.of }))
const zScore = (s: Slots): Value =>
  made('divided-by', made('minus', s.of, number('average', s)), number('deviation', s))

export const valueRules: readonly Rule[] = [
  ...composed,
  ...subjectValues(),
  ...inWords,
  ...structure(),
  ...timeBetween('r-unary'),
  ...operators(),
  ...numbers(),
  ...ofRow,
  same('r-atom', '{it:column}'),
  same('d-atom', '{it:d-base}'),
  same('d-atom', '{it:d-in}'),
  same('d-atom', '( {it:d-where} )'),
  same('l-atom', '{it:constant}'),
  rule('l-atom', 'now', () => said('now')),
  rule('l-atom', 'today', () => said('today')),
  rule('l-unary', '{is:duration}', (s) => said('duration', { is: s.is as { n: number; unit: string } })),
  rule('r-unary', '(half|half of) {of:r-atom}', (s) =>
    said('percent-of', { percent: '50', of: s.of as Value as unknown as Args }),
  ),
  rule('r-unary', '(twice|double) {of:r-atom}', (s) =>
    said('percent-of', { percent: '200', of: s.of as Value as unknown as Args }),
  ),
  same('aggregable', '{it:column}'),
  same('aggregable', '( {it:r-sum} )'),
  rule('key', '{it:column}', (s) => s.it),
  rule('key', '{part:part} of {of:column}', (s) => said('part-of-key', args(s))),
]
