import { expect, test } from 'vitest'
import { axisLabel, histogram } from './histogram.ts'
import { domainOf, scale, scaleOf } from './scale.ts'
import { textBars } from './text-bars.ts'
import { beside, furtherReason } from './wording.ts'

const markOf = (value: number, low: number | null, high: number | null): number => {
  const labels = { low: null, high: null }
  const marker = scale({ value, band: { low, high }, labels, share: true, state: 'holds' })?.marker
  if (marker?.kind !== 'circle') throw new Error('no dot')
  return marker.cx
}

test('shares that differ are seen to differ, on an axis that is the same whatever the value', () => {
  const shares = [0, 0.4, 0.777, 0.987, 0.998, 0.9999, 1]
  const places = shares.map((each) => markOf(each, 1, 1))
  for (const [i, place] of places.slice(1).entries()) expect(place - places[i]!).toBeGreaterThan(6)
  expect([places[0], places.at(-1)]).toEqual([8, 182])
  const bound = (value: number) =>
    scale({ value, band: { low: 0.97, high: 1 }, labels: { low: null, high: null }, share: true, state: 'holds' })?.band
  expect(bound(0.5)).toEqual(bound(0.999))
})

test('a share that must be small has the mirrored axis, one that may be anything an even one', () => {
  expect(markOf(0.002, null, 0.01)).toBeCloseTo(190 - markOf(0.998, 0.99, 1), 5)
  expect(markOf(0.5, 0.3, 0.6)).toBe(95)
  const ticks = scale({ value: 0.7, band: { low: null, high: 0.5 }, labels: limits, share: true, state: 'broken' })
  expect(ticks?.labels.map(({ text }) => text)).toEqual(['0%', '50%', '100%'])
})

test('the stretch of a scale holds the value and both limits', () => {
  expect(domainOf({ value: 20, band: { low: 0, high: 10 } })).toEqual({ from: -7, to: 27 })
  expect(domainOf({ value: 0, band: { low: 0, high: null } })).toEqual({ from: -1, to: 1 })
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
  expect(scaleOf({ ...judged, ...counts, status: 'broken' })?.labels.at(-1)?.text).toBe('100%')
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

test('what is no number stands apart, at the right end, and takes no place where there is none', () => {
  const spread = { column: 'x', bins, marks: [20], times: false }
  const drawn = histogram({ ...spread, unread: { rows: 3, failing: 3 } })
  const apart = drawn?.bars.at(-1)
  expect(apart).toMatchObject({ state: 'wrong' })
  const others = drawn?.bars.slice(0, -1) ?? []
  expect(Math.max(...others.map(({ x, width }) => x + width))).toBeLessThan((apart?.x ?? 0) - 20)
  expect(drawn?.axis.at(-1)?.text).toBe('no number')
  expect(drawn?.described).toContain('3 values with no number')
  expect(histogram({ ...spread, times: true, unread: { rows: 1, failing: 0 } })?.axis.at(-1)?.text).toBe('no date')
  expect(histogram(spread)?.axis.at(-1)?.x).toBe(400)
})

test('what lies far out stands apart from the bulk, and says how far', () => {
  const near = Array.from({ length: 8 }, (_, i) => ({ low: i * 10, high: (i + 1) * 10, rows: 9, failing: 0 }))
  const far = {
    column: 'x',
    bins: [...near, { low: 80, high: 70_400, rows: 5, failing: 5 }],
    marks: [40],
    times: false,
  }
  const drawn = histogram(far)
  const [bulk, apart] = [drawn?.bars.slice(0, 8) ?? [], drawn?.bars.at(-1)]
  expect(apart).toMatchObject({ state: 'wrong' })
  expect(Math.max(...bulk.map(({ x, width }) => x + width))).toBeLessThan((apart?.x ?? 0) - 20)
  expect(drawn?.axis.map(({ text }) => text)).toEqual(['0', '40', '80', 'to 70,400'])
  expect(drawn?.marks.map(({ x }) => x)).toEqual([165])
  expect(drawn?.described).toContain('those that fail lie between 80 and 70,400')
  const both = histogram({ ...far, bins: [{ low: -900, high: 0, rows: 1, failing: 1 }, ...far.bins] })
  expect(both?.axis.map(({ x, text }) => [x, text])).toEqual([
    [0, '−900'],
    [70, '0'],
    [200, '40'],
    [330, '80'],
    [400, 'to 70,400'],
  ])
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

test('blanks at the ends of a value can be seen, in pictures and tables', () => {
  const values = ['Garten', 'Garten ', '\u00a0Garten', '', 'two  blanks'].map((value) => ({
    value,
    rows: 2,
    failing: 1,
  }))
  const drawn = textBars({ column: 'x', values, others: { different: 0, rows: 0, failing: 0 } })
  expect(drawn.bars.map(({ label }) => label)).toEqual(['Garten', 'Garten␣', '␣Garten', 'empty text', 'two  blanks'])
})

test('a reason is not said again where its numbers stand beside it', () => {
  const verdict = { severity: 'must', status: 'broken', value: 0.9, shown: '90%', bound: '100%', band: null } as const
  const of = (reason: string) => furtherReason({ ...verdict, counted: 1200, failing: 120, reason })
  expect(of('120 of 1,200 counted rows do not satisfy it')).toBeNull()
  expect(of('120 of 1,200 counted rows do not satisfy it; 3 not counted, because a value is missing')).toBe(
    '3 not counted, because a value is missing',
  )
  expect(of('something else')).toBe('something else')
})

test('what is usual stands beside the number as soon as it is known', () => {
  const said = { severity: 'should', status: 'holds', value: 5, shown: '5', counted: null, failing: null } as const
  const usual = { ...said, bound: 'stay as usual', reason: '', band: { low: 4, high: 6 } }
  expect(beside({ ...usual, bandShown: { low: '4', high: '6' } })).toBe('usual 4 to 6')
  expect(beside(usual)).toBe('stay as usual')
  const learnt = (low: number, high: number) =>
    beside({ ...usual, band: { low, high }, bandShown: { low: String(low), high: String(high) } })
  expect(learnt(13645.2, 16815.215)).toBe('usual 13,645 to 16,815')
  expect(learnt(-12.059, 14.5273)).toBe('usual -12.1 to 14.5')
  expect(learnt(0.00123456, 0.00223456)).toBe('usual 0.00123 to 0.00223')
  expect(beside({ ...usual, bandShown: { low: '2 hours', high: '1 day' } })).toBe('usual 2 hours to 1 day')
  expect(beside({ ...usual, bound: 'at most 6', bandShown: { low: '4', high: '6' } })).toBe('at most 6')
})
