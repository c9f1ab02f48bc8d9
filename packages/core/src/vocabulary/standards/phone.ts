import { words } from './standard.ts'
import { byCountry } from './by-country.ts'
import { shaped, type Standard } from './standard.ts'

/** country:calling code:trunk prefix (`-` for none):digits of the national number without it, least and most. */
const PLANS = words(`
  AE:971:0:8:9 AR:54:0:10:11 AT:43:0:4:13 AU:61:0:5:9 BD:880:0:8:10 BE:32:0:8:9 BG:359:0:6:9 BR:55:0:10:11 BY:375:8:9:10
  CA:1:1:10:10 CH:41:0:9:9 CL:56:-:9:9 CN:86:0:7:11 CO:57:-:8:10 CR:506:-:8:8 CY:357:-:8:8 CZ:420:-:9:9 DE:49:0:3:12
  DK:45:-:8:8 DO:1:1:10:10 DZ:213:0:8:9 EC:593:0:8:9 EE:372:-:7:8 EG:20:0:8:10 ES:34:-:9:9 FI:358:0:5:12 FR:33:0:9:9
  GB:44:0:7:10 GE:995:0:9:9 GR:30:-:10:10 HK:852:-:8:8 HR:385:0:8:9 HU:36:06:8:9 ID:62:0:7:12 IE:353:0:7:10 IL:972:0:8:9
  IN:91:0:10:10 IS:354:-:7:7 IT:39:-:6:12 JP:81:0:9:10 KE:254:0:7:10 KR:82:0:8:11 KZ:7:8:10:10 LT:370:0:8:8 LU:352:-:4:11
  LV:371:-:8:8 MA:212:0:9:9 MT:356:-:8:8 MX:52:-:10:10 MY:60:0:7:10 NG:234:0:7:10 NL:31:0:9:10 NO:47:-:5:8 NZ:64:0:8:10
  PE:51:0:8:9 PH:63:0:8:10 PK:92:0:8:10 PL:48:-:9:9 PT:351:-:9:9 RO:40:0:9:9 RS:381:0:6:12 RU:7:8:10:10 SA:966:0:8:9
  SE:46:0:6:13 SG:65:-:8:8 SI:386:0:7:8 SK:421:0:9:9 TH:66:0:8:9 TN:216:-:8:8 TR:90:0:10:10 TW:886:0:8:9 UA:380:0:9:9
  US:1:1:10:10 UY:598:0:7:8 VN:84:0:7:10 ZA:27:0:9:9
`)

// Between two digits: blanks, a dot, hyphen, slash, or brackets around an area code.
const BETWEEN = '(?:[ ./-]|\\)[ -]?|[ -]?\\()?'
const digits = (least: number, most: number): string => `\\(?[0-9](?:${BETWEEN}[0-9]){${least - 1},${most - 1}}`
const INTERNATIONAL = `\\+[1-9](?:${BETWEEN}[0-9]|[ -]?\\(0\\)[ -]?[0-9]){6,14}`

function planPattern(calling: string, trunk: string, least: number, most: number): string {
  const abroad = `(?:\\+|00)${calling}${BETWEEN}(?:\\(0\\)[ -]?)?${digits(least, most)}`
  if (trunk === '-') return `${abroad}|${digits(least, most)}`
  // In North America the trunk prefix may be left out.
  const prefix = calling === '1' ? `(?:1${BETWEEN})?` : `\\(?${trunk}${BETWEEN}`
  return `${abroad}|${prefix}${digits(least, most)}`
}

const PATTERNS: Readonly<Record<string, string>> = Object.fromEntries(
  PLANS.map((plan) => {
    const [code = '', calling = '', trunk = '', least = '', most = ''] = plan.split(':')
    return [code, planPattern(calling, trunk, Number(least), Number(most))]
  }),
)

export const PHONE: readonly Standard[] = [
  {
    kind: 'phone number',
    phrases: ['a phone number', 'a telephone number', 'a telephone', 'a phone'],
    plural: 'phone numbers',
    source: `E.164: + and 7 to 15 digits, with blanks, dots, hyphens, slashes or brackets between; in a country also its national form, by number of digits (${PLANS.length} countries, elsewhere the international form only); whether area and number exist is not checked`,
    dependsOn: 'country',
    accepts: (x, d, country) =>
      country === undefined ? shaped(INTERNATIONAL)(x, d) : byCountry(x, d, country, PATTERNS, INTERNATIONAL),
    valid: [
      '+49 30 901820',
      '+1 (212) 555-0123',
      '+442079460958',
      '+49 (0)30 901820',
      '+33.1.42.68.53.00',
      '+491701234567',
      'DE 030 901820',
      'DE +49 30 901820',
      'DE 0049 30 901820',
      'DE (030) 901820',
      'DE 030/901820',
      'US (212) 555-0123',
      'US 1-212-555-0123',
      'US 212.555.0123',
      'FR 01 42 68 53 00',
      'GB 020 7946 0958',
      'PL 601 234 567',
      'IT 06 1234567',
      'HU 06 1 234 5678',
      'XK +383 44 123 456',
    ],
    invalid: [
      '030 901820',
      '+49',
      '+0 123456789',
      '+1234567890123456',
      'phone',
      '+49 30 90182O',
      '+49--30901820',
      '++49301234567',
      'DE 901820',
      'DE +33 1 42 68 53 00',
      'US 212-555-012',
      'US 12125550123456',
      'FR 1 42 68 53 00',
      'PL 601 234 56',
      'XK 044 123 456',
      '',
    ],
  },
]
