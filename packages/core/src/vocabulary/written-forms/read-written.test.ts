import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { name } from '../../sql/sql.ts'
import { parseFormat, type DateFormat } from './date-format.ts'
import { evaluated } from './evaluated.test-data.ts'
import { readWritten } from './read-written.ts'

function format(written: string): DateFormat {
  const parsed = parseFormat(written)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.format
}
const read = (written: string, texts: readonly (string | null)[], zone = 'UTC') =>
  evaluated(readWritten(format(written), name('x'), duckdb, { zone }), texts)

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const two = (n: number): string => String(n).padStart(2, '0')

/** The same format written by hand, to read back. */
function print(written: string, at: Date): string {
  const month = MONTHS[at.getUTCMonth()]!
  const pieces: Record<string, string> = {
    YYYY: String(at.getUTCFullYear()).padStart(4, '0'),
    YY: two(at.getUTCFullYear() % 100),
    MMMM: month,
    MMM: month.slice(0, 3),
    MM: two(at.getUTCMonth() + 1),
    M: String(at.getUTCMonth() + 1),
    DD: two(at.getUTCDate()),
    D: String(at.getUTCDate()),
    HH: two(at.getUTCHours()),
    H: String(at.getUTCHours()),
    mm: two(at.getUTCMinutes()),
    ss: two(at.getUTCSeconds()),
    SSS: String(at.getUTCMilliseconds()).padStart(3, '0'),
    Z: '+00:00',
  }
  return written.replace(/YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|mm|ss|SSS|Z/g, (token) => pieces[token]!)
}

const canonical = (at: Date): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))
const millis = (found: unknown): number => Date.parse(`${String(found).replace(' ', 'T')}Z`)

describe('readWritten', () => {
  const whole = [
    'DD/MM/YYYY HH:mm:ss.SSS',
    'YYYY-MM-DDTHH:mm:ss.SSSZ',
    'D MMM YYYY H:mm:ss,SSS',
    'MMMM D, YY HH:mm:ss.SSS',
    'YYYYMMDDHHmmssSSS',
    'SSS%ss.mm.HH (Z) M\\D\\YYYY',
  ]
  it.each(whole)('reads back any instant printed as %s', async (written) => {
    const from = written.includes('YYYY') ? '0001-01-01' : '1969-01-01'
    const to = written.includes('YYYY') ? '9999-12-31' : '2068-12-31'
    const dates = fc.array(fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }), {
      minLength: 1,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(dates, async (all) => {
        const found = await read(
          written,
          all.map((at) => print(written, at)),
        )
        expect(found.map(millis)).toEqual(all.map(Number))
      }),
      { numRuns: 15 },
    )
  })

  it.each(['DD/MM/YYYY', 'D.M.YYYY', 'MMM D, YYYY', 'YYYYMMDD', 'MMMM DD YYYY'])(
    'reads back any day printed as %s, in any zone',
    async (written) => {
      const days = fc.array(
        fc.integer({ min: -700_000, max: 2_900_000 }).map((day) => new Date(day * 86_400_000)),
        { minLength: 1, maxLength: 60 },
      )
      await fc.assert(
        fc.asyncProperty(days, async (all) => {
          const found = await read(
            written,
            all.map((at) => print(written, at)),
            'America/New_York',
          )
          expect(found).toEqual(all.map(canonical))
        }),
        { numRuns: 10 },
      )
    },
  )

  it.each([
    [
      'DD/MM/YYYY',
      [
        '31/02/2024',
        '29/02/2023',
        '1/2/2024',
        '01/13/2024',
        '00/01/2024',
        '01/01/24',
        '01-01-2024',
        '01/01/2024 10:00',
        '０1/01/2024',
        '',
        'x',
        '01/01/20245',
      ],
    ],
    [
      'D MMM YYYY',
      ['31 Feb 2024', '1 Sept 2024', '1  May 2024', '1 May  2024', '1May 2024', '1 Mai 2024', '001 May 2024'],
    ],
    ['D MMMM YYYY', ['1 Jan 2024', '1 Janvier 2024']],
    ['YYYY.MM.DD', ['2024-01-31', '2024x01x31', '2024.1.31']],
    ['DD/MM/YYYY HH:mm', ['01/01/2024 24:00', '01/01/2024 10:60', '01/01/2024 9:00', '01/01/2024', '01/01/2024T10:00']],
    ['DD/MM/YYYY HH:mm:ss', ['01/01/2024 10:00:60']],
    ['DD/MM/YYYY HH:mm Z', ['01/01/2024 10:00', '01/01/2024 10:00 CET', '01/01/2024 10:00 +99']],
    ['ISO', ['31/01/2024', '2024-02-30', '2024-01-31T', '20240131', '2024-01-31T24:00']],
    [
      'Unix seconds',
      ['', '1.5', '1e9', '1_000', '1700000000000', '-99999999999', '12 34', '+5', '999999999999999999999'],
    ],
    ['Unix milliseconds', ['1.5', '999999999999999', '1700000000000ms']],
  ])('refuses what is not %s', async (written, texts) => {
    expect(await read(written, texts)).toEqual(texts.map(() => null))
  })

  it.each([
    ['DD/MM/YYYY', ' 31/01/2024\t', '2024-01-31 00:00:00'],
    ['D MMM YYYY', '1 mAY 2024', '2024-05-01 00:00:00'],
    ['YY-MM-DD', '68-01-01', '2068-01-01 00:00:00'],
    ['YY-MM-DD', '69-01-01', '1969-01-01 00:00:00'],
    ['MM/YYYY', '03/2024', '2024-03-01 00:00:00'],
    ['YYYY', '2024', '2024-01-01 00:00:00'],
    ['YYYY年M月D日', '2024年1月31日', '2024-01-31 00:00:00'],
    ['DD/MM/YYYY HH:mm', '31/01/2024 10:00', '2024-01-31 09:00:00'],
    ['DD/MM/YYYY HH:mm Z', '31/01/2024 10:00 +0530', '2024-01-31 04:30:00'],
    ['DD/MM/YYYY HH:mm Z', '31/01/2024 10:00 Z', '2024-01-31 10:00:00'],
    ['DD/MM/YYYY HH:mmZ', '31/01/2024 10:00-03', '2024-01-31 13:00:00'],
    ['ISO', '2024-01-31', '2024-01-31 00:00:00'],
    ['ISO', '2024-01-31T10:00', '2024-01-31 09:00:00'],
    ['ISO', '2024-01-31T10:00Z', '2024-01-31 10:00:00'],
    ['Unix seconds', '1700000000', '2023-11-14 22:13:20'],
    ['Unix seconds', ' -1 ', '1969-12-31 23:59:59'],
    ['Unix seconds', '253402300799', '9999-12-31 23:59:59'],
    ['Unix milliseconds', '1700000000123', '2023-11-14 22:13:20.123'],
    ['Unix milliseconds', '253402300799999', '9999-12-31 23:59:59.999'],
  ])('reads in Berlin %s: %s', async (written, text, value) => {
    expect(await read(written, [text, null], 'Europe/Berlin')).toEqual([value, null])
  })
})
