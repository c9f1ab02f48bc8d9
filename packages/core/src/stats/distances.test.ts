import { describe, expect, test } from 'vitest'
import { CHANCE, chiSquared99 } from './distances.ts'
import { random } from './random.fixture.ts'

const counts = (n: number, k: number, next: () => number): readonly number[] => {
  const found = new Array<number>(k).fill(0)
  for (let i = 0; i < n; i++) {
    const at = Math.floor(next() * k)
    found[at] = (found[at] ?? 0) + 1
  }
  return found
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)

/** The distances as the engine takes them. */
function distances(a: readonly number[], b: readonly number[]) {
  const [n, m, k] = [sum(a), sum(b), a.length]
  const pairs = a.map((each, i) => {
    const other = b[i] ?? 0
    return { p: (each + 0.5) / (n + k / 2), q: (other + 0.5) / (m + k / 2), fa: each / n, fb: other / m }
  })
  const part = (x: number, both: number) => (x > 0 ? x * Math.log2((2 * x) / both) : 0)
  return {
    jeffreys: sum(pairs.map(({ p, q }) => (p - q) * Math.log(p / q))),
    kullback: sum(pairs.map(({ p, q }) => p * Math.log(p / q))),
    jensen: sum(pairs.map(({ fa, fb }) => part(fa, fa + fb) + part(fb, fa + fb))) / 2,
    largest: Math.max(...pairs.map(({ fa, fb }) => Math.abs(fa - fb))),
    total: sum(pairs.map(({ fa, fb }) => Math.abs(fa - fb))) / 2,
  }
}

test('the 99% points of chi-squared are those of the tables', () => {
  for (const [degrees, point] of [
    [1, 6.635],
    [4, 13.277],
    [9, 21.666],
    [99, 134.642],
  ] as const)
    expect(Math.abs(chiSquared99(degrees) / point - 1)).toBeLessThan(0.01)
})

describe('what chance explains', () => {
  test.each([
    [10, 500, 500],
    [10, 2000, 300],
    [3, 100, 200],
  ])('is exceeded in about 1%% of samples of one population: %d values, %d and %d rows', (k, n, m) => {
    const next = random(k * n + m)
    const beyond = { jeffreys: 0, kullback: 0, jensen: 0, largest: 0, total: 0 }
    const tries = 2000
    for (let i = 0; i < tries; i++) {
      const found = distances(counts(n, k, next), counts(m, k, next))
      for (const name of Object.keys(beyond) as (keyof typeof beyond)[])
        if (found[name] > CHANCE[name](k, n, m)) beyond[name] += 1
    }
    // 1% of 2,000 is 20, give or take 13 (three deviations); bounds that are larger than need be are exceeded less often
    for (const name of ['jeffreys', 'kullback', 'jensen'] as const) {
      expect(beyond[name], name).toBeLessThan(34)
      expect(beyond[name], name).toBeGreaterThan(5)
    }
    expect(beyond.largest).toBeLessThan(34)
    expect(beyond.total).toBeLessThan(34)
  })
})
