import { expect, it } from 'vitest'
import { lineChart, sparkline, type ChartPoint } from './line-chart.ts'

const plain = (text: string) => text
const options = {
  width: 10,
  height: 5,
  shown: String,
  paint: { broken: (text: string) => text.toLowerCase(), band: plain },
}
const point = (value: number | null, more: Partial<ChartPoint> = {}): ChartPoint => ({
  value,
  low: 0,
  high: 4,
  broken: false,
  ...more,
})

it('draws each number between the ends of its band, and what broke it as a triangle', () => {
  expect(lineChart([point(1), point(2), point(8, { broken: true }), point(null)], options)).toEqual([
    '8 ┤  ▲ ',
    '  │    ',
    '  │····',
    '  │ ●  ',
    '0 ┤●···',
  ])
})

it('draws the newest that have room, one line where all is equal, and nothing where there is no number', () => {
  expect(
    lineChart(
      Array.from({ length: 20 }, () => point(3, { low: 3, high: null })),
      options,
    ),
  ).toEqual(['3 ┤●●●●●●●●●●'])
  expect(lineChart([point(null, { low: null, high: null })], options)).toEqual([])
})

it('is one line of bars', () => {
  expect(sparkline([0, null, 7, 3.5], 10)).toBe('▁ █▅')
  expect(sparkline([5, 5], 10)).toBe('▄▄')
  expect(sparkline([1, 2, 3], 2)).toBe('▁█')
})
