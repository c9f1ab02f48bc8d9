import type { Scalar } from '../check.ts'
import { formatNumber } from '../vocabulary/format-number.ts'

/**
 * A share as a percentage, rounded to as few decimals as keep it on its side of 0%, 100% and of the ends of its band, so
 * that it never looks like what it is not: 999,999 of 1,000,000 is 99.9999%, and 2 of 3 is 66.7%, but 66.67% beside 66.7%.
 *
 * @param ends in percent
 */
export function percent(part: number, whole: number, ends: readonly number[] = []): string {
  if (whole === 0) return '0%'
  if (part === whole) return '100%'
  if (part === 0) return '0%'
  const share = (100 * part) / whole
  const apart = [0, 100, ...ends.filter((end) => Math.abs(end - share) > 1e-9)]
  for (let digits = 1; digits <= 10; digits++) {
    const rounded = Number(share.toFixed(digits))
    if (apart.every((end) => Math.sign(rounded - end) === Math.sign(share - end)))
      return `${formatNumber(trimmed(share.toFixed(digits)))}%`
  }
  return share < 1 ? 'nearly 0%' : share > 99 ? 'nearly 100%' : `${String(share)}%`
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** A measured number, written as the numbers of sentences are since it stands beside its bound; with at most 6 significant digits after the point, whole numbers entirely. */
export function shownNumber(n: number): string {
  if (!Number.isFinite(n)) return n > 0 ? 'infinity' : '-infinity'
  if (Number.isInteger(n) && Math.abs(n) < 1e15) return formatNumber(String(n))
  const text =
    Math.abs(n) >= 1e15 || (n !== 0 && Math.abs(n) < 1e-4)
      ? n.toExponential(4)
      : String(Number(n.toPrecision(Math.abs(n) >= 1000 ? 8 : 6)))
  return formatNumber(text)
}

const STEPS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time in its two largest units: `1 day 3 hours`. */
export function shownDuration(seconds: number): string {
  if (seconds < 0) return `-${shownDuration(-seconds)}`
  const milliseconds = Math.round(seconds * 1000)
  if (milliseconds < 1000) return `${shownNumber(milliseconds)} ms`
  let left = Math.round(seconds)
  const first = STEPS.findIndex(([, size]) => left >= size)
  const parts: string[] = []
  for (const [unit, size] of STEPS.slice(first, first + 2)) {
    const n = Math.floor(left / size)
    left -= n * size
    if (n > 0) parts.push(`${formatNumber(n)} ${unit}${n === 1 ? '' : 's'}`)
  }
  return parts.join(' ')
}

/** An instant (seconds since 1970) as date, with the time where it is not midnight UTC. */
export function shownInstant(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

export function shownScalar(s: Scalar): string {
  switch (s.kind) {
    case 'number':
      return s.part !== undefined && s.whole !== undefined ? percent(s.part, s.whole) : shownNumber(s.is)
    case 'duration':
      return shownDuration(s.is)
    case 'instant':
      return shownInstant(s.is)
    case 'text':
      return JSON.stringify(s.is)
  }
}
