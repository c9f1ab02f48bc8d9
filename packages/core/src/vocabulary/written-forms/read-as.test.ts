import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { name } from '../../sql/sql.ts'
import { evaluated } from './evaluated.test-data.ts'
import { readAs, type WrittenType } from './read-as.ts'

const x = name('x')
const read = (type: WrittenType, texts: readonly string[]) => evaluated(readAs(type, x, duckdb, { zone: 'UTC' }), texts)

// A second, independent reading of the table in SENTENCES, against which the SQL is held.
const blanksOff = (of: string): string => of.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

function numberIn(written: string): number | null {
  const value = NUMBER.test(blanksOff(written)) ? Number(blanksOff(written)) : NaN
  return Number.isFinite(value) ? value : null
}

function wholeIn(written: string): number | null {
  const value = numberIn(written)
  if (value === null) return null
  const [mantissa = '', exponent = '0'] = blanksOff(written).toLowerCase().split('e')
  const [before = '', after = ''] = mantissa.replace(/^[-+]/, '').split('.')
  const digits = BigInt(before + after)
  const shift = after.length - Number(exponent)
  if (digits === 0n || shift <= 0) return value
  return shift < 1000 && digits % 10n ** BigInt(shift) === 0n ? value : null
}

function dateIn(written: string): string | null {
  const day = blanksOff(written)
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null
  const parsed = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day
}

function timeIn(written: string): string | null {
  const [hour, minute, second = '00', ...more] = blanksOff(written).split(':')
  const parts = [hour, minute, second]
  if (more.length > 0 || parts.some((part) => !part || !/^\d\d$/.test(part))) return null
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 ? parts.join(':') : null
}

function timestampIn(written: string): string | null {
  const parts = /^(.{10})[T ](\d\d:\d\d)(:\d\d)?([.,]\d+)?(Z|[-+]\d\d(?::?\d\d)?)?$/.exec(blanksOff(written))
  const [day = '', minutes = '', seconds, fraction = '', offset = 'Z'] = parts?.slice(1) ?? []
  if (dateIn(day) !== day || timeIn(minutes + (seconds ?? '')) === null || (fraction && !seconds)) return null
  const [sign, hours, rest = '00'] = /^([-+])(\d\d):?(\d\d)?$/.exec(offset)?.slice(1) ?? ['+', '00']
  if (Number(hours) > 23 || Number(rest) > 59) return null
  const local = Date.parse(`${day}T${minutes}${seconds ?? ':00'}Z`)
  const instant = new Date(local - Number(`${sign}1`) * (Number(hours) * 60 + Number(rest)) * 60_000)
  const micros = fraction.slice(1, 7).replace(/0+$/, '')
  return instant.toISOString().slice(0, 19).replace('T', ' ') + (micros && `.${micros}`)
}

function truthIn(written: string): boolean | null {
  const word = blanksOff(written).toLowerCase()
  return ['true', 'yes', '1'].includes(word) ? true : ['false', 'no', '0'].includes(word) ? false : null
}

const REFERENCE: Readonly<Record<WrittenType, (written: string) => unknown>> = {
  number: numberIn,
  'whole number': wholeIn,
  date: dateIn,
  time: timeIn,
  timestamp: timestampIn,
  boolean: truthIn,
}

const SAMPLES: Readonly<Record<WrittenType, readonly string[]>> = {
  number: ['12.50', '-3', '+.5', '1e3', '6.02E+23', '1e308'],
  'whole number': ['22', '22.0', '1.50e1', '-100e-2', '9007199254740993'],
  date: ['2024-02-28', '1999-12-31', '2023-03-01'],
  time: ['17:30', '09:05:59'],
  timestamp: [
    '2024-02-28T10:00',
    '2024-02-28 10:00:05.25',
    '2024-12-31T23:59:59+05:30',
    '2024-02-28T10:00Z',
    '2024-02-28T10:00:00,5-03',
  ],
  boolean: ['true', 'No', '1', 'FALSE'],
}

const character = fc.constantFrom(...'0123456789+-.,eE_:TZ /nxt\t\u00a0１é', '٣', "'")
const junk = fc.string({ unit: character, maxLength: 12 })
/** A right text with a piece taken out and something else put in: where readers differ, it is near the right ones. */
const nearly = (type: WrittenType) =>
  fc
    .tuple(fc.constantFrom(...SAMPLES[type]), fc.nat(26), fc.nat(2), fc.string({ unit: character, maxLength: 2 }))
    .map(([sample, at, take, put]) => sample.slice(0, at) + put + sample.slice(at + take))

describe('readAs', () => {
  it.each(Object.keys(REFERENCE) as WrittenType[])('reads junk as %s like an independent reader', async (type) => {
    const texts = fc.array(fc.oneof(junk, nearly(type), nearly(type), fc.string()), { minLength: 50, maxLength: 150 })
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const usable = all.filter((each) => !/[\ud800-\udfff]/.test(each))
        expect(await read(type, usable)).toEqual(usable.map(REFERENCE[type]))
      }),
      { numRuns: 20 },
    )
  })

  it('reads every finite number that JavaScript prints as that number', async () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 100 })
    await fc.assert(
      fc.asyncProperty(numbers, async (all) => {
        expect(await read('number', all.map(String))).toEqual(all.map((each) => Number(String(each))))
      }),
      { numRuns: 30 },
    )
  })

  it('reads every instant that JavaScript prints as that instant', async () => {
    const dates = fc.array(
      fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
      { minLength: 1 },
    )
    await fc.assert(
      fc.asyncProperty(dates, async (all) => {
        const found = await evaluated(
          readAs('timestamp', x, duckdb, { zone: 'Europe/Berlin' }),
          all.map((each) => each.toISOString()),
        )
        expect(found.map((each) => Date.parse(`${String(each).replace(' ', 'T')}Z`))).toEqual(all.map(Number))
      }),
      { numRuns: 20 },
    )
  })

  it('gives NULL for NULL', async () => {
    for (const type of Object.keys(REFERENCE) as WrittenType[])
      expect(await evaluated(readAs(type, x, duckdb, { zone: 'UTC' }), [null])).toEqual([null])
  })
})
