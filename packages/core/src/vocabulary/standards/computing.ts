import type { Dialect } from '../../sql/dialect.ts'
import { sql, type Sql } from '../../sql/sql.ts'
import { shapeThen } from './check-digits.ts'
import { oneOf, shaped, words, type Standard } from './standard.ts'

/** CSS Color Module Level 4, 6.1. */
const CSS_NAMES = words(`
  aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue
  chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen
  darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
  darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick
  floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink
  indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
  lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid
  mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
  mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
  paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
  saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen
  steelblue tan teal thistle tomato transparent turquoise violet wheat white whitesmoke yellow yellowgreen
`)

/** The engine's reader takes NaN, Infinity and a comma before a closing bracket; RFC 8259 does not. Texts inside do not count. */
function isStrictJson(x: Sql, d: Dialect): Sql {
  const lax = '(?i)nan|inf|,[ \\t\\r\\n]*[\\]}]'
  const withoutTexts = d.replaceAll(x, '"(?:[^"\\\\]|\\\\.)*"', '""')
  return sql`(${d.isJson(x)} AND (NOT ${d.matches(x, lax, false)} OR NOT ${d.matches(withoutTexts, lax, false)}))`
}

const HEX = '[0-9a-fA-F]'
const hash = (kind: string, digits: number): Standard => ({
  kind: `${kind} hash`,
  phrases: [`a ${kind} hash`, `a ${kind}`, `a ${kind} checksum`],
  plural: `${kind} hashes`,
  source: `${digits} hexadecimal digits in any case; what it is the hash of is not checked`,
  accepts: shaped(`${HEX}{${digits}}`),
  valid: ['0'.repeat(digits), 'aF'.repeat(digits / 2)],
  invalid: ['0'.repeat(digits - 1), '0'.repeat(digits + 1), 'g'.repeat(digits), ''],
})

const NUMERIC = '(?:0|[1-9][0-9]*)'
const PRERELEASE = `(?:${NUMERIC}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)`
const SEMVER = `${NUMERIC}\\.${NUMERIC}\\.${NUMERIC}(?:-${PRERELEASE}(?:\\.${PRERELEASE})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`

/** RFC 9110, 15 and the registry of IANA: what is assigned there, with the blanks between. */
const STATUS = words(`
  100 101 102 103 200 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308 400 401 402 403 404 405 406 407
  408 409 410 411 412 413 414 415 416 417 418 421 422 423 424 425 426 428 429 431 451 500 501 502 503 504 505 506 507 508
  510 511
`)

const METHODS = words('GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH')

