import type { Args, Condition, Json, Value } from '../check.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { formatValue } from './format.ts'

/** Whether a condition is true or false of missing values too, so that every row counts. */
export function countsMissing(c: Condition): boolean {
  if ('all' in c) return c.all.some(countsMissing)
  if ('any' in c) return c.any.some(countsMissing)
  return CONDITIONS[c.claim.kind]?.countsMissing === true
}

/** The values, as they are written, without which a condition is neither true nor false. */
export function leftOut(c: Condition): readonly string[] {
  if ('all' in c || 'any' in c)
    return [...new Set(('all' in c ? c.all : c.any).flatMap(leftOut))].filter((each) => !decided(c).has(each))
  if (CONDITIONS[c.claim.kind]?.countsMissing || c.claim.kind === 'is-a') return []
  const required = CONDITIONS[c.claim.kind]?.required?.(c.claim.args)
  return [
    ...new Set([...c.subject.of.flatMap(sources), ...(required?.flatMap(sources) ?? argumentSources(c.claim.args))]),
  ]
}

/** Values that another part of the condition asks to be present or missing: they decide it also when they are missing. */
function decided(c: Condition): ReadonlySet<string> {
  if ('all' in c || 'any' in c) return new Set(('all' in c ? c.all : c.any).flatMap((each) => [...decided(each)]))
  return new Set(CONDITIONS[c.claim.kind]?.countsMissing ? c.subject.of.flatMap(sources) : [])
}

const isValue = (held: Json | undefined): held is { readonly kind: string; readonly args: Args } =>
  held !== null && typeof held === 'object' && !Array.isArray(held) && 'kind' in held && 'args' in held

const argumentSources = (args: Args): readonly string[] =>
  Object.values(args).flatMap((held) =>
    isValue(held)
      ? sources(held)
      : Array.isArray(held)
        ? held.flatMap((each: Json) => (isValue(each) ? sources(each) : []))
        : [],
  )

/** What a value of the row is made of: columns, and what is looked up; nothing for numbers of the delivery. */
function sources(v: Value): readonly string[] {
  if (v.kind === 'column' || v.kind === 'lookup' || v.kind === 'row-before' || v.kind === 'row-after')
    return [formatValue(v)]
  if (MADE.has(v.kind)) return argumentSources(v.args)
  return []
}

const MADE = new Set([
  'plus',
  'minus',
  'times',
  'divided-by',
  'percent-of',
  'after',
  'before',
  'length',
  'absolute',
  'time-between',
  'part-of-time',
  'part-of-key',
])
