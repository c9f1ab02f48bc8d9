import type { Band } from '../check.ts'

/** Where shares from 0 to 1 stand on a line from 0 to 1, and the shares that are marked on it. */
export interface ShareAxis {
  readonly at: (share: number) => number
  readonly ticks: readonly number[]
}

/** Below this distance from its end, a tenth of a thousandth, the logarithmic axis is nearly even. */
const FINEST = 1e-4

/** From 0 to 1 for a distance from the end: log(1 + d / FINEST), so that the end itself is on it. */
const stretched = (distance: number): number => Math.log1p(distance / FINEST) / Math.log1p(1 / FINEST)

const HIGH: ShareAxis = { at: (share) => 1 - stretched(1 - share), ticks: [0.9, 0.99, 0.999, 1] }
const LOW: ShareAxis = { at: stretched, ticks: [0, 0.001, 0.01, 0.1] }
const EVEN: ShareAxis = { at: (share) => share, ticks: [0, 0.5, 1] }

/** Bounds nearer to an end than this are about what is rare. */
const RARE = 0.2

/**
 * One of three axes, each always the same, so that pictures can be compared: where nearly all rows must satisfy something (or
 * hardly any may), it is logarithmic in those that do not (or do), so that 99.8% and 98.7% are apart; else it is even.
 */
export function shareAxis({ low, high }: Band): ShareAxis {
  if (low !== null && low >= 1 - RARE) return HIGH
  if (high !== null && high <= RARE) return LOW
  return EVEN
}