export const COMPUTING: readonly Standard[] = [
  {
    kind: 'json',
    phrases: ['JSON', 'a JSON document', 'valid JSON', 'a JSON text'],
    plural: 'JSON documents',
    source: 'RFC 8259, any JSON value',
    accepts: isStrictJson,
    valid: ['{"a": [1, null, true]}', '12', '"x"', ' [] ', '{"a": "NaN, ]"}', '["inf",{"b":",}"}]', '-0.5e-3'],
    invalid: ['{a: 1}', "{'a': 1}", '[1,]', '{"a":1,}', 'NaN', '[Infinity]', '01', 'nul', '{"a":1} x', '1 2', ''],
  },
  {
    kind: 'colour',
    phrases: ['a colour', 'a color', 'a CSS colour', 'a CSS color'],
    plural: 'colours',
    source: 'CSS Color: # with 3, 4, 6 or 8 hexadecimal digits, or a colour name, in any case',
    accepts: shaped(`#(?:${HEX}{3,4}|${HEX}{6}|${HEX}{8})|(?i:${oneOf(CSS_NAMES)})`),
    valid: ['#fff', '#FFAA00', '#ffaa0080', '#abcd', 'red', 'RebeccaPurple'],
    invalid: ['fff', '#ff', '#fffff', '#ggg', 'reddish', 'rgb(1,2,3)', ''],
  },
  {
    kind: 'hex colour',
    phrases: ['a hex colour', 'a hex color', 'a hexadecimal colour', 'a hexadecimal color'],
    plural: 'hex colours',
    source: 'CSS Color: # with 3, 4, 6 or 8 hexadecimal digits, in any case',
    accepts: shaped(`#(?:${HEX}{3,4}|${HEX}{6}|${HEX}{8})`),
    valid: ['#fff', '#FFAA00', '#ffaa0080', '#abcd'],
    invalid: ['red', 'fff', '#fffff', '#ggg', ''],
  },
  hash('MD5', 32),
  hash('SHA-1', 40),
  hash('SHA-256', 64),
  hash('SHA-512', 128),
  {
    kind: 'base64',
    phrases: ['base64', 'a base64 text', 'base64 text'],
    source: 'RFC 4648 section 4, with padding and without line breaks',
    accepts: (x, d) =>
      shapeThen(x, d, '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})', sql`true`),
    valid: ['aGVsbG8=', 'aGVsbG8h', 'YQ==', '+/+/'],
    invalid: ['aGVsbG8', 'a===', 'aGVs bG8=', '-_-_', 'YQ=', ''],
  },
  {
    kind: 'semantic version',
    phrases: ['a semantic version', 'a semver version', 'a semver'],
    plural: 'semantic versions',
    source: 'Semantic Versioning 2.0.0',
    accepts: shaped(SEMVER),
    valid: ['1.0.0', '0.1.2-alpha.1', '1.0.0-rc.1+build.5', '10.20.30'],
    invalid: ['1.0', 'v1.0.0', '01.0.0', '1.0.0-', '1.0.0-01', '1.0.0+', ''],
  },
  {
    kind: 'http status code',
    phrases: ['an HTTP status code', 'an HTTP status', 'an HTTP response code'],
    plural: 'HTTP status codes',
    source: 'RFC 9110 and the registry of IANA, the assigned codes from 100 to 511',
    accepts: shaped(oneOf(STATUS)),
    valid: ['200', '404', '100', '511'],
    invalid: ['99', '299', '600', '200 OK', ''],
  },
  {
    kind: 'http method',
    phrases: ['an HTTP method', 'an HTTP verb', 'an HTTP request method'],
    plural: 'HTTP methods',
    source: 'RFC 9110 and RFC 5789, in capital letters',
    accepts: shaped(oneOf(METHODS)),
    valid: ['GET', 'PATCH'],
    invalid: ['get', 'FETCH', ''],
  },
  {
    kind: 'slug',
    phrases: ['a slug', 'a URL slug'],
    plural: 'slugs',
    source: 'small letters a to z and digits, in words joined by single hyphens',
    accepts: shaped('[a-z0-9]+(?:-[a-z0-9]+)*'),
    valid: ['a', 'red-shoes-42', '2024-01-31'],
    invalid: ['Red-Shoes', 'red--shoes', '-red', 'red_shoes', 'red shoes', ''],
  },
  {
    kind: 'mime type',
    phrases: ['a MIME type', 'a media type', 'a content type'],
    plural: 'MIME types',
    source: 'RFC 6838, type and subtype, with parameters; whether it is registered is not checked',
    accepts: shaped(
      '[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(?:[ \\t]*;[ \\t]*[A-Za-z0-9!#$&^_.+-]+=(?:[A-Za-z0-9!#$&^_.+-]+|"[^"]*"))*',
    ),
    valid: ['text/csv', 'application/vnd.ms-excel', 'text/html; charset=utf-8', 'image/svg+xml'],
    invalid: ['text', 'text/', '/csv', 'text / csv', ''],
  },
  {
    kind: 'hexadecimal number',
    phrases: ['a hexadecimal number', 'hexadecimal', 'a hex number', 'a hexadecimal value', 'hex'],
    plural: 'hexadecimal numbers',
    source: 'the digits 0 to 9 and a to f in any case, with or without 0x in front',
    accepts: shaped(`(?:0[xX])?${HEX}+`),
    valid: ['0', 'ff', '0xFF', 'DEADbeef'],
    invalid: ['0x', 'g', '-1', 'ff ', ''],
  },
  {
    kind: 'ethereum address',
    phrases: ['an Ethereum address', 'an ETH address'],
    plural: 'Ethereum addresses',
    source: '0x and 40 hexadecimal digits; the capital letters of ERC-55 are not checked',
    accepts: shaped(`0x${HEX}{40}`),
    valid: ['0x52908400098527886E0F7030069857D2E4169EE7', '0xde709f2102306220921060314715629080e2fb77'],
    invalid: ['52908400098527886E0F7030069857D2E4169EE7', '0x52908400098527886E0F7030069857D2E4169EE', ''],
  },
]
