import {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  DuckDBVariantValue,
} from '@duckdb/node-api'
import type { DuckDBValue } from '@duckdb/node-api'
import type { EngineValue } from './engine.ts'

/** An engine's value as a plain one: no digit is lost, times are ISO 8601, and instants (with zone) end in `Z`. */
export function plainValues(value: DuckDBValue): EngineValue {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value
    default:
      return fromObject(value)
  }
}

function fromObject(value: Exclude<DuckDBValue, null | string | number | boolean | bigint>): EngineValue {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plainValues)
  if (value instanceof DuckDBStructValue) return plainObject(Object.entries(value.entries))
  if (value instanceof DuckDBMapValue)
    return plainObject(value.entries.map(({ key, value: of }) => [String(plainValues(key)), of]))
  if (value instanceof DuckDBUnionValue || value instanceof DuckDBVariantValue) return plainValues(value.value)
  if (value instanceof DuckDBDecimalValue) return fromDecimal(value.toString())
  if (value instanceof DuckDBTimestampTZValue) return instant(new DuckDBTimestampValue(value.micros))
  if (isTimestamp(value)) return isoTimestamp(value.toString())
  return String(value)
}

function plainObject(entries: readonly (readonly [string, DuckDBValue])[]): EngineValue {
  return Object.fromEntries(entries.map(([key, value]) => [key, plainValues(value)]))
}

function isTimestamp(value: object): boolean {
  return (
    value instanceof DuckDBTimestampValue ||
    value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue ||
    value instanceof DuckDBTimestampNanosecondsValue
  )
}

function isoTimestamp(written: string): string {
  return written.replace(' ', 'T')
}

function instant(utc: DuckDBTimestampValue): string {
  return utc.isFinite ? `${isoTimestamp(utc.toString())}Z` : utc.toString()
}

/** A number when it says the same, digit by digit, apart from closing zeros; else the text. */
function fromDecimal(written: string): number | string {
  const digits = written.includes('.') ? written.replace(/\.?0+$/, '') : written
  return String(Number(digits)) === digits ? Number(digits) : written
}
