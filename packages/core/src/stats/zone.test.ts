import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atWall, dayAfter, localDay, midnight, monthsBefore, wallClock, weekdayOf } from './zone.ts'

const at = (iso: string): number => Date.parse(iso) / 1000
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe']
const instants = fc
  .date({ min: new Date('2012-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((d) => d.getTime() / 1000)

describe('a clock on the wall', () => {
  test.each([
    ['2024-03-31T00:59:59Z', 'Europe/Berlin', '2024-03-31T01:59:59'],
    ['2024-03-31T01:00:00Z', 'Europe/Berlin', '2024-03-31T03:00:00'],
    ['2024-10-27T01:30:00Z', 'Europe/Berlin', '2024-10-27T02:30:00'],
    ['2024-01-01T00:00:00Z', 'America/New_York', '2023-12-31T19:00:00'],
  ])('at %s in %s shows %s', (instant, zone, shown) => {
    expect(wallClock(at(instant), zone)).toBe(shown)
  })

  test('shows an instant that it was set to, or the one an hour later where it shows both', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const back = atWall(wallClock(instant, zone), zone)
        expect(back - Math.floor(instant)).toBeGreaterThanOrEqual(0)
        expect(back - Math.floor(instant)).toBeLessThanOrEqual(3600)
      }),
    )
  })

  test('shows the day between its midnight and the next', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const day = localDay(instant, zone)
        expect(midnight(day, zone)).toBeLessThanOrEqual(instant)
        expect(midnight(dayAfter(day), zone)).toBeGreaterThan(instant)
      }),
    )
  })
})

test.each([
  ['2024-03-31', 1, '2024-02-29'],
  ['2023-03-31', 1, '2023-02-28'],
  ['2024-01-15', 1, '2023-12-15'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2024-05-31', 3, '2024-02-29'],
])('%s, %d months before, is %s', (day, months, before) => {
  expect(monthsBefore(day, months)).toBe(before)
})

test('days have their names, a week after too', () => {
  expect(weekdayOf('2024-05-15')).toBe('Wednesday')
  expect(dayAfter('2024-02-28')).toBe('2024-02-29')
  expect(weekdayOf(dayAfter('2024-05-15', -7))).toBe('Wednesday')
})
