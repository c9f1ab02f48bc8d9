import type { Subject, Value } from '../../check.ts'
import { chained, type ChainLink } from '../assemble.ts'
import type { Rule } from '../grammar.ts'
import { list, rule, said } from './rule.ts'

/** What is true or false of a row, said in the indicative. A chain is kept flat, so that it has one derivation. */
const every = (of: readonly Value[]): Subject => ({ of, quantity: { is: 'every' } })
const subjectRule = (template: string, quantity: (s: { readonly [k: string]: unknown }) => Subject['quantity']) =>
  rule('subject', template, (s) => ({ of: s.of, quantity: quantity(s) }))
const column = (name: string, more: { readonly [k: string]: string | readonly string[] } = {}): Value => said(name, more)

const names = (of: unknown): readonly string[] => (of as readonly { args: { name: string } }[]).map((each) => each.args.name)

export const subjectRules: readonly Rule[] = [
  rule('subject', '{it:r-sum}', (s) => every([s.it as Value])),
  rule('subject', '{of:columns2}', (s) => every(s.of as Value[])),
  rule('subject', '(both|all of|each of|every one of) {of:columns2}', (s) => every(s.of as Value[])),
  subjectRule('[the combination of] {of:columns2} together', () => ({ is: 'together' })),
  subjectRule('(the combination of|each combination of|every combination of|the pair) {of:columns2}', () => ({ is: 'together' })),
  subjectRule('at least {n:count} of {of:columns2or}', (s) => ({ is: 'at least', n: Number(s.n) })),
  subjectRule('(either|any of|one or more of) {of:columns2or}', () => ({ is: 'at least', n: 1 })),
  subjectRule('at most {n:count} of {of:columns2or}', (s) => ({ is: 'at most', n: Number(s.n) })),
  subjectRule('exactly {n:count} of {of:columns2or}', (s) => ({ is: 'exactly', n: Number(s.n) })),
  subjectRule('(one of|only one of) {of:columns2or}', () => ({ is: 'exactly', n: 1 })),
  subjectRule('all or none of {of:columns2}', () => ({ is: 'all or none' })),
  rule('subject', '(none of|neither) {of:columns2or}', (s) => ({ of: s.of, quantity: { is: 'at most', n: 0 } })),
  rule('subject', '(every|each|any|all) (entry|entries|element|elements|item|items|value|values) (of|in) {of:column}', (s) => ({ of: [s.of], quantity: { is: 'entries' } })),
  rule('subject', '(every|each) column', () => every([column('every-column')])),
  rule('subject', 'all columns', () => every([column('every-column')])),
  rule('subject', '(every|each) column except {of:columns}', (s) => every([column('every-column', { except: names(s.of) })])),
  rule('subject', 'all columns except {of:columns}', (s) => every([column('every-column', { except: names(s.of) })])),
  rule('subject', '(every|each) column (matching|like|whose name matches) {pattern:pattern}', (s) => every([column('every-column', { matching: String(s.pattern) })])),
  rule('subject', 'all columns (matching|like) {pattern:pattern}', (s) => every([column('every-column', { matching: String(s.pattern) })])),
  rule('subject', '(it|every row|each row|all rows)', () => every([column('row')])),
  rule('subject', 'the rows', () => ({ of: [column('row')], quantity: { is: 'together' } })),
]

const link = (not: boolean) => (s: { readonly [k: string]: unknown }) => ({ claim: s.it, not })

const indicative: readonly Rule[] = [
  ...['r-any-tail', 'r-plain'].flatMap((tail) => [
    rule('predicate', `(is|are) [always] {it:${tail}}`, link(false)),
    rule('predicate', `(is not|are not|isn't|aren't|is never) {it:${tail}}`, link(true)),
  ]),
  rule('predicate', '[always] {it:r-third}', link(false)),
  rule('predicate', '{it:r-plural}', link(false)),
  rule('predicate', "(does not|do not|doesn't|don't|never) {it:r-any-verb}", link(true)),
  rule('elided-predicate', '{it:r-any-tail}', link(false)),
  rule('elided-predicate', 'not {it:r-any-tail}', link(true)),
]

const chain: readonly Rule[] = [
  rule('link', '{subject:subject} {predicate:predicate}', (s) => ({ subject: s.subject, ...(s.predicate as object) })),
  rule('link', '( {chain:chain} )', (s) => ({ chain: s.chain })),
  rule('chain', '{it:link}', (s) => [{ joined: null, ...(s.it as object) }]),
  ...['and', 'or'].flatMap((joined) =>
    ['link', 'predicate', 'elided-predicate'].map((next) => rule('chain', `{before:chain} ${joined} {next:${next}}`, (s) => [...(s.before as object[]), { joined, ...(s.next as object) }])),
  ),
  rule('condition', '{it:chain}', (s) => chained(s.it as ChainLink[])),
]

export const conditionRules: readonly Rule[] = [...subjectRules, ...indicative, ...chain, ...list('keys', 'key', ['and'])]
