import type { Change } from '../vocabulary/change.ts'
import { readFormats } from '../vocabulary/conditions/kinds.ts'
import { literally } from '../vocabulary/conditions/patterns.ts'
import type { Compiler } from '../vocabulary/expression.ts'
import { readAs } from '../vocabulary/written-forms/index.ts'
import { environmentOf } from '../plan/datasets.ts'
import type { Environment } from '../plan/environment.ts'
import { compiler } from '../plan/compiler.ts'
import { fromOf, rowsOf } from '../plan/rows.ts'
import { and, join, number, sql, text, type Sql } from '../sql/sql.ts'
import { BEYOND_ASCII, MISREAD } from './codes.ts'
import { dateForms } from './date-forms.ts'
import { isCodes, isIds, isNumeric, patternsOf, type Pair, type Seen } from './seen.ts'

/**
 * The check that supports a cure: how many of all present values, converted, are what the earlier ones were. The earlier
 * range or set is taken of the last accepted delivery first, where it is a range.
 */
export interface Asked {
  /** Column of this delivery. */
  readonly column: string
  /** Column of the last accepted delivery that its values are compared with. */
  readonly of: string
  /** Null: as they are. */
  readonly change: Change | null
  readonly domain: Domain
}

/** What earlier values were, and converted ones must be. */
export type Domain =
  | { readonly in: 'numbers' }
  | { readonly in: 'times'; readonly format: string }
  | { readonly in: 'values'; readonly values: readonly string[] }
  | { readonly in: 'patterns'; readonly patterns: readonly string[] }
  /** Among the values of the last delivery, however many these are. */
  | { readonly in: 'last' }

export interface Range {
  readonly low: number
  readonly high: number
}

/** What the values of a column were. */
export function domainOf(was: Seen, pair: Pair): Domain {
  if (isCodes(was)) return { in: 'values', values: was.values.map((each) => each.value) }
  if (isNumeric(was, pair.numbers) && !isIds(was)) return { in: 'numbers' }
  const [form] = dateForms(was)
  const format = pair.formats.get(was.name)?.[0] ?? form?.format
  if (was.kind === 'date' || was.kind === 'timestamp' || format !== undefined)
    return { in: 'times', format: format ?? 'ISO' }
  const patterns = patternsOf(was)
  return patterns ? { in: 'patterns', patterns } : { in: 'last' }
}

/** What a change's values were before it. */
export function domainOfChange(change: Change, was: Seen, pair: Pair): Domain {
  switch (change.is) {
    case 'written':
      return { in: 'times', format: change.was }
    case 'numbers':
    case 'factor':
      return { in: 'numbers' }
    case 'values':
      return {
        in: 'values',
        values: [...new Set([...was.values.map((each) => each.value), ...change.pairs.map(([each]) => each)])],
      }
    case 'codes':
      return { in: 'values', values: change.all }
    case 'garbled':
      return { in: 'last' }
    case 'affix':
    case 'letters':
    case 'columns':
      return domainOf(was, pair)
  }
}

/**
 * The range of the earlier values, as columns `low` and `high`, without the outermost times; `first` and `last` are the smallest and the
 * largest of all. Times in seconds since 1970. Null where it is no range.
 */
export function rangeQuery(asked: Asked, environment: Environment): string | null {
  const { last } = environment
  if (!last || (asked.domain.in !== 'numbers' && asked.domain.in !== 'times')) return null
  const rows = rowsOf(last)
  const c = compiler(rows, environmentOf(last, environment), {}, { inline: true })
  const e = c.value({ kind: 'column', args: { name: asked.of } })
  const read = asked.domain.in === 'numbers' ? c.as(e, 'number').sql : instant(asked.of, asked.domain.format, c)
  // a few bad ones among the accepted times would make the range a lifetime
  const x = asked.domain.in === 'numbers' ? read : sql`epoch(${read})`
  const all = [sql`min(${x})`, sql`max(${x})`] as const
  const [low, high] =
    asked.domain.in === 'numbers' ? all : ([sql`quantile_disc(${x}, 0.005)`, sql`quantile_disc(${x}, 0.995)`] as const)
  const double = (of: Sql) => sql`CAST(${of} AS DOUBLE)`
  return sql`SELECT ${double(low)} AS low, ${double(high)} AS high, ${double(all[0])} AS first, ${double(all[1])} AS last FROM ${fromOf(rows)}`
    .text
}

function instant(column: string, format: string, c: Compiler): Sql {
  const e = c.value({ kind: 'column', args: { name: column } })
  if (e.kind === 'date' || e.kind === 'timestamp') return c.as(e, 'timestamp').sql
  return readFormats([format], c.as(e, 'text').sql, c)
}

