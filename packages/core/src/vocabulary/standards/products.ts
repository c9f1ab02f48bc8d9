import type { Dialect } from '../../sql/dialect.ts'
import { number, sql, type Sql } from '../../sql/sql.ts'
import { asNumber, digitAt, gs1Holds, shapeThen, sum } from './check-digits.ts'
import type { Standard } from './standard.ts'

const GS1 = 'GS1 General Specifications, check digit with weights 3 and 1'
const gs1 =
  (shape: string) =>
  (x: Sql, d: Dialect): Sql =>
    shapeThen(x, d, shape, gs1Holds(x, d))

const unhyphened = (x: Sql): Sql => sql`replace(replace(${x}, '-', ''), ' ', '')`

const TEN = '[0-9]{9}[0-9X]|(?:[0-9]{1,7}[- ]){3}[0-9X]'
const THIRTEEN = '97[89][0-9]{10}|97[89]-?[0-9]{10}|97[89][- ](?:[0-9]{1,7}[- ]){3}[0-9]'

/** ISO 2108: weights 10 to 2, and the last character (X is 10); the sum is a multiple of 11. */
function isbn10Holds(x: Sql, d: Dialect): Sql {
  return d.letting('t', unhyphened(x), (t) => shapeThen(t, d, '[0-9]{9}[0-9X]', elevenHolds(t, 9, d)))
}

/** Like ISBN-10 for `count` digits before the check character. */
function elevenHolds(t: Sql, count: number, d: Dialect): Sql {
  const first = asNumber(sql`substr(${t}, 1, ${number(count)})`, d, (n) =>
    sum(Array.from({ length: count }, (_, k) => sql`${number(k + 2)} * ${digitAt(n, k, d)}`)),
  )
  const last = sql`CASE WHEN ${t} LIKE '%X' THEN 10 ELSE ascii(substr(${t}, ${number(count + 1)}, 1)) - 48 END`
  return sql`(${first} + ${last}) % 11 = 0`
}

const isbn13Holds = (x: Sql, d: Dialect): Sql =>
  d.letting('t', unhyphened(x), (t) => shapeThen(t, d, '[0-9]{13}', gs1Holds(t, d)))

const isIsbn10 = (x: Sql, d: Dialect): Sql => shapeThen(x, d, TEN, isbn10Holds(x, d))
const isIsbn13 = (x: Sql, d: Dialect): Sql => shapeThen(x, d, THIRTEEN, isbn13Holds(x, d))

export const PRODUCTS: readonly Standard[] = [
  {
    kind: 'ean',
    phrases: ['an EAN', 'an EAN code', 'an EAN number'],
    plural: 'EANs',
    source: `EAN-13 or EAN-8; ${GS1}`,
    accepts: gs1('[0-9]{13}|[0-9]{8}'),
    valid: ['4006381333931', '73513537', '0012345678905'],
    invalid: ['4006381333932', '400638133393', '4006381333931 ', '4006381-333931', '', '０006381333931'],
  },
  {
    kind: 'ean-13',
    phrases: ['an EAN-13', 'an EAN 13'],
    plural: 'EAN-13s',
    source: `EAN-13; ${GS1}`,
    accepts: gs1('[0-9]{13}'),
    valid: ['4006381333931'],
    invalid: ['73513537', '4006381333930', 'x'],
  },
  {
    kind: 'ean-8',
    phrases: ['an EAN-8', 'an EAN 8'],
    plural: 'EAN-8s',
    source: `EAN-8; ${GS1}`,
    accepts: gs1('[0-9]{8}'),
    valid: ['73513537', '96385074'],
    invalid: ['4006381333931', '73513536', ''],
  },
  {
    kind: 'upc',
    phrases: ['a UPC', 'a UPC code', 'a UPC-A'],
    plural: 'UPCs',
    source: `UPC-A, 12 digits; ${GS1}`,
    accepts: gs1('[0-9]{12}'),
    valid: ['036000291452', '012345678905'],
    invalid: ['036000291453', '4006381333931', '36000291452'],
  },
  {
    kind: 'gtin',
    phrases: ['a GTIN', 'a global trade item number'],
    plural: 'GTINs',
    source: `GTIN-8, -12, -13 or -14; ${GS1}`,
    accepts: gs1('[0-9]{8}|[0-9]{12,14}'),
    valid: ['73513537', '036000291452', '4006381333931', '10012345678902'],
    invalid: ['10012345678903', '735135370', '12345678901', '100123456789024', 'abc'],
  },
  {
    kind: 'isbn',
    phrases: ['an ISBN', 'an ISBN number'],
    plural: 'ISBNs',
    source: 'ISO 2108, ISBN-10 or ISBN-13 with its check digit; hyphens or blanks between the parts are allowed',
    accepts: (x, d) => sql`(${isIsbn13(x, d)} OR ${isIsbn10(x, d)})`,
    valid: [
      '9780306406157',
      '978-0-306-40615-7',
      '978 0 306 40615 7',
      '978-0306406157',
      '0306406152',
      '0-306-40615-2',
      '080442957X',
      '0-8044-2957-X',
      '9791090636071',
    ],
    invalid: [
      '9780306406158',
      '0306406153',
      '080442957x',
      '9770306406157',
      '0-306-406152',
      '978--0306406157',
      '-0306406152',
      'X306406152',
      '',
    ],
  },
  {
    kind: 'isbn-13',
    phrases: ['an ISBN-13', 'an ISBN 13'],
    plural: 'ISBN-13s',
    source: 'ISO 2108, ISBN-13 with its check digit; hyphens or blanks between the parts are allowed',
    accepts: isIsbn13,
    valid: ['9780306406157', '978-0-306-40615-7'],
    invalid: ['0306406152', '9780306406150'],
  },
  {
    kind: 'isbn-10',
    phrases: ['an ISBN-10', 'an ISBN 10'],
    plural: 'ISBN-10s',
    source: 'ISO 2108, ISBN-10 with its check character; hyphens or blanks between the parts are allowed',
    accepts: isIsbn10,
    valid: ['0306406152', '0-8044-2957-X'],
    invalid: ['9780306406157', '0306406151'],
  },
  {
    kind: 'issn',
    phrases: ['an ISSN', 'an ISSN number'],
    plural: 'ISSNs',
    source: 'ISO 3297, `1234-567X` or without the hyphen, with its check character',
    accepts: (x, d) =>
      shapeThen(
        x,
        d,
        '[0-9]{4}-?[0-9]{3}[0-9X]',
        d.letting('t', unhyphened(x), (t) => elevenHolds(t, 7, d)),
      ),
    valid: ['2049-3630', '20493630', '2434-561X', '0378-5955'],
    invalid: ['2049-3631', '2049 3630', '204-93630', '2434-561x', ''],
  },
]
