import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historyLine, type HistoryPoint } from './history-line.ts'

const point = (delivery: number, value: number | null, more: Partial<HistoryPoint> = {}): HistoryPoint => ({
  delivery,
  value,
  low: 10,
  high: 20,
  status: 'holds',
  ...more,
})
const number = { severity: 'must', share: false } as const
const share = { severity: 'must', share: true } as const

test('numbers stand from left to right, the newest at the edge; what is higher stands higher', () => {
  const points = historyLine([point(1, 12), point(2, 18), point(3, 15)], number)?.points ?? []
  expect(points.map(({ x }) => x)).toEqual([6, 95, 184])
  const [first, second, third] = points.map(({ y }) => y)
  expect(second).toBeLessThan(third ?? 0)
  expect(third).toBeLessThan(first ?? 0)
})

test('what broke is marked in the state of its sentence, and the newest always', () => {
  const history = [point(1, 12), point(2, 90, { status: 'broken' }), point(3, 15)]
  const marked = (severity: 'must' | 'should') =>
    historyLine(history, { severity, share: false })?.points.flatMap((p) => (p.marker ? [[p.delivery, p.state]] : []))
  expect(marked('must')).toEqual([
    [2, 'broken'],
    [3, 'holds'],
  ])
  expect(marked('should')?.[0]).toEqual([2, 'warning'])
  expect(historyLine(history, number)?.described).toBe('Over 3 deliveries: 1 broke it')
})

test('where there was no number the line has a gap, and so has the band where there was none', () => {
  const history = [point(1, 12), point(2, null, { low: null, high: null }), point(3, 15), point(4, 16)]
  const drawn = historyLine(history, number)
  expect(drawn?.line.match(/M/g)).toHaveLength(2)
  expect(drawn?.band.match(/M/g)).toHaveLength(2)
  expect(drawn?.points.map(({ delivery }) => delivery)).toEqual([1, 3, 4])
  expect(historyLine([point(1, null)], number)).toBeNull()
  expect(historyLine([], number)).toBeNull()
})

test('a bound that is one number is a band that can be seen, and one open above reaches the top', () => {
  const ys = (path: string) => [...path.matchAll(/[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y))
  const exact = historyLine([point(1, 1, { low: 1, high: 1 }), point(2, 0.9, { low: 1, high: 1 })], share)
  const [top, bottom] = [Math.min(...ys(exact?.band ?? '')), Math.max(...ys(exact?.band ?? ''))]
  expect(bottom - top).toBeCloseTo(6)
  const open = historyLine([point(1, 15, { high: null }), point(2, 5, { high: null })], number)
  expect(Math.min(...ys(open?.band ?? ''))).toBe(0)
  expect(Math.max(...ys(open?.band ?? ''))).toBeLessThan(36)
})

test('one delivery, and deliveries that are all the same, are drawn too', () => {
  const alone = historyLine([point(7, 1, { low: 1, high: 1 })], share)
  expect(alone?.points).toMatchObject([{ x: 184, y: 6, marker: { kind: 'circle', cx: 184 } }])
  expect(historyLine([point(1, 5, { low: 5, high: 5 }), point(2, 5, { low: 5, high: 5 })], number)?.points[0]?.y).toBe(
    18,
  )
})

test('whatever the numbers are, the drawing is within its box', () => {
  const finite = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }))
  const history = fc.array(fc.record({ value: finite, low: finite, high: finite }), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(history, (all) => {
      const drawn = historyLine(
        all.map((each, i) => point(i, each.value, each)),
        number,
      )
      if (drawn === null) return
      const inside = ([x, y]: readonly number[]) => x! >= 0 && x! <= drawn.width && y! >= 0 && y! <= drawn.height
      const written = [...`${drawn.band}${drawn.line}`.matchAll(/([-\d.e]+|NaN) ([-\d.e]+|NaN)/g)]
      expect(written.every(([, x, y]) => inside([Number(x), Number(y)]))).toBe(true)
      expect(drawn.points.every(({ x, y }) => inside([x, y]))).toBe(true)
    }),
  )
})
