import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Check, type Json } from '../check.ts'
import { readPage } from '../language/page.ts'
import { historyNeeded } from './history-needed.ts'
import { judge } from './judge.ts'
import type { Measurement, Past, Taken } from './measurement.ts'
import type { Verdict } from './verdict.ts'

const ZONE = 'Europe/Berlin'
/** A Wednesday, 08:00 in Berlin. */
const NOW = '2024-05-15T06:00:00Z'

function checkOf(sentence: string): Check {
  const page = readPage(`- ${sentence}\n`, 'page.md')
  const [first] = page.sentences
  if (!first || page.mistakes.length > 0) throw new Error(`not understood: ${sentence}`)
  return first.check
}

type Number = number | Taken | null
const taken = (x: Number): Taken | null => (typeof x === 'number' ? { kind: 'number', is: x } : x)
const share = (part: number, whole: number): Taken => ({ kind: 'number', is: part / whole, part, whole })

/** A measurement of the one number that a check is about, of all rows or by groups. */
function measured(check: Check, x: Number | { readonly [group: string]: Number }): Measurement {
  if (!('number' in check.measure)) throw new Error('not about a number')
  const key = canonicalJson(check.measure.number)
  const group = (keys: readonly Json[], of: Number) => ({ keys, rows: 10, leaves: { [key]: taken(of) } })
  return {
    kind: 'number',
    groups:
      check.each && x !== null && typeof x === 'object' && !('kind' in x)
        ? Object.entries(x).map(([name, of]) => group([name], of))
        : [group([], x as Number)],
  }
}

type Earlier = readonly (readonly [time: string, x: Number | { readonly [group: string]: Number }])[]

function judged(
  sentence: string,
  x: Number | { readonly [group: string]: Number },
  earlier: Earlier,
  now = NOW,
): Verdict {
  const check = checkOf(sentence)
  const history: readonly Past[] = earlier.map(([time, was]) => ({ time, measurement: measured(check, was) }))
  return judge(check, measured(check, x), { now, zone: ZONE, history })
}

const daily = (n: number, of: (daysAgo: number) => Number, now = NOW): Earlier =>
  Array.from({ length: n }, (_, i) => {
    const ago = n - i
    return [new Date(Date.parse(now) - ago * 86_400_000).toISOString(), of(ago)] as const
  })

const LAST: Earlier = [['2024-05-14T06:00:00Z', 1000]]

