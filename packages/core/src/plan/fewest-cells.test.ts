import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fewestCells } from './fewest-cells.ts'

const blamed = (all: readonly (readonly string[])[], failing: readonly number[], cleared: readonly number[] = []) => [
  ...new Set(fewestCells(all, failing, cleared).values()),
]

describe('the fewest cells that explain a row', () => {
  const all = [['city', 'zip'], ['state', 'zip'], ['zip', 'name'], ['city', 'name'], ['city']]

  test('one suspicion blames its likeliest cell', () => {
    expect(blamed([['city', 'zip']], [0])).toEqual(['city'])
  })

  test('a cell that explains several is blamed instead of the likeliest of each', () => {
    expect(blamed(all, [0, 1, 2])).toEqual(['zip'])
  })

  test('a cell that only one can explain is certain, and explains others', () => {
    expect(blamed(all, [0, 3, 4])).toEqual(['city'])
  })

  test('what was cleared speaks for a cell', () => {
    // the zip agrees with the state, and the city does not agree with the zip
    const two = [
      ['zip', 'city'],
      ['city', 'zip'],
      ['state', 'zip'],
    ]
    expect(blamed(two, [0, 1])).toEqual(['zip'])
    expect(blamed(two, [0, 1], [2])).toEqual(['city'])
  })

  test('one cell that much speaks for is less likely than two that nothing speaks for', () => {
    const many = [
      ['city', 'zip'],
      ['state', 'zip'],
      ['name', 'zip'],
      ['zip', 'name'],
    ]
    expect(blamed(many, [0, 1])).toEqual(['zip'])
    expect(blamed(many, [0, 1], [2, 3])).toEqual(['city', 'state'])
  })

  test('two faults need two cells', () => {
    expect(blamed([['a', 'x'], ['b', 'x'], ['c']], [0, 2], [1])).toEqual(['c', 'a'])
  })

  const suspects = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 4 })
  test('every failing suspicion is explained by one of its own cells', () => {
    fc.assert(
      fc.property(fc.array(suspects, { minLength: 1, maxLength: 8 }), fc.nat(255), (all, bits) => {
        const failing = all.map((_, i) => i).filter((i) => (bits >> i) & 1)
        const found = fewestCells(all, failing, [])
        expect([...found.keys()].sort()).toEqual(failing)
        for (const [i, column] of found) expect(all[i]).toContain(column)
      }),
    )
  })
})
