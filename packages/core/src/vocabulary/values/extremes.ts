import type { Value } from '../../check.ts'
import { sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { numeral, type Take } from '../word.ts'
import { scalar, unreadBeside } from './scalar.ts'

/** The smallest and the largest value: of numbers, times or texts. */

function extreme(of: Value, c: Compiler, fn: 'min' | 'max'): Take {
  const raw = c.value(of)
  const kind = c.common([raw], true)
  const read = c.as(raw, kind)
  const found = fn === 'min' ? sql`min(${read.sql})` : sql`max(${read.sql})`
  const time = kind === 'date' || kind === 'timestamp'
  return unreadBeside(read, c, {
    aggregates: { x: time ? (fn === 'min' ? sql`min(epoch(${read.sql}))` : sql`max(epoch(${read.sql}))`) : found },
    make: ({ x }) =>
      kind === 'text'
        ? typeof x === 'string'
          ? { kind: 'text', is: x }
          : null
        : scalar(x, time ? 'instant' : kind === 'duration' ? 'duration' : 'number'),
    expression: (a) => ({
      sql: time ? sql`make_timestamp(CAST(${a.x ?? sql`NULL`} * 1000000 AS BIGINT))` : (a.x ?? sql`NULL`),
      kind: time ? 'timestamp' : kind,
      constant: true,
    }),
  })
}

export const smallest = numeral({
  about: 'the smallest (or earliest) present value',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'idle',
  scales: true,
  phrases: [{ say: 'the smallest {of:aggregable}' }],
  also: [
    { say: 'the (minimum|lowest|earliest|oldest|min) {of:aggregable}' },
    { say: 'the (minimum|smallest value|lowest value|min) of {of:aggregable}' },
  ],
  examples: [
    ['the smallest `price` must be at least 0', 'The smallest (or earliest) present value of `price` is at least 0'],
  ],
  reading: (a, say) => `the smallest (or earliest) present value of ${say.value(a.of)}`,
  take: (a, c) => extreme(a.of, c, 'min'),
})

export const largest = numeral({
  about: 'the largest (or latest) present value',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'idle',
  scales: true,
  phrases: [{ say: 'the largest {of:aggregable}' }],
  also: [
    { say: 'the (maximum|highest|latest|newest|most recent|max) {of:aggregable}' },
    { say: 'the (maximum|largest value|highest value|max) of {of:aggregable}' },
  ],
  examples: [
    ['the largest `price` must be at most 5000', 'The largest (or latest) present value of `price` is at most 5000'],
  ],
  reading: (a, say) => `the largest (or latest) present value of ${say.value(a.of)}`,
  take: (a, c) => extreme(a.of, c, 'max'),
})
