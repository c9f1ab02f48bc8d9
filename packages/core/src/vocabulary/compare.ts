import type { Kind } from '../check.ts'
import { and, sql, type Sql } from '../sql/sql.ts'
import { strict, Unchecked, type Compiler, type Expr, type Truth } from './expression.ts'
import { timesIn } from './reads.ts'
import type { Interval } from './word.ts'
import type { Value } from '../check.ts'

/** The truth of "the value lies in the interval", with the kinds of both sides settled first (rule 6 of the language). */
export function within(of: Value, interval: Interval, c: Compiler): Truth {
  const subject = c.value(of)
  const low = interval.low && c.value(interval.low)
  const high = interval.high && c.value(interval.high)
  const sides = [subject, ...(low ? [low] : []), ...(high && interval.high !== interval.low ? [high] : [])]
  const equality = interval.low !== undefined && interval.low === interval.high
  const kind = c.common(sides, !equality)
  if (interval.slack && kind === 'text')
    throw new Unchecked('incomparable', 'texts have no distance, so "give or take" cannot be measured')
  const x = clock(subject, kind, c) ?? c.as(subject, kind)
  const given = interval.slack ? c.value(interval.slack) : null
  const relative = interval.slack?.kind === 'relative'
  const slack = given && { ...given, relative }
  const lows = low ? [atLeast(x, c.as(low, kind), dayAfter(low, x, c), slack, interval.lowOpen === true)] : []
  const highs = high ? [atMost(x, c.as(high, kind), dayAfter(high, x, c), slack, interval.highOpen === true)] : []
  const operands = [x, ...(low ? [c.as(low, kind)] : []), ...(high && high !== low ? [c.as(high, kind)] : [])].filter(
    isOpen,
  )
  if (equality && low && !slack && !isWholeDay(low, x)) return strict(operands, sql`${x.sql} = ${c.as(low, kind).sql}`)
  if (!slack && lows.length === 1 && highs.length === 1 && low && high && plainBetween(interval, low, high, x))
    return strict(operands, sql`${x.sql} BETWEEN ${c.as(low, kind).sql} AND ${c.as(high, kind).sql}`)
  return strict(operands, and([...lows, ...highs]))
}

/** A text that reads as a timestamp has a time of day too. */
function clock(of: Expr, kind: Kind, c: Compiler): Expr | null {
  if (kind !== 'time' || !of.open?.lookUp || timesIn(of.open.lookUp()) !== 'timestamp') return null
  const [plain, timed] = [c.as(of, 'time'), c.as(c.as(of, 'timestamp'), 'time')]
  const both = sql`coalesce(${plain.sql}, ${timed.sql})`
  return { sql: both, kind, partial: [{ source: of.sql, read: both }] }
}

/** What may be given or taken; a relative one is a share of the limit. */
interface Slack extends Expr {
  readonly relative: boolean
}

/** Constants can never be missing or unreadable. */
const isOpen = (e: Expr): boolean => !e.constant

const plainBetween = (i: Interval, low: Expr, high: Expr, x: Expr): boolean =>
  i.lowOpen !== true && i.highOpen !== true && !isWholeDay(low, x) && !isWholeDay(high, x)

/** A date is compared with a timestamp as the whole day. */
const isWholeDay = (bound: Expr, x: Expr): boolean => bound.kind === 'date' && x.kind === 'timestamp'

/** Where a date means a whole day: the beginning of the next one in the page's zone, which is not always 24 hours later. */
const dayAfter = (bound: Expr, x: Expr, c: Compiler): Sql | null =>
  isWholeDay(bound, x) ? c.as({ ...bound, sql: sql`CAST(${bound.sql} + INTERVAL 1 DAY AS DATE)` }, x.kind).sql : null

function atLeast(x: Expr, low: Expr, next: Sql | null, slack: Slack | null, open: boolean): Sql {
  const limit = open && next ? next : low.sql
  const from = slack ? sql`(${limit} - ${spread(slack, x.kind, low.sql)})` : limit
  return open && !next ? sql`${x.sql} > ${from}` : sql`${x.sql} >= ${from}`
}

function atMost(x: Expr, high: Expr, next: Sql | null, slack: Slack | null, open: boolean): Sql {
  const limit = !open && next ? next : high.sql
  const to = slack ? sql`(${limit} + ${spread(slack, x.kind, high.sql)})` : limit
  return open || next ? sql`${x.sql} < ${to}` : sql`${x.sql} <= ${to}`
}

function spread(slack: Slack, kind: Kind, limit: Sql): Sql {
  const time = kind === 'date' || kind === 'timestamp' || kind === 'time'
  if (time !== (slack.kind === 'duration') && kind !== 'duration')
    throw new Unchecked(
      'incomparable',
      time ? '"give or take" needs a duration here, such as 2 days' : '"give or take" needs a number here',
    )
  return slack.relative ? sql`abs(${limit}) * ${slack.sql}` : slack.sql
}
