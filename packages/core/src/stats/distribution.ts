/** 99% point of the standard normal distribution, for one-sided tests at 1%. */
const Z99 = 2.3263478740408408

/**
 * How far beyond the edge of its tolerance a share may lie by chance: a one-sided test at 1% that the true share is at
 * the edge (normal approximation with half a row of continuity).
 * @param wanted the share that is wanted, 0 to 1
 * @param tolerance the distance that is allowed, 0 to 1
 * @param n the number of rows
 */
export function chanceOfShare(wanted: number, tolerance: number, n: number): number {
  const nearest = [wanted - tolerance, wanted + tolerance].map((p) => Math.min(1, Math.max(0, p)))
  const widest = Math.max(...nearest.map((p) => p * (1 - p)))
  return Z99 * Math.sqrt(widest / n) + 0.5 / n
}

/** Kolmogorov–Smirnov distance of equidistant quantiles (i / (k + 1)) to the normal distribution. */
export function ksNormal(quantiles: readonly number[], mean: number, deviation: number): number {
  const steps = quantiles.length + 1
  return quantiles.reduce(
    (most, q, i) => Math.max(most, Math.abs(normalCdf((q - mean) / deviation) - (i + 1) / steps)),
    0,
  )
}

/** Normal distribution function by Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
  return z >= 0 ? 1 - upper : upper
}

/**
 * Whether a share is larger than it was beyond chance: a one-sided test of two proportions at 1% (pooled, normal
 * approximation). Both of nothing are equal.
 */
export function shareRose(now: { part: number; whole: number }, was: { part: number; whole: number }): boolean {
  const [n, m] = [now.whole, was.whole]
  if (n === 0 || m === 0) return false
  const pooled = (now.part + was.part) / (n + m)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  return now.part / n - was.part / m > Z99 * deviation
}