describe('against the last delivery', () => {
  test.each<readonly [sentence: string, was: Number, is: Number, status: string]>([
    ['must not change by more than 10% since the last delivery', 1000, 1100, 'holds'],
    ['must not change by more than 10% since the last delivery', 1000, 1101, 'broken'],
    ['must not change by more than 10% since the last delivery', 1000, 900, 'holds'],
    ['must not change by more than 10% since the last delivery', 1000, 899, 'broken'],
    ['must not rise by more than 10% since the last delivery', 1000, 1, 'holds'],
    ['must not rise by more than 10% since the last delivery', 1000, 1101, 'broken'],
    ['must not fall by more than 10% since the last delivery', 1000, 9999, 'holds'],
    ['must not fall by more than 10% since the last delivery', 1000, 899, 'broken'],
    ['must not fall by more than 3 since the last delivery', 10, 7, 'holds'],
    ['must not fall by more than 3 since the last delivery', 10, 6, 'broken'],
    ['must not change since the last delivery', 5, 5, 'holds'],
    ['must not change since the last delivery', 5, 6, 'broken'],
    ['must not fall since the last delivery', 5, 5, 'holds'],
    ['must not fall since the last delivery', 5, 4, 'broken'],
    ['must not rise since the last delivery', 5, 4, 'holds'],
    ['must not change by more than 10% since the last delivery', 0, 1, 'broken'],
    ['must not change by more than 10% since the last delivery', 0, 0, 'holds'],
  ])('the number of rows %s: from %j to %j %s', (claim, was, is, status) => {
    expect(judged(`the number of rows ${claim}`, is, [['2024-05-14T06:00:00Z', was]]).status).toBe(status)
  })

  test('percentages of a negative number are of its size', () => {
    const sentence = 'the sum of `x` must not change by more than 10% since the last delivery'
    const was: Earlier = [['2024-05-14T06:00:00Z', -100]]
    expect(judged(sentence, -110, was).status).toBe('holds')
    expect(judged(sentence, -111, was).status).toBe('broken')
    expect(judged(sentence, -90, was)).toMatchObject({ status: 'holds', band: { low: -110, high: -90 } })
  })

  test('points are absolute, per cent relative, and both are decided exactly', () => {
    const points = 'the share of missing `x` must not rise by more than 5 points since the last delivery'
    const percent = 'the share of missing `x` must not rise by more than 5% since the last delivery'
    const was: Earlier = [['2024-05-14T06:00:00Z', share(1, 10)]]
    expect(judged(points, share(15, 100), was)).toMatchObject({
      status: 'holds',
      bandShown: { low: null, high: '15%' },
    })
    expect(judged(points, share(150_001, 1_000_000), was).status).toBe('broken')
    expect(judged(percent, share(105, 1000), was).status).toBe('holds')
    expect(judged(percent, share(1051, 10_000), was).status).toBe('broken')
    expect(judged(points, share(20, 100), was).reason).toBe(
      'it is 20% (20 of 100), 10 points more than 10% in the last accepted delivery (2024-05-14 08:00)',
    )
  })

  test('decimals are decided exactly', () => {
    const sentence = 'the sum of `x` must not rise by more than 0.1 since the last delivery'
    expect(judged(sentence, 0.3, [['2024-05-14T06:00:00Z', 0.2]]).status).toBe('holds')
    expect(judged(sentence, 0.3000001, [['2024-05-14T06:00:00Z', 0.2]]).status).toBe('broken')
  })

  test('the bound and the difference are said', () => {
    const verdict = judged('the number of rows must not fall by more than 10% since the last delivery', 850, LAST)
    expect(verdict).toMatchObject({
      value: 850,
      bound: 'not fall by more than 10% since the last delivery',
      band: { low: 900, high: null },
      bandShown: { low: '900', high: null },
      reason: 'it is 850, 15% less than 1000 in the last accepted delivery (2024-05-14 08:00)',
    })
    expect(judged('the number of rows must not change since the last delivery', 1000, LAST).reason).toBe(
      'it is 1000, the same as in the last accepted delivery (2024-05-14 08:00)',
    )
  })

  test('a difference is never rounded onto the bound that it breaks', () => {
    const verdict = judged('the number of rows must not fall by more than 10% since the last delivery', 89_999, [
      ['2024-05-14T06:00:00Z', 100_000],
    ])
    expect(verdict).toMatchObject({ status: 'broken', reason: expect.stringContaining('10.001% less') as string })
  })

  test('without an earlier delivery it is idle, and shows its number', () => {
    expect(judged('the number of rows must not fall since the last delivery', 850, [])).toMatchObject({
      status: 'idle',
      why: 'no-baseline',
      value: 850,
      shown: '850',
      reason: 'it is 850; there is no earlier accepted delivery to compare with',
    })
    expect(
      judged('the average of `x` must not fall since the last delivery', 5, [['2024-05-14T06:00:00Z', null]]),
    ).toMatchObject({ why: 'no-baseline', reason: expect.stringContaining('there was no such number') as string })
  })

  test('a text stays the same or does not, and rises never', () => {
    const a: Taken = { kind: 'text', is: 'a' }
    const was: Earlier = [['2024-05-14T06:00:00Z', a]]
    const sentence = 'the most common `x` must not change since the last delivery'
    expect(judged(sentence, a, was).status).toBe('holds')
    expect(judged(sentence, { kind: 'text', is: 'b' }, was)).toMatchObject({
      status: 'broken',
      reason: 'it is "b"; it was "a" in the last accepted delivery (2024-05-14 08:00)',
    })
    expect(judged('the most common `x` must not rise since the last delivery', a, was)).toMatchObject({
      status: 'unchecked',
      why: 'incomparable',
    })
  })

  test('times are later or earlier, ages longer by per cent', () => {
    const instant = (iso: string): Taken => ({ kind: 'instant', is: Date.parse(iso) / 1000 })
    const largest = 'the largest `t` must not fall since the last delivery'
    const was: Earlier = [['2024-05-14T06:00:00Z', instant('2024-05-14')]]
    expect(judged(largest, instant('2024-05-13'), was)).toMatchObject({
      status: 'broken',
      reason: 'it is 2024-05-13, earlier than 2024-05-14 in the last accepted delivery (2024-05-14 08:00)',
    })
    const age = 'the age of the newest `t` must not rise by more than 50% since the last delivery'
    expect(
      judged(age, { kind: 'duration', is: 90 }, [['2024-05-14T06:00:00Z', { kind: 'duration', is: 60 }]]),
    ).toMatchObject({ status: 'holds', bandShown: { high: '1 minute 30 seconds' } })
  })

  test('with another claim, each decides as it is joined', () => {
    const both = 'the number of rows must be at least 5 and not fall by more than 10% since the last delivery'
    expect(judged(both, 950, LAST)).toMatchObject({ status: 'holds', band: { low: 900, high: null } })
    expect(judged(both, 850, LAST)).toMatchObject({
      status: 'broken',
      reason: expect.stringMatching(/^it is 850, which is not .*; 15% less than 1000 in the last/) as string,
    })
    expect(judged(both, 3, [])).toMatchObject({ status: 'broken' })
    expect(judged(both, 850, [])).toMatchObject({ status: 'idle', why: 'no-baseline' })
  })
})

