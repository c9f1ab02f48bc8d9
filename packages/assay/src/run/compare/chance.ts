/** Chance alone brings it in fewer than 1 of 100 cases. */
const LEVEL = 0.01

/**
 * Whether so many rows of one delivery are more than chance puts there, where none of the other is: were both drawn from the same values, the
 * `rows` outermost of all, or all `rows` that have a value, would be of the one with at most this probability.
 *
 * @param mine rows of the delivery that has them
 * @param others rows of the one that has none
 */
export const isBeyondChance = (rows: number, mine: number, others: number): boolean =>
  (mine / Math.max(1, mine + others)) ** rows < LEVEL

/** Whether two shares differ by more than chance: two proportions with a pooled variance, by the normal approximation. */
export function isOtherShare(a: number, n: number, b: number, m: number): boolean {
  if (n === 0 || m === 0) return false
  const pooled = (a + b) / (n + m)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  return Math.abs(a / n - b / m) > 2.576 * error
}
