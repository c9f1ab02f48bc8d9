import type { Rule, Slots } from '../grammar.ts'
import { args, fixed, rule, said } from './rule.ts'

/** How values are distributed, and how far that is from another distribution. */
const whole = (s: Slots, kind: string, given: object) => ({
  modal: s.modal,
  whole: said(kind, args({ of: s.of, ...given })),
})

const nameOf = (column: unknown): string => (column as { args: { name: string } }).args.name

/** The other column is said only where its name is another one. */
function other(s: Slots) {
  const of = nameOf(s.of)
  const column = s.column === undefined || nameOf(s.column) === of ? {} : { column: nameOf(s.column) }
  return { ...column, dataset: s.dataset }
}

const MOST = '(at most|below|less than|no more than|under|not more than|lower than)'
const AGAINST = '(against|and|to|from|versus|vs|compared with|compared to|with)'

export const distributionPhrasings: readonly Rule[] = [
  rule(
    'statement',
    `[the] {by:distance-name} (of|between|for) {of:column} ${AGAINST} {dataset:dataset} {modal:modal} be ${MOST} {distance:digits}`,
    (s) => whole(s, 'distributed-as', { ...other(s), by: s.by, distance: s.distance }),
  ),
  rule(
    'statement',
    `[the] {by:distance-name} (of|between|for) {of:column} ${AGAINST} {column:column} (in|of|from) {dataset:dataset} {modal:modal} be ${MOST} {distance:digits}`,
    (s) => whole(s, 'distributed-as', { ...other(s), by: s.by, distance: s.distance }),
  ),
  rule(
    'statement',
    `[the] {by:distance-name} (of|between|for) {of:column} ${AGAINST} (the last delivery|the previous delivery) {modal:modal} be ${MOST} {distance:digits}`,
    (s) => whole(s, 'distributed-as-in-last', { by: s.by, distance: s.distance }),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} not (drift|shift) (from|against|compared with|compared to) {dataset:dataset}',
    (s) => whole(s, 'distributed-as', other(s)),
  ),
  rule(
    'statement',
    '{of:column} {modal:modal} not (drift|shift) [since|from|against|compared with|compared to] (the last delivery|the previous delivery)',
    (s) => whole(s, 'distributed-as-in-last', {}),
  ),
  rule(
    'statement',
    'the distribution of {of:column} {modal:modal} be (the same as|like|similar to|close to) [(the one|that)] [(in|of)] {dataset:dataset}',
    (s) => whole(s, 'distributed-as', other(s)),
  ),
  rule(
    'statement',
    'the distribution of {of:column} {modal:modal} be (the same as|like|similar to|close to) [the distribution of] {column:column} (in|of|from) {dataset:dataset}',
    (s) => whole(s, 'distributed-as', other(s)),
  ),
  rule(
    'statement',
    'the distribution of {of:column} {modal:modal} (not change|stay the same|not change since the last delivery)',
    (s) => whole(s, 'distributed-as-in-last', {}),
  ),
  rule('statement', 'the distribution of {of:column} {modal:modal} (stay as usual|be as usual)', (s) =>
    whole(s, 'distributed-as-usual', {}),
  ),
  rule(
    'statement',
    'the (first digits|first digit|leading digits|leading digit) of {of:column} {modal:modal} {it:benford}',
    (s) => whole(s, 'benford', {}),
  ),
  ...fixed('benford', {
    "(follow|obey|match|satisfy|be distributed by|be distributed according to) Benford's law": null,
  }),
]
