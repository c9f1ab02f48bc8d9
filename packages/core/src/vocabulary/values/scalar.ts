import type { Json, Scalar } from '../../check.ts'

/** How a number that the engine found becomes a number of the delivery. */

export const asNumber = (found: Json | undefined): number | null =>
  typeof found === 'number' ? round12(found) : typeof found === 'string' ? Number(found) : null

/** Sums and averages of doubles differ in the last digits from run to run, so 12 significant digits are kept. */
const round12 = (x: number): number =>
  Number.isInteger(x) && Math.abs(x) <= Number.MAX_SAFE_INTEGER ? x : Number(x.toPrecision(12))

export const scalar = (found: Json | undefined, kind: 'number' | 'instant' | 'duration' = 'number'): Scalar | null => {
  const is = asNumber(found)
  return is === null || Number.isNaN(is) ? null : { kind, is }
}
