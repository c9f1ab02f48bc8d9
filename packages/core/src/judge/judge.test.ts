import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Bound, type Check, type Json, type Value } from '../check.ts'
import type { Job } from '../plan/plan.ts'
import { judge as judgeMeasured, type Context } from './judge.ts'
import { measurementOf, type Found, type Measurement } from './measurement.ts'
import type { Verdict } from './verdict.ts'

const NOW = { now: '2024-05-05T12:00:00Z', zone: 'UTC' }
/** Each measurement goes through JSON, as it is stored. */
const judge = (check: Check, job: Job, found: readonly Found[], context: Context): Verdict =>
  judgeMeasured(check, JSON.parse(JSON.stringify(measurementOf(job, found))) as Measurement, context)
const value = (kind: string, args: { readonly [name: string]: Json } = {}): Value => ({ kind, args })
const number = (is: string): Json => ({ kind: 'number', args: { is } })
const ref = (column: string) => ({ query: 0, column })
const ALL: Bound = { exceptions: 0 }

const rowJob: Job = { kind: 'rows', rests: [], rows: ref('a0'), counted: ref('a1'), passed: ref('a2') }
const rowCheck = (bound: Bound, more: Partial<Check> = {}): Check => ({
  severity: 'must',
  measure: { share: { all: [] } },
  bound,
  ...more,
})
const ofRows = (bound: Bound, rows: number, counted: number, passed: number): Verdict =>
  judge(rowCheck(bound), rowJob, [{ rows: [{ a0: rows, a1: counted, a2: passed }] }], NOW)

const ROWS = value('rows')
const numberJob: Job = {
  kind: 'number',
  rests: [],
  rows: ref('a0'),
  leaves: new Map([
    [
      canonicalJson(ROWS),
      { refs: { n: ref('a0') }, make: ({ n }) => (typeof n === 'number' ? { kind: 'number' as const, is: n } : null) },
    ],
  ]),
}
const claim = (kind: string, args: { readonly [name: string]: Json }): Bound => ({ claim: { kind, args } })
const ofNumber = (bound: Bound, n: Json, more: Partial<Check> = {}): Verdict =>
  judge({ severity: 'must', measure: { number: ROWS }, bound, ...more }, numberJob, [{ rows: [{ a0: n }] }], NOW)

test('a number beside a bound in percent is shown in percent', () => {
  const percent = (is: string): Json => ({ kind: 'percent', args: { is } })
  expect(ofNumber(claim('at-least', { value: percent('40') }), 0.336)).toMatchObject({
    status: 'broken',
    value: 0.336,
    shown: '33.6%',
    bound: 'at least 40%',
    bandShown: { low: '40%', high: null },
    reason: 'it is 33.6%, which is not at least 40%',
  })
  expect(ofNumber(claim('between', { low: percent('30'), high: percent('40') }), 0.336).shown).toBe('33.6%')
  expect(ofNumber(claim('at-least', { value: number('0.4') }), 0.336).shown).toBe('0.336')
})

describe('a share of rows', () => {
  test.each<readonly [Bound, number, number, string]>([
    [ALL, 1000, 1000, 'holds'],
    [ALL, 1000, 999, 'broken'],
    [{ exceptions: 10 }, 1000, 990, 'holds'],
    [{ exceptions: 10 }, 1000, 989, 'broken'],
    [{ atLeast: '99.9' }, 1000, 999, 'holds'],
    [{ atLeast: '99.9' }, 1001, 999, 'broken'],
    [{ moreThan: '99.9' }, 1000, 999, 'broken'],
    [{ moreThan: '99.9' }, 10_000, 9991, 'holds'],
    [{ atLeast: '99.95' }, 2000, 1999, 'holds'],
    [{ atLeast: '0' }, 5, 0, 'holds'],
  ])('%j, of %d counted %d passing: %s', (bound, counted, passed, status) => {
    const verdict = ofRows(bound, counted, counted, passed)
    expect(verdict).toMatchObject({ status, counted, failing: counted - passed, value: passed / counted })
    expect(verdict.why).toBe(status === 'holds' ? null : 'out-of-bound')
  })

  test('is decided on integers, and more passing rows never break it', () => {
    const counts = fc
      .integer({ min: 1, max: 1e9 })
      .chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 0, max: all })))
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 100_000 }), ([counted, passed], thousandths) => {
        const bound: Bound = { atLeast: (thousandths / 1000).toFixed(3) }
        const should = BigInt(passed) * 100_000n >= BigInt(thousandths) * BigInt(counted)
        expect(ofRows(bound, counted, counted, passed).status === 'holds').toBe(should)
        if (should && passed < counted) expect(ofRows(bound, counted, counted, passed + 1).status).toBe('holds')
        expect(ofRows(ALL, counted, counted, passed).shown === '100%').toBe(passed === counted)
      }),
    )
  })

  test('of nothing is idle, and says which nothing', () => {
    expect(ofRows(ALL, 0, 0, 0)).toMatchObject({
      status: 'idle',
      why: 'nothing-in-scope',
      value: null,
      reason: 'no row is in scope',
    })
    expect(ofRows(ALL, 5, 0, 0)).toMatchObject({
      status: 'idle',
      reason: 'in all 5 rows in scope a value that it rests on is missing',
    })
  })

  test('says how many rows were not counted', () => {
    expect(ofRows(ALL, 1200, 1000, 999).reason).toBe(
      '1 of 1,000 counted rows do not satisfy it; 200 not counted, because a value is missing',
    )
  })
})

