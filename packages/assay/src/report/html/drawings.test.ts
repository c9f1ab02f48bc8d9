import { expect, test } from 'vitest'
import { histogram, labelOf } from './histogram.ts'
import { domainOf, scale } from './scale.ts'
import { textBars } from './text-bars.ts'

const attributes = (markup: string, pattern: RegExp): readonly (readonly string[])[] =>
  [...markup.matchAll(pattern)].map((m) => m.slice(1))

test('the stretch of a scale shows the distance of a share to its bound', () => {
  const near = domainOf({ value: 0.9996, band: { low: 1, high: 1 }, share: true })
  expect(near.from).toBeCloseTo(0.99946, 8)
  expect(near.to).toBe(1)
  expect(domainOf({ value: 1, band: { low: 1, high: 1 }, share: true })).toEqual({ from: 0, to: 1 })
})

test('the stretch of a scale holds the value and both limits', () => {
  expect(domainOf({ value: 20, band: { low: 0, high: 10 }, share: false })).toEqual({ from: -7, to: 27 })
  expect(domainOf({ value: 0, band: { low: 0, high: null }, share: false })).toEqual({ from: -1, to: 1 })
})

test.each([
  [0, false],
  [5, true],
  [12, false],
])('the marker of %d stands in the band of 1 to 10: %s', (value, inside) => {
  const band = { low: 1, high: 10 }
  const { markup } = scale({ value, band, labels: limits, share: false, state: 'holds' })
  const [[x, width] = []] = attributes(markup, /class="band" x="([\d.]+)" y="2" width="([\d.]+)"/g)
  const [[cx] = []] = attributes(markup, /cx="([\d.]+)"/g)
  expect(Number(cx) >= Number(x) && Number(cx) <= Number(x) + Number(width)).toBe(inside)
})
const limits = { low: '1', high: '10' }

test('limits are named where something is wrong, and are left out where they would collide', () => {
  const of = { value: 50, band: { low: 1, high: 10 }, labels: { low: '1', high: '10' }, share: false } as const
  expect(scale({ ...of, state: 'broken' }).markup).toMatch(/>1<.*>10</s)
  expect(scale({ ...of, state: 'holds' }).markup).not.toContain('<text')
  const close = { ...of, value: 5000, labels: { low: 'a long label', high: 'another one' } }
  expect(scale({ ...close, state: 'broken' }).markup).not.toContain('another one')
})

test('a number without limits has no picture', () => {
  const of = { value: 1, band: { low: null, high: null }, labels: { low: null, high: null }, share: false } as const
  expect(scale({ ...of, state: 'holds' }).markup).toBe('')
})

const bins = [
  { low: 0, high: 10, rows: 1_000_000, failing: 0 },
  { low: 10, high: 20, rows: 0, failing: 0 },
  { low: 20, high: 30, rows: 1, failing: 1 },
]

test('one failing row among a million is still seen in a histogram', () => {
  const { markup } = histogram({ kind: 'numbers', column: 'x', bins, marks: [20, 99], times: false })
  const [[height] = []] = attributes(markup, /<rect class="wrong"[^>]* height="([\d.]+)"/g)
  expect(Number(height)).toBeGreaterThanOrEqual(3)
  expect(attributes(markup, /<rect class="good"/g)).toHaveLength(1)
  expect(markup).toContain('those that fail lie between 20 and 30')
})

test('limits outside the drawn values are not drawn', () => {
  const { markup } = histogram({ kind: 'numbers', column: 'x', bins, marks: [20, 99], times: false })
  expect(attributes(markup, /class="limit" x1="([\d.]+)"/g)).toEqual([['266.7']])
})

test('a column of one value is drawn, and an empty distribution is nothing', () => {
  const one = [{ low: 5, high: 5, rows: 3, failing: 0 }]
  expect(histogram({ kind: 'numbers', column: 'x', bins: one, marks: [5], times: false }).markup).not.toContain('NaN')
  expect(histogram({ kind: 'numbers', column: 'x', bins: [], marks: [], times: false }).markup).toBe('')
})

test('axis labels are short; times are dates', () => {
  expect([-5000, 0.1234567, 12_500_000_000].map(labelOf(false, 1))).toEqual(['−5,000', '0.1235', '12.5B'])
  expect(labelOf(true, 1e9)(1_700_000_000)).toBe('2023-11-14')
  expect(labelOf(true, 3600)(1_700_000_000)).toBe('2023-11-14 22:13')
})

test('texts come as bars; what is rare, and what is left out, is counted', () => {
  const values = Array.from({ length: 14 }, (_, i) => ({ value: `v${i}`, rows: 100 - i, failing: i === 3 ? 97 : 0 }))
  const { markup } = textBars({ kind: 'texts', column: 'x', values, others: { different: 5, rows: 9, failing: 2 } })
  expect(attributes(markup, /<rect class="good" width="(\d+)"/g)[0]).toEqual(['150'])
  expect(markup).toContain('<th scope="row" class="wrong">v3</th>')
  expect(markup.replaceAll(/\s+/g, ' ')).toContain('7 other texts in 184 rows, 2 of them failing')
})
