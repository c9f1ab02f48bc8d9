import { sql } from '../../sql/sql.ts'
import { shapeThen } from './check-digits.ts'
import { shaped, type Standard } from './standard.ts'

// RFC 1035 labels; the last one has a letter, so that 1.2.3.4 is no domain.
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const TOP = '(?:[a-zA-Z]{2,63}|xn--[a-zA-Z0-9-]{1,59})'
const DOMAIN = `(?:${LABEL}\\.)+${TOP}`
// Without counts: counted repetitions of whole scripts make RE2 a hundred times slower. Lengths are looked at apart.
const INTERNATIONAL = `(?:[\\pL\\pN](?:-*[\\pL\\pM\\pN])*\\.)+(?:\\pL[\\pL\\pM]+|xn--[a-zA-Z0-9-]+)`

const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const IPV4 = `(?:${BYTE}\\.){3}${BYTE}`

/** RFC 4291 2.2: eight groups, or fewer with one `::`, the last two perhaps written as IPv4. */
function ipv6(): string {
  const group = '[0-9a-fA-F]{1,4}'
  const end = `(?:${group}:${group}|${IPV4})`
  const shortened = [0, 1, 2, 3, 4, 5].map((before) => {
    const front = before === 0 ? '' : `(?:${group}:){0,${before - 1}}${group}`
    return `(?:${front})?::(?:${group}:){${5 - before}}${end}`
  })
  const tail = [`(?:(?:${group}:){0,5}${group})?::${group}`, `(?:(?:${group}:){0,6}${group})?::`]
  return `(?:(?:${group}:){6}${end}|${[...shortened, ...tail].join('|')})`
}
const IPV6 = ipv6()

const ATOM = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
const EMAIL = `${ATOM}(?:\\.${ATOM})*@${DOMAIN}`
const URL_TAIL = '(?::[0-9]{1,5})?(?:[/?#][^\\s<>"{}|\\\\^`]*)?'
const URL_SHAPE = `(?i:https?|ftp)://(?:[a-zA-Z0-9._~%!$&'()*+,;=:-]+@)?(?:localhost|${INTERNATIONAL}|${IPV4}|\\[${IPV6}\\])${URL_TAIL}`
const HEX = '[0-9a-fA-F]'
const MAC = `(?:${HEX}{2}:){5}${HEX}{2}|(?:${HEX}{2}-){5}${HEX}{2}|(?:${HEX}{4}\\.){2}${HEX}{4}`