describe('against the same time before', () => {
  const week = 'the number of rows must not change by more than 10% since a week before'

  test('the nearest delivery counts', () => {
    const earlier: Earlier = [
      ['2024-05-08T05:30:00Z', 1000],
      ['2024-05-08T09:00:00Z', 1],
      ['2024-05-14T06:00:00Z', 1],
    ]
    expect(judged(week, 1050, earlier)).toMatchObject({
      status: 'holds',
      reason: 'it is 1050, 5% more than 1000 a week before (2024-05-08 07:30)',
    })
  })

  test.each([
    ['a day', '2024-05-13T18:00:00Z', true],
    ['a day', '2024-05-13T17:59:00Z', false],
    ['a week', '2024-05-07T06:00:00Z', true],
    ['a week', '2024-05-07T05:59:00Z', false],
    ['a month', '2024-04-18T06:00:00Z', true],
    ['a month', '2024-04-18T06:01:00Z', false],
    ['a year', '2023-05-08T06:00:00Z', true],
    ['a year', '2023-05-08T05:59:00Z', false],
  ])('%s before, a delivery of %s is near enough: %s', (unit, time, near) => {
    const sentence = `the number of rows must not change by more than 10% since ${unit} before`
    const verdict = judged(sentence, 1000, [[time, 1000]])
    expect(verdict.status).toBe(near ? 'holds' : 'idle')
    if (!near)
      expect(verdict).toMatchObject({ why: 'no-baseline', reason: expect.stringContaining('the nearest is') as string })
  })

  test('is the same time by the clock, also over a change of clocks', () => {
    const day = 'the number of rows must not change since a day before'
    // 08:00 in Berlin on the day after the clocks went forward; 08:00 the day before was an hour later in UTC
    const verdict = judged(day, 5, [
      ['2024-03-30T07:00:00Z', 5],
      ['2024-03-30T06:29:00Z', 6],
    ], '2024-03-31T06:00:00Z') // prettier-ignore
    expect(verdict).toMatchObject({ status: 'holds', reason: expect.stringContaining('2024-03-30 08:00') as string })
  })

  test('a month before the 31st is the last day of a shorter month', () => {
    const month = 'the number of rows must not change since a month before'
    expect(judged(month, 5, [['2024-02-29T08:00:00Z', 5]], '2024-03-31T08:00:00Z').status).toBe('holds')
  })
})

