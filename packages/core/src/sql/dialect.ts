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
  /**
   * Text to double by one of `-12`, `+12`, `12.50`, `12.`, `.5`, `1e3` with ASCII blanks around, as fast as the engine
   * can; NULL for all else, also where the double would be infinite.
   */
  readNumber(text: Sql): Sql
  /** Text like `2024-01-31T10:00:00.5+02:00` (offset `Z`, `+02`, `+0200` or `+02:00`) to a UTC timestamp, else NULL. */
  tryInstant(text: Sql): Sql
  /** Microseconds since 1970 (a whole number) as UTC timestamp. */
  fromEpochMicroseconds(of: Sql): Sql
  /** Text to timestamp by a strptime format; NULL where it does not fit. */
  tryParseTime(text: Sql, format: string): Sql
  /** As `tryParseTime`, for a format with `%z`: the instant as UTC timestamp. */
  tryParseInstant(text: Sql, format: string): Sql
  /** The quotient of two whole numbers without its fraction. */
  quotient(of: Sql, by: Sql): Sql
  /** `use` of a value that is computed once a row; `as` names it and must not be used again inside. */
  letting(as: string, value: Sql, use: (value: Sql) => Sql): Sql
  /** Boolean: is the text a JSON document (the engine's reader may be laxer than RFC 8259). */
  isJson(text: Sql): Sql
  /** The text with every match of the RE2 pattern replaced. */
  replaceAll(text: Sql, pattern: string, by: string): Sql
  /** How many letters must be added, left out, exchanged or swapped with their neighbour to make one text of the other. */
  editDistance(a: Sql, b: Sql): Sql
  /** A timestamp without zone, read as wall clock time in `zone`, as the instant in UTC. */
  toUtc(local: Sql, zone: string): Sql
  /** The instant (UTC timestamp) as wall clock time in `zone`. */
  toLocal(instant: Sql, zone: string): Sql
}
