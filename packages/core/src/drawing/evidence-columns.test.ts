import { expect, test } from 'vitest'
import { evidenceColumns } from './evidence-columns.ts'

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
