import { measure } from '../word.ts'
import { slot } from './columns.ts'

/** Distributions that are compared with those of accepted deliveries. */

const pastDistribution = (
  say: string,
  also: readonly string[],
  reading: string,
  needs: 'no-baseline' | 'too-little-history',
) =>
  measure({
    about: reading,
    subject: '{of:column}',
    negatable: 'say how it must be distributed',
    phrases: [
      { say: say as 'be distributed as usual' },
      {
        say: `${say} , distance at most {distance:digits}` as 'be distributed as usual , distance at most {distance:digits}',
      },
      {
        say: `${say} , {by:distance-name} at most {distance:digits}` as 'be distributed as usual , {by:distance-name} at most {distance:digits}',
      },
    ],
    also: also.map((each) => ({ say: each })),
    examples: [],
    reading: (a, s) => `the present values of ${s.value(slot(a))} are ${reading}`,
    columns: (a) => [slot(a)],
    needs,
  })

export const distributedAsInLast = pastDistribution(
  'be distributed as in the last delivery',
  [
    'be distributed as in the previous delivery',
    'have the same distribution as in the (last|previous) delivery',
    'be distributed like in the (last|previous) delivery',
  ],
  'distributed as in the last accepted delivery',
  'no-baseline',
)
export const distributedAsUsual = pastDistribution(
  'be distributed as usual',
  [],
  'distributed as in accepted deliveries',
  'too-little-history',
)
