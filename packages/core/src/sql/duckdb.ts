import type { Dialect } from './dialect.ts'
import { name, sql, text, type Sql } from './sql.ts'

// Twice as fast as timezone('UTC', …), and independent of the session's zone.
const withoutZone = (instant: Sql): Sql => sql`make_timestamp(epoch_us(${instant}))`

export const duckdb: Dialect = {
  name: 'duckdb',
  matchesWhole: (of, pattern) => sql`regexp_full_match(${of}, ${text(pattern)})`,
  matches: (of, pattern, ignoreCase) =>
    ignoreCase ? sql`regexp_matches(${of}, ${text(pattern)}, 'i')` : sql`regexp_matches(${of}, ${text(pattern)})`,
  tryCast: (of, type) => {
    switch (type) {
      case 'double':
        return sql`TRY_CAST(${of} AS DOUBLE)`
      case 'bigint':
        return sql`TRY_CAST(${of} AS BIGINT)`
      case 'hugeint':
        return sql`TRY_CAST(${of} AS HUGEINT)`
      case 'date':
        return sql`TRY_CAST(${of} AS DATE)`
      case 'timestamp':
        return sql`TRY_CAST(${of} AS TIMESTAMP)`
      case 'time':
        return sql`TRY_CAST(${of} AS TIME)`
      case 'json':
        return sql`TRY_CAST(${of} AS JSON)`
      case 'text':
        return sql`CAST(${of} AS VARCHAR)`
    }
  },
  // The cast alone also takes `1_000` and `+-5`, and reads `inf`. Excluding those costs half of what a pattern costs, and
  // looking at the first character first spares the slow failing cast for ordinary text.
  readNumber: (of) =>
    sql`CASE WHEN ${of} < ':' AND isfinite(TRY_CAST(${of} AS DOUBLE)) AND NOT contains(${of}, '_') AND NOT contains(${of}, '+-') THEN TRY_CAST(${of} AS DOUBLE) END`,
  tryInstant: (of) => withoutZone(sql`TRY_CAST(${of} AS TIMESTAMPTZ)`),
  fromEpochMicroseconds: (of) => sql`make_timestamp(${of})`,
  tryParseTime: (of, format) => sql`try_strptime(${of}, ${text(format)})`,
  tryParseInstant: (of, format) => withoutZone(sql`try_strptime(${of}, ${text(format)})`),
  quotient: (of, by) => sql`(${of} // ${by})`,
  // Inside CASE the engine does not find equal expressions; a lambda over one entry halves the time of a check digit.
  letting: (as, value, use) => sql`list_transform([${value}], lambda ${name(as)}: ${use(name(as))})[1]`,
  isJson: (of) => sql`json_valid(${of})`,
  replaceAll: (of, pattern, by) => sql`regexp_replace(${of}, ${text(pattern)}, ${text(by)}, 'g')`,
  editDistance: (a, b) => sql`damerau_levenshtein(${a}, ${b})`,
  toUtc: (local, zone) =>
    zone === 'UTC' ? local : sql`timezone('UTC', timezone(${text(zone)}, CAST(${local} AS TIMESTAMP)))`,
  toLocal: (instant, zone) =>
    zone === 'UTC' ? instant : sql`timezone(${text(zone)}, timezone('UTC', CAST(${instant} AS TIMESTAMP)))`,
}
