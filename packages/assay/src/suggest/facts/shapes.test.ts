import { describe, expect, it } from 'vitest'
import { shapesOf } from './shapes.ts'

const values = (of: (i: number) => string) => Array.from({ length: 40 }, (_, i) => ({ text: of(i), rows: 1 }))
const number = (i: number): string => String(100 + i)
const letters = (i: number): string => `A${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(90 - (i % 25))}`

describe('what all values share today', () => {
  it.each<[string, (i: number) => string, string]>([
    ['a year', (i) => `R-2026-${number(i)}`, '^R-20\\d{2}-\\d{3}$'],
    ['a year of two digits', (i) => `26/${number(i)}`, '^\\d{2}/\\d{3}$'],
    ['a year and a month', (i) => `2026-11-${String(10 + (i % 20))}.csv`, '^20\\d{2}-\\d{2}-\\d{2}\\.csv$'],
    ['a month of one digit', (i) => `2026/9/${number(i)}`, '^20\\d{2}/\\d{1,2}/\\d{3}$'],
    ['a day written together', (i) => `20261125-${number(i)}`, '^20\\d{6}-\\d{3}$'],
    ['a day written together in two digits', (i) => `261125-${number(i)}`, '^\\d{6}-\\d{3}$'],
    ['a year beside letters alone', (i) => `2026-${letters(i)}`, '^20\\d{2}-[A-Z]{3}$'],
  ])('is no part of a form where it may be a date: %s', (_, of, pattern) => {
    const [shape] = shapesOf(values(of))
    expect(shape).toMatchObject({ pattern, rows: 40 })
  })

  it('is a part of it where nothing counts, and so are letters', () => {
    expect(shapesOf(values((i) => `T1-${letters(i)}`))[0]?.pattern).toBe('^T1-[A-Z]{3}$')
    expect(shapesOf(values((i) => `SKU-${number(i)}`))[0]?.pattern).toBe('^SKU-\\d{3}$')
  })
})
