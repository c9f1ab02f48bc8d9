import { describe, expect, test } from 'vitest'
import {
  judgements,
  lived,
  noise,
  oracle,
  outside,
  random,
  SERIES,
  threeSigma,
} from '../../../../bench/usual/simulation.mjs'
import { usual } from './usual.ts'

type Learn = Parameters<typeof judgements>[0]

// A quick look at what `npm run bench:usual` shows at length, from fixed seeds.
const TRIALS = 500
const COUNTS = [20, 35, 100]
const band: Learn = (history, next) => {
  const found = usual(history, next).band
  if (!found) throw new Error('after 20 values there is a band')
  return found
}
const judged = (kind: 'normal' | 't5', learn = band) =>
  Object.keys(SERIES).map((series, s) => ({
    series,
    by: judgements(learn, { series, kind, counts: COUNTS, trials: TRIALS, seed: s + 1 }),
  }))
const all = (of: ReturnType<typeof judged>) => of.flatMap(({ by }) => [...by.values()].flat())

describe('after 20 values of stationary, trending and weekly series', () => {
  const [normal, heavy] = [judged('normal'), judged('t5')]

  test('at most 1 of 200 lies outside without reason, and normal noise hardly ever', () => {
    expect(all(heavy).length).toBe(7500)
    expect(outside(all(heavy))).toBeLessThanOrEqual(0.005)
    expect(outside(all(heavy))).toBeGreaterThan(0.002)
    expect(outside(all(normal))).toBeLessThanOrEqual(0.0015)
  })

  test('a shift of five robust deviations is found at once as often as the promise on false alarms allows', () => {
    const found = (of: ReturnType<typeof judged>, n: number) =>
      outside(
        of.flatMap(({ by }) => by.get(n) ?? []),
        5,
      )
    expect([20, 35, 100].map((n) => found(normal, n) > { 20: 0.4, 35: 0.6, 100: 0.74 }[n]!)).toEqual([true, true, true])
    expect([20, 35, 100].map((n) => found(heavy, n) > { 20: 0.25, 35: 0.4, 100: 0.53 }[n]!)).toEqual([true, true, true])
    // not even whoever knows the true course and the noise finds it always
    expect(oracle('t5', 50_000).found(5)).toBeLessThan(0.75)
  })

  test('the mean ± 3σ alarms too often on some series and finds too little on others', () => {
    const plain = judged('t5', threeSigma)
    const of = (series: string) => [...plain.find((each) => each.series === series)!.by.values()].flat()
    expect(outside(of('stationary'))).toBeGreaterThan(0.01)
    expect(outside(of('trend and week'), 5)).toBeLessThan(0.2)
  })
})

test('a shift that stays is found in the first two values, is a new level soon, and no level is said where there is none', () => {
  const days = Array.from({ length: 40 }, (_, seed) => {
    const draw = noise('normal', random(seed + 1))
    const said = lived(usual, { length: 75, value: (i) => draw() + (i >= 60 ? 6 : 0) })
    return {
      found: said.some((each) => each.outside && (each.n === 60 || each.n === 61)),
      level: said.some((each) => each.n === 66 && each.level?.since !== undefined),
      false: said.filter((each) => each.n < 60 && (each.level ?? each.anew)).length,
    }
  })
  expect(days.filter((each) => each.found).length).toBeGreaterThanOrEqual(38)
  expect(days.filter((each) => each.level).length).toBeGreaterThanOrEqual(36)
  expect(days.filter((each) => each.false > 0).length).toBeLessThanOrEqual(1)
})
