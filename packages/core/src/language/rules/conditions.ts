import type { Said, Subject, Value } from '../../check.ts'
import { chained, type ChainLink } from '../assemble.ts'
import type { Rule } from '../grammar.ts'
import { list, rule, said, same } from './rule.ts'

/** What is true or false of a row, said in the indicative. A chain is kept flat, so that it has one derivation. */
const every = (of: readonly Value[]): Subject => ({ of, quantity: { is: 'every' } })
const subjectRule = (template: string, quantity: (s: { readonly [k: string]: unknown }) => Subject['quantity']) =>
  rule('subject', template, (s) => ({ of: s.of, quantity: quantity(s) }))
const limitRule = (template: string, quantity: (s: { readonly [k: string]: unknown }) => Subject['quantity']) =>
  rule('subject-limit', template, (s) => ({ of: s.of, quantity: quantity(s) }))
const column = (name: string, more: { readonly [k: string]: string | readonly string[] } = {}): Value =>
  said(name, more)

const names = (of: unknown): readonly string[] =>
  (of as readonly { args: { name: string } }[]).map((each) => each.args.name)

/** A text as a pattern that matches just it. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

export const subjectRules: readonly Rule[] = [
  rule('subject', '{it:s-sum}', (s) => every([s.it as Value])),
  rule('subject', '{of:columns2}', (s) => every(s.of as Value[])),
  rule('subject', '(the columns|the fields|columns|all of the columns|both columns) {of:columns2}', (s) =>
    every(s.of as Value[]),
  ),
  rule('subject', '(the column|column|the field|field|every|each|all|any|the|every single) {of:column}', (s) =>
    every([s.of as Value]),
  ),
  rule('subject', '{of:column} (values|value|column)', (s) => every([s.of as Value])),
  rule(
    'subject',
    '(the values|all values|every value|each value|values|any value|the value) (of|in) {of:column}',
    (s) => every([s.of as Value]),
  ),
  rule('subject', '{first:column} or {last:column}', (s) => ({
    of: [s.first, s.last],
    quantity: { is: 'at least', n: 1 },
  })),
  rule('subject', '(both|all of|each of|every one of) {of:columns2}', (s) => every(s.of as Value[])),
  subjectRule('[the combination of] {of:columns2} together', () => ({ is: 'together' })),
  subjectRule('(the combination of|each combination of|every combination of|the pair) {of:columns2}', () => ({
    is: 'together',
  })),
  subjectRule('at least {n:count} of [the columns] {of:columns2or}', (s) => ({ is: 'at least', n: Number(s.n) })),
  subjectRule('(either|any of|one or more of) {of:columns2or}', () => ({ is: 'at least', n: 1 })),
  same('subject', '{it:subject-limit}'),
  limitRule('at most {n:count} of [the columns] {of:columns2or}', (s) => ({ is: 'at most', n: Number(s.n) })),
  subjectRule('exactly {n:count} of [the columns] {of:columns2or}', (s) => ({ is: 'exactly', n: Number(s.n) })),
  limitRule('(not more than one of|no more than one of)' + ' {of:columns2or}', () => ({ is: 'at most', n: 1 })),
  subjectRule('(one of|only one of) {of:columns2or}', () => ({ is: 'exactly', n: 1 })),
  subjectRule('all or none of {of:columns2}', () => ({ is: 'all or none' })),
  rule('subject-none', '(none of|neither of) {of:columns2or}', (s) => every(s.of as Value[])),
  rule('subject-none', 'neither {a:column} nor {b:column}', (s) => every([s.a as Value, s.b as Value])),
  rule('subject', '(every|each|any|all|the) (entry|entries|element|elements|item|items) (of|in) {of:column}', (s) => ({
    of: [s.of],
    quantity: { is: 'entries' },
  })),
  rule('subject', '(every|each) column', () => every([column('every-column')])),
  rule('subject', 'all columns', () => every([column('every-column')])),
  rule('subject', '(every|each) column except {of:columns}', (s) =>
    every([column('every-column', { except: names(s.of) })]),
  ),
  rule('subject', 'all columns except {of:columns}', (s) => every([column('every-column', { except: names(s.of) })])),
  rule('subject', '(every|each) column (matching|like|whose name matches) {pattern:pattern}', (s) =>
    every([column('every-column', { matching: String(s.pattern) })]),
  ),
  rule('subject', '(every|each) column whose name (ends with|ends in) {end:text}', (s) =>
    every([column('every-column', { matching: `${escaped(String(s.end))}$/` })]),
  ),
  rule('subject', '(every|each) column whose name (starts with|begins with) {start:text}', (s) =>
    every([column('every-column', { matching: `^${escaped(String(s.start))}/` })]),
  ),
  rule('subject', 'all columns (matching|like) {pattern:pattern}', (s) =>
    every([column('every-column', { matching: String(s.pattern) })]),
  ),
  rule('subject', '(it|every row|each row|all rows)', () => every([column('row')])),
  rule('subject', '[the] rows', () => ({ of: [column('row')], quantity: { is: 'together' } })),
]

const link = (not: boolean) => (s: { readonly [k: string]: unknown }) => {
  const { flip, ...claim } = s.it as Said & { readonly flip?: true }
  return { claim, not: not !== (flip === true) }
}

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
  rule('link', '{subject:subject-none} {predicate:predicate}', (s) => ({
    subject: s.subject,
    claim: (s.predicate as { claim: unknown }).claim,
    not: !(s.predicate as { not: boolean }).not,
  })),
  rule('link', '( {chain:chain} )', (s) => ({ chain: s.chain })),
  rule('chain', '{it:link}', (s) => [{ joined: null, ...(s.it as object) }]),
  ...['and', 'or'].flatMap((joined) =>
    ['link', 'predicate', 'elided-predicate'].map((next) =>
      rule('chain', `{before:chain} ${joined} {next:${next}}`, (s) => [
        ...(s.before as object[]),
        { joined, ...(s.next as object), ...(next === 'elided-predicate' ? { elided: true } : {}) },
      ]),
    ),
  ),
  rule('condition', '{it:chain}', (s) => chained(s.it as ChainLink[])),
]

export const conditionRules: readonly Rule[] = [
  ...subjectRules,
  ...indicative,
  ...chain,
  ...list('keys', 'key', ['and']),
]
