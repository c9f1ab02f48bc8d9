import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { join, name, sql, text } from '../../sql/sql.ts'
import { IBAN_ACCOUNTS } from './iban.ts'
import { standard } from './index.ts'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

async function accepted(kind: string, values: readonly string[]): Promise<readonly unknown[]> {
  const condition = standard(kind)!.accepts(name('x'), duckdb)
  const rows = values.map((each, i) => sql`(${text(String(i))}::INTEGER, ${text(each)})`)
  const read = await connection.runAndReadAll(
    `SELECT ${condition.text} FROM (VALUES ${join(rows, sql`, `).text}) AS t(i, x) ORDER BY i`,
  )
  return read.getRowsJson().map(([is]) => is)
}

// The check digits once more, digit by digit, as the standards describe them.
const expand = (of: string): string => of.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
const mod97 = (of: string): number => Number(BigInt(expand(of)) % 97n)
const check97 = (of: string): string => String(98 - mod97(`${of}00`)).padStart(2, '0')
const fromRight = (of: string): number[] => [...of].reverse().map(Number)
const gs1Check = (of: string): string =>
  String((10 - (fromRight(of).reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 3 : 1), 0) % 10)) % 10)
const luhnCheck = (of: string): string => {
  const total = fromRight(of).reduce(
    (t, digit, i) => t + (i % 2 === 0 ? Math.floor((2 * digit) / 10) + ((2 * digit) % 10) : digit),
    0,
  )
  return String((10 - (total % 10)) % 10)
}
const mod11 = (of: string): string => {
  const rest = (11 - (fromRight(of).reduce((total, digit, i) => total + digit * (i + 2), 0) % 11)) % 11
  return rest === 10 ? 'X' : String(rest)
}
/** ISO 7064 MOD 11,10 as a loop. */
const germanCheck = (of: string): string => {
  const product = [...of].reduce((p, digit) => (2 * ((Number(digit) + p) % 10 || 10)) % 11, 10)
  return String((11 - product) % 10)
}

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count })
const alnum = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: count, maxLength: count })
const capitals = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: count, maxLength: count })
const ofKind = { n: digits, a: capitals, c: alnum }

const iban = fc.constantFrom(...Object.entries(IBAN_ACCOUNTS)).chain(([country, account]) => {
  const parts = [...account.matchAll(/(\d+)([nac])/g)].map(([, count, kind]) =>
    ofKind[kind as 'n' | 'a' | 'c'](Number(count)),
  )
  return fc.tuple(...parts).map((made) => `${country}${check97(made.join('') + country)}${made.join('')}`)
})

const GENERATED: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ['ean', fc.oneof(digits(12), digits(7)).map((of) => of + gs1Check(of))],
  ['gtin', fc.oneof(digits(7), digits(11), digits(12), digits(13)).map((of) => of + gs1Check(of))],
  ['upc', digits(11).map((of) => of + gs1Check(of))],
  ['isbn', digits(9).map((of) => of + mod11(of))],
  ['isbn', digits(9).map((of) => `978${of}${gs1Check(`978${of}`)}`)],
  ['issn', digits(7).map((of) => `${of.slice(0, 4)}-${of.slice(4)}${mod11(of)}`)],
  [
    'credit card',
    fc
      .integer({ min: 11, max: 18 })
      .chain((n) => digits(n - 1))
      .map((of) => `4${of}${luhnCheck(`4${of}`)}`),
  ],
  ['iban', iban],
  ['lei', alnum(18).map((of) => of + check97(of))],
  ['isin', alnum(9).map((of) => `US${of}${luhnCheck(expand(`US${of}`))}`)],
  ['vat number', digits(7).map((of) => `DE1${of}${germanCheck(`1${of}`)}`)],
  ['vat number', digits(10).map((of) => `IT${of}${luhnCheck(of)}`)],
]

/** Another digit in the place of one: every one of these check digits must notice. */
function withOneChanged(of: string, at: number, by: number): string {
  const places = [...of].flatMap((each, i) => (/[0-9]/.test(each) ? [i] : []))
  const place = places[at % places.length]!
  return of.slice(0, place) + String((Number(of[place]) + by) % 10) + of.slice(place + 1)
}

describe('check digits', () => {
  it.each(GENERATED)('of %s: right ones are accepted, and refused with any one digit changed', async (kind, values) => {
    const cases = fc.array(fc.tuple(values, fc.nat(40), fc.integer({ min: 1, max: 9 })), {
      minLength: 20,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(cases, async (all) => {
        const right = all.map(([each]) => each)
        expect(right.filter(await keep(kind, right, true))).toEqual(right)
        const wrong = all.map(([each, at, by]) => withOneChanged(each, at, by))
        expect(wrong.filter(await keep(kind, wrong, true))).toEqual([])
      }),
      { numRuns: 8 },
    )
  })
})

async function keep(
  kind: string,
  values: readonly string[],
  is: boolean,
): Promise<(value: string, i: number) => boolean> {
  const found = await accepted(kind, values)
  return (_, i) => found[i] === is
}

it('knows the length of an IBAN in the countries that people meet most', () => {
  const length = (country: string): number =>
    4 + [...(IBAN_ACCOUNTS[country] ?? '').matchAll(/\d+/g)].reduce((total, [count]) => total + Number(count), 0)
  const known = {
    AD: 24,
    AT: 20,
    BE: 16,
    BR: 29,
    CH: 21,
    CZ: 24,
    DE: 22,
    DK: 18,
    ES: 24,
    FI: 18,
    FR: 27,
    GB: 22,
    GR: 27,
    HU: 28,
    IE: 22,
    IT: 27,
    JO: 30,
    LC: 32,
    LU: 20,
    MT: 31,
    MU: 30,
    NL: 18,
    NO: 15,
    PL: 28,
    PT: 25,
    RU: 33,
    SA: 24,
    SC: 31,
    SE: 24,
    SM: 27,
    TR: 26,
    UA: 29,
  }
  expect(Object.fromEntries(Object.keys(known).map((country) => [country, length(country)]))).toEqual(known)
})
