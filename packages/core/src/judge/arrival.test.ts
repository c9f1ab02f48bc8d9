import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastBefore } from '../stats/zone.ts'
import type { Calendar } from '../vocabulary/calendar.ts'
import { arrived, type Arrived } from './arrival.ts'
import { minutesOf, slowDeadline, slowDues, slowInterval, type Minutes } from './minutes.test-data.ts'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Sydney',
]
/** Both changes of the clock on both sides of the equator. */
const SPANS = [
  ['2024-01-15T00:00:00Z', '2024-07-15T00:00:00Z'],
  ['2024-08-01T00:00:00Z', '2025-02-01T00:00:00Z'],
] as const
const tables = new Map<string, Minutes>()
function table(zone: string, [from, to]: readonly [string, string]): Minutes {
  const key = zone + from
  const made = tables.get(key) ?? minutesOf(zone, from, to)
  tables.set(key, made)
  return made
}

const clocks = fc.oneof(
  fc.constantFrom('00:00', '00:30', '02:00', '02:30', '03:00', '06:00', '23:59', '24:00'),
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((t) => t.map((n) => String(n).padStart(2, '0')).join(':')),
)
const zones = fc.constantFrom(...ZONES)
const spans = fc.constantFrom(...SPANS)
const optional = <K extends string, T>(key: K, of: fc.Arbitrary<T>) =>
  fc.option(of, { nil: undefined }).map((v) => (v === undefined ? {} : ({ [key]: v } as { [k in K]: T })))
const extras = fc
  .tuple(
    optional('by', clocks),
    optional(
      'grace',
      fc.constantFrom(
        { n: 30, unit: 'minute' as const },
        { n: 2, unit: 'hour' as const },
        { n: 1, unit: 'day' as const },
      ),
    ),
    optional('holidays', fc.constant('DE')),
  )
  .map(([by, grace, holidays]): Calendar => ({ ...by, ...grace, ...holidays }))
const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const rhythms: fc.Arbitrary<Calendar> = fc.oneof(
  fc.constantFrom('day', 'week', 'month').map((unit) => ({ every: { n: 1, unit: unit as 'day' } })),
  fc.subarray(WEEK, { minLength: 1 }).map((weekdays) => ({ weekdays })),
  fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 }).map((dates) => ({ dates })),
  fc.integer({ min: 1, max: 31 }).map((monthBy) => ({ monthBy })),
)
const intervals: fc.Arbitrary<Calendar> = fc.oneof(
  fc
    .tuple(fc.constantFrom('minute', 'hour'), fc.integer({ min: 1, max: 90 }))
    .map(([unit, n]) => ({ every: { n, unit: unit as 'hour' } })),
  fc
    .tuple(fc.constantFrom('day', 'week'), fc.integer({ min: 2, max: 3 }))
    .map(([unit, n]) => ({ every: { n, unit: unit as 'day' } })),
)
/** A seventh of the days, anyhow; some in a row. */
const holidays = fc.integer({ min: 0, max: 6 }).map((seed) => (day: string) => {
  const n = Date.parse(`${day}T00:00:00Z`) / 86_400_000
  return (n * 5 + Math.floor(n / 9) + seed) % 7 === 0
})
const seconds = (c: Calendar): number =>
  c.grace ? c.grace.n * { minute: 60, hour: 3600, day: 86_400 }[c.grace.unit as 'day'] : 0
/** Where in a table something happens, away from its ends. */
const places = fc.double({ min: 0.4, max: 0.6, noNaN: true })
const near = fc.array(fc.double({ min: -0.06, max: 0.02, noNaN: true }), { maxLength: 6 })