describe('a number', () => {
  test.each<readonly [Bound, number, string]>([
    [claim('at-least', { value: number('1000') }), 1000, 'holds'],
    [claim('at-least', { value: number('1000') }), 999, 'broken'],
    [{ not: claim('at-least', { value: number('1000') }) }, 999, 'holds'],
    [{ all: [claim('at-least', { value: number('1') }), claim('at-most', { value: number('5') })] }, 6, 'broken'],
    [{ any: [claim('at-least', { value: number('7') }), claim('at-most', { value: number('5') })] }, 6, 'broken'],
    [{ any: [claim('at-least', { value: number('7') }), claim('at-most', { value: number('5') })] }, 5, 'holds'],
  ])('%j of %d: %s', (bound, n, status) => {
    expect(ofNumber(bound, n)).toMatchObject({ status, value: n })
  })

  test('that is not there is idle', () => {
    expect(ofNumber(claim('at-least', { value: number('1') }), null)).toMatchObject({
      status: 'idle',
      why: 'nothing-in-scope',
    })
  })

  test('cannot be compared with a date', () => {
    const bound = claim('at-least', { value: { kind: 'date', args: { is: '2024-01-31' } } })
    expect(ofNumber(bound, 5)).toMatchObject({ status: 'unchecked', why: 'incomparable' })
  })

  test('that is compared with nothing is idle, unless the rest decides', () => {
    const nothing = claim('at-least', {
      value: { kind: 'divided-by', args: { left: number('1'), right: number('0') } },
    })
    const holds = claim('at-least', { value: number('1') })
    expect(ofNumber(nothing, 5).status).toBe('idle')
    expect(ofNumber({ all: [nothing, holds] }, 5).status).toBe('idle')
    expect(ofNumber({ any: [nothing, holds] }, 5).status).toBe('holds')
    expect(ofNumber({ all: [nothing, { not: holds }] }, 5).status).toBe('broken')
  })
})

describe('groups', () => {
  const group = (key: Json, counted: number, passed: number) => ({ g0: key, a0: counted, a1: counted, a2: passed })
  const judged = (
    rows: readonly { readonly [name: string]: Json }[],
    bound: Bound = ALL,
    more: Partial<Check> = {},
  ): Verdict =>
    judge(rowCheck(bound, { each: [value('column', { name: 'country' })], ...more }), rowJob, [{ rows }], NOW)

  test('the value is that of the worst group, and the counts are those of all', () => {
    const verdict = judged([group('DE', 10, 9), group('FR', 10, 5), group(null, 10, 10)])
    expect(verdict).toMatchObject({
      status: 'broken',
      value: 0.5,
      counted: 30,
      failing: 6,
      groupCount: { all: 3, broken: 2 },
    })
    expect(verdict.groups?.map((each) => each.group)).toEqual([['FR'], ['DE'], [null]])
    expect(verdict.reason).toMatch(/^2 of 3 groups do not satisfy it; the worst is FR: 5 of 10/)
  })

  test('the worst of groups that all hold is shown too', () => {
    expect(judged([group('DE', 10, 10), group('FR', 10, 9)], { atLeast: '90' })).toMatchObject({
      status: 'holds',
      value: 0.9,
    })
  })

  test('a share of the groups may be enough', () => {
    const rows = [group('DE', 10, 9), ...Array.from({ length: 19 }, (_, i) => group(`X${String(i)}`, 10, 10))]
    expect(judged(rows, ALL, { groupShare: '95' }).status).toBe('holds')
    expect(judged(rows, ALL, { groupShare: '96' }).status).toBe('broken')
  })

  test('small groups are left out where the sentence says so, and none left is idle', () => {
    const rows = [group('DE', 49, 0), group('FR', 50, 50)]
    expect(judged(rows, ALL, { groupRows: 50 })).toMatchObject({ status: 'holds', groupCount: { all: 1 } })
    expect(judged([group('DE', 49, 0)], ALL, { groupRows: 50 })).toMatchObject({
      status: 'idle',
      why: 'nothing-in-scope',
    })
    expect(judged([])).toMatchObject({ status: 'idle' })
  })

  test('keys that look alike stay apart', () => {
    const rows = [group('1', 10, 10), group(1, 10, 9), group(null, 10, 8), group('null', 10, 7)]
    expect(judged(rows).groups?.map((each) => [each.group[0], each.failing])).toEqual([
      ['null', 3],
      [null, 2],
      [1, 1],
      ['1', 0],
    ])
  })

  test('are at most 1,000, and as many are judged in no time', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => group(`group ${String(i)}`, 10, i === 7 ? 9 : 10))
    const started = performance.now()
    expect(judged(many(1000))).toMatchObject({ status: 'broken', groupCount: { all: 1000, broken: 1 } })
    expect(performance.now() - started).toBeLessThan(250)
    expect(judged(many(1001))).toMatchObject({ status: 'unchecked', why: 'too-many-groups' })
  })
})

test('what the engine could not do is unchecked, in its own words', () => {
  const found: readonly Found[] = [{ failure: 'Out of Memory Error' }]
  expect(judge(rowCheck(ALL), rowJob, found, NOW)).toMatchObject({
    status: 'unchecked',
    why: 'engine',
    reason: 'Out of Memory Error',
  })
})

test('what was settled before measuring stays so', () => {
  const job: Job = { kind: 'settled', status: 'idle', why: 'no-baseline', message: 'there is no earlier delivery' }
  expect(judge(rowCheck(ALL), job, [], NOW)).toMatchObject({
    status: 'idle',
    why: 'no-baseline',
    bound: '100%',
    reason: 'there is no earlier delivery',
  })
})
