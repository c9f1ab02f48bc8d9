import type { Kind } from '../check.ts'
import { literally } from '../vocabulary/conditions/patterns.ts'
import type { ValueCount } from '../vocabulary/profile.ts'
import { NUMBER_STYLES, plainNumber, type NumberStyle } from '../vocabulary/written-forms/index.ts'

/** What was seen of a column in some rows of a delivery. */
export interface Seen {
  readonly name: string
  readonly kind: Kind
  readonly rows: number
  readonly present: number
  /** Its different values as texts, the most frequent first. */
  readonly values: readonly ValueCount[]
}

/** Rows of two deliveries, their columns by name; of the same keys where the page has a key. */
export interface Pair {
  readonly was: ReadonlyMap<string, Seen>
  readonly is: ReadonlyMap<string, Seen>
  /** The values of a column in rows of the same key; empty without a key. */
  readonly beside: (was: string, is: string) => readonly (readonly [was: string, is: string])[]
  /** How numbers are written on the page. */
  readonly numbers: NumberStyle
  /** How the page says that dates of a column are written. */
  readonly formats: ReadonlyMap<string, readonly string[]>
}

/** Values below which nothing is believed of a column. */
export const LEAST = 20
/** What is said of a column must be so of so much of its values: a few bad rows are none of its business. */
export const NEARLY_ALL = 0.95
/** A sample must show nearly as much before all rows are asked. */
export const IN_SAMPLE = 0.9

export function seenOf(name: string, kind: Kind, cells: readonly (string | null)[]): Seen {
  const counts = new Map<string, number>()
  for (const each of cells) if (each !== null) counts.set(each, (counts.get(each) ?? 0) + 1)
  const values = [...counts].map(([value, rows]) => ({ value, rows }))
  values.sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
  return { name, kind, rows: cells.length, present: values.reduce((sum, each) => sum + each.rows, 0), values }
}

/** The share of the values that satisfy something, by rows. */
export const shareOf = (of: Seen, is: (value: string) => boolean): number =>
  of.present === 0 ? 0 : of.values.reduce((sum, { value, rows }) => (is(value) ? sum + rows : sum), 0) / of.present

const PLAIN = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/
const readers = new Map(NUMBER_STYLES.map((style) => [style, plainNumber(style)]))

/** A text in that style as a number; null where it is none. */
export function numberIn(text: string, style: NumberStyle): number | null {
  const plain = readers.get(style)?.(text.trim()) ?? null
  if (plain === null || !PLAIN.test(plain)) return null
  const read = Number(plain)
  return Number.isFinite(read) ? read : null
}

/** What follows from a column alone, told once for all the columns that it is compared with. */
export function once<T>(told: (of: Seen) => T): (of: Seen) => T {
  const known = new WeakMap<Seen, { readonly is: T }>()
  return (of) => {
    const before = known.get(of)
    if (before) return before.is
    const is = told(of)
    known.set(of, { is })
    return is
  }
}

/** Its numbers, ascending, as often as they occur. */
export function numbersOf(of: Seen, style: NumberStyle): readonly number[] {
  const known = numbersByStyle(of)
  const before = known.get(style)
  if (before) return before
  const found: number[] = []
  for (const { value, rows } of of.values) {
    const x = numberIn(value, style)
    if (x !== null) for (let i = 0; i < rows; i++) found.push(x)
  }
  known.set(
    style,
    found.sort((a, b) => a - b),
  )
  return found
}

const numbersByStyle = once(() => new Map<NumberStyle, readonly number[]>())

export const isNumeric = (of: Seen, style: NumberStyle): boolean =>
  of.present >= LEAST && numbersOf(of, style).length / of.present >= IN_SAMPLE

/** Few values that occur again and again. */
const MOST_CODES = 300
export const isCodes = (of: Seen): boolean =>
  of.present >= LEAST && of.values.length <= MOST_CODES && of.values.length <= of.present / 4

/** Whole numbers that are names: nearly all different, and of some length. */
export const isIds = once(
  (of) =>
    of.present >= LEAST &&
    of.values.length >= 0.95 * of.present &&
    shareOf(of, (each) => /^\d{4,}$/.test(each)) >= IN_SAMPLE,
)

/** The pattern of a text: runs of digits with their number, runs of letters, and the rest as it is. */
export function patternOf(text: string): string {
  return text
    .slice(0, 60)
    .replace(/\d+|\p{Lu}+|\p{Ll}+|\p{L}+|\s+|[^\d\p{L}\s]/gu, (run) =>
      /^\d/.test(run)
        ? `[0-9]{${String(run.length)}}`
        : /^\p{Lu}/u.test(run)
          ? '\\p{Lu}+'
          : /^\p{Ll}/u.test(run)
            ? '\\p{Ll}+'
            : /^\p{L}/u.test(run)
              ? '\\p{L}+'
              : /^\s/.test(run)
                ? '\\s+'
                : literally(run),
    )
}

const MOST_PATTERNS = 12

/** The patterns that nearly all values have; null where these are too many to say anything. */
export function patternsOf(of: Seen): readonly string[] | null {
  const counts = new Map<string, number>()
  for (const { value, rows } of of.values) {
    const pattern = patternOf(value)
    counts.set(pattern, (counts.get(pattern) ?? 0) + rows)
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_PATTERNS)
  const covered = sorted.reduce((sum, [, rows]) => sum + rows, 0)
  return covered >= NEARLY_ALL * of.present ? sorted.map(([pattern]) => pattern) : null
}
