import type { Dialect } from '../../sql/dialect.ts'
import { join, number, sql, type Sql } from '../../sql/sql.ts'
import { letterAsNumber, lettersAsNumbers, luhnHolds, modulo97, shapeThen } from './check-digits.ts'
import { IBAN_SHAPE, ibanPrefixHolds } from './iban.ts'
import { COUNTRY_CODES } from './country-codes.ts'
import { oneOf, type Standard } from './standard.ts'

const startsWithCountry = (x: Sql, at: number, country: Sql | undefined): Sql =>
  country === undefined ? sql`true` : sql`substr(${x}, ${number(at)}, 2) = ${country}`

const ungrouped = (x: Sql): Sql => sql`replace(replace(${x}, ' ', ''), '-', '')`

/** ISO 7064 MOD 97-10 over the account, the country and the check digits; most accounts have no letters, or four in front. */
function ibanHolds(t: Sql, d: Dialect): Sql {
  const account = sql`substr(${t}, 5)`
  const bank = letters(t, [5, 6, 7, 8], d)
  const behind = sql`(${letterAsNumber(t, 1)} * 10000 + ${letterAsNumber(t, 2)} * 100 + ${d.tryCast(sql`substr(${t}, 3, 2)`, 'bigint')})`
  const plain = modulo97(account, 48, d)
  const fourLetters = modulo97(sql`${bank} || substr(${t}, 9)`, 48, d)
  const general = modulo97(lettersAsNumbers(account), 80, d)
  return sql`(CASE WHEN ${d.matchesWhole(t, '[A-Z]{2}[0-9]+')} THEN ${plain} WHEN ${d.matchesWhole(t, '[A-Z]{2}[0-9]{2}[A-Z]{4}[0-9]+')} THEN ${fourLetters} ELSE ${general} END * 1000000 + ${behind}) % 97 = 1`
}

/** The letters at these places as one text of digits. */
const letters = (of: Sql, places: readonly number[], d: Dialect): Sql =>
  join(
    places.map((at) => d.tryCast(letterAsNumber(of, at), 'text')),
    sql` || `,
  )

function isIban(x: Sql, d: Dialect, country?: Sql): Sql {
  const holds = d.letting('t', sql`replace(${x}, ' ', '')`, (t) => shapeThen(t, d, IBAN_SHAPE, ibanHolds(t, d)))
  const grouped = '[A-Z]{2}[0-9]{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4}))'
  const right = country === undefined ? holds : sql`(${ibanPrefixHolds(x, country)} AND ${holds})`
  return shapeThen(x, d, grouped, right)
}

/** The letters of the code as numbers, then Luhn over all digits. Nearly all have letters only in front. */
function isinHolds(x: Sql, d: Dialect): Sql {
  const plain = sql`${letters(x, [1, 2], d)} || substr(${x}, 3)`
  return sql`CASE WHEN ${d.matchesWhole(x, '[A-Z]{2}[0-9]+')} THEN ${luhnHolds(plain, d)} ELSE ${luhnHolds(lettersAsNumbers(x), d)} END`
}

// Beside the countries, ISIN agencies give out codes for Kosovo, the European Union and securities of no one country.
const ISIN_PREFIX = oneOf([
  ...COUNTRY_CODES,
  'XK',
  'EU',
  'XS',
  'XA',
  'XB',
  'XC',
  'XD',
  'XF',
  'XT',
  'QS',
  'QT',
  'QW',
  'EZ',
  'ZZ',
])
const BIC = `[A-Z0-9]{4}${oneOf([...COUNTRY_CODES, 'XK'])}[A-Z0-9]{2}(?:[A-Z0-9]{3})?`
// Prefixes and lengths of the schemes in use (Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro, Mir …).
const CARD = '[2-6][0-9]{11,18}'
const CARD_GROUPED = '[2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}|3[0-9]{3}[ -]?[0-9]{6}[ -]?[0-9]{4,5}'

