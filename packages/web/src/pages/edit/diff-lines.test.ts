import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './diff-lines.ts'

test('what is common stands side by side, what is not alone', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
    { left: 'a', right: 'a' },
    { left: 'b', right: null },
    { left: null, right: 'x' },
    { left: 'c', right: 'c' },
  ])
})

test('each side is its text again, and no line of both is on one side only', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (left, right) => {
      const lines = diffLines(left, right)
      const side = (which: 'left' | 'right') => lines.flatMap((each) => each[which] ?? []).join('\n')
      expect([side('left'), side('right')]).toEqual([left, right])
      if (left === right) expect(lines.every((each) => each.left === each.right)).toBe(true)
    }),
  )
})
