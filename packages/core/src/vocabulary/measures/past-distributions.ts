import { measure } from '../word.ts'
import { slot } from './columns.ts'
import { calledDistance, distanceMeasure } from './distances.ts'

/** Distributions that are compared with those of accepted deliveries. */

const SAY = 'be distributed as in the last delivery'

export const distributedAsInLast = measure({
  about:
    'the values are distributed as those of the last accepted delivery: Kolmogorov–Smirnov distance for numbers and times, total variation distance for texts, or the distance that is named',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: SAY },
    { say: `${SAY} , distance at most {distance:digits}` },
    { say: `${SAY} , {by:distance-name} at most {distance:digits}` },
  ],
  also: [
    { say: 'be distributed as in the previous delivery' },
    { say: 'have the same distribution as in the (last|previous) delivery' },
    { say: 'be distributed like in the (last|previous) delivery' },
  ],
  examples: [
    [
      '`price` should be distributed as in the last delivery',
      'The present values of `price` are distributed as in the last accepted delivery: the Kolmogorov–Smirnov distance (texts: total variation distance) is at most 0.1, or no more than chance explains at these sizes (1%) (a warning if not)',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are distributed as in the last accepted delivery: the ${calledDistance(a.by)} is at most ${a.distance ?? '0.1'}, or no more than chance explains at these sizes (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => distanceMeasure(slot(a), c.last(), a, c),
})

const USUAL = 'be distributed as usual'

export const distributedAsUsual = measure({
  about: 'distributed as in accepted deliveries',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: USUAL },
    { say: `${USUAL} , distance at most {distance:digits}` },
    { say: `${USUAL} , {by:distance-name} at most {distance:digits}` },
  ],
  examples: [],
  reading: (a, s) => `the present values of ${s.value(slot(a))} are distributed as in accepted deliveries`,
  columns: (a) => [slot(a)],
  needs: 'too-little-history',
})
