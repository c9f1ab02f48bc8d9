import { expect, it } from 'vitest'
import { labelsBeside, type Line } from './labels-beside.ts'

const place = { width: 400, gap: 5 }
const at = (x: number, text: string, side: Line['side'] = x > 200 ? 'left' : 'right'): Line => ({ x, text, side })
const drawn = (...lines: readonly Line[]) => labelsBeside(lines, place).map(({ x, y, anchor }) => [x, y, anchor])

it('writes beside a line at the side that is tried first', () => {
  expect(drawn(at(10, '1'), at(390, '1,000'))).toEqual([
    [15, 13, 'start'],
    [385, 13, 'end'],
  ])
})

it('takes the other side where labels would run into each other, over a line or out of the picture', () => {
  expect(drawn(at(30, '1'), at(36, '1,000'))).toEqual([
    [25, 13, 'end'],
    [41, 13, 'start'],
  ])
  expect(drawn(at(30, '1', 'right'), at(80, '1,000', 'left'))).toEqual([
    [25, 13, 'end'],
    [75, 13, 'end'],
  ])
  expect(drawn(at(30, '1', 'right'), at(32, '4', 'left'))).toEqual([
    [25, 13, 'end'],
    [37, 13, 'start'],
  ])
  expect(drawn(at(398, '1', 'right'))).toEqual([[393, 13, 'end']])
})

it('writes one below the other where no choice of sides is free', () => {
  expect(drawn(at(0, '1'), at(5, '1,000'))).toEqual([
    [5, 13, 'start'],
    [10, 26, 'start'],
  ])
})
