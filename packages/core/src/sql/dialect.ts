import type { Sql } from './sql.ts'

/** What differs between engines. A dialect is this small table; everything else is SQL that all of them take. */
export interface Dialect {
  readonly name: string
  /** Boolean: does the whole text match the RE2 pattern. NULL for NULL. */
  matchesWhole(text: Sql, pattern: string): Sql
  /** Boolean: does any part of the text match the RE2 pattern. */
  matches(text: Sql, pattern: string, ignoreCase: boolean): Sql
  /** A cast that gives NULL instead of an error. */
  tryCast(of: Sql, type: 'double' | 'bigint' | 'hugeint' | 'date' | 'timestamp' | 'time' | 'json' | 'text'): Sql
  /** Text to timestamp by a strptime format; NULL where it does not fit. */
  tryParseTime(text: Sql, format: string): Sql
  /** A timestamp without zone, read as wall clock time in `zone`, as the instant in UTC. */
  toUtc(local: Sql, zone: string): Sql
  /** The instant (UTC timestamp) as wall clock time in `zone`. */
  toLocal(instant: Sql, zone: string): Sql
}
