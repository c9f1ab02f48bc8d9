import type { Dialect } from '../../sql/dialect.ts'
import { join, number, sql, text, type Sql } from '../../sql/sql.ts'
import { asNumber, digitAt, luhnHolds, modulo97, lettersAsNumbers, shapeThen, weighted } from './check-digits.ts'
import type { Standard } from './standard.ts'

/** A country's numbers behind the prefix: the shape, and, where it is published and simple, the check digit. */
interface Vat {
  readonly shape: string
  readonly holds?: (n: Sql, d: Dialect) => Sql
}

/** The weighted sum of the digits in front of the last one, from the left; what must the last one be. */
const last =
  (weights: readonly number[], wanted: (total: Sql) => Sql) =>
  (n: Sql, d: Dialect): Sql =>
    asNumber(n, d, (value) => {
      const total = weighted(value, [0, ...weights.toReversed()], d)
      return sql`${digitAt(value, 0, d)} = ${wanted(total)}`
    })

const modulo =
  (weights: readonly number[], by: number) =>
  (n: Sql, d: Dialect): Sql =>
    asNumber(n, d, (value) => sql`${weighted(value, weights.toReversed(), d)} % ${number(by)} = 0`)

/** ISO 7064 MOD 11,10, the German rule: s is 1 to 10, so that a remainder of 0 counts as 10. */
const mod11And10 = (n: Sql, d: Dialect): Sql =>
  asNumber(n, d, (value) => {
    const places = [8, 7, 6, 5, 4, 3, 2, 1]
    const product = places.reduce((p, k) => sql`((2 * ((${digitAt(value, k, d)} + ${p} + 9) % 10 + 1)) % 11)`, sql`10`)
    return sql`(${product} + ${digitAt(value, 0, d)}) % 10 = 1`
  })

const numberOf = (of: Sql, d: Dialect): Sql => d.tryCast(of, 'bigint')
const part = (of: Sql, from: number, count: number): Sql => sql`substr(${of}, ${number(from)}, ${number(count)})`

/** The first two digits are a key over the number; keys with letters (rare, new companies) are not checked. */
const french = (n: Sql, d: Dialect): Sql =>
  sql`CASE WHEN ${d.matchesWhole(n, '[0-9]+')} THEN (12 + 3 * (${numberOf(part(n, 3, 9), d)} % 97)) % 97 = ${numberOf(part(n, 1, 2), d)} ELSE true END`

const belgian = (n: Sql, d: Dialect): Sql =>
  sql`97 - ${numberOf(part(n, 1, 8), d)} % 97 = ${numberOf(part(n, 9, 2), d)}`

/** Since 2020 over the whole number with its letters; before that the ninth digit by weights. Both are in use. */
const dutch = (n: Sql, d: Dialect): Sql => {
  const old = last([9, 8, 7, 6, 5, 4, 3, 2], (total) => sql`${total} % 11`)(part(n, 1, 9), d)
  const current = sql`${modulo97(lettersAsNumbers(sql`('NL' || ${n})`), 48, d)} = 1`
  return sql`(${old} OR ${current})`
}

/** Like Luhn over U and seven digits, with 4 added. */
const austrian = (n: Sql, d: Dialect): Sql =>
  asNumber(part(n, 2, 8), d, (value) => {
    const doubled = (k: number): Sql =>
      sql`(2 * ${digitAt(value, k, d)} - 9 * (${d.quotient(value, number(`5${'0'.repeat(k)}`))} % 2))`
    const parts = [7, 6, 5, 4, 3, 2, 1].map((k) => (k % 2 === 1 ? digitAt(value, k, d) : doubled(k)))
    return sql`(${join(parts, sql` + `)} + 4 + ${digitAt(value, 0, d)}) % 10 = 0`
  })

