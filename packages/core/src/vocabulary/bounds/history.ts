import type { Args } from '../../check.ts'
import { bound, type Say, type SlotTypes } from '../word.ts'

/** Claims about a number of the delivery that compare it with earlier deliveries. */

type Amount = SlotTypes['amount']
type Past = SlotTypes['past']

/** How far from that time a delivery may have arrived to be the one of a day, week, month or year before. */
export const NEAR = {
  day: { seconds: 43_200, said: '12 hours' },
  week: { seconds: 86_400, said: 'a day' },
  month: { seconds: 259_200, said: '3 days' },
  year: { seconds: 604_800, said: '7 days' },
} as const

/** By how much it may differ, and from what. */
function differenceOf(by: Amount, past: Past, say: Say): string {
  const n = say.number(by.n)
  if (by.unit === 'percent') return `${n}% of ${past.past === 'average' ? '' : 'what it was in '}${pastOf(past)}`
  return `${n}${by.unit === 'points' ? ' percentage points' : ''} against ${pastOf(past)}`
}

/** What a number is compared with, in words. */
export function pastOf(a: Past): string {
  if (a.past === 'last') return 'the last accepted delivery'
  if (a.past === 'before')
    return `the accepted delivery nearest to a ${a.unit ?? 'day'} before, at most ${near(a.unit).said} away from that`
  const { n = 1, unit = 'deliveries' } = a
  if (unit === 'deliveries') return `the average of the last ${String(n)} accepted deliveries`
  return /day$|days$/.test(unit) && unit !== 'days'
    ? `the average of the last accepted deliveries of each of the last ${String(n)} ${unit} that had one`
    : `the average of the accepted deliveries of the last ${String(n)} ${unit}`
}

const near = (unit: string | undefined) => NEAR[(unit ?? 'day') as keyof typeof NEAR]

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
      ...WORSE[verb].flatMap((each) => [
        { say: `be (at most|no more than|not more than) {by:amount} ${each} than [in] {past:past}` },
        { say: `not be [more than|over] {by:amount} ${each} than [in] {past:past}` },
      ]),
      {
        say: `${verb} by (at most|no more than|less than) {by:amount} (since|from|against|compared with|compared to) {past:past}`,
      },
      ...(verb === 'change'
        ? [
            { say: '(be|stay|remain) within {by:amount} of [that of] {past:past}' },
            { say: '(be|stay|remain) the same as [in] {past:past}' },
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
      [
        `the share of missing \`x\` must not ${verb} by more than 5 points since a week before`,
        `The share of rows in which \`x\` is missing, of all rows in scope, does not ${verb} by more than 5 percentage points against the accepted delivery nearest to a week before, at most a day away from that`,
      ],
      [
        `the number of rows must not ${verb} by more than 3 since the average of the last 4 Mondays`,
        `The number of rows does not ${verb} by more than 3 against the average of the last accepted deliveries of each of the last 4 Mondays that had one`,
      ],
      [
        `the number of rows must not ${verb} since the average of the last 7 days`,
        `The number of rows does not ${verb} against the average of the accepted deliveries of the last 7 days`,
      ],
    ],
    reading: (a, say) =>
      a.by
        ? `does not ${verb} by more than ${differenceOf(a.by, a.past, say)}`
        : `does not ${verb} ${a.past.past === 'last' ? 'since' : 'against'} ${pastOf(a.past)}`,
    against: (a) => ({ is: 'earlier', way: verb, past: a.past, ...(a.by ? { by: a.by } : {}) }),
  })

export const notChange = change('change', ['differ', 'deviate', 'vary', 'move'])
export const notRise = change('rise', ['increase', 'grow'])
export const notFall = change('fall', ['decrease', 'drop', 'shrink', 'decline'])

/** How many deliveries there are and how many more are needed. */
export const knownOf = (learnt: number, needs: number): string =>
  `${String(learnt)} of ${String(needs)} accepted deliveries are known that it takes to know what is usual: ${String(needs - learnt)} more ${needs - learnt === 1 ? 'is' : 'are'} needed`

export const asUsual = bound({
  about: 'stays in the robust band learnt from accepted deliveries',
  negatable: 'what is unusual cannot be demanded',
  phrases: [{ say: 'stay as usual' }],
  also: [
    { say: 'be as usual' },
    { say: 'be (usual|normal|as always|stable|in its usual range|in line with history)' },
    { say: '(stay|remain) (normal|stable|usual|in its usual range|within its usual range)' },
    { say: 'remain as usual' },
    { say: 'not be (unusual|abnormal|anomalous|out of the ordinary)' },
  ],
  examples: [
    [
      'the number of rows should stay as usual',
      'The number of rows stays in the band learnt from accepted deliveries (a warning if not)',
    ],
  ],
  reading: () => 'stays in the band learnt from accepted deliveries',
  against: () => ({ is: 'usual' }),
})
