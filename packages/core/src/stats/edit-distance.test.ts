import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test.each([
  ['Berlin', 'Berlin', 0],
  ['Berlin', 'Berlim', 1],
  ['Berlin', 'Belrin', 1],
  ['Berlin', 'erlin', 1],
  ['Berlin', 'Berliner', 2],
  ['', 'abc', 3],
])('from %s to %s it is %i', (a, b, distance) => {
  expect(editDistance(a, b, 10)).toBe(distance)
  expect(editDistance(a, b, distance - 1)).toBe(distance)
})

test('it is the same in both directions, and at most the longer text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const distance = editDistance(a, b, 20)
      expect(distance).toBe(editDistance(b, a, 20))
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance === 0).toBe(a === b)
      expect(Math.min(distance, 2)).toBe(Math.min(editDistance(a, b, 1), 2))
    }),
  )
})
