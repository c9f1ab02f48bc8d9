import { expect, test } from 'vitest'
import { axisLabel, histogram } from './histogram.ts'
import { domainOf, scale, scaleOf } from './scale.ts'
import { textBars } from './text-bars.ts'

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

const limits = { low: '1', high: '10' }

test.each([
  [0, false],
  [5, true],
  [12, false],
])('the marker of %d stands in the band of 1 to 10: %s', (value, inside) => {
  const drawn = scale({ value, band: { low: 1, high: 10 }, labels: limits, share: false, state: 'holds' })
  if (drawn?.marker.kind !== 'circle') throw new Error('no dot')
  const { x, width } = drawn.band
  expect(drawn.marker.cx >= x && drawn.marker.cx <= x + width).toBe(inside)
})

test('limits are named where something is wrong, and are left out where they would collide', () => {
  const of = { value: 50, band: { low: 1, high: 10 }, labels: limits, share: false } as const
  const names = (each: Parameters<typeof scale>[0]) => scale(each)?.labels.map(({ text }) => text)
  expect(names({ ...of, state: 'broken' })).toEqual(['1', '10'])
  expect(names({ ...of, state: 'holds' })).toEqual([])
  const close = { ...of, value: 5000, labels: { low: 'a long label', high: 'another one' } }
  expect(names({ ...close, state: 'broken' })).toEqual(['a long label'])
})

test('a number without limits has no picture, nor has what was not judged', () => {
  const open = { low: null, high: null }
  expect(scale({ value: 1, band: open, labels: open, share: false, state: 'holds' })).toBeNull()
  const judged = { severity: 'must', value: 0.5, shown: '50%', bound: '100%', band: { low: 1, high: 1 } } as const
  const counts = { counted: 2, failing: 1, reason: '' }
  expect(scaleOf({ ...judged, ...counts, status: 'broken' })?.labels[0]?.text).toBe('100%')
  expect(scaleOf({ ...judged, ...counts, status: 'idle' })).toBeNull()
  expect(scaleOf({ ...judged, ...counts, status: 'broken', value: 'a text' })).toBeNull()
})

const bins = [
  { low: 0, high: 10, rows: 1_000_000, failing: 0 },
  { low: 10, high: 20, rows: 0, failing: 0 },
  { low: 20, high: 30, rows: 1, failing: 1 },
]

test('one failing row among a million is still seen in a histogram', () => {
  const drawn = histogram({ column: 'x', bins, marks: [20, 99], times: false })
  const [good, wrong, ...more] = drawn?.bars ?? []
  expect([good?.state, wrong?.state, more]).toEqual(['good', 'wrong', []])
  expect(wrong?.height).toBeGreaterThanOrEqual(3)
  expect(drawn?.described).toContain('those that fail lie between 20 and 30')
})

test('limits outside the drawn values are not drawn', () => {
  const drawn = histogram({ column: 'x', bins, marks: [20, 99], times: false })
  expect(drawn?.marks.map(({ x }) => x)).toEqual([266.7])
})

test('a column of one value is drawn, and an empty distribution is nothing', () => {
  const one = [{ low: 5, high: 5, rows: 3, failing: 0 }]
  const drawn = histogram({ column: 'x', bins: one, marks: [5], times: false })
  expect(JSON.stringify(drawn)).not.toContain('null')
  expect(drawn?.marks[0]?.x).toBe(200)
  expect(histogram({ column: 'x', bins: [], marks: [], times: false })).toBeNull()
})

test('axis labels are short; times are dates', () => {
  expect([-5000, 0.1234567, 12_500_000_000].map(axisLabel(false, 1))).toEqual(['−5,000', '0.1235', '12.5B'])
  expect(axisLabel(true, 1e9)(1_700_000_000)).toBe('2023-11-14')
  expect(axisLabel(true, 3600)(1_700_000_000)).toBe('2023-11-14 22:13')
})

test('texts come as bars; what is rare, and what is left out, is counted', () => {
  const values = Array.from({ length: 14 }, (_, i) => ({ value: `v${i}`, rows: 100 - i, failing: i === 3 ? 97 : 0 }))
  const drawn = textBars({ column: 'x', values, others: { different: 5, rows: 9, failing: 2 } })
  expect(drawn.bars[0]).toMatchObject({ length: 150, wrong: 0, fails: false, rows: '100' })
  expect(drawn.bars[3]).toMatchObject({ label: 'v3', fails: true, wrong: drawn.bars[3]?.length })
  expect(drawn.rest).toBe('7 other texts in 184 rows, 2 of them failing')
})
