/**
 * How far the values of a column may reach in the next delivery, and which of those seen lie so far beyond all others that they are
 * hardly of the same kind.
 */
export interface Reach {
  readonly low: number
  readonly high: number
  /** How many of the smallest and of the largest values lie beyond. */
  readonly below: number
  readonly above: number
}

/** Values needed to say anything about tails. */
export const LEAST_FOR_TAILS = 20
/** At most this share of values, and so many, can be taken for strangers. */
const STRANGERS = 0.025
const MOST_STRANGERS = 300
/** How many values of the next delivery may be expected beyond the reach. */
const EXPECTED = 0.0003

/**
 * @param sorted the values seen, ascending
 * @param next how many values the next delivery has
 */
export function reach(sorted: Float64Array, next: number): Reach | null {
  if (sorted.length < LEAST_FOR_TAILS) return null
  const upper = end(sorted, next)
  const lower = end(Float64Array.from(sorted, (x) => -x).reverse(), next)
  return { low: -lower.reach, high: upper.reach, below: lower.strangers, above: upper.strangers }
}

/** The upper end. Strangers are sought from the outermost value inwards: those that what is left of the values would never reach. */
function end(sorted: Float64Array, next: number): { readonly reach: number; readonly strangers: number } {
  const n = sorted.length
  const most = Math.min(MOST_STRANGERS, Math.floor(STRANGERS * n))
  const middle = quantile(sorted, 0.5)
  for (let strangers = most; strangers > 0; strangers--) {
    const rest = sorted.subarray(0, n - strangers)
    const far = reachOf(rest, Math.max(next, n))
    const first = sorted[n - strangers] ?? Infinity
    if (first > far + 0.5 * Math.abs(far - middle) && far > middle) return { reach: reachOf(rest, next), strangers }
  }
  return { reach: reachOf(sorted, next), strangers: 0 }
}

/** The share of values that are the tail; how many values a tail weighs that nobody saw, and its shape; the room beyond the largest. */
const TAIL = 0.2
const [UNSEEN, SHAPE] = [40, 0.1]
const ROOM = 0.3

/**
 * The value that the next values exceed with almost no chance: the tail is taken for a generalised Pareto distribution, fitted
 * by probability-weighted moments (Hosking and Wallis 1987), whose shape is drawn towards that of an ordinary tail where there are few values,
 * and taken half a standard error heavier. It is at least some way beyond the largest value.
 */
function reachOf(sorted: Float64Array, next: number): number {
  const n = sorted.length
  const k = Math.max(10, Math.min(1000, Math.floor(TAIL * n)))
  const threshold = sorted[n - k - 1] ?? sorted[0] ?? 0
  const largest = sorted[n - 1] ?? 0
  const beyond = Array.from(sorted.subarray(n - k), (x) => x - threshold)
  const b0 = beyond.reduce((sum, x) => sum + x, 0) / k
  if (b0 <= 0) return largest
  const b1 = beyond.reduce((sum, x, i) => sum + (1 - (i + 0.65) / k) * x, 0) / k
  const fitted = 2 - b0 / (b0 - 2 * b1)
  const shape = Math.min(0.9, Math.max(-0.5, (fitted * k + SHAPE * UNSEEN) / (k + UNSEEN) + 0.5 / Math.sqrt(k)))
  const scale = b0 * (1 - shape)
  const ratio = (EXPECTED * n) / (k * Math.max(1, next))
  const far = Math.abs(shape) < 1e-3 ? -scale * Math.log(ratio) : (scale / shape) * (ratio ** -shape - 1)
  return Math.max(largest + ROOM * (largest - quantile(sorted, 0.5)), threshold + far)
}

export function quantile(sorted: Float64Array, at: number): number {
  const place = (sorted.length - 1) * at
  const [low, high] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN]
  return low + (high - low) * (place - Math.floor(place))
}
