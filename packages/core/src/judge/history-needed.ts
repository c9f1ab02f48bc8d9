import type { Check } from '../check.ts'
import { LOOKED_AT } from '../stats/usual.ts'
import type { Against } from '../vocabulary/word.ts'
import { againstOf } from './against.ts'
import { claimsOf } from './bounds.ts'

/**
 * How many of the last accepted deliveries' measurements a check is judged by, at most; Infinity where it depends on
 * their times. Under `for each` the last one says which groups there were.
 */
export function historyNeeded(check: Check): number {
  const claims = claimsOf(check.bound).flatMap((each) => againstOf(each) ?? [])
  return Math.max(check.each ? 1 : 0, ...claims.map(deliveriesOf))
}

function deliveriesOf(against: Against): number {
  if (against.is === 'usual') return LOOKED_AT
  const { past, n = 1, unit = 'deliveries' } = against.past
  if (past === 'last') return 1
  return past === 'average' && unit === 'deliveries' ? n : Infinity
}
