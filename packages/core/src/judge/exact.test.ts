import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, decimal, fraction, multiply, negate, type Fraction } from './exact.ts'

const made = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n))
  .map(([n, d]): Fraction => ({ n, d }))
const equal = (a: Fraction, b: Fraction | null): boolean => b !== null && compare(a, b) === 0

describe('a decimal', () => {
  test.each([
    ['12.50', { n: 25n, d: 2n }],
    ['-.5', { n: -1n, d: 2n }],
    ['+3.', { n: 3n, d: 1n }],
    ['1e3', { n: 1000n, d: 1n }],
    ['1.5e-2', { n: 3n, d: 200n }],
    ['99.9999999999999999999', { n: 999999999999999999999n, d: 10n ** 19n }],
  ])('%s', (written, is) => {
    expect(equal(is, decimal(written))).toBe(true)
  })

  test.each(['', '.', '-', 'e3', '1_000', '0x1', 'NaN', 'Infinity', '1 000', '1e9999'])('is not %j', (written) => {
    expect(decimal(written)).toBeNull()
  })

  test('of any number is that number', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e15, max: 1e15 }).filter((n) => n === 0 || Math.abs(n) > 1e-250),
        (n) => {
          const is = decimal(String(n))
          expect(Math.abs(Number(is?.n) / Number(is?.d) - n)).toBeLessThanOrEqual(1e-12 * Math.abs(n))
        },
      ),
    )
  })
})

describe('fractions', () => {
  test('are ordered, added and multiplied as numbers are', () => {
    fc.assert(
      fc.property(made, made, made, (a, b, c) => {
        expect(compare(a, b) + compare(b, a)).toBe(0)
        expect(compare(a, b)).toBe(compare(add(a, c), add(b, c)))
        expect(equal(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(true)
        expect(equal({ n: 0n, d: 1n }, add(a, negate(a)))).toBe(true)
        expect(add(a, negate(b)).d > 0n).toBe(true)
      }),
    )
  })

  test('are made of safe counts only', () => {
    expect(fraction(1, 3)).toEqual({ n: 1n, d: 3n })
    for (const [part, whole] of [
      [1, 0],
      [0.5, 1],
      [2 ** 53, 1],
      [1, -1],
    ] as const)
      expect(fraction(part, whole)).toBeNull()
  })
})
