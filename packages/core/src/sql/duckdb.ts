import type { Dialect } from './dialect.ts'
import { sql, text } from './sql.ts'

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
  tryParseTime: (of, format) => sql`try_strptime(${of}, ${text(format)})`,
  toUtc: (local, zone) =>
    zone === 'UTC' ? local : sql`timezone('UTC', timezone(${text(zone)}, CAST(${local} AS TIMESTAMP)))`,
  toLocal: (instant, zone) =>
    zone === 'UTC' ? instant : sql`timezone(${text(zone)}, timezone('UTC', CAST(${instant} AS TIMESTAMP)))`,
}
