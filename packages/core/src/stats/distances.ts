/** 99% points of the standard normal distribution: one-sided, and of the largest of `k` two-sided ones (Bonferroni). */
const Z99 = 2.3263478740408408

/** 99% point of the chi-squared distribution by Wilson and Hilferty (1931); within 1% from 1 degree of freedom on. */
export function chiSquared99(degrees: number): number {
  const part = 2 / (9 * degrees)
  return degrees * (1 - part + Z99 * Math.sqrt(part)) ** 3
}

/**
 * Distances between the shares of `k` values in two samples of `n` and `m`, which chance exceeds in about 1% of cases
 * when both are of one population. The divergences are asymptotically chi-squared (Kullback 1959): Jeffreys' one, which
 * the population stability index is, times nm/(n + m); Kullback's one is half of it, and that of Jensen and Shannon, in
 * bits, an eighth by ln 2.
 */
export const CHANCE = {
  jeffreys: (k: number, n: number, m: number): number => spread(n, m) * chiSquared99(Math.max(1, k - 1)),
  kullback: (k: number, n: number, m: number): number => CHANCE.jeffreys(k, n, m) / 2,
  jensen: (k: number, n: number, m: number): number => CHANCE.jeffreys(k, n, m) / (8 * Math.LN2),
  /** Each difference is at most normal with variance (1/n + 1/m)/4; the largest of `k` by Bonferroni. */
  largest: (k: number, n: number, m: number): number => quantile(1 - 0.005 / k) * Math.sqrt(spread(n, m) / 4),
  /** Mean and deviation of half the sum of the absolute differences, taken as normal. */
  total: (k: number, n: number, m: number): number =>
    Math.sqrt((k * spread(n, m)) / (2 * Math.PI)) + Z99 * Math.sqrt(spread(n, m) / 4),
  /** Wasserstein's distance in standard deviations: by simulation 2.6 (uniform) to 3.0 (lognormal) times this root. */
  transport: (_k: number, n: number, m: number): number => 3 * Math.sqrt(spread(n, m)),
  /** Smirnov (1948): c(0.01) = 1.628. */
  smirnov: (_k: number, n: number, m: number): number => 1.628 * Math.sqrt(spread(n, m)),
} as const

const spread = (n: number, m: number): number => 1 / n + 1 / m

/** Upper quantile of the standard normal distribution by Abramowitz and Stegun 26.2.23; absolute error below 4.5e-4. */
function quantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p))
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}