describe('against an average', () => {
  test('of the last deliveries, exactly', () => {
    const sentence = 'the number of rows must not rise since the average of the last 3 deliveries'
    const earlier: Earlier = [
      ['2024-05-10T06:00:00Z', 1_000_000],
      ['2024-05-11T06:00:00Z', 10],
      ['2024-05-12T06:00:00Z', 10],
      ['2024-05-13T06:00:00Z', 11],
    ]
    expect(judged(sentence, 10, earlier).status).toBe('holds')
    expect(judged(sentence, 11, earlier)).toMatchObject({
      status: 'broken',
      reason: 'it is 11, 6.45% more than 10.3333 on the average of the last 3 deliveries (2024-05-11 to 2024-05-13)',
    })
    expect(judged(sentence, 10, earlier.slice(2))).toMatchObject({
      status: 'idle',
      why: 'no-baseline',
      reason: 'it is 10; it needs 3 accepted deliveries, and 2 are known',
    })
  })

  test('of Mondays in the zone of the page, the last delivery of each, without today', () => {
    const sentence = 'the number of rows must not change by more than 10% since the average of the last 2 Mondays'
    const earlier: Earlier = [
      ['2024-04-28T22:30:00Z', 100], // Monday in Berlin, still Sunday in UTC
      ['2024-05-06T05:00:00Z', 7],
      ['2024-05-06T06:00:00Z', 200],
      ['2024-05-07T06:00:00Z', 7],
      ['2024-05-13T04:00:00Z', 7],
    ]
    const monday = '2024-05-13T06:00:00Z'
    expect(judged(sentence, 150, earlier, monday)).toMatchObject({
      status: 'holds',
      band: { low: 135, high: 165 },
      reason: expect.stringContaining('2024-04-29 to 2024-05-06') as string,
    })
    expect(judged(sentence, 150, earlier.slice(1), monday)).toMatchObject({
      status: 'idle',
      reason: 'it is 150; it needs 2 Mondays with an accepted delivery, and 1 is known',
    })
  })

  test.each([
    ['the last 7 days', 7],
    ['the last 2 weeks', 14],
    ['the last 1 months', 30],
  ])('of %s: all deliveries of those days, once history reaches so far back', (span, days) => {
    const sentence = `the number of rows must not change since the average of ${span}`
    const enough = daily(days, (ago) => (ago === 1 ? 5 + days : 5))
    expect(judged(sentence, 6, [['2024-01-01T06:00:00Z', 999], ...enough])).toMatchObject({ status: 'holds' })
    expect(judged(sentence, 6, enough).status).toBe('holds')
    expect(judged(sentence, 6, enough.slice(1))).toMatchObject({
      status: 'idle',
      why: 'no-baseline',
      reason: expect.stringMatching(/are known since 2024-\d\d-\d\d only/) as string,
    })
  })
})

describe('as usual', () => {
  const sentence = 'the number of rows should stay as usual'
  const wave = (ago: number) => 1000 + 10 * Math.sin(ago * 2.4)

  test('says how many deliveries it has and needs', () => {
    expect(judged(sentence, 1000, daily(3, wave))).toMatchObject({
      status: 'idle',
      why: 'too-little-history',
      value: 1000,
      reason: expect.stringMatching(/^it is 1000; 3 of \d+ accepted deliveries .*: \d+ more are needed$/) as string,
    })
  })

  test('has a band, and breaks beyond it', () => {
    const usual = judged(sentence, 1000, daily(40, wave))
    expect(usual).toMatchObject({ status: 'holds', bound: 'stay as usual' })
    expect(usual.reason).toMatch(
      /^it is 1000, as usual: between [\d.]+ and [\d.]+, learnt from 40 accepted deliveries$/,
    )
    const [low, high] = [usual.band?.low ?? 0, usual.band?.high ?? 0]
    expect(low).toBeGreaterThan(900)
    expect(high).toBeLessThan(1100)
    expect(judged(sentence, 1200, daily(40, wave))).toMatchObject({
      status: 'broken',
      band: { low, high },
      reason: expect.stringMatching(/^it is 1200, which is not as usual: about 1?[\d.]+ is, between/) as string,
    })
  })

  test('a lasting new level is said', () => {
    const stepped = daily(60, (ago) => wave(ago) + (ago <= 12 ? 500 : 0))
    expect(judged(sentence, 1500, stepped)).toMatchObject({
      status: 'holds',
      reason: expect.stringMatching(
        /; since 2024-05-\d\d 08:00 it is at a new level, about 1[\d.]+ instead of [\d.]+$/,
      ) as string,
    })
  })

  test('a text has no usual range', () => {
    expect(judged('the most common `x` should stay as usual', { kind: 'text', is: 'a' }, [])).toMatchObject({
      status: 'unchecked',
      why: 'incomparable',
    })
  })
})

