import { describe, expect, test } from 'vitest'
import { random } from './random.fixture.ts'
import { compareSketches, SKETCH_DISTANCES, usualDistance, type Sketch } from './sketches.ts'

function numbers(values: readonly number[]): Sketch {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (p: number): number => {
    const place = p * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { kind: 'numbers', n: values.length, q: Array.from({ length: 101 }, (_, i) => at(i / 100)) }
}

function texts(values: readonly number[]): Sketch {
  const counts = new Map<number, number>()
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1)
  return { kind: 'texts', n: values.length, s: [...counts] }
}

const times = <T>(n: number, of: (i: number) => T): readonly T[] => Array.from({ length: n }, (_, i) => of(i))

describe('a distance of sketches', () => {
  const next = random(1)
  const [a, b] = [times(5000, () => next() ** 2), times(4000, () => 0.1 + next() ** 2 * 1.2)]
  const share = (of: readonly number[], x: number) => of.filter((each) => each <= x).length / of.length
  const among = (x: readonly number[], y: readonly number[], name: string) =>
    compareSketches(numbers(x), [numbers(y)], name).distance

  test('of numbers is near that of all values', () => {
    const exact = Math.max(
      ...[...a, ...b].filter((_, i) => i % 10 === 0).map((x) => Math.abs(share(a, x) - share(b, x))),
    )
    expect(among(a, b, 'Kolmogorov–Smirnov distance')).toBeCloseTo(exact, 1)
    const steps = times(1000, (i) => (i + 0.5) * 0.0014)
    const moved = steps.reduce((sum, x) => sum + 0.0014 * Math.abs(share(a, x) - share(b, x)), 0)
    const mean = b.reduce((sum, x) => sum + x, 0) / b.length
    const deviation = Math.sqrt(b.reduce((sum, x) => sum + (x - mean) ** 2, 0) / b.length)
    expect(among(a, b, 'Wasserstein distance')).toBeCloseTo(moved / deviation, 1)
  })

  test('of few different numbers is that of their shares', () => {
    const [x, y] = [times(1000, (i) => i % 4), times(1000, (i) => (i % 10 < 7 ? 0 : 3))]
    expect(among(x, y, 'Kolmogorov–Smirnov distance')).toBeCloseTo(0.45, 1)
    expect(among(x, x, 'Kolmogorov–Smirnov distance')).toBe(0)
  })

  test('of texts is exact while they are few', () => {
    const [x, y] = [texts(times(100, (i) => i % 4)), texts(times(100, (i) => i % 5))]
    const of = (name: string) => compareSketches(x, [y], name).distance
    expect(of('total variation distance')).toBeCloseTo(0.2, 10)
    expect(of('L-infinity distance')).toBeCloseTo(0.2, 10)
    const half = (p: number, q: number) => p * Math.log2((2 * p) / (p + q))
    const jensen = (4 * (half(0.25, 0.2) + half(0.2, 0.25)) + 0.2 * Math.log2(2)) / 2
    expect(of('Jensen–Shannon divergence')).toBeCloseTo(jensen, 10)
    expect(of('Jensen–Shannon distance')).toBeCloseTo(Math.sqrt(jensen), 10)
  })

  test.each(Object.keys(SKETCH_DISTANCES))('%s of a delivery to itself is none, and grows with a shift', (name) => {
    const shifted = (by: number) => among(a.map((x) => x + by), a, name) // prettier-ignore
    expect(shifted(0)).toBeCloseTo(0, 6)
    expect(shifted(0.1)).toBeGreaterThan(0)
    expect(shifted(0.3)).toBeGreaterThan(shifted(0.1))
  })
})

describe('among deliveries alike', () => {
  /** Values around a level that itself moves from day to day. */
  const delivery = (next: () => number, shift = 0): Sketch => {
    const level = 10 + 2 * (next() + next() + next() - 1.5) + shift
    return numbers(times(200, () => level + 6 * (next() + next() + next() - 1.5)))
  }
  const judged = (seed: number, shift: number, known: number): boolean => {
    const next = random(seed)
    const past = times(known, () => delivery(next))
    const { distance, among } = compareSketches(delivery(next, shift), past, 'Kolmogorov–Smirnov distance')
    return distance > 0.1 && distance > usualDistance(among)
  }

  test.each([20, 40])('of %d few are unusual, and a large shift always is', (known) => {
    expect(times(400, (i) => judged(i, 0, known)).filter(Boolean).length).toBeLessThanOrEqual(2)
    expect(times(20, (i) => judged(1000 + i, 12, known)).every(Boolean)).toBe(true)
  })
})
