import { expect, it } from 'vitest'
import { limitsIn, sentenceOf, withRoom } from './limits-said.ts'

it('reads the limits that a sentence about the column says', () => {
  expect(limitsIn('`n` must be between -3 and 1,600', 'n')).toEqual({ low: -3, high: 1600 })
  expect(limitsIn('`n` should be at least 5', 'n')).toEqual({ low: 5 })
  expect(limitsIn('`n` must be less than 7.5', 'n')).toEqual({ high: 7.5 })
  expect(limitsIn('`on` must be between 1970-01-02 and 1970-01-03', 'on')).toEqual({ low: 86_400, high: 172_800 })
})

it('reads none of half a sentence, of another column, or where none are said', () => {
  for (const text of ['`n` must be between -3 and', '`m` must be at least 5', '`n` must be present', ''])
    expect(limitsIn(text, 'n')).toEqual({})
})

const spread = {
  column: 'n',
  times: false,
  marks: [],
  bins: Array.from({ length: 20 }, (_, i) => ({ low: i * 5, high: (i + 1) * 5, rows: i, failing: 0 })),
}

it('writes what it reads', () => {
  expect(limitsIn(sentenceOf(spread, { low: -2, high: 30 }), 'n')).toEqual({ low: -2, high: 30 })
})

it('draws room beyond the values and beyond the limits, but no more than half of the width of the values', () => {
  const ends = (low: number, high: number) => {
    const { bins } = withRoom(spread, { low, high })
    expect(bins.every((bin, i) => i === 0 || bin.low === bins[i - 1]?.high)).toBe(true)
    return [bins[0]?.low, bins.at(-1)?.high]
  }
  expect(ends(0, 100)).toEqual([-10, 110])
  expect(ends(-22, 130)).toEqual([-35, 140])
  expect(ends(-1e6, 1e9)).toEqual([-50, 150])
})