/** Counts present values (`counted`), those that are converted what the earlier ones were (`passed`), and those that are it as they are (`before`); of times, when the passed ones begin and end (`first`, `last`). */
export function supportQuery(asked: Asked, range: Range | null, environment: Environment): string {
  const rows = rowsOf(environment.dataset)
  const c = compiler(rows, environment, {}, { inline: true })
  const e = c.value({ kind: 'column', args: { name: asked.column } })
  const x = c.as(e, 'text').sql
  const passed = converted(asked, range, x, c)
  const garbled = asked.change?.is === 'garbled'
  // as they are, they are none that could have been meant
  const before = garbled ? sql`false` : converted({ ...asked, change: null }, range, x, c)
  // texts of ASCII alone look the same, however they are read
  const counted = garbled ? sql`count_if(${c.d.matches(x, BEYOND_ASCII, false)})` : sql`count(${x})`
  const time =
    asked.change?.is === 'written' ? sql`CAST(epoch(${readFormats(asked.change.formats, x, c)}) AS DOUBLE)` : sql`NULL`
  const ends = sql`min(${time}) FILTER (WHERE ${passed}) AS first, max(${time}) FILTER (WHERE ${passed}) AS last`
  return sql`SELECT ${counted} AS counted, count_if(coalesce(${passed}, false)) AS passed, count_if(coalesce(${before}, false)) AS before, ${ends} FROM ${fromOf(rows)}`
    .text
}

/** Whether the value of a row, converted, is what the earlier ones were. */
function converted({ change, domain, column, of }: Asked, range: Range | null, x: Sql, c: Compiler): Sql {
  switch (change?.is) {
    case 'written':
      return within(sql`epoch(${readFormats(change.formats, x, c)})`, range)
    case 'numbers':
      return within(readAs('number', x, c.d, { zone: c.zone, numbers: change.style }), range)
    case 'factor':
      return within(sql`(${numeric(column, c)} / ${number(change.by)})`, range)
    case 'values': {
      const kept = domain.in === 'values' ? domain.values : []
      const exchanged = new Set(change.pairs.map(([was]) => was))
      return among([...change.pairs.map(([, is]) => is), ...kept.filter((each) => !exchanged.has(each))], x)
    }
    case 'affix': {
      const { prefix, suffix, added } = change
      if (!added) return inDomain({ domain, of }, range, sql`(${text(prefix)} || ${x} || ${text(suffix)})`, c)
      const whole = c.d.matchesWhole(x, `(?s)${literally(prefix)}.+${literally(suffix)}`)
      const inner = sql`substr(${x}, ${number(prefix.length + 1)}, length(${x}) - ${number(prefix.length + suffix.length)})`
      return and([whole, inDomain({ domain, of }, range, inner, c)])
    }
    case 'letters':
      return change.to === 'small' ? sql`${x} = lower(${x})` : sql`${x} = upper(${x})`
    case 'codes':
      return among(change.all, x)
    case 'garbled':
      return c.d.matches(x, MISREAD, false)
    case 'columns':
    case undefined:
      return inDomain({ domain, of }, range, x, c)
  }
}

function inDomain({ domain, of }: Pick<Asked, 'domain' | 'of'>, range: Range | null, x: Sql, c: Compiler): Sql {
  switch (domain.in) {
    case 'numbers':
      return within(readAs('number', x, c.d, { zone: c.zone, ...(c.numbers ? { numbers: c.numbers } : {}) }), range)
    case 'times':
      return within(sql`epoch(${readFormats([domain.format], x, c)})`, range)
    case 'values':
      return among(domain.values, x)
    case 'patterns':
      return c.d.matchesWhole(x, domain.patterns.join('|'))
    case 'last': {
      const last = c.last()
      const theirs = last.compiler.as(last.compiler.value({ kind: 'column', args: { name: of } }), 'text').sql
      return sql`${x} IN (SELECT ${theirs} FROM ${last.relation})`
    }
  }
}

const numeric = (column: string, c: Compiler): Sql =>
  c.as(c.value({ kind: 'column', args: { name: column } }), 'number').sql

const among = (values: readonly string[], x: Sql): Sql =>
  values.length === 0 ? sql`false` : sql`${x} IN (${join([...new Set(values)].map(text), sql`, `)})`

/** Room for what a division or a decimal comma leaves in the last digits. */
const within = (x: Sql, range: Range | null): Sql =>
  range === null ? sql`false` : sql`${x} BETWEEN ${number(below(range.low))} AND ${number(above(range.high))}`
const below = (x: number): number => x - Math.abs(x) * 1e-9
const above = (x: number): number => x + Math.abs(x) * 1e-9

const DAY = 86_400

/** Later dates lie after earlier ones: as long again as the earlier range, at least a month, and up to now. */
export function widened(range: Range, now: string): Range {
  const span = Math.max(range.high - range.low, 31 * DAY)
  return { low: range.low - span, high: Math.max(range.high + span, Date.parse(now) / 1000) }
}
