import { describe, expect, test } from 'vitest'
import { noise, random } from '../../../../bench/usual/simulation.mjs'
import { NEEDS } from './learning.ts'
import { usual, type Usual, type UsualPoint } from './usual.ts'

const DAY = 86_400
const at = (i: number) => ({ time: i * DAY })
const daily = (values: readonly number[]): readonly UsualPoint[] => values.map((value, i) => ({ ...at(i), value }))
const series = (n: number, value: (i: number, noise: () => number) => number, seed = 1) => {
  const draw = noise('normal', random(seed))
  return Array.from({ length: n }, (_, i) => value(i, draw))
}
const bandOf = (found: Usual) => {
  if (!found.band) throw new Error('too little is learnt')
  return found.band
}
const next = (values: readonly number[]) => bandOf(usual(daily(values), at(values.length)))
const within = (band: { readonly low: number; readonly high: number }, value: number) =>
  value >= band.low && value <= band.high

describe('the band', () => {
  test('is not there before enough is learnt', () => {
    const values = series(NEEDS - 1, (_, e) => 100 + e())
    expect(usual(daily(values), at(NEEDS))).toEqual({ learnt: NEEDS - 1, needs: NEEDS, band: null })
    expect(usual([], at(0))).toEqual({ learnt: 0, needs: NEEDS, band: null })
    expect(usual(daily([...values, Number.NaN, Infinity]), at(NEEDS)).band).toBeNull()
  })

  test('lies around what was, and follows a trend and the days of the week', () => {
    expect(next(series(60, (_, e) => 100 + e())).expected).toBeCloseTo(100, 0)
    expect(next(series(60, (i, e) => 100 + 3 * i + e())).expected).toBeCloseTo(280, 0)
    const week = series(60, (i, e) => (i % 7 < 5 ? 100 : 20) + e())
    expect(next(week).expected).toBeCloseTo(100, 0)
    expect(bandOf(usual(daily(week), at(61))).expected).toBeCloseTo(20, 0)
    expect(next(week).high - next(week).low).toBeLessThan(14)
  })

  test('takes days for days of the week only when there is evidence', () => {
    const plain = series(60, (_, e) => 100 + e())
    const shuffled = plain.map((_, i) => plain[(i * 23) % 60]!)
    expect(next(shuffled).expected).toBeCloseTo(next(plain).expected, 0)
  })

  test('does not depend on where midnight is, nor on summer time', () => {
    const values = series(200, (i, e) => (i % 7 < 5 ? 100 : 20) + e())
    const late = (i: number) => ({ time: i * DAY + DAY - (i > 100 ? 1800 : -1800) + (i % 3) * 60 })
    const found = bandOf(
      usual(
        values.map((value, i) => ({ ...late(i), value })),
        late(200),
      ),
    )
    expect(found.expected).toBeCloseTo(next(values).expected, 1)
  })

  test('takes irregular, missing and repeated times as they are', () => {
    const kept = daily(series(80, (i, e) => 100 + 2 * i + e())).filter((_, i) => i % 5 !== 3 && i % 7 !== 2)
    expect(
      bandOf(
        usual(
          [...kept, ...kept].sort((a, b) => a.time - b.time),
          at(80),
        ),
      ).expected,
    ).toBeCloseTo(260, 0)
    const together = series(30, (_, e) => 100 + e()).map((value) => ({ time: 0, value }))
    expect(bandOf(usual(together, { time: 0 })).expected).toBeCloseTo(100, 0)
  })

  test('is wider the longer nothing came', () => {
    const history = daily(series(30, (i, e) => 100 + i + e()))
    const width = (i: number) => bandOf(usual(history, at(i))).high - bandOf(usual(history, at(i))).low
    expect(width(60)).toBeGreaterThan(1.15 * width(30))
  })

  test('is the same whatever unit the numbers have', () => {
    const values = series(80, (i, e) => 1000 + 3 * i + (i % 7) * 10 + e())
    const [band, scaled] = [next(values), next(values.map((each) => each * 1e6))]
    expect(scaled.low / 1e6).toBeCloseTo(band.low, 3)
    expect(scaled.high / 1e6).toBeCloseTo(band.high, 3)
  })
})

describe('what hardly varies', () => {
  test('a constant number may move by 1%', () => {
    const band = next(Array.from({ length: 30 }, () => 1000))
    expect([within(band, 991), within(band, 1009), within(band, 985), within(band, 1020)]).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(within(next(Array.from({ length: 30 }, () => 12)), 13)).toBe(false)
  })

  test('a constant share may move by what chance does to so many rows, and by 0.1 points', () => {
    const whole = (of: number) => Array.from({ length: 30 }, (_, i) => ({ ...at(i), value: 1, of }))
    const band = (of: number) => bandOf(usual(whole(of), { ...at(30), of }))
    expect(within(band(1_000_000), 0.9991)).toBe(true)
    expect(within(band(1_000_000), 0.998)).toBe(false)
    expect(within(band(500), 499 / 500)).toBe(true)
    expect(within(band(500), 496 / 500)).toBe(false)
    expect(band(500).high).toBe(1)
    expect(bandOf(usual(whole(500), { ...at(30), of: 20 })).low).toBeLessThan(19 / 20)
  })

  test('of something that never happened, one case is no news and three are', () => {
    const band = next(Array.from({ length: 30 }, () => 0))
    expect([within(band, 1), within(band, 3)]).toEqual([true, false])
    expect(band.low).toBe(0)
  })

  test('a course without spread is no reason to alarm at its rounding', () => {
    const values = Array.from({ length: 41 }, (_, i) => (i - 20) * 0.1)
    for (let n = NEEDS; n < 41; n++) expect(within(next(values.slice(0, n)), values[n]!)).toBe(true)
  })
})

