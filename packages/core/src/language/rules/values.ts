import type { Args, Value } from '../../check.ts'
import { VALUES } from '../../vocabulary/values/index.ts'
import type { Phrase } from '../../vocabulary/word.ts'
import type { Rule } from '../grammar.ts'
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
const make = (kind: string, phrase: Phrase) => (s: { readonly [k: string]: unknown }) => said(kind, phrase.args ? phrase.args(args(s)) : { ...args(s), ...phrase.with })
const theOptional = (say: string): string => say.replace(/^the /, '[the] ')

const OPERATORS = { plus: 'sum', minus: 'sum', times: 'product', 'divided-by': 'product' } as const

function operators(): readonly Rule[] {
  return LEVELS.flatMap((a) =>
    LEVELS.flatMap((b) =>
      Object.entries(OPERATORS).flatMap(([kind, place]) => {
        const operand = place === 'sum' ? 'product' : 'unary'
        const words = kind === 'plus' ? '(plus|+)' : kind === 'minus' ? '(minus|-)' : kind === 'times' ? '(times|multiplied by|*)' : 'divided by'
        return [rule(`${higher(a, b)}-${place}`, `{left:${a}-${place}} ${words} {right:${b}-${operand}}`, (s) => said(kind, args(s)))]
      }),
    ),
  )
}

const structure = (): readonly Rule[] => LEVELS.flatMap((x) => [
  same(`${x}-sum`, `{it:${x}-product}`),
  same(`${x}-product`, `{it:${x}-unary}`),
  same(`${x}-unary`, `{it:${x}-atom}`),
  same(`${x}-atom`, `( {it:${x}-sum} )`),
  same('value', `{it:${x}-sum}`),
  same('atom', `{it:${x}-atom}`),
  ...(x === 'r' ? [] : [same('d-any', `{it:${x}-sum}`)]),
  ...prefixes(x),
])

/** Words that stand before an atom and keep its level. */
function prefixes(x: Level): readonly Rule[] {
  const kinds = x === 'd' ? ['percent-of'] : ['percent-of', 'after', 'before', 'length', 'part-of-time']
  return kinds.flatMap((kind) => phrasesOf(kind).map((phrase) => rule(`${x}-unary`, theOptional(phrase.say.replaceAll(':atom}', `:${x}-atom}`)), make(kind, phrase))))
}

const STRUCTURAL = ['where', 'in', 'in-last', 'share']

function numbers(): readonly Rule[] {
  return Object.entries(VALUES).flatMap(([kind, word]) => {
    if (word.level !== 'delivery') return []
    const head = kind === 'where' || kind === 'share' ? 'd-where' : STRUCTURAL.includes(kind) ? 'd-atom' : 'd-base'
    return phrasesOf(kind).map((phrase) => rule(head, theOptional(phrase.say).replace('{of:number}', '{of:d-base}'), make(kind, phrase)))
  })
}

const ofRow = ['lookup', 'row-before', 'row-after'].flatMap((kind) => phrasesOf(kind).map((phrase) => rule('r-atom', phrase.say, make(kind, phrase))))

export const valueRules: readonly Rule[] = [
  ...structure(),
  ...operators(),
  ...numbers(),
  ...ofRow,
  same('r-atom', '{it:column}'),
  same('d-atom', '{it:d-base}'),
  same('d-atom', '( {it:d-where} )'),
  same('l-atom', '{it:constant}'),
  rule('l-atom', 'now', () => said('now')),
  rule('l-atom', 'today', () => said('today')),
  rule('l-unary', '{is:duration}', (s) => said('duration', { is: s.is as { n: number; unit: string } })),
  rule('r-unary', '(half|half of) {of:r-atom}', (s) => said('percent-of', { percent: '50', of: s.of as Value as unknown as Args })),
  rule('r-unary', '(twice|double) {of:r-atom}', (s) => said('percent-of', { percent: '200', of: s.of as Value as unknown as Args })),
  same('aggregable', '{it:column}'),
  same('aggregable', '( {it:r-sum} )'),
  rule('key', '{it:column}', (s) => s.it),
  rule('key', '{part:part} of {of:column}', (s) => said('part-of-key', args(s))),
]
