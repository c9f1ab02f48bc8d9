import { number, sql, type Sql } from '../../sql/sql.ts'
import { standard } from '../standards/index.ts'
import { strict, type Compiler } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

/** Networks of IPv4 in the notation of RFC 4632: `10.0.0.0/8`. */

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/

/** The first and the last address as numbers, or null for what is no network. */
function range(written: string): readonly [low: number, high: number] | null {
  const parts = CIDR.exec(written)?.slice(1).map(Number)
  if (!parts || parts.slice(0, 4).some((byte) => byte > 255) || (parts[4] ?? 33) > 32) return null
  const address = parts.slice(0, 4).reduce((done, byte) => done * 256 + byte, 0)
  const size = 2 ** (32 - (parts[4] ?? 32))
  return [Math.floor(address / size) * size, Math.floor(address / size) * size + size - 1]
}

const addressOf = (x: Sql, c: Compiler): Sql =>
  [1, 2, 3, 4].reduce(
    (done, i) => sql`(${done} * 256 + ${c.d.tryCast(sql`split_part(${x}, '.', ${number(i)})`, 'bigint')})`,
    sql`0`,
  )

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

export const inNetwork = condition({
  about: 'is an IPv4 address in that network, or in one of several, in the notation of RFC 4632',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be in the network {networks:texts}' }],
  also: [
    { say: 'be in the (IP range|subnet|networks|range of addresses) {networks:texts}' },
    { say: 'be a private (IP|IPv4) address', with: { networks: PRIVATE } },
  ],
  examples: [
    [
      '`ip` must be in the network "10.0.0.0/8"',
      'Every present value of `ip` is an IPv4 address in the network 10.0.0.0/8; missing values are not counted',
    ],
  ],
  reading: (a, say) => `is an IPv4 address in the network ${say.list(a.networks, 'or')}`,
  denied: (a, say) => `is an IPv4 address outside the network ${say.list(a.networks, 'or')}`,
  lint: (a) => {
    const odd = a.networks.find((each) => range(each) === null)
    return odd === undefined ? null : `"${odd}" is no network; write it as "10.0.0.0/8"`
  },
  test: (of, a, c) => {
    const x = c.as(c.value(subject(of)), 'text')
    const isAddress = standard('ipv4 address')?.accepts(x.sql, c.d) ?? sql`false`
    const within = a.networks.flatMap((each) => {
      const ends = range(each)
      return ends ? [sql`${addressOf(x.sql, c)} BETWEEN ${number(ends[0])} AND ${number(ends[1])}`] : []
    })
    const holds = within.reduce((l, r) => sql`${l} OR ${r}`, sql`false`)
    const read = sql`CASE WHEN ${isAddress} THEN ${x.sql} END`
    return strict(
      [{ ...x, sql: read, partial: [{ source: x.sql, read }] }],
      sql`CASE WHEN ${isAddress} THEN (${holds}) END`,
    )
  },
})