export const FINANCE: readonly Standard[] = [
  {
    kind: 'iban',
    phrases: ['an IBAN', 'an IBAN number', 'an international bank account number'],
    plural: 'IBANs',
    source: 'ISO 13616, length by country, check digits by ISO 7064 MOD 97-10; groups of four with blanks are allowed',
    dependsOn: 'country',
    accepts: isIban,
    valid: [
      'DE89370400440532013000',
      'GB82 WEST 1234 5698 7654 32',
      'NL91ABNA0417164300',
      'FR1420041010050500013M02606',
      'IT60X0542811101000000123456',
      'NO9386011117947',
      'MT84MALT011000012345MTLCAST001S',
      'CH9300762011623852957',
    ],
    invalid: [
      'DE89370400440532013001',
      'DE8937040044053201300',
      'XX89370400440532013000',
      'de89370400440532013000',
      'DE89 37040044 0532013000',
      'DE89-3704-0044-0532-0130-00',
      ' DE89370400440532013000',
      'GB82WEST12345698765433',
      '',
    ],
  },
  {
    kind: 'bic',
    phrases: ['a BIC', 'a BIC code', 'a SWIFT code', 'a SWIFT BIC'],
    plural: 'BICs',
    source: 'ISO 9362, 8 or 11 characters with a country code in the middle; whether the bank exists is not checked',
    dependsOn: 'country',
    accepts: (x, d, country) => shapeThen(x, d, BIC, startsWithCountry(x, 5, country)),
    valid: ['DEUTDEFF', 'DEUTDEFF500', 'NEDSZAJJXXX', 'BNPAFRPP'],
    invalid: ['DEUTDEF', 'deutdeff', 'DEUTXXFF', 'DEUTDEFF50', 'DEUT DE FF', ''],
  },
  {
    kind: 'credit card',
    phrases: ['a credit card number', 'a card number', 'a payment card number'],
    plural: 'credit card numbers',
    source:
      'ISO/IEC 7812, 12 to 19 digits with the check digit (Luhn); blanks or hyphens as printed on cards are allowed; whether the card exists is not checked',
    accepts: (x, d) => shapeThen(x, d, `${CARD}|${CARD_GROUPED}`, luhnHolds(ungrouped(x), d)),
    valid: [
      '4111111111111111',
      '4111 1111 1111 1111',
      '5555-5555-5555-4444',
      '378282246310005',
      '3782 822463 10005',
      '6011111111111117',
      '4222222222222',
    ],
    invalid: [
      '4111111111111112',
      '0000000000000000',
      '411111111111',
      '4111  1111 1111 1111',
      '41111111111111111111',
      '1234567812345670',
      '',
    ],
  },
  {
    kind: 'lei',
    phrases: ['an LEI', 'a legal entity identifier'],
    plural: 'LEIs',
    source: 'ISO 17442, 20 characters, check digits by ISO 7064 MOD 97-10',
    accepts: (x, d) => shapeThen(x, d, '[A-Z0-9]{18}[0-9]{2}', sql`${modulo97(lettersAsNumbers(x), 48, d)} = 1`),
    valid: ['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55', 'HWUPKR0MPOU8FGXBT394'],
    invalid: ['5493001KJTIIGC8Y1R13', '5493001kjtiigc8y1r12', '5493001KJTIIGC8Y1R1', ''],
  },
  {
    kind: 'isin',
    phrases: ['an ISIN', 'an ISIN code'],
    plural: 'ISINs',
    source: 'ISO 6166, country or agency prefix and check digit (Luhn over the letters as numbers)',
    accepts: (x, d) => shapeThen(x, d, `${ISIN_PREFIX}[A-Z0-9]{9}[0-9]`, isinHolds(x, d)),
    valid: ['US0378331005', 'DE000BASF111', 'GB0002634946', 'AU0000XVGZA3', 'XS0104440986'],
    invalid: ['US0378331006', 'us0378331005', 'QQ0378331005', 'US037833100', ''],
  },
]
