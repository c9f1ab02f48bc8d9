import { COUNTRY_CODES, LONG_COUNTRY_CODES } from './country-codes.ts'
import { oneOf, shaped, words, type Standard } from './standard.ts'
import { TIME_ZONES } from './time-zones.ts'

/** ISO 4217, the codes in force in 2026, with funds, metals and XXX. */
export const CURRENCY_CODES: readonly string[] = words(`
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
  CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
  GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
  LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
  PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS
  TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC
  XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
`)

/** ISO 639-1, with `sh`, which is deprecated and still written. */
export const LANGUAGE_CODES: readonly string[] = words(`
  aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
  el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
  it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
  mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
  sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
  yo za zh zu
`)

/** The states, the District of Columbia and the territories, as the postal service writes them. */
const US_STATES = words(`
  AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
  SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI
`)

// RFC 5646 2.1: language, extended language, script, region, variants, extensions, private use.
const LANGUAGE_TAG =
  '(?i)(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?' +
  '(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?'

const decimal = '(?:\\.[0-9]+)?'
const LATITUDE = `[-+]?(?:90(?:\\.0+)?|[0-8]?[0-9]${decimal})`
const LONGITUDE = `[-+]?(?:180(?:\\.0+)?|(?:1[0-7][0-9]|0?[0-9]?[0-9])${decimal})`
const padded = (pattern: string): string => `[\\t-\\r ]*${pattern}[\\t-\\r ]*`

export const CODES: readonly Standard[] = [
  {
    kind: 'country code',
    phrases: [
      'a country code',
      'an ISO country code',
      'a two-letter country code',
      'an ISO 3166 code',
      'an ISO 3166 country code',
      'an alpha-2 country code',
      'an ISO 3166-1 alpha-2 code',
      'an ISO 3166 alpha-2 code',
      'an ISO 3166-1 alpha-2 country code',
      'an ISO alpha-2 code',
      'an ISO 3166-1 code',
      'a 2-letter country code',
    ],
    plural: 'country codes',
    source: 'ISO 3166-1 alpha-2, the assigned codes in capital letters',
    accepts: shaped(oneOf(COUNTRY_CODES)),
    valid: ['DE', 'GB', 'SS', 'CW', 'AX'],
    invalid: ['UK', 'de', 'DEU', 'EU', 'XK', 'AN', 'D', ' DE', ''],
  },
  {
    kind: 'long country code',
    phrases: ['a three-letter country code', 'an alpha-3 country code', 'an ISO 3166 alpha-3 code'],
    plural: 'three-letter country codes',
    source: 'ISO 3166-1 alpha-3, the assigned codes in capital letters',
    accepts: shaped(oneOf(LONG_COUNTRY_CODES)),
    valid: ['DEU', 'GBR', 'ROU'],
    invalid: ['DE', 'ROM', 'deu', 'GER', ''],
  },
  {
    kind: 'currency code',
    phrases: [
      'a currency code',
      'an ISO currency code',
      'an ISO 4217 code',
      'an ISO 4217 currency code',
      'a three-letter currency code',
    ],
    plural: 'currency codes',
    source: 'ISO 4217, the codes in force in 2026, in capital letters',
    accepts: shaped(oneOf(CURRENCY_CODES)),
    valid: ['EUR', 'USD', 'XCG', 'ZWG', 'CHF', 'XAU'],
    invalid: ['eur', 'DEM', 'EURO', 'HRK', '€', 'US', ''],
  },
  {
    kind: 'language code',
    phrases: [
      'a language code',
      'an ISO language code',
      'an ISO 639-1 code',
      'a two-letter language code',
      'an ISO 639-1 language code',
    ],
    plural: 'language codes',
    source: 'ISO 639-1, two small letters',
    accepts: shaped(oneOf(LANGUAGE_CODES)),
    valid: ['de', 'en', 'zh', 'nb'],
    invalid: ['DE', 'deu', 'xx', 'iw', 'en-US', ''],
  },
  {
    kind: 'language tag',
    phrases: ['a language tag', 'a BCP 47 tag', 'a BCP 47 language tag'],
    plural: 'language tags',
    source: 'BCP 47 (RFC 5646), well-formed; whether each part is registered is not checked',
    accepts: shaped(LANGUAGE_TAG),
    valid: [
      'de',
      'en-US',
      'zh-Hant-TW',
      'sl-rozaj-biske',
      'de-CH-1901',
      'es-419',
      'en-u-ca-buddhist',
      'de-x-own',
      'EN-us',
    ],
    invalid: ['en_US', 'e', 'en-', '-en', 'en--US', 'en-US-u', 'de-x-', '12', ''],
  },
  {
    kind: 'time zone',
    phrases: ['a time zone', 'an IANA time zone', 'a time zone name', 'a timezone', 'an IANA timezone'],
    plural: 'time zones',
    source: 'IANA time zone database, names and their links, exact case; offsets such as +02:00 are not names',
    accepts: shaped(oneOf(TIME_ZONES)),
    valid: [
      'Europe/Berlin',
      'UTC',
      'Asia/Kolkata',
      'Asia/Calcutta',
      'America/Argentina/Buenos_Aires',
      'Etc/GMT+5',
      'Europe/Kyiv',
    ],
    invalid: ['europe/berlin', 'Berlin', 'CEST', '+02:00', 'Europe/Bonn', 'Etc/GMT5', ''],
  },
  {
    kind: 'us state',
    phrases: ['a US state', 'a US state code', 'a state of the US'],
    plural: 'US states',
    source: 'USPS two-letter codes in capital letters: the 50 states, DC and the territories AS, GU, MP, PR, VI',
    accepts: shaped(oneOf(US_STATES)),
    valid: ['CA', 'DC', 'PR', 'WY'],
    invalid: ['ca', 'XX', 'California', 'UM', ''],
  },
  {
    kind: 'latitude',
    phrases: ['a latitude', 'a geographic latitude'],
    plural: 'latitudes',
    source: 'ISO 6709, decimal degrees from -90 to 90',
    accepts: shaped(padded(LATITUDE)),
    valid: ['52.52', '-90', '90.000', '+0.5', '05.1', ' 12 ', '0'],
    invalid: ['90.1', '-91', '52,52', '52°31′N', '1e1', '100', ''],
  },
  {
    kind: 'longitude',
    phrases: ['a longitude', 'a geographic longitude'],
    plural: 'longitudes',
    source: 'ISO 6709, decimal degrees from -180 to 180',
    accepts: shaped(padded(LONGITUDE)),
    valid: ['13.405', '-180', '180.0', '+179.999', '005.5', '0'],
    invalid: ['180.1', '-181', '200', '13,4', 'E13', ''],
  },
]
