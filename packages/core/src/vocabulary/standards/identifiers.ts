import type { Dialect } from '../../sql/dialect.ts'
import { number, sql, type Sql } from '../../sql/sql.ts'
import { luhnHolds, shapeThen } from './check-digits.ts'
import { shaped, type Standard } from './standard.ts'

/** Identifiers of people, papers and devices. */

/** ISO/IEC 7064 MOD 11-2 over 15 digits: the last character is the rest, X for 10. */
function mod11Holds(x: Sql, d: Dialect): Sql {
  const digits = d.replaceAll(x, '-', '')
  const digit = (at: number): Sql => sql`(ascii(substr(${digits}, ${number(at)}, 1)) - 48)`
  const total = Array.from({ length: 15 }, (_, i) => i + 1).reduce(
    (done, at) => sql`((${done} + ${digit(at)}) * 2 % 11)`,
    sql`0`,
  )
  const rest = sql`((12 - ${total}) % 11)`
  return sql`right(${digits}, 1) = CASE ${rest} WHEN 10 THEN 'X' ELSE CAST(${rest} AS VARCHAR) END`
}

export const IDENTIFIERS: readonly Standard[] = [
  {
    kind: 'doi',
    phrases: ['a DOI', 'a digital object identifier'],
    plural: 'DOIs',
    source:
      'ISO 26324, 10. with 4 to 9 digits, a slash and a suffix, also as https://doi.org/…; whether it exists is not checked',
    accepts: shaped('(?:https?://(?:dx\\.)?doi\\.org/|doi:)?10\\.[0-9]{4,9}(?:\\.[0-9]+)*/[^\\s]+'),
    valid: ['10.1000/182', '10.1145/362007.362035', 'https://doi.org/10.1038/nphys1170', 'doi:10.1000/182'],
    invalid: ['10.1000', '11.1000/182', '10.100/182', '10.1000/ 182', ''],
  },
  {
    kind: 'orcid',
    phrases: ['an ORCID', 'an ORCID iD'],
    plural: 'ORCIDs',
    source: 'ISO 27729, four groups of four, check character by ISO/IEC 7064 MOD 11-2',
    accepts: (x, d) => shapeThen(x, d, '(?:[0-9]{4}-){3}[0-9]{3}[0-9X]', mod11Holds(x, d)),
    valid: ['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'],
    invalid: ['0000-0002-1825-0098', '0000000218250097', '0000-0002-1694-233x', ''],
  },
  {
    kind: 'imei',
    phrases: ['an IMEI', 'an IMEI number'],
    plural: 'IMEIs',
    source: '3GPP TS 23.003, 15 digits with the check digit (Luhn)',
    accepts: (x, d) => shapeThen(x, d, '[0-9]{15}', luhnHolds(x, d)),
    valid: ['490154203237518', '356938035643809'],
    invalid: ['490154203237517', '49015420323751', ''],
  },
]
