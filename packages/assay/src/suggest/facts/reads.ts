import type { Kind, Readable } from '@assay/core'

/**
 * What one text reads as. The written forms are those of the language, told here by their shapes alone: what a sentence says is
 * measured by the engine with the full rules.
 */
export interface Read {
  readonly as: ReadonlySet<Readable>
  readonly number: number | null
  /** Seconds since 1970 of a date or timestamp; without an offset as if it were UTC. */
  readonly time: number | null
  readonly decimals: number
}

const NUMBER = /^[-+]?(?:\d+\.?(\d*)|\.(\d+))(?:[eE]([-+]?\d+))?$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[-+]\d{2}(?::?\d{2})?)?$/
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/
const TRUTH = /^(?:true|false|yes|no|1|0)$/i

export function readText(text: string, kind: Kind, plain: (text: string) => string | null): Read {
  const trimmed = text.trim()
  const as = new Set<Readable>()
  const number = kind === 'text' || kind === 'number' ? numberOf(plain(trimmed)) : null
  if (number) as.add('number')
  if (number && number.decimals === 0) as.add('whole number')
  const time = kind === 'text' || kind === 'date' || kind === 'timestamp' ? timeOf(trimmed) : null
  if (time !== null) as.add(DATE.test(trimmed) ? 'date' : 'timestamp')
  if (TIME.test(trimmed)) as.add('time')
  if (TRUTH.test(trimmed)) as.add('boolean')
  return { as, number: number?.is ?? null, time, decimals: number?.decimals ?? 0 }
}

function numberOf(text: string | null): { readonly is: number; readonly decimals: number } | null {
  const parts = text === null ? null : NUMBER.exec(text)
  if (!parts || text === null) return null
  const is = Number(text)
  if (!Number.isFinite(is)) return null
  const fraction = (parts[1] ?? parts[2] ?? '').replace(/0+$/, '').length
  return { is, decimals: Math.max(0, fraction - Number(parts[3] ?? 0)) }
}

/** Dates of the calendar only: the 30th of February is none. */
function timeOf(text: string): number | null {
  if (!DATE.test(text) && !TIMESTAMP.test(text)) return null
  const iso = text
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/([-+]\d{2})(\d{2})$/, '$1:$2')
    .replace(/([-+]\d{2})$/, (zone) => (text.length > 10 ? `${zone}:00` : zone))
  const zoned = text.length > 10 && !/(?:Z|[-+]\d{2}:\d{2})$/.test(iso) ? `${iso}Z` : iso
  const at = Date.parse(zoned)
  if (Number.isNaN(at)) return null
  const day = Number(text.slice(8, 10))
  return new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`)).getUTCDate() === day ? at / 1000 : null
}
