import type { Dialect } from '../../sql/dialect.ts'
import { join, sql, type Sql } from '../../sql/sql.ts'
import { BLANKS, trimmed } from './blanks.ts'

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const HOUR_MINUTE = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const OFFSET = '(?:Z|[-+](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)'
const whole = (shape: string): string => `${BLANKS}${shape}${BLANKS}`

const DATE_SHAPE = whole(DAY)
const TIME_SHAPE = whole(`${HOUR_MINUTE}(?::[0-5][0-9])?`)
const LOCAL = `${DAY}[T ]${HOUR_MINUTE}(?::[0-5][0-9](?:\\.[0-9]+)?)?`
const INSTANT = `${DAY}[T ]${HOUR_MINUTE}:[0-5][0-9](?:\\.[0-9]+)?${OFFSET}`
// The rarer writings, which must be changed before the engine takes them.
const ANY_LOCAL = whole(`${DAY}[T ]${HOUR_MINUTE}(?::[0-5][0-9](?:[.,][0-9]+)?)?`)
const ANY_INSTANT = whole(`${DAY}[T ]${HOUR_MINUTE}:[0-5][0-9](?:[.,][0-9]+)?${OFFSET}`)
const INSTANT_WITHOUT_SECONDS = whole(`${DAY}[T ]${HOUR_MINUTE}${OFFSET}`)

/** `2024-01-31` as DATE, years 0000 to 9999, else NULL. */
export function readDate(of: Sql, d: Dialect): Sql {
  return sql`CASE WHEN ${d.matchesWhole(of, DATE_SHAPE)} THEN ${d.tryCast(of, 'date')} END`
}

/** `17:30` or `17:30:05` as TIME, 00:00 to 23:59:59, else NULL. */
export function readTime(of: Sql, d: Dialect): Sql {
  return sql`CASE WHEN ${d.matchesWhole(of, TIME_SHAPE)} THEN ${d.tryCast(trimmed(of), 'time')} END`
}

/**
 * ISO 8601 date and time of day, with `T` or a blank between them, as UTC TIMESTAMP, else NULL. With an offset it is
 * that instant, without one it is wall clock time in `zone`: an hour that a clock change leaves out is read as if the clock had not
 * changed yet, one that comes twice is the later. Digits beyond microseconds are cut off.
 */
export function readTimestamp(of: Sql, d: Dialect, zone: string): Sql {
  const local = (text: Sql): Sql => d.toUtc(d.tryCast(text, 'timestamp'), zone)
  const cleaned = sql`replace(${trimmed(of)}, ',', '.')`
  const cases: readonly (readonly [string, Sql])[] = [
    [LOCAL, local(of)],
    [INSTANT, d.tryInstant(of)],
    [ANY_LOCAL, local(cleaned)],
    [ANY_INSTANT, d.tryInstant(cleaned)],
    [INSTANT_WITHOUT_SECONDS, d.tryInstant(withSeconds(of))],
  ]
  const whens = cases.map(([shape, value]) => sql`WHEN ${d.matchesWhole(of, shape)} THEN ${value}`)
  return sql`CASE ${join(whens, sql` `)} END`
}

/** `2024-01-31T10:00+02` → `2024-01-31T10:00:00+02`: the engine takes an offset only behind seconds. */
function withSeconds(of: Sql): Sql {
  return sql`(substr(${trimmed(of)}, 1, 16) || ':00' || substr(${trimmed(of)}, 17))`
}
