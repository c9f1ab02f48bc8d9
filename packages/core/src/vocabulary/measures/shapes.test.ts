import { expect, test } from 'vitest'
import { random } from '../../stats/random.fixture.ts'
import { compareShapes, type Shape } from './shapes.ts'

/** Counts the shapes of two deliveries: each row has a value, and a value has the shape that `shapeOf` says. */
function counted(was: readonly number[], is: readonly number[], shapeOf: (value: number) => string): readonly Shape[] {
  const found = new Map<string, { rows: number; was: number; different: Set<number>; differentWas: Set<number> }>()
  const of = (value: number) => {
    const label = shapeOf(value)
    const shape = found.get(label) ?? { rows: 0, was: 0, different: new Set(), differentWas: new Set() }
    found.set(label, shape)
    return shape
  }
  for (const each of was) of(each).was += of(each).differentWas.add(each) ? 1 : 0
  for (const each of is) of(each).rows += of(each).different.add(each) ? 1 : 0
  return [...found].map(([label, each]) => ({
    label,
    rows: each.rows,
    was: each.was,
    different: each.different.size,
    differentWas: each.differentWas.size,
  }))
}

/** Of deliveries alike, so many in a thousand are called changed. */
function falseAlarms(shapeOf: (value: number) => string, values: number, skew: number, rows: number): number {
  const next = random(values * 31 + rows)
  const delivery = () => Array.from({ length: rows }, () => Math.floor(values * next() ** skew))
  const alarms = Array.from({ length: 300 }, () => compareShapes(counted(delivery(), delivery(), shapeOf)).broken)
  return (1000 * alarms.filter(Boolean).length) / alarms.length
}

test.each([
  ['forms, two of them rare', (v: number) => (v === 0 ? 'number' : v === 1 ? 'email' : 'uuid'), 300, 1],
  ['categories, each of its own shape', (v: number) => `text:${String(v)}`, 200, 2],
  ['categories of few shapes', (v: number) => `text:${String(v % 7)}`, 200, 3],
  ['prose of very many shapes', (v: number) => `long:${String(Math.floor(v ** 0.7))}`, 5000, 1],
  ['names, most of one shape', (v: number) => (v % 50 === 0 ? `text:${String(v)}` : 'text:Aa'), 3000, 2],
])('deliveries alike are called changed in less than 1 of 50: %s', (_what, shapeOf, values, skew) => {
  for (const rows of [20, 200, 2000]) expect(falseAlarms(shapeOf, values, skew, rows)).toBeLessThan(20)
})

const all = (label: string, n: number, different = n): Shape => ({ label, rows: 0, was: n, different: 0, differentWas: different }) // prettier-ignore
const now = (label: string, n: number, different = n): Shape => ({ label, rows: n, was: 0, different, differentWas: 0 }) // prettier-ignore

test('five rows of another form are a change, four never, one value among many neither', () => {
  expect(compareShapes([all('email', 5), now('uuid', 5)]).broken).toBe(true)
  expect(compareShapes([all('email', 1_000_000), now('uuid', 4)]).broken).toBe(false)
  expect(compareShapes([all('email', 1000), { ...now('uuid', 5), label: 'uuid' }, { label: 'number', rows: 995, was: 0, different: 1, differentWas: 0 }]).broken).toBe(true) // prettier-ignore
})

test('a text alone with its shape explains another one; several of one shape do not', () => {
  const countries = [all('text:Aa', 90, 9), all('text:A', 10, 1)]
  const is = { label: 'text:Aa', rows: 90, was: 90, different: 9, differentWas: 9 }
  expect(compareShapes([is, countries[1] as Shape, now('text:A-Aa', 10, 1)]).broken).toBe(false)
  expect(compareShapes([all('text:a', 90, 3), now('whole:1', 90, 3)]).broken).toBe(true)
})

test('digits are codes of a length only where some begin with 0', () => {
  expect(compareShapes([all('whole:3', 50), all('whole:4', 50), now('whole:5', 100)]).broken).toBe(false)
  expect(compareShapes([all('zero:5', 10), all('whole:5', 90), now('whole:5', 90), now('whole:4', 10)]).broken).toBe(
    true,
  )
  expect(compareShapes([all('whole:5', 100), now('zero:5', 20), now('whole:5', 80)]).broken).toBe(true)
  expect(compareShapes([all('ymd', 100), now('unix:10', 100)]).broken).toBe(true)
  expect(compareShapes([all('ymd', 3), all('whole:8', 97), now('whole:7', 100)]).broken).toBe(false)
})
