import { describe, expect, test } from 'vitest'
import { NEEDS } from './learning.ts'
import { usual, type UsualPoint } from './usual.ts'

const DAY = 86_400
const daily = (values: readonly number[]): readonly UsualPoint[] => values.map((value, i) => ({ time: i * DAY, value }))
const wave = (n: number, level = 100) => Array.from({ length: n }, (_, i) => level + [0, 1, -1, 2, -2][i % 5]!)

describe('a value as usual', () => {
  test('is not known before enough is learnt', () => {
    expect(usual(daily(wave(NEEDS - 1)), { time: NEEDS * DAY })).toEqual({
      learnt: NEEDS - 1,
      needs: NEEDS,
      band: null,
    })
  })

  test('lies in a band around what was', () => {
    const { band } = usual(daily(wave(30)), { time: 30 * DAY })
    expect(band?.expected).toBeCloseTo(100, 0)
    expect(band?.low).toBeGreaterThan(85)
    expect(band?.high).toBeLessThan(115)
  })

  test('outside the band trains nothing', () => {
    const quiet = usual(daily(wave(30)), { time: 31 * DAY })
    expect(usual([...daily(wave(30)), { time: 30 * DAY, value: 500 }], { time: 31 * DAY })).toEqual(quiet)
  })

  test('that lasts is a new level', () => {
    const found = usual(daily([...wave(30), ...wave(5, 200)]), { time: 35 * DAY })
    expect(found.level).toMatchObject({ since: 30 * DAY })
    expect(found.band?.expected).toBeGreaterThan(190)
  })
})
