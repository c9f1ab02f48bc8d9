import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { percent, shownDuration, shownInstant, shownNumber, shownScalar } from './shown.ts'

const counts = fc
  .integer({ min: 1, max: 2 ** 50 })
  .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)))
const near = fc.integer({ min: 2, max: 2 ** 50 }).chain((whole) =>
  fc.tuple(
    fc.integer({ min: 1, max: Math.min(50, whole - 1) }).map((few) => whole - few),
    fc.constant(whole),
  ),
)

describe('a share', () => {
  test.each([
    [0, 10, '0%'],
    [10, 10, '100%'],
    [0, 0, '0%'],
    [1, 2, '50%'],
    [1, 3, '33.3%'],
    [2, 3, '66.7%'],
    [999, 1000, '99.9%'],
    [999_999, 1_000_000, '99.9999%'],
    [1, 1_000_000, '0.0001%'],
    [2 ** 50 - 1, 2 ** 50, 'nearly 100%'],
    [1, 2 ** 50, 'nearly 0%'],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(percent(part, whole)).toBe(text)
  })

  test('is shown as 100% if and only if it is all, and as 0% if and only if it is none', () => {
    fc.assert(
      fc.property(fc.oneof(counts, near), ([part, whole]) => {
        const text = percent(part, whole)
        expect(text === '100%').toBe(part === whole)
        expect(text === '0%').toBe(part === 0)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    [2, 3, 66.7, '66.67%'],
    [2, 3, 66.6, '66.7%'],
    [1996, 10_000, 20, '19.96%'],
    [1, 5, 20, '20%'],
  ])('%d of %d beside %d% is %s', (part, whole, end, text) => {
    expect(percent(part, whole, [end])).toBe(text)
  })

  test('never looks as if it were on the other side of a bound, and is close to what it is', () => {
    fc.assert(
      fc.property(fc.oneof(counts, near), fc.integer({ min: 1, max: 999 }), ([part, whole], thousandth) => {
        const end = thousandth / 10
        const share = (100 * part) / whole
        const text = percent(part, whole, [end])
        if (text.startsWith('nearly')) return
        const shown = Number.parseFloat(text)
        if (Math.abs(share - end) > 1e-9) expect(Math.sign(shown - end)).toBe(Math.sign(share - end))
        expect(Math.abs(shown - share)).toBeLessThanOrEqual(0.05 + 1e-9)
      }),
      { numRuns: 1000 },
    )
  })
})

test.each([
  [1_234_567, '1,234,567'],
  [-5, '-5'],
  [0.1 + 0.2, '0.3'],
  [1234.5678, '1234.5678'],
  [12_345.678, '12,345.678'],
  [2 ** 60, '1.1529e+18'],
  [0.000012345, '1.2345e-5'],
  [Infinity, 'infinity'],
  [-Infinity, '-infinity'],
])('the number %d is shown as %s', (n, text) => {
  expect(shownNumber(n)).toBe(text)
})

describe('a length of time', () => {
  test.each([
    [0, '0 ms'],
    [0.25, '250 ms'],
    [0.9999, '1 second'],
    [1, '1 second'],
    [59.7, '1 minute'],
    [90, '1 minute 30 seconds'],
    [3599.6, '1 hour'],
    [86_399.7, '1 day'],
    [97_200, '1 day 3 hours'],
    [86_400 * 400, '400 days'],
    [-5400, '-1 hour 30 minutes'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(shownDuration(seconds)).toBe(text)
  })
})

test('an instant is shown with its time unless it is midnight', () => {
  expect(shownInstant(1_706_659_200)).toBe('2024-01-31')
  expect(shownInstant(1_706_659_201)).toBe('2024-01-31 00:00:01')
})

test('a share says its percentage, a text its quotes', () => {
  expect(shownScalar({ kind: 'number', is: 0.5, part: 1, whole: 2 })).toBe('50%')
  expect(shownScalar({ kind: 'text', is: 'a "b"' })).toBe('"a \\"b\\""')
})