describe('group by group', () => {
  const sentence = 'for each `country`, the number of rows must not fall by more than 10% since the last delivery'

  test('each has its own past; a new one has none', () => {
    const verdict = judged(sentence, { DE: 95, FR: 50, US: 7 }, [['2024-05-14T06:00:00Z', { DE: 100, FR: 100 }]])
    expect(verdict).toMatchObject({
      status: 'broken',
      value: 50,
      groupCount: { all: 3, broken: 1 },
      band: { low: 90, high: null },
    })
    expect(verdict.groups?.map((each) => [each.group[0], each.status, each.why])).toEqual([
      ['FR', 'broken', 'out-of-bound'],
      ['DE', 'holds', null],
      ['US', 'idle', 'no-baseline'],
    ])
  })

  test('that the last delivery had and this one has not is a group of no rows', () => {
    const earlier: Earlier = [
      ['2024-05-13T06:00:00Z', { DE: 100, FR: 100, IT: 100 }],
      ['2024-05-14T06:00:00Z', { DE: 100, FR: 100 }],
    ]
    expect(judged(sentence, { DE: 100 }, earlier)).toMatchObject({
      status: 'broken',
      value: 0,
      groupCount: { all: 2, broken: 1 },
      reason: expect.stringContaining('FR: it is 0, 100% less than 100') as string,
    })
    const atLeast = 'for each `country`, the number of rows must be at least 5'
    expect(judged(atLeast, { DE: 100 }, earlier)).toMatchObject({ status: 'broken', value: 0 })
    expect(judged(atLeast, {}, earlier)).toMatchObject({ status: 'broken', groupCount: { all: 2, broken: 2 } })
    expect(judged(atLeast, { DE: 100 }, [])).toMatchObject({ status: 'holds', groupCount: { all: 1 } })
  })

  test('the average of no rows is nothing to judge, and a group is not gone twice', () => {
    const average = 'for each `country`, the average of `x` must be at least 5'
    const verdict = judged(average, { DE: 7 }, [['2024-05-14T06:00:00Z', { DE: 7, FR: 7 }]])
    expect(verdict).toMatchObject({ status: 'holds', groupCount: { all: 2, broken: 0 } })
    const check = checkOf('for each `country`, the number of rows must be at least 5')
    const key = canonicalJson({ kind: 'rows', args: {} })
    const gone: Measurement = {
      kind: 'number',
      groups: [{ keys: ['FR'], rows: 0, leaves: { [key]: { kind: 'number', is: 0 } } }],
    }
    const history = [{ time: '2024-05-14T06:00:00Z', measurement: gone }]
    const found = judge(check, measured(check, { DE: 7 }), { now: NOW, zone: ZONE, history })
    expect(found).toMatchObject({ status: 'holds', groupCount: { all: 1 } })
  })

  test('days go by: one is missed only between days that are there', () => {
    const atLeast = 'for each day of `t`, the number of rows must be at least 5'
    const days = (...names: string[]) => Object.fromEntries(names.map((name) => [`2024-05-${name}`, 10]))
    const earlier: Earlier = [['2024-05-14T06:00:00Z', days('01', '02', '03', '04')]]
    expect(judged(atLeast, days('02', '03', '04', '05'), earlier).status).toBe('holds')
    expect(judged(atLeast, days('02', '04', '05'), earlier)).toMatchObject({
      status: 'broken',
      groupCount: { broken: 1 },
    })
    expect(judged(atLeast, days('06'), earlier).status).toBe('holds')
  })

  test('none that has a past is idle, and says why', () => {
    expect(judged(sentence, { DE: 95, FR: 50 }, [])).toMatchObject({
      status: 'idle',
      why: 'no-baseline',
      reason: expect.stringContaining('there is no earlier accepted delivery') as string,
    })
  })
})

test.each([
  ['the number of rows must be at least 5', 0],
  ['for each `c`, the number of rows must be at least 5', 1],
  ['the number of rows must not fall since the last delivery', 1],
  ['the number of rows must not fall since the average of the last 12 deliveries', 12],
  ['the number of rows must not fall since a week before', Infinity],
  ['the number of rows must not fall since the average of the last 4 Mondays', Infinity],
  ['the number of rows must be at least 5 and not fall since the last delivery', 1],
])('%s: the last %d deliveries are looked at', (sentence, n) => {
  expect(historyNeeded(checkOf(sentence))).toBe(n)
})

test('a bound in per cent is kept exactly, whatever the numbers', () => {
  const counts = fc.integer({ min: 1, max: 1e9 })
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 0, max: 1000 }), (was, is, tenths) => {
      const sentence = `the number of rows must not change by more than ${(tenths / 10).toFixed(1)}% since the last delivery`
      const should = 1000n * BigInt(Math.abs(is - was)) <= BigInt(tenths) * BigInt(was)
      expect(judged(sentence, is, [['2024-05-14T06:00:00Z', was]]).status === 'holds').toBe(should)
    }),
    { numRuns: 300 },
  )
})