export const NETWORK: readonly Standard[] = [
  {
    kind: 'email',
    phrases: ['an email', 'an email address', 'an e-mail', 'an e-mail address', 'an email id'],
    plural: 'emails',
    source:
      'RFC 5321 and 5322 without quoted names and comments, at most 254 characters; whether the mailbox exists is not checked',
    accepts: (x, d) => shapeThen(x, d, EMAIL, sql`length(${x}) <= 254 AND strpos(${x}, '@') <= 65`),
    valid: ['ann@example.com', "o'neil+tag@mail.example.co.uk", 'a@b.io', 'A.B@EXAMPLE.COM', 'x@xn--bcher-kva.example'],
    invalid: [
      'ann',
      'ann@',
      '@example.com',
      'ann@example',
      'ann@@example.com',
      'a b@example.com',
      'ann@example.com ',
      '.ann@example.com',
      'ann.@example.com',
      'a..b@example.com',
      'ann@-example.com',
      'ann@example..com',
      'ann@1.2.3.4',
      'Ann <ann@example.com>',
      `${'a'.repeat(65)}@example.com`,
      '',
    ],
  },
  {
    kind: 'url',
    phrases: ['a URL', 'a web address', 'a link', 'a web link', 'an http URL'],
    plural: 'URLs',
    source: 'RFC 3986 with http, https or ftp and a host name; whether anything answers is not checked',
    accepts: shaped(URL_SHAPE),
    valid: [
      'https://example.com',
      'http://example.com:8080/a/b?c=d#e',
      'HTTPS://EXAMPLE.COM/',
      'https://bücher.example/ä',
      'http://192.168.0.1/x',
      'http://[::1]/',
      'http://localhost:3000',
      'ftp://user@example.com/f',
      'https://example.com/%20(x)',
    ],
    invalid: [
      'example.com',
      'www.example.com',
      'http://',
      'https:/example.com',
      'http://exa mple.com',
      'https://example.com/a b',
      'mailto:a@example.com',
      'http://-.com',
      'javascript:alert(1)',
      'https://example',
      '',
    ],
  },
  {
    kind: 'uuid',
    phrases: ['a UUID', 'a GUID', 'a universally unique identifier'],
    plural: 'UUIDs',
    source: 'RFC 9562, 8-4-4-4-12 hexadecimal digits in any case, any version',
    accepts: shaped(`${HEX}{8}-(?:${HEX}{4}-){3}${HEX}{12}`),
    valid: [
      '123e4567-e89b-12d3-a456-426614174000',
      'F47AC10B-58CC-4372-A567-0E02B2C3D479',
      '00000000-0000-0000-0000-000000000000',
    ],
    invalid: [
      '123e4567e89b12d3a456426614174000',
      '{123e4567-e89b-12d3-a456-426614174000}',
      '123e4567-e89b-12d3-a456-42661417400',
      '123e4567-e89b-12d3-a456-42661417400g',
      '',
    ],
  },
  {
    kind: 'ip address',
    phrases: ['an IP address', 'an IP'],
    plural: 'IP addresses',
    source: 'IPv4 in four decimal numbers, or IPv6 (RFC 4291) without zone',
    accepts: shaped(`${IPV4}|${IPV6}`),
    valid: [
      '192.168.0.1',
      '255.255.255.255',
      '::1',
      '::',
      '2001:db8::ff00:42:8329',
      'fe80::',
      '::ffff:192.0.2.1',
      '1:2:3:4:5:6:7:8',
      '1::8',
      '1:2:3:4:5:6:7::',
      '::2:3:4:5:6:7:8',
    ],
    invalid: [
      '256.1.1.1',
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '1.2.3.4/24',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      'fe80::1%eth0',
      '12345::',
      '1:2:3:4:5:6:7:8::',
      ':1',
      '1:',
      '',
    ],
  },
  {
    kind: 'ipv4 address',
    phrases: ['an IPv4 address', 'an IPv4'],
    plural: 'IPv4 addresses',
    source: 'four decimal numbers from 0 to 255 without leading zeros',
    accepts: shaped(IPV4),
    valid: ['10.0.0.1', '0.0.0.0'],
    invalid: ['::1', '10.0.0', '10.0.0.256', ''],
  },
  {
    kind: 'ipv6 address',
    phrases: ['an IPv6 address', 'an IPv6'],
    plural: 'IPv6 addresses',
    source: 'RFC 4291 2.2, without zone',
    accepts: shaped(IPV6),
    valid: ['2001:DB8::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:1.2.3.4'],
    invalid: ['10.0.0.1', '::ffff:1.2.3.256', '1:2:3:4:5:6:7:1.2.3.4', 'g::', ''],
  },
  {
    kind: 'mac address',
    phrases: ['a MAC address', 'a MAC'],
    plural: 'MAC addresses',
    source: 'IEEE 802 EUI-48, six pairs with colons or hyphens, or three groups with dots',
    accepts: shaped(MAC),
    valid: ['00:1A:2b:3c:4d:5e', '00-1A-2B-3C-4D-5E', '001a.2b3c.4d5e'],
    invalid: ['00:1A:2B:3C:4D', '00:1A-2B:3C:4D:5E', '001A2B3C4D5E', '00:1A:2B:3C:4D:5G', ''],
  },
  {
    kind: 'domain name',
    phrases: ['a domain name', 'a domain', 'a hostname', 'a host name'],
    plural: 'domain names',
    source: 'RFC 1035 and 5890, at least two labels, at most 253 characters; whether it is registered is not checked',
    accepts: (x, d) =>
      shapeThen(x, d, INTERNATIONAL, sql`length(${x}) <= 253 AND NOT ${d.matches(x, '[^.]{64}', false)}`),
    valid: ['example.com', 'a.b.c.example', 'xn--bcher-kva.example', 'bücher.example', '1-2.example', 'EXAMPLE.COM'],
    invalid: [
      'example',
      '-a.example',
      'a-.example',
      'a..example',
      'example.com.',
      'http://example.com',
      '1.2.3.4',
      'a_b.example',
      `${'a'.repeat(64)}.example`,
      '',
    ],
  },
]