const british = (n: Sql, d: Dialect): Sql => {
  const first = d.letting('b', numberOf(part(n, 1, 9), d), (value) => {
    const total = sql`(${weighted(d.quotient(value, number(100)), [2, 3, 4, 5, 6, 7, 8], d)} + ${value} % 100)`
    return sql`(${total} % 97 = 0 OR (${total} + 55) % 97 = 0)`
  })
  return sql`CASE WHEN ${d.matchesWhole(n, '(?:GD|HA)[0-9]{3}')} THEN true ELSE ${first} END`
}

const elevenLess = (total: Sql): Sql => sql`(11 - ${total} % 11) % 11`
const tenIsNought = (total: Sql): Sql => sql`(${elevenLess(total)}) % 10`

const VAT: Readonly<Record<string, Vat>> = {
  AT: { shape: 'U[0-9]{8}', holds: austrian },
  BE: { shape: '[01][0-9]{9}', holds: belgian },
  BG: { shape: '[0-9]{9,10}' },
  CHE: {
    shape: '[0-9]{9}(?:MWST|TVA|IVA)?',
    holds: (n, d) => last([5, 4, 3, 2, 7, 6, 5, 4], elevenLess)(part(n, 1, 9), d),
  },
  CY: { shape: '[0-9]{8}[A-Z]' },
  CZ: { shape: '[0-9]{8,10}' },
  DE: { shape: '[1-9][0-9]{8}', holds: mod11And10 },
  DK: { shape: '[1-9][0-9]{7}', holds: modulo([2, 7, 6, 5, 4, 3, 2, 1], 11) },
  EE: { shape: '[0-9]{9}', holds: modulo([3, 7, 1, 3, 7, 1, 3, 7, 1], 10) },
  EL: { shape: '[0-9]{9}', holds: last([256, 128, 64, 32, 16, 8, 4, 2], (total) => sql`${total} % 11 % 10`) },
  ES: { shape: '[A-Z][0-9]{7}[A-Z0-9]|[0-9]{8}[A-Z]' },
  FI: { shape: '[0-9]{8}', holds: last([7, 9, 10, 5, 8, 4, 2], elevenLess) },
  FR: { shape: '[A-HJ-NP-Z0-9]{2}[0-9]{9}', holds: french },
  GB: { shape: '[0-9]{9}(?:[0-9]{3})?|(?:GD|HA)[0-9]{3}', holds: british },
  HR: { shape: '[0-9]{11}' },
  HU: { shape: '[0-9]{8}', holds: modulo([9, 7, 3, 1, 9, 7, 3, 1], 10) },
  IE: { shape: '[0-9][A-Z0-9+*][0-9]{5}[A-W][A-I]?' },
  IT: { shape: '[0-9]{11}', holds: luhnHolds },
  LT: { shape: '[0-9]{9}|[0-9]{12}' },
  LU: { shape: '[0-9]{8}', holds: (n, d) => sql`${numberOf(part(n, 1, 6), d)} % 89 = ${numberOf(part(n, 7, 2), d)}` },
  LV: { shape: '[0-9]{11}' },
  MT: { shape: '[0-9]{8}', holds: modulo([3, 4, 6, 7, 8, 9, 10, 1], 37) },
  NL: { shape: '[0-9]{9}B[0-9]{2}', holds: dutch },
  NO: {
    shape: '[0-9]{9}(?:MVA)?',
    holds: (n, d) => last([3, 2, 7, 6, 5, 4, 3, 2], elevenLess)(part(n, 1, 9), d),
  },
  PL: { shape: '[0-9]{10}', holds: last([6, 5, 7, 2, 3, 4, 5, 6, 7], (total) => sql`${total} % 11`) },
  PT: {
    shape: '[1-9][0-9]{8}',
    holds: last(
      [9, 8, 7, 6, 5, 4, 3, 2],
      (total) => sql`CASE WHEN ${elevenLess(total)} = 10 THEN 0 ELSE ${elevenLess(total)} END`,
    ),
  },
  RO: { shape: '[1-9][0-9]{1,9}' },
  SE: { shape: '[0-9]{10}01', holds: (n, d) => luhnHolds(part(n, 1, 10), d) },
  SI: { shape: '[1-9][0-9]{7}', holds: last([8, 7, 6, 5, 4, 3, 2], tenIsNought) },
  SK: { shape: '[1-9][0-9]{9}', holds: (n, d) => sql`${numberOf(n, d)} % 11 = 0` },
  XI: { shape: '[0-9]{9}(?:[0-9]{3})?|(?:GD|HA)[0-9]{3}', holds: british },
}

