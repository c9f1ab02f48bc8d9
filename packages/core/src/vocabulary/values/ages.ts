import type { Value } from '../../check.ts'
import { sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { numeral, type Take } from '../word.ts'
import { scalar, unreadBeside } from './scalar.ts'

/** Ages: how long before now the latest and the earliest value lie. */

function age(of: Value, c: Compiler, fn: 'min' | 'max'): Take {
  const time = c.as(c.value(of), 'timestamp')
  const x = sql`epoch(${c.now}) - epoch(${time.sql})`
  return unreadBeside(time, c, {
    aggregates: { x: fn === 'min' ? sql`min(${x})` : sql`max(${x})` },
    make: (found) => scalar(found.x, 'duration'),
    expression: (a) => ({
      sql: sql`to_microseconds(CAST(${a.x ?? sql`NULL`} * 1000000 AS BIGINT))`,
      kind: 'duration',
      constant: true,
    }),
  })
}

export const newestAge = numeral({
  about: 'how long before now the latest value lies',
  level: 'delivery',
  gives: 'duration',
  ofNothing: 'idle',
  phrases: [{ say: 'the age of the newest {of:column}' }],
  also: [
    { say: 'the freshness of {of:column}' },
    { say: 'the age of the (latest|most recent|last|largest) {of:column}' },
    { say: 'the time since the (latest|most recent|last|newest) {of:column}' },
  ],
  examples: [
    [
      'the age of the newest `sold` must be at most 24 hours',
      'The age of the newest `sold` at the arrival of the delivery is at most 24 hours',
    ],
  ],
  reading: (a, say) => `the age of the newest ${say.value(a.of)} at the arrival of the delivery`,
  take: (a, c) => age(a.of, c, 'min'),
})

export const oldestAge = numeral({
  about: 'how long before now the earliest value lies',
  level: 'delivery',
  gives: 'duration',
  ofNothing: 'idle',
  phrases: [{ say: 'the age of the oldest {of:column}' }],
  also: [{ say: 'the age of the (earliest|first|smallest) {of:column}' }],
  examples: [],
  reading: (a, say) => `the age of the oldest ${say.value(a.of)} at the arrival of the delivery`,
  take: (a, c) => age(a.of, c, 'max'),
})
