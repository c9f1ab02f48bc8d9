import type { Args } from '../../check.ts'
import { bound, type Say } from '../word.ts'

/** Claims about a number of the delivery that compare it with earlier deliveries. */

type Amount = { readonly n: string; readonly unit: 'percent' | 'points' | 'absolute' }
type Past = { readonly past: string; readonly n?: number; readonly unit?: string }

const amountOf = (a: Amount, say: Say): string => {
  const n = say.number(a.n)
  return a.unit === 'percent' ? `${n}% of what it was` : a.unit === 'points' ? `${n} percentage points` : n
}

/** What a number is compared with, in words. */
export function pastOf(a: Past): string {
  if (a.past === 'last') return 'the last accepted delivery'
  if (a.past === 'before') return `the accepted delivery a ${a.unit ?? 'day'} before`
  return `the average of the last ${String(a.n ?? 1)} accepted ${a.unit ?? 'deliveries'}`
}

const WORSE = {
  change: ['different', 'away'],
  rise: ['higher', 'more', 'larger', 'greater'],
  fall: ['lower', 'less', 'fewer', 'smaller'],
} as const
/** Without a time it is the last delivery. */
const sinceLast = (slots: Args): Args => ({ ...slots, past: { past: 'last' } })

const change = (verb: 'change' | 'rise' | 'fall', also: readonly string[]) =>
  bound({
    about: `does not ${verb} by more than that against accepted deliveries; % is relative, points absolute`,
    negatable: 'it already says what must not happen',
    needs: 'no-baseline',
    phrases: [
      {
        say: `not ${verb} by more than {by:amount} since {past:past}` as 'not change by more than {by:amount} since {past:past}',
      },
      { say: `not ${verb} since {past:past}` as 'not change since {past:past}' },
    ],
    also: [
      ...also.flatMap((each) => [
        { say: `not ${each} by more than {by:amount} since {past:past}` },
        { say: `not ${each} by more than {by:amount} (from|against|compared with|compared to) {past:past}` },
      ]),
      {
        say: `not ${verb} (by more than|more than) {by:amount} (from|against|compared with|compared to|over) {past:past}`,
      },
      { say: `not ${verb} more than {by:amount} since {past:past}` },
      ...[verb, ...also].map((each) => ({ say: `not ${each} by more than {by:amount}`, args: sinceLast })),
      ...also.flatMap((each) => [
        { say: `not ${each} since {past:past}` },
        { say: `not ${each} more than {by:amount} (since|from|against|compared with|compared to) {past:past}` },
      ]),
      ...WORSE[verb].map((each) => ({
        say: `be (at most|no more than|not more than) {by:amount} ${each} than [in] {past:past}`,
      })),
      {
        say: `${verb} by (at most|no more than|less than) {by:amount} (since|from|against|compared with|compared to) {past:past}`,
      },
      ...(verb === 'change'
        ? [
            { say: '(be|stay|remain) within {by:amount} of [that of] {past:past}' },
            { say: '(be|stay|remain) the same as in {past:past}' },
            { say: '(stay|remain) (the same|unchanged|constant) since {past:past}' },
            { say: 'be (as in|unchanged since) {past:past}' },
          ]
        : []),
    ],
    examples: [
      [
        `the number of rows must not ${verb} by more than 10% since the last delivery`,
        `The number of rows does not ${verb} by more than 10% of what it was in the last accepted delivery`,
      ],
    ],
    reading: (a, say) =>
      a.by
        ? `does not ${verb} by more than ${amountOf(a.by, say)} in ${pastOf(a.past)}`
        : `does not ${verb} since ${pastOf(a.past)}`,
  })

export const notChange = change('change', ['differ', 'deviate', 'vary', 'move'])
export const notRise = change('rise', ['increase', 'grow'])
export const notFall = change('fall', ['decrease', 'drop', 'shrink', 'decline'])

export const asUsual = bound({
  about: 'stays in the robust band learnt from accepted deliveries',
  negatable: 'what is unusual cannot be demanded',
  needs: 'too-little-history',
  phrases: [{ say: 'stay as usual' }],
  also: [
    { say: 'be as usual' },
    { say: 'be (usual|normal|as always|stable|in its usual range|in line with history)' },
    { say: '(stay|remain) (normal|stable|usual|in its usual range|within its usual range)' },
    { say: 'remain as usual' },
  ],
  examples: [
    [
      'the number of rows should stay as usual',
      'The number of rows stays in the band learnt from accepted deliveries (a warning if not)',
    ],
  ],
  reading: () => 'stays in the band learnt from accepted deliveries',
})
