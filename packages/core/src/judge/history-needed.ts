import type { Check } from '../check.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'

/**
 * How many of the last accepted deliveries' measurements a check is judged by, at most; Infinity where it depends on
 * their times. Under `for each` the last one says which groups there were.
 */
export function historyNeeded(check: Check): number {
  const kinds = [...JSON.stringify(check.bound).matchAll(/"kind":"([^"]+)"/g)].map((match) => match[1] ?? '')
  const groups = check.each ? 1 : 0
  return kinds.some((kind) => BOUNDS[kind]?.needs) ? Infinity : groups
}
