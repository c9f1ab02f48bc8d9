import type { Kind } from '../check.ts'
import { and, sql, type Sql } from '../sql/sql.ts'
import { strict, Unchecked, type Compiler, type Expr, type Truth } from './expression.ts'
import type { Interval } from './word.ts'
import type { Value } from '../check.ts'

const DAY = sql`INTERVAL 1 DAY`

/** The truth of "the value lies in the interval", with the kinds of both sides settled first (rule 6 of the language). */
export function within(of: Value, interval: Interval, c: Compiler): Truth {
  const subject = c.value(of)
  const low = interval.low && c.value(interval.low)
  const high = interval.high && c.value(interval.high)
  const sides = [subject, ...(low ? [low] : []), ...(high && interval.high !== interval.low ? [high] : [])]
  const equality = interval.low !== undefined && interval.low === interval.high
  const kind = c.common(sides, !equality)
  if (interval.slack && kind === 'text') throw new Unchecked('incomparable', 'texts have no distance, so "give or take" cannot be measured')
  const x = c.as(subject, kind)
  const slack = interval.slack ? c.value(interval.slack) : null
  const lows = low ? [atLeast(x, c.as(low, kind), low, slack, interval.lowOpen === true)] : []
  const highs = high ? [atMost(x, c.as(high, kind), high, slack, interval.highOpen === true)] : []
  const operands = [x, ...(low ? [c.as(low, kind)] : []), ...(high && high !== low ? [c.as(high, kind)] : [])].filter(isOpen)
  if (equality && low && !slack && !isWholeDay(low, x)) return strict(operands, sql`${x.sql} = ${c.as(low, kind).sql}`)
  if (!slack && lows.length === 1 && highs.length === 1 && low && high && plainBetween(interval, low, high, x))
    return strict(operands, sql`${x.sql} BETWEEN ${c.as(low, kind).sql} AND ${c.as(high, kind).sql}`)
  return strict(operands, and([...lows, ...highs]))
}

/** Constants can never be missing or unreadable. */
const isOpen = (e: Expr): boolean => !e.constant

const plainBetween = (i: Interval, low: Expr, high: Expr, x: Expr): boolean =>
  i.lowOpen !== true && i.highOpen !== true && !isWholeDay(low, x) && !isWholeDay(high, x)

/** A date is compared with a timestamp as the whole day. */
const isWholeDay = (bound: Expr, x: Expr): boolean => bound.kind === 'date' && x.kind === 'timestamp'

function atLeast(x: Expr, low: Expr, written: Expr, slack: Expr | null, open: boolean): Sql {
  const from = slack ? sql`(${low.sql} - ${spread(slack, x.kind)})` : low.sql
  if (!open) return sql`${x.sql} >= ${from}`
  return isWholeDay(written, x) ? sql`${x.sql} >= ${from} + ${DAY}` : sql`${x.sql} > ${from}`
}

function atMost(x: Expr, high: Expr, written: Expr, slack: Expr | null, open: boolean): Sql {
  const to = slack ? sql`(${high.sql} + ${spread(slack, x.kind)})` : high.sql
  if (open) return sql`${x.sql} < ${to}`
  return isWholeDay(written, x) ? sql`${x.sql} < ${to} + ${DAY}` : sql`${x.sql} <= ${to}`
}

function spread(slack: Expr, kind: Kind): Sql {
  const time = kind === 'date' || kind === 'timestamp' || kind === 'time'
  if (time !== (slack.kind === 'duration') && kind !== 'duration')
    throw new Unchecked('incomparable', time ? '"give or take" needs a duration here, such as 2 days' : '"give or take" needs a number here')
  return slack.sql
}
