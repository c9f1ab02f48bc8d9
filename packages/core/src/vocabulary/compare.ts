import type { Kind } from '../check.ts'
import { and, sql, type Sql } from '../sql/sql.ts'
import { strict, Unchecked, type Compiler, type Expr, type Truth } from './expression.ts'
import { timesIn } from './reads.ts'
import { roundingOf } from './rounding.ts'
import type { Interval } from './word.ts'
import type { Value } from '../check.ts'

/** The truth of "the value lies in the interval", with the kinds of both sides settled first (rule 6 of the language). */
export function within(of: Value, interval: Interval, c: Compiler): Truth {
  const subject = c.value(of)
  const low = interval.low && c.value(interval.low)
  const high = interval.high && c.value(interval.high)
  const sides = [subject, ...(low ? [low] : []), ...(high && interval.high !== interval.low ? [high] : [])]
  const equality = interval.low !== undefined && interval.low === interval.high
  if (!interval.slack && [low, high].some((each) => each && differsInDay(subject, each)))
    return byDay(subject, interval, c)
  const kind = c.common(sides, !equality)
  if (interval.slack && kind === 'text')
    throw new Unchecked('incomparable', 'texts have no distance, so "give or take" cannot be measured')
  const x = clock(subject, kind, c) ?? c.as(subject, kind)
  const given = interval.slack ? c.value(interval.slack) : null
  const relative = interval.slack?.kind === 'relative'
  const slack = given && { ...given, relative }
  const rounding = (limit: Expr) => (kind === 'number' ? roundingOf([x, limit], slack) : null)
  const end = (limit: Expr, open: boolean | undefined): End => {
    const as = c.as(limit, kind)
    return { limit: as, next: dayAfter(limit, x, c), slack, rounding: rounding(as), open: open === true }
  }
  const lows = low ? [atLeast(x, end(low, interval.lowOpen))] : []
  const highs = high ? [atMost(x, end(high, interval.highOpen))] : []
  const operands = [x, ...(low ? [c.as(low, kind)] : []), ...(high && high !== low ? [c.as(high, kind)] : [])].filter(
    isOpen,
  )
  const exact = (low ? rounding(c.as(low, kind)) : null) === null && (high ? rounding(c.as(high, kind)) : null) === null
  if (equality && low && !slack && exact && !isWholeDay(low, x))
    return strict(operands, sql`${x.sql} = ${c.as(low, kind).sql}`)
  if (!slack && exact && lows.length === 1 && highs.length === 1 && low && high && plainBetween(interval, low, high, x))
    return strict(operands, sql`${x.sql} BETWEEN ${c.as(low, kind).sql} AND ${c.as(high, kind).sql}`)
  return strict(operands, and([...lows, ...highs]))
}

/** One of two is a day and the other a time of a day; a constant day is compared by its ends, which is faster. */
function differsInDay(x: Expr, limit: Expr): boolean {
  const levels = [levelOf(x), levelOf(limit)]
  const constant = limit.constant && limit.kind === 'date'
  return !constant && levels.includes('date') && levels.includes('timestamp')
}

const levelOf = (e: Expr): 'date' | 'timestamp' | null =>
  e.kind === 'date' || e.kind === 'timestamp' ? e.kind : e.open?.lookUp ? timesIn(e.open.lookUp()) : null

/** A day means the whole day, on whichever side it stands: times are compared with it by their day in the zone of the page. */
function byDay(x: Expr, interval: Interval, c: Compiler): Truth {
  const day = (e: Expr) => (levelOf(e) === 'timestamp' ? c.as(c.as(e, 'timestamp'), 'date') : c.as(e, 'date'))
  const sides = (limit: Value | undefined): readonly [Expr, Expr] | null => {
    const other = limit && c.value(limit)
    if (!other) return null
    return differsInDay(x, other) ? [day(x), day(other)] : [c.as(x, 'timestamp'), c.as(other, 'timestamp')]
  }
  const [low, high] = [sides(interval.low), sides(interval.high)]
  const above = low ? [interval.lowOpen ? sql`${low[0].sql} > ${low[1].sql}` : sql`${low[0].sql} >= ${low[1].sql}`] : []
  const below = high
    ? [interval.highOpen ? sql`${high[0].sql} < ${high[1].sql}` : sql`${high[0].sql} <= ${high[1].sql}`]
    : []
  return strict([...(low ?? []), ...(high ?? [])].filter(isOpen), and([...above, ...below]))
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

/** One end of an interval. */
interface End {
  readonly limit: Expr
  /** The day after the limit, where that means a whole day. */
  readonly next: Sql | null
  readonly slack: Slack | null
  /** What floating point may add or take. */
  readonly rounding: Sql | null
  readonly open: boolean
}

function atLeast(x: Expr, { limit, next, slack, rounding, open }: End): Sql {
  const edge = open && next ? next : limit.sql
  const from = slack ? sql`(${edge} - ${spread(slack, x.kind, limit.sql)})` : edge
  if (open && !next) return sql`${x.sql} > ${rounding ? sql`(${from} + ${rounding})` : from}`
  return sql`${x.sql} >= ${rounding ? sql`(${from} - ${rounding})` : from}`
}

function atMost(x: Expr, { limit, next, slack, rounding, open }: End): Sql {
  const edge = !open && next ? next : limit.sql
  const to = slack ? sql`(${edge} + ${spread(slack, x.kind, limit.sql)})` : edge
  if (open || next) return sql`${x.sql} < ${rounding ? sql`(${to} - ${rounding})` : to}`
  return sql`${x.sql} <= ${rounding ? sql`(${to} + ${rounding})` : to}`
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
