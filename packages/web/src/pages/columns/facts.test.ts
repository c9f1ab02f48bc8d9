import { expect, it } from 'vitest'
import { endShown, repeats, rounded, shapesTold, writtenAs } from './facts.ts'

it('rounds what was computed to what says something', () => {
  expect([41.5913506738, 7123.07434444, 1234567.8, 0.0345678, -12345.6, 0, 29].map(rounded)).toEqual([
    '41.59',
    '7,123',
    '1,234,568',
    '0.03457',
    '-12,346',
    '0',
    '29',
  ])
})

it('groups the thousands of numbers that lie at the ends, and changes nothing else of them', () => {
  const numbers = { mean: 1, quartiles: [1, 1, 1] as [number, number, number] }
  const shown = (value: string) => endShown(value, { numbers })
  expect(['70406', '5.51', '-1234.5', '0012345', '12345678901234567890', '2026-11-25'].map(shown)).toEqual([
    '70,406',
    '5.51',
    '-1,234.5',
    '0012345',
    '12345678901234567890',
    '2026-11-25',
  ])
  expect(endShown('70406', { numbers: null })).toBe('70406')
})

it('leaves out what says nothing', () => {
  expect(['1234.56', 'ISO', null, '1.234,56'].map((written) => writtenAs({ written }))).toEqual([
    null,
    null,
    null,
    'written 1.234,56',
  ])
  expect(repeats({ frequent: [{ value: 'S0', rows: 1 }] })).toBe(false)
  expect(repeats({ frequent: [{ value: 'chair', rows: 2 }] })).toBe(true)
  const one = { pattern: '^\\d+$', rows: 9, example: '1' }
  expect(shapesTold({ is: 'whole number', shapes: [one] })).toEqual([])
  expect(shapesTold({ is: 'number', shapes: [one, one] })).toHaveLength(2)
  expect(shapesTold({ is: 'text', shapes: [one] })).toHaveLength(1)
})
