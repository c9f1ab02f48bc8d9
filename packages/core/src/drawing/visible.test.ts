import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortened, visible } from './visible.ts'

test.each([
  ['plain text, Кириллица, 日本語', 'plain text, Кириллица, 日本語'],
  ['\u001b[31mred', String.raw`\u{1b}[31mred`],
  ['a\nb\r\tc\0', String.raw`a\nb\r\tc\0`],
  ['abc\u202Egpj.exe', String.raw`abc\u{202e}gpj.exe`],
  ['half \ud800', String.raw`half \u{d800}`],
  ['\ufeffid', String.raw`\u{feff}id`],
  ['ad\u200dmin', String.raw`ad\u{200d}min`],
  ['👩‍👩‍👧 👍🏽 🇩🇪 ❤️‍🔥', '👩‍👩‍👧 👍🏽 🇩🇪 ❤️‍🔥'],
])('shows what %j hides', (text, shown) => {
  expect(visible(text)).toBe(shown)
})

test('lines can be kept', () => {
  expect(visible('a\n\tb\u001b', 'lines')).toBe('a\n\tb\\u{1b}')
})

test('nothing that steers a terminal is ever left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})

test('shortening counts characters as a person does', () => {
  expect(shortened('abcdef', 6)).toBe('abcdef')
  expect(shortened('abcdefg', 6)).toBe('abcde…')
  expect(shortened('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧')
  expect(shortened('x'.repeat(10_000_000), 5)).toBe('xxxx…')
})
