import { describe, expect, test } from 'vitest'
import { quantile, reach } from './tails.ts'

/** Numbers from 0 to 1 that are the same in every run. */
function uniform(n: number, seed: number): readonly number[] {
  let state = seed
  return Array.from({ length: n }, () => (state = (state * 16807) % 2147483647) / 2147483647)
}
const normal = (n: number, seed: number): Float64Array => {
  const [a, b] = [uniform(n, seed), uniform(n, seed + 1)]
  return Float64Array.from(a, (x, i) => Math.sqrt(-2 * Math.log(x)) * Math.cos(2 * Math.PI * (b[i] ?? 0))).sort()
}
const heavy = (n: number, seed: number): Float64Array => Float64Array.from(uniform(n, seed), (x) => x ** -0.5).sort()

describe('how far values reach', () => {
  test.each([
    ['normal', normal],
    ['heavy tailed', heavy],
    ['uniform', (n: number, seed: number) => Float64Array.from(uniform(n, seed)).sort()],
  ])('what is learnt of %s values holds for others of the same kind', (_, made) => {
    let beyond = 0
    for (let seed = 1; seed <= 60; seed++) {
      const found = reach(made(500, 2 * seed), 500)
      const others = made(500, 1000 + 2 * seed)
      if (found && others.some((x) => x < found.low || x > found.high)) beyond++
    }
    expect(beyond).toBeLessThanOrEqual(2)
  })

  test('no stranger is seen where there is none', () => {
    for (let seed = 1; seed <= 30; seed++) {
      expect(reach(normal(500, 2 * seed), 500)).toMatchObject({ below: 0, above: 0 })
      expect(reach(heavy(500, 2 * seed), 500)).toMatchObject({ below: 0, above: 0 })
    }
  })

  test('values far beyond all others are strangers, and do not stretch the reach', () => {
    const found = reach(Float64Array.from([...normal(500, 4), 4000, 9000, -700]).sort(), 500)
    expect(found).toMatchObject({ below: 1, above: 2 })
    expect(found?.high).toBeLessThan(20)
    expect(found?.low).toBeGreaterThan(-20)
  })

  test('a few values tell nothing', () => {
    expect(reach(Float64Array.from([1, 2, 3]), 100)).toBeNull()
  })
})

test('a quantile lies between its neighbours', () => {
  expect(quantile(Float64Array.from([0, 10]), 0.25)).toBe(2.5)
  expect(quantile(Float64Array.from([1, 2, 3]), 0.5)).toBe(2)
})