describe('a time of a day', () => {
  test('is when the clock on the wall shows it for the last time, or leaves it out', () => {
    fc.assert(
      fc.property(zones, spans, fc.integer({ min: 2, max: 170 }), clocks, (zone, span, n, by) => {
        const minutes = table(zone, span)
        const day = minutes.day[n * 1440] ?? ''
        expect(new Date(lastBefore(day, by, zone) * 1000)).toEqual(new Date(slowDeadline(minutes, day, by) * 1000))
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['2024-03-31', '02:30', 'Europe/Berlin', '2024-03-31T01:00:00.000Z'],
    ['2024-10-27', '02:30', 'Europe/Berlin', '2024-10-27T01:30:00.000Z'],
    ['2024-10-27', '24:00', 'Europe/Berlin', '2024-10-27T23:00:00.000Z'],
    ['2024-04-26', '00:30', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
  ])('%s %s in %s', (day, by, zone, at) => {
    expect(new Date(lastBefore(day, by, zone) * 1000).toISOString()).toBe(at)
  })
})

describe('what is due by the clock, against the minutes of the wall', () => {
  test('on days', () => {
    fc.assert(
      fc.property(
        zones,
        spans,
        rhythms,
        extras,
        holidays,
        places,
        near,
        (zone, span, rhythm, extra, isHoliday, place, offsets) => {
          const c: Calendar = { ...rhythm, ...extra }
          const minutes = table(zone, span)
          const length = minutes.day.length * 60
          const now = minutes.start + Math.floor(place * length)
          const watchedSince = now - Math.floor(0.04 * length)
          const arrivals = offsets.map((each) => now + Math.floor(each * length)).sort((a, b) => a - b)
          const known = arrivals.filter((each) => each <= now)
          const open = slowDues(minutes, c, c.holidays ? isHoliday : () => false).filter(
            (due) => due.at > watchedSince && !known.some((each) => each >= due.from),
          )
          fc.pre(open.length > 0)
          const late = open.some((due) => now > due.at + seconds(c))
          const found = arrived(c, { zone, isHoliday }, { arrivals, watchedSince, now })
          expect({ due: found?.due, from: found?.from, late: found?.is === 'late' }).toEqual({
            ...open[0],
            at: undefined,
            due: open[0]?.at,
            late,
          })
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('after intervals', () => {
    fc.assert(
      fc.property(
        zones,
        spans,
        intervals,
        extras,
        holidays,
        places,
        near,
        (zone, span, rhythm, extra, isHoliday, place, offsets) => {
          const { by, ...others } = extra
          const c: Calendar = { ...rhythm, ...others, ...(by && rhythm.every?.unit !== 'hour' ? { by } : {}) }
          const minutes = table(zone, span)
          const length = minutes.day.length * 60
          const now = minutes.start + Math.floor(place * length)
          const watchedSince = now - Math.floor(0.04 * length)
          const arrivals = offsets.map((each) => now + Math.floor(each * length))
          const last = Math.max(...arrivals.filter((each) => each <= now))
          const slow = (after: number) => slowInterval(minutes, c, c.holidays ? isHoliday : () => false, after)
          const due = last > -Infinity && slow(last) > watchedSince ? slow(last) : slow(watchedSince)
          const found = arrived(c, { zone, isHoliday }, { arrivals, watchedSince, now })
          expect({ due: found?.due, late: found?.late }).toEqual({ due, late: now > due + seconds(c) ? now - due : 0 })
        },
      ),
      { numRuns: 500 },
    )
  })
})

const at = (iso: string): number => Date.parse(iso) / 1000
function judged(
  c: Calendar,
  arrivals: readonly string[],
  now: string,
  watchedSince = '2024-01-01T00:00:00Z',
  zone = 'UTC',
): Arrived {
  const isHoliday = (day: string, country: string) => country === 'DE' && ['2024-05-01', '2024-10-03'].includes(day)
  const found = arrived(
    c,
    { zone, isHoliday },
    { arrivals: arrivals.map(at), watchedSince: at(watchedSince), now: at(now) },
  )
  if (!found) throw new Error('nothing is due')
  return found
}
const due = (...of: Parameters<typeof judged>): string => {
  const found = judged(...of)
  return `${found.is}, ${new Date(found.due * 1000).toISOString().slice(0, 16)}`
}

describe('the data must arrive', () => {
  const daily: Calendar = { every: { n: 1, unit: 'day' }, by: '06:00' }

  test('every day by a time', () => {
    expect(due(daily, ['2024-05-14T05:00:00Z'], '2024-05-14T05:30:00Z')).toBe('in time, 2024-05-15T06:00')
    expect(due(daily, ['2024-05-13T05:00:00Z'], '2024-05-14T06:00:00Z')).toBe('in time, 2024-05-14T06:00')
    expect(due(daily, ['2024-05-13T05:00:00Z'], '2024-05-14T06:00:01Z')).toBe('late, 2024-05-14T06:00')
  })

  test('and stays late since the first time that it missed, until it comes', () => {
    expect(due(daily, ['2024-05-13T05:00:00Z'], '2024-05-16T12:00:00Z')).toBe('late, 2024-05-14T06:00')
    expect(due(daily, ['2024-05-13T05:00:00Z', '2024-05-16T08:00:00Z'], '2024-05-16T12:00:00Z')).toBe(
      'in time, 2024-05-17T06:00',
    )
  })

  test('what comes late, or a second time, is not taken for the next', () => {
    expect(due(daily, ['2024-05-14T08:00:00Z'], '2024-05-15T07:00:00Z')).toBe('late, 2024-05-15T06:00')
    expect(due(daily, ['2024-05-14T05:00:00Z', '2024-05-14T08:00:00Z'], '2024-05-15T07:00:00Z')).toBe(
      'late, 2024-05-15T06:00',
    )
  })

  test('what comes the evening before is', () => {
    expect(due(daily, ['2024-05-14T22:00:00Z'], '2024-05-15T07:00:00Z')).toBe('in time, 2024-05-16T06:00')
    expect(due({ ...daily, by: '18:00' }, ['2024-05-15T00:10:00Z'], '2024-05-15T19:00:00Z')).toBe(
      'in time, 2024-05-16T18:00',
    )
  })

  test('says how late the last one came', () => {
    const { last } = judged(daily, ['2024-05-13T05:00:00Z', '2024-05-14T08:00:00Z'], '2024-05-14T09:00:00Z')
    expect(last).toEqual({ at: at('2024-05-14T08:00:00Z'), due: at('2024-05-14T06:00:00Z'), late: 7200 })
  })

  test('with grace', () => {
    const graced: Calendar = { ...daily, grace: { n: 30, unit: 'minute' } }
    expect(due(graced, [], '2024-05-14T06:20:00Z', '2024-05-14T00:00:00Z')).toBe('nothing yet, 2024-05-14T06:00')
    expect(due(graced, [], '2024-05-14T06:31:00Z', '2024-05-14T00:00:00Z')).toBe('late, 2024-05-14T06:00')
    expect(judged(graced, ['2024-05-13T05:00:00Z', '2024-05-14T06:25:00Z'], '2024-05-14T07:00:00Z').last?.late).toBe(0)
  })

  test('nothing that was due before somebody watched', () => {
    expect(due(daily, [], '2024-05-14T09:00:00Z', '2024-05-14T08:00:00Z')).toBe('nothing yet, 2024-05-15T06:00')
    expect(due(daily, ['2024-05-10T05:00:00Z'], '2024-05-15T06:01:00Z', '2024-05-14T08:00:00Z')).toBe(
      'late, 2024-05-15T06:00',
    )
  })

  test('in a zone', () => {
    expect(due({ ...daily, zone: 'Europe/Berlin' }, ['2024-05-13T03:00:00Z'], '2024-05-14T03:00:00Z')).toBe(
      'in time, 2024-05-14T04:00',
    )
    expect(due(daily, ['2024-05-13T03:00:00Z'], '2024-05-14T03:00:00Z', undefined, 'America/New_York')).toBe(
      'in time, 2024-05-14T10:00',
    )
  })

  test('every weekday, not at the weekend', () => {
    const c: Calendar = { weekdays: WEEK.slice(0, 5), by: '07:00' }
    expect(due(c, ['2024-05-17T06:00:00Z'], '2024-05-19T12:00:00Z')).toBe('in time, 2024-05-20T07:00')
  })

  test('except on public holidays', () => {
    const c: Calendar = { ...daily, holidays: 'DE' }
    expect(due(c, ['2024-04-30T05:00:00Z'], '2024-05-01T12:00:00Z')).toBe('in time, 2024-05-02T06:00')
    expect(due({ monthBy: 3, holidays: 'DE' }, ['2024-09-02T05:00:00Z'], '2024-10-03T12:00:00Z')).toBe(
      'in time, 2024-10-05T00:00',
    )
    expect(
      due({ every: { n: 2, unit: 'hour' }, holidays: 'DE' }, ['2024-04-30T23:10:00Z'], '2024-05-01T12:00:00Z'),
    ).toBe('in time, 2024-05-02T02:00')
  })

  test('by a day of the month, and on days that a month may not have', () => {
    expect(due({ monthBy: 3 }, ['2024-05-02T00:00:00Z'], '2024-05-20T00:00:00Z')).toBe('in time, 2024-06-04T00:00')
    expect(due({ dates: [31] }, ['2024-01-31T10:00:00Z'], '2024-02-20T00:00:00Z')).toBe('in time, 2024-03-01T00:00')
    expect(due({ dates: [1, 15] }, ['2024-05-01T10:00:00Z'], '2024-05-02T00:00:00Z')).toBe('in time, 2024-05-16T00:00')
  })

  test('every hour, every 15 minutes: whole ones of the clock', () => {
    const hourly: Calendar = { every: { n: 1, unit: 'hour' } }
    expect(due(hourly, ['2024-05-14T10:05:00Z'], '2024-05-14T11:20:00Z')).toBe('in time, 2024-05-14T12:00')
    expect(due(hourly, ['2024-05-14T10:05:00Z'], '2024-05-14T12:00:01Z')).toBe('late, 2024-05-14T12:00')
    expect(due({ every: { n: 15, unit: 'minute' } }, ['2024-05-14T10:05:10Z'], '2024-05-14T10:20:30Z')).toBe(
      'in time, 2024-05-14T10:21',
    )
  })
})
