import type { Args, Said, Value } from '../check.ts'
import type { NumberStyle } from './written-forms/index.ts'

/**
 * How a column is delivered now, where it was delivered otherwise in the last accepted delivery. Plain data: it can be
 * asked of the engine and told to a word.
 */
export type Change =
  /** Dates or timestamps in one of these formats; `time`: with a time of day. */
  | { readonly is: 'written'; readonly was: string; readonly formats: readonly string[]; readonly time: boolean }
  | { readonly is: 'numbers'; readonly style: NumberStyle }
  /** Every number is so many times what it was; a decimal text. */
  | { readonly is: 'factor'; readonly by: string }
  /** The same values in other words, one to one. */
  | { readonly is: 'values'; readonly how: Recoding; readonly pairs: readonly (readonly [was: string, is: string])[] }
  /** The same values with something before or behind them that was not there (`added`), or is there no longer. */
  | { readonly is: 'affix'; readonly prefix: string; readonly suffix: string; readonly added: boolean }
  /** Texts in capital or small letters that were in the others, whatever they say. */
  | { readonly is: 'letters'; readonly to: 'capital' | 'small' }
  /** Texts beyond ASCII are UTF-8 that was read as Latin-1, and were not before. */
  | { readonly is: 'garbled' }
  /** Other values than before: all that occur now, and those of them that are new. */
  | { readonly is: 'codes'; readonly all: readonly string[]; readonly fresh: readonly string[] }
  /** What became of columns. */
  | {
      readonly is: 'columns'
      readonly renamed: readonly (readonly [was: string, is: string])[]
      readonly gone: readonly string[]
      readonly fresh: readonly string[]
    }

export type Recoding = 'case' | 'blanks' | 'zeros' | 'signs' | 'truth' | 'encoding' | 'recoded'

/** What a word says of a change: the same claim about the values as they are now; null where it cannot. */
export type Mend<A> = (a: A, change: Change) => Said | null

const constant = (v: Value): string | null => (['text', 'number', 'truth'].includes(v.kind) ? String(v.args.is) : null)

/** The listed values as they are delivered now; `exactly`: those that occur and no others. Null when the change says nothing of them. */
export function mendedValues(values: readonly Value[], change: Change, exactly = false): readonly Value[] | null {
  const were = values.map(constant)
  if (change.is === 'codes') {
    const replaced = exactly || !were.some((each) => each !== null && change.all.includes(each))
    return asWritten(replaced ? change.all : [...were.flatMap((each) => each ?? []), ...change.fresh], values)
  }
  const of = valueMap(change)
  const mended = were.map((was) => (was === null || of === null ? null : of(was)))
  if (mended.every((each) => each === null)) return null
  return asWritten(
    mended.map((each, i) => each ?? were[i] ?? ''),
    values,
  )
}

/** How a value is written now; null where the change does not say. */
export function valueMap(change: Change): ((was: string) => string | null) | null {
  if (change.is === 'values') {
    const known = new Map(change.pairs)
    return (was) => known.get(was) ?? null
  }
  if (change.is === 'letters') return (was) => (change.to === 'capital' ? was.toUpperCase() : was.toLowerCase())
  if (change.is !== 'affix') return null
  const { prefix, suffix } = change
  return change.added
    ? (was) => prefix + was + suffix
    : (was) =>
        was.startsWith(prefix) && was.endsWith(suffix) ? was.slice(prefix.length, was.length - suffix.length) : null
}

/** Numbers where all were numbers and still are, else texts; each once. */
function asWritten(texts: readonly string[], like: readonly Value[]): readonly Value[] {
  const numbers = like.every((v) => v.kind === 'number') && texts.every((each) => /^-?\d+(\.\d+)?$/.test(each))
  return [...new Set(texts)].map((is) => ({ kind: numbers ? 'number' : 'text', args: { is } }))
}

/** A constant number so many times as large; null for other values. */
export function scaled(v: Value, by: string): Value | null {
  if (v.kind !== 'number') return null
  const is = Number((Number(v.args.is) * Number(by)).toPrecision(12))
  return { kind: 'number', args: { is: String(is).includes('e') ? is.toFixed(20).replace(/\.?0+$/, '') : String(is) } }
}

/** The arguments of a claim with its limits so many times as large; null where one of them is no constant number. */
export function scaledLimits(args: Args, limits: readonly string[], change: Change): Args | null {
  if (change.is !== 'factor') return null
  const there = limits.filter((each) => args[each] !== undefined)
  const made = there.map((each) => [each, scaled(args[each] as unknown as Value, change.by)] as const)
  return made.some(([, v]) => v === null) ? null : { ...args, ...(Object.fromEntries(made) as unknown as Args) }
}
