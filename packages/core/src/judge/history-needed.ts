import type { Check } from '../check.ts'
import { LOOKED_AT } from '../stats/usual.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { LEARNT } from '../vocabulary/measures/past-distributions.ts'
import type { Against } from '../vocabulary/word.ts'
import { againstOf } from './against.ts'
import { claimsOf } from './bounds.ts'

/**
 * How many of the last accepted deliveries' measurements a check is judged by, at most; Infinity where it depends on
 * their times. Under `for each` the last one says which groups there were.
 */
export function historyNeeded(check: Check): number {
  const claims = claimsOf(check.bound).flatMap((each) => againstOf(each) ?? [])
  const states = 'whole' in check.measure && MEASURES[check.measure.whole.kind]?.among ? LEARNT : 0
  return Math.max(check.each ? 1 : 0, states, ...claims.map(deliveriesOf))
}

function deliveriesOf(against: Against): number {
  if (against.is === 'usual') return LOOKED_AT
  const { past, n = 1, unit = 'deliveries' } = against.past
  if (past === 'last') return 1
  return past === 'average' && unit === 'deliveries' ? n : Infinity
}
