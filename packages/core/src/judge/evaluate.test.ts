import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Args, type Scalar, type Value } from '../check.ts'
import { name, sql, text } from '../sql/sql.ts'
import { evaluated } from '../vocabulary/written-forms/evaluated.test-data.ts'
import { evaluate, type Evaluated } from './evaluate.ts'

const at = (
  v: Value,
  zone = 'UTC',
  now = '2024-05-05T22:30:00Z',
  measured: readonly (readonly [Value, Scalar | null])[] = [],
) => evaluate(v, { now, zone, measured: new Map(measured.map(([value, found]) => [canonicalJson(value), found])) })
const said = (kind: string, args: { readonly [name: string]: unknown }): Value => ({ kind, args: args as Args })
const date = (is: string): Value => said('date', { is })
const timestamp = (is: string): Value => said('timestamp', { is })
const number = (is: string): Value => said('number', { is })
const iso = (seconds: number | undefined): string => new Date((seconds ?? Number.NaN) * 1000).toISOString().slice(0, 19)

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
]
// No days that a zone left out as a whole: there the engine's own answer is arbitrary.
const days = fc
  .date({ min: new Date('2012-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))

describe('a date is a whole day of the zone', () => {
  test.each([
    ['2024-01-31', 'UTC', '2024-01-31T00:00:00', '2024-02-01T00:00:00'],
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00', '2024-03-31T22:00:00'],
    ['2024-10-27', 'Europe/Berlin', '2024-10-26T22:00:00', '2024-10-27T23:00:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00', '2018-11-05T02:00:00'],
    ['2019-02-16', 'America/Sao_Paulo', '2019-02-16T02:00:00', '2019-02-17T03:00:00'],
    ['2024-11-03', 'America/Havana', '2024-11-03T04:00:00', '2024-11-04T05:00:00'],
    ['2024-12-31', 'Asia/Kathmandu', '2024-12-30T18:15:00', '2024-12-31T18:15:00'],
  ])('%s in %s', (written, zone, begin, end) => {
    const day = at(date(written), zone)
    expect([iso(day?.is), iso(day?.dayEnd)]).toEqual([begin, end])
  })

  test('that begins and ends where the calendar of the zone changes its day', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...ZONES), (written, zone) => {
        const day = at(date(written), zone)
        const local = (seconds: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(seconds * 1000)
        if (!day?.dayEnd) throw new Error('a date has an end')
        expect([
          local(day.is - 1) < written,
          local(day.is),
          local(day.dayEnd - 1),
          local(day.dayEnd) > written,
        ]).toEqual([true, written, written, true])
      }),
      { numRuns: 500 },
    )
  })

  test('and today is the day of now there', () => {
    expect(iso(at(said('today', {}), 'Europe/Berlin')?.is)).toBe('2024-05-05T22:00:00')
    expect(iso(at(said('today', {}), 'America/New_York')?.is)).toBe('2024-05-05T04:00:00')
  })
})

describe('a timestamp', () => {
  test.each([
    ['2024-03-31T12:00', 'Europe/Berlin', '2024-03-31T10:00:00'],
    ['2024-03-31T01:59:59', 'Europe/Berlin', '2024-03-31T00:59:59'],
    ['2024-10-27T12:00:00.5', 'Europe/Berlin', '2024-10-27T11:00:00'],
    ['2024-01-31T09:30', 'Asia/Kolkata', '2024-01-31T04:00:00'],
    ['2024-01-31T09:30Z', 'Asia/Kolkata', '2024-01-31T09:30:00'],
    ['2024-01-31T09:30+02:00', 'Asia/Kolkata', '2024-01-31T07:30:00'],
    ['2024-01-31T09:30+0200', 'Asia/Kolkata', '2024-01-31T07:30:00'],
  ])('%s in %s', (written, zone, utc) => {
    expect(iso(at(timestamp(written), zone)?.is)).toBe(utc)
  })

  test('is the instant that the engine takes it for', async () => {
    const times = fc.sample(fc.tuple(days, fc.constantFrom('00:00', '03:30', '12:00:07', '23:59:59')), {
      numRuns: 200,
      seed: 1,
    })
    for (const zone of ZONES) {
      const written = times.map(([day, clock]) => `${day}T${clock}`)
      const found = await evaluated(sql`epoch(timezone(${text(zone)}, CAST(${name('x')} AS TIMESTAMP)))`, written)
      expect(written.map((each) => at(timestamp(each), zone)?.is)).toEqual(found.map(Number))
    }
  })
})

describe('numbers', () => {
  const exact = (v: Evaluated | null): string => `${String(v?.exact?.n)}/${String(v?.exact?.d)}`

  test('are reckoned exactly', () => {
    expect(at(said('plus', { left: number('0.1'), right: number('0.2') }))?.exact).toEqual({ n: 30n, d: 100n })
    expect(exact(at(said('percent', { is: '99.9' })))).toBe('999/1000')
    expect(exact(at(said('percent-of', { percent: '50', of: number('3') })))).toBe('150/100')
  })

  test('of the delivery come as they were measured; of nothing comes nothing', () => {
    const rows = said('rows', {})
    expect(at(rows, 'UTC', undefined, [[rows, { kind: 'number', is: 0.5, part: 1, whole: 2 }]])?.exact).toEqual({
      n: 1n,
      d: 2n,
    })
    expect(at(said('plus', { left: rows, right: number('1') }), 'UTC', undefined, [[rows, null]])).toBeNull()
    expect(at(said('divided-by', { left: number('1'), right: number('0') }))).toBeNull()
  })

  test('a duration after a date moves the whole day', () => {
    const day = at(said('after', { of: date('2024-01-31'), by: { n: 2, unit: 'day' } }))
    expect([iso(day?.is), iso(day?.dayEnd)]).toEqual(['2024-02-02T00:00:00', '2024-02-03T00:00:00'])
    expect(iso(at(said('before', { of: said('now', {}), by: { n: 90, unit: 'minute' } }))?.is)).toBe(
      '2024-05-05T21:00:00',
    )
  })

  test('the time between two instants is a duration', () => {
    expect(at(said('minus', { left: date('2024-01-02'), right: date('2024-01-01') }))).toMatchObject({
      kind: 'duration',
      is: 86_400,
    })
  })
})
