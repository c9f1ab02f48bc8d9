/** The course of a number over time: a line by least squares, and how far single values stray from it. */
export interface Course {
  bandAt(next: { readonly time: number; readonly of?: number }): {
    readonly low: number
    readonly high: number
    readonly expected: number
  }
}

interface Point {
  readonly time: number
  readonly value: number
  readonly of?: number
}

/** The least share of its level by which a value must move to be unusual. */
const LEAST = 0.01

export function course(points: readonly Point[]): Course {
  const n = points.length
  const t0 = mean(points.map((each) => each.time))
  const y0 = mean(points.map((each) => each.value))
  const sxx = sum(points.map((each) => (each.time - t0) ** 2))
  const slope = sxx === 0 ? 0 : sum(points.map((each) => (each.time - t0) * (each.value - y0))) / sxx
  const at = (time: number) => y0 + slope * (time - t0)
  const spread = Math.sqrt(sum(points.map((each) => (each.value - at(each.time)) ** 2)) / Math.max(1, n - 2))
  return {
    bandAt: ({ time }) => {
      const expected = at(time)
      const leverage = 1 + 1 / n + (sxx === 0 ? 0 : (time - t0) ** 2 / sxx)
      const half = Math.max((3.7 + 20 / n) * spread * Math.sqrt(leverage), LEAST * Math.abs(expected))
      const share = points.every((each) => each.of !== undefined)
      const [low, high] = [expected - half, expected + half]
      return { expected, low: share ? Math.max(0, low) : low, high: share ? Math.min(1, high) : high }
    },
  }
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
const mean = (of: readonly number[]): number => sum(of) / of.length