const ANY_SHAPE = Object.entries(VAT)
  .map(([prefix, { shape }]) => `${prefix}(?:${shape})`)
  .join('|')
const CHECKED = Object.entries(VAT).flatMap(([prefix, { holds }]) => (holds ? [prefix] : []))

function vatHolds(t: Sql, d: Dialect): Sql {
  const cases = Object.entries(VAT).flatMap(([prefix, { holds }]) => {
    if (!holds) return []
    const behind = sql`substr(${t}, ${number(prefix.length + 1)})`
    return [sql`WHEN ${text(prefix.slice(0, 2))} THEN ${holds(behind, d)}`]
  })
  return sql`CASE substr(${t}, 1, 2) ${join(cases, sql` `)} ELSE true END`
}

/** With a country, the prefix may be left out, and another country's is refused. Greece writes EL, Switzerland CHE. */
function withPrefix(t: Sql, country: Sql): Sql {
  const prefix = sql`CASE upper(${country}) WHEN 'GR' THEN 'EL' WHEN 'CH' THEN 'CHE' ELSE upper(${country}) END`
  return sql`CASE WHEN starts_with(${t}, ${prefix}) THEN ${t} ELSE ${prefix} || ${t} END`
}

export const VAT_NUMBERS: readonly Standard[] = [
  {
    kind: 'vat number',
    phrases: ['a VAT number', 'a VAT ID', 'a VAT identification number', 'a VAT registration number'],
    plural: 'VAT numbers',
    source: `the EU's VIES formats and those of GB, XI, CH and NO with their prefix; check digits for ${CHECKED.join(', ')}; blanks, dots and hyphens are allowed; whether it is registered is not checked`,
    dependsOn: 'country',
    accepts(x, d, country) {
      const cleaned = sql`replace(replace(replace(${x}, ' ', ''), '.', ''), '-', '')`
      return d.letting('t', country === undefined ? cleaned : withPrefix(cleaned, country), (t) =>
        shapeThen(t, d, ANY_SHAPE, vatHolds(t, d)),
      )
    },
    valid: [
      'DE136695976',
      'DE 136 695 976',
      'ATU13585627',
      'BE0428759497',
      'FR40303265045',
      'IT00743110157',
      'NL004495445B01',
      'PL8567346215',
      'ESX2482300W',
      'DK13585628',
      'FI20774740',
      'LU15027442',
      'SE123456789701',
      'PT501964843',
      'EL094259216',
      'GB980780684',
      'HU12892312',
      'EE100931558',
      'SI50223054',
      'SK2022749619',
      'MT11679112',
      'CHE-123.456.788 MWST',
      'NO 995 525 828 MVA',
      'IE6433435F',
      'DE 136695976',
    ],
    invalid: [
      'DE136695978',
      'ATU13585626',
      'BE0428759498',
      'FR41303265045',
      'IT00743110158',
      'NL123456789B90',
      'PL8567346216',
      'DK13585627',
      'FI20774741',
      'LU15027443',
      'SE123456789101',
      'PT501964842',
      'EL094259215',
      'GB802311781',
      'HU12892313',
      'EE100594103',
      'SI50223055',
      'SK2022749618',
      'MT11679113',
      'CHE-123.456.789',
      'NO995525829',
      'DE12345',
      '136695976',
      'XX123456789',
      '',
    ],
  },
]