describe('a value outside the band', () => {
  const steady = series(40, (_, e) => 1000 + 10 * e())

  test('trains nothing', () => {
    const [with500, without] = [usual(daily([...steady, 500]), at(41)), usual(daily(steady), at(41))]
    expect(with500).toEqual(without)
    expect(within(bandOf(with500), 500)).toBe(false)
  })

  test('among the first is left out, as far as it is an error and no way of theirs', () => {
    const first = series(30, (_, e) => 1000 + 10 * e())
    const spoilt = (...at: readonly number[]) => first.map((each, i) => (at.includes(i) ? 10 * each : each))
    expect(next(spoilt(4)).high).toBeLessThan(1100)
    expect(next(spoilt(4, 9, 19)).high).toBeLessThan(1100)
    expect(next(spoilt(0, 3, 5, 8, 11, 12, 16, 18)).high).toBeGreaterThan(10_000)
    const constant = Array.from({ length: 30 }, (_, i) => (i === 7 ? 9000 : 1000))
    expect(next(constant).high).toBeLessThan(1100)
    const week = series(30, (i, e) => (i % 7 < 5 ? 1000 : 100) + 10 * e()).map((each, i) => (i === 9 ? 9000 : each))
    expect(next(week).high).toBeLessThan(1200)
    expect(next(week).low).toBeGreaterThan(0)
  })

  test('that comes now and then is usual', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i % 5 === 2 ? 1 : 0) * 50)
    expect(within(next(values), 50)).toBe(true)
  })

  test('that a person expects is usual from then on, together with what was', () => {
    const expected = [...daily(steady), { ...at(40), value: 1500, expected: true as const }]
    const band = bandOf(usual(expected, at(41)))
    expect([within(band, 1000), within(band, 1505), within(band, 1700)]).toEqual([true, true, false])
  })

  test('is a new level when the next lies there too, and a single event when it does not', () => {
    const expected = [...daily(steady), { ...at(40), value: 1500, expected: true as const }]
    const stayed = usual([...expected, { ...at(41), value: 1505 }], at(42))
    expect(stayed.level).toMatchObject({ since: 40 * DAY })
    expect(within(bandOf(stayed), 1000)).toBe(false)
    expect(within(bandOf(stayed), 1495)).toBe(true)
    const back = usual([...expected, { ...at(41), value: 1003 }], at(42))
    expect(back.level).toBeUndefined()
    expect(within(bandOf(back), 1500)).toBe(false)
  })
})

describe('a lasting new level', () => {
  const moved = (n: number, by: number) => series(60 + n, (i, e) => 1000 + 10 * e() + (i < 60 ? 0 : by))

  test('is recognised after five values that agree, and said for twenty', () => {
    expect(usual(daily(moved(4, 200)), at(64)).level).toBeUndefined()
    const found = usual(daily(moved(5, 200)), at(65))
    expect(found.level?.since).toBe(60 * DAY)
    expect(found.level?.was).toBeCloseTo(1000, -1)
    expect(found.level?.is).toBeCloseTo(1200, -1)
    expect(within(bandOf(found), 1200)).toBe(true)
    expect(within(bandOf(found), 1000)).toBe(false)
    expect(usual(daily(moved(19, 200)), at(79)).level?.since).toBe(60 * DAY)
    expect(usual(daily(moved(21, 200)), at(81)).level).toBeUndefined()
  })

  test('keeps what was learnt of the days of the week and of the spread', () => {
    const values = series(66, (i, e) => 1000 + (i % 7 < 5 ? 0 : -300) + 10 * e() + (i < 60 ? 0 : 500))
    const found = usual(daily(values), at(68))
    expect(found.level?.since).toBe(60 * DAY)
    expect(bandOf(found).expected).toBeCloseTo(1200, -2)
    expect(bandOf(found).high - bandOf(found).low).toBeLessThan(200)
  })

  test('is recognised too when it is so near that no value is outside', () => {
    const found = Array.from({ length: 12 }, (_, n) => usual(daily(moved(n + 5, 35)), at(65 + n)).level?.since)
    expect(found.at(-1)).toBeGreaterThanOrEqual(58 * DAY)
    expect(found.at(-1)).toBeLessThanOrEqual(62 * DAY)
  })

  test('is none as long as the values do not agree', () => {
    const values = [...series(60, (_, e) => 1000 + 10 * e()), 1200, 1900, 1300, 2500, 1250]
    expect(usual(daily(values), at(65)).level).toBeUndefined()
    expect(within(next(values), 1000)).toBe(true)
  })
})

test('values that lie outside too often are learnt anew', () => {
  const values = series(90, (i, e) => 1000 + 10 * e() * (i < 60 ? 1 : 12))
  const found = Array.from({ length: 30 }, (_, n) => usual(daily(values.slice(0, 61 + n)), at(61 + n)).anew)
  expect(found[0]).toBeUndefined()
  expect([60 * DAY, 61 * DAY]).toContain(found.at(-1)?.since)
  const band = next(values)
  expect(band.high - band.low).toBeGreaterThan(500)
})

test('growth in proportion is compared by ratios', () => {
  const values = series(100, (i, e) => 1000 * 1.05 ** i * Math.exp(0.05 * e()))
  const band = next(values)
  const expected = 1000 * 1.05 ** 100
  expect(band.expected / expected).toBeCloseTo(1, 1)
  expect(band.low).toBeGreaterThan(0.6 * expected)
  expect(within(band, 2 * expected)).toBe(false)
})
