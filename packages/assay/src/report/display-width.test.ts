import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayWidth, fitted, padEnd, padStart, wrapped } from './display-width.ts'

test.each([
  ['abc', 3],
  ['Наименование', 12],
  ['日本', 4],
  ['👩‍👩‍👧', 2],
  ['e\u0301', 1],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test('a Latin letter, dash, arrow or shape takes as many columns in a text that is measured piece by piece', () => {
  for (let code = 0x20; code < 0x2600; code++) {
    if (code >= 0x300 && code < 0x2010) continue
    const character = String.fromCodePoint(code)
    if (displayWidth(character) === 1) expect([code, displayWidth(`${character}日`)]).toEqual([code, 3])
  }
})

test('what is fitted or wrapped never passes its width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 60 }), (text, width) => {
      expect(displayWidth(fitted(text, width))).toBeLessThanOrEqual(width)
      for (const line of wrapped(text, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }),
  )
})

test('wrapping loses nothing', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three'])
  expect(wrapped('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
})

test('padding counts columns, not characters', () => {
  expect(padEnd('日', 4)).toBe('日  ')
  expect(padStart('日', 4)).toBe('  日')
})
