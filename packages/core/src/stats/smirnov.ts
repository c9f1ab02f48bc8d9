/**
 * The largest difference between the distribution functions of two samples (Kolmogorov and Smirnov), 0 to 1. Both are sorted
 * ascending; 1 where one of them is empty.
 */
export function smirnov(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 1
  let [i, j, most] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i] ?? Infinity, b[j] ?? Infinity)
    while (i < a.length && (a[i] ?? Infinity) <= at) i++
    while (j < b.length && (b[j] ?? Infinity) <= at) j++
    most = Math.max(most, Math.abs(i / a.length - j / b.length))
  }
  return most
}
