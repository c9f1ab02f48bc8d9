import { describe, expect, test } from 'vitest'
import { canonicalJson, type Json, type Scalar, type Value } from '../check.ts'
import { readPage } from '../language/page.ts'
import type { Job } from '../plan/plan.ts'
import { measureKey } from './measure-key.ts'
import { measurementOf, scalarOf, type Found } from './measurement.ts'

const LARGEST: Value = { kind: 'largest', args: { of: { kind: 'column', args: { name: 'x' } } } }
const job = (make: (x: Json) => Scalar | null): Job => ({
  kind: 'number',
  rests: [],
  rows: { query: 0, column: 'a0' },
  leaves: new Map([
    [canonicalJson(LARGEST), { refs: { x: { query: 1, column: 'a1' } }, make: (found) => make(found.x ?? null) }],
  ]),
})
const number = (x: Json): Scalar | null => (typeof x === 'number' ? { kind: 'number', is: x } : null)

describe('a measurement', () => {
  test('has the numbers of each group, joined from the results of several queries', () => {
    const found: readonly Found[] = [
      { rows: [{ g0: 'DE', a0: 3 }, { g0: null, a0: '9007199254740993' }] }, // prettier-ignore
      { rows: [{ g0: 'DE', a1: 7 }] },
    ]
    expect(measurementOf(job(number), found)).toEqual({
      kind: 'number',
      groups: [
        { keys: ['DE'], rows: 3, leaves: { [canonicalJson(LARGEST)]: { kind: 'number', is: 7 } } },
        { keys: [null], rows: 9007199254740992, leaves: { [canonicalJson(LARGEST)]: null } },
      ],
    })
  })

  test.each([Infinity, -Infinity, 0.1, -0])('holds %d as JSON can hold it', (is) => {
    const found: readonly Found[] = [{ rows: [{ a0: 1 }] }, { rows: [{ a1: is }] }]
    const stored = JSON.parse(JSON.stringify(measurementOf(job(number), found))) as ReturnType<typeof measurementOf>
    if (stored.kind !== 'number') throw new Error('a number was measured')
    const leaf = stored.groups[0]?.leaves[canonicalJson(LARGEST)] ?? null
    expect((scalarOf(leaf)?.is as number) + 0).toBe(is + 0)
  })

  test('of what failed is the words of the engine, also if only one of its queries failed', () => {
    const found: readonly Found[] = [{ rows: [{ a0: 1 }] }, { failure: 'out of memory' }]
    expect(measurementOf(job(number), found)).toEqual({ kind: 'failed', message: 'out of memory' })
  })
})

describe('the key of a measure', () => {
  const SETTINGS =
    'missing: [NA]\ntimezone: Europe/Berlin\nwords:\n  large sale: x > 5\n  small sale: x < 5\nmeasures:\n  click rate: avg(x)'
  const keys = (sentences: readonly string[], settings = SETTINGS): readonly string[] => {
    const page = readPage(`---\n${settings}\n---\n${sentences.map((each) => `- ${each}\n`).join('')}`, 'page.md')
    expect(page.mistakes).toEqual([])
    return page.sentences.map((each) => measureKey(each.check, page))
  }
  const same = (...sentences: string[]) => new Set(keys(sentences)).size === 1

  test('is the same whatever the severity, the tolerance and the constants of the bound', () => {
    expect(
      same(
        '`x` must be present',
        '`x` should be present in at least 99% of rows',
        '`x` must be present with at most 3 exceptions',
      ),
    ).toBe(true)
    expect(
      same(
        'the number of rows must be at least 5',
        'the number of rows should be between 1 and 9',
        'the number of rows must not fall by more than 10% since the last delivery',
        'the number of rows should stay as usual',
      ),
    ).toBe(true)
    expect(
      same('for each `c`, `x` must be present', 'for each `c`, `x` must be present in at least 95% of groups'),
    ).toBe(true)
  })

  test.each([
    ['`x` must be present', '`y` must be present'],
    ['`x` must be present', 'where `y` is present, `x` must be present'],
    ['`x` must be present', 'for each `c`, `x` must be present'],
    ['`x` must be present', 'over the last 7 days, `x` must be present'],
    ['`x` must be at least 5', '`x` must be at least 6'],
    ['the sum of `x` must be at least 5', 'the sum of `x` must be at least the sum of `y`'],
    ['it must be a large sale', 'it must be a small sale'],
  ])('tells %s from %s', (a, b) => {
    expect(same(a, b)).toBe(false)
  })

  test.each([
    ['`x` must be present', 'missing: [NA]', 'missing: [NA, "-"]', true],
    ['`x` must be present', 'missing: [NA, "-"]', 'missing: ["-", NA]', false],
    ['`x` must be present', 'timezone: UTC', 'timezone: Asia/Tokyo', true],
    ['`x` must be at least 5', 'numbers: 1.234,56', 'timezone: UTC', true],
    [
      'where it is a large sale, `x` must be present',
      'words:\n  large sale: x > 5',
      'words:\n  large sale: x > 6',
      true,
    ],
    ['`x` must be present', 'words:\n  large sale: x > 5', 'words:\n  large sale: x > 6', false],
    ['the click rate must be at least 1', 'measures:\n  click rate: avg(x)', 'measures:\n  click rate: sum(x)', true],
    ['`x` must be present', 'owner: a', 'owner: b', false],
    ['`x` must be present', 'time: a', 'time: b', false],
    ['over the last 7 days, `x` must be present', 'time: a', 'time: b', true],
  ])('%s under %j and %j: another one is %s', (sentence, before, after, another) => {
    expect(keys([sentence], before)[0] !== keys([sentence], after)[0]).toBe(another)
  })

  test('changes when another sentence says how the dates of its column are written', () => {
    const before = '`x` must be before now'
    const written = '`x` must be a date written as DD/MM/YYYY'
    expect(keys([before])[0]).not.toBe(keys([before, written])[0])
    expect(keys([before])[0]).toBe(keys([before, written.replace('x', 'y')])[0])
  })
})
