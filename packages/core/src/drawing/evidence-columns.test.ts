import { expect, test } from 'vitest'
import { evidenceColumns, rowNumber, wrongPlaces } from './evidence-columns.ts'

const evidence = { columns: ['row', 'a', 'b', 'c'], rows: [], total: 0, blamed: ['c'], common: [] }
const names = (most: number) => evidenceColumns(evidence, most).map((c) => c.name)

test('what is blamed stays, and the order is kept', () => {
  expect(names(9)).toEqual(['row', 'a', 'b', 'c'])
  expect(names(2)).toEqual(['row', 'c'])
  expect(names(1)).toEqual(['c'])
})

test('a column knows its place in the rows', () => {
  expect(evidenceColumns(evidence, 2)).toEqual([
    { name: 'row', at: 0, blamed: false },
    { name: 'c', at: 3, blamed: true },
  ])
})

test('of several columns that must be present only what is missing is wrong', () => {
  const wrong = (sentence: string, row: readonly (string | number | null)[]) => [...wrongPlaces(sentence, row, [1, 2])]
  expect(wrong('`a` and `b` must be present', [7, 'DEN', null])).toEqual([2])
  expect(wrong('`a` and `b` must be present', [7, null, null])).toEqual([1, 2])
  expect(wrong('`a` and `b` must be at least 0', [7, -1, null])).toEqual([1, 2])
  expect(wrong('`must be present` and `b` must be at least 0', [7, -1, null])).toEqual([1, 2])
})

test('the number of a row has its thousands grouped, a column of that name keeps its cells', () => {
  expect(rowNumber({ name: 'row', at: 0, blamed: false }, 2742)).toBe('2,742')
  expect(rowNumber({ name: 'row', at: 3, blamed: false }, 2742)).toBeNull()
  expect(rowNumber({ name: 'a', at: 0, blamed: false }, 2742)).toBeNull()
})
