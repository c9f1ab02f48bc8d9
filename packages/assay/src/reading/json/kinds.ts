import { quoteName } from '../sql-text.ts'
import { ExactNumber, isObject } from './parse.ts'
import type { JsonValue } from './parse.ts'

/** What kinds of values stood at one place of all records. */
export interface Kinds {
  text: boolean
  truth: boolean
  /** Whole, and a double holds it. */
  whole: boolean
  /** Whole, beyond 2^53, within 64 bits. */
  long: boolean
  /** Beyond 64 bits, or beyond a double. */
  huge: boolean
  fraction: boolean
  entries: Kinds | undefined
  fields: Map<string, Kinds> | undefined
}

export const noKinds = (): Kinds => ({
  text: false,
  truth: false,
  whole: false,
  long: false,
  huge: false,
  fraction: false,
  entries: undefined,
  fields: undefined,
})

export function observe(kinds: Kinds, value: JsonValue): void {
  if (value === null) return
  if (typeof value === 'string') kinds.text = true
  else if (typeof value === 'boolean') kinds.truth = true
  else if (typeof value === 'number') observeNumber(kinds, value)
  else if (value instanceof ExactNumber) observeExact(kinds, value)
  else if (isObject(value)) {
    kinds.fields ??= new Map()
    for (const [key, of] of Object.entries(value)) observe(fieldOf(kinds.fields, key), of)
  } else {
    kinds.entries ??= noKinds()
    for (const entry of value) observe(kinds.entries, entry)
  }
}

export function fieldOf(fields: Map<string, Kinds>, key: string): Kinds {
  const known = fields.get(key)
  if (known) return known
  const made = noKinds()
  fields.set(key, made)
  return made
}

function observeNumber(kinds: Kinds, value: number): void {
  if (Number.isSafeInteger(value)) kinds.whole = true
  else kinds.fraction = true
}

function observeExact(kinds: Kinds, { written }: ExactNumber): void {
  const isLong = /^-?\d{1,19}$/.test(written) && BigInt.asIntN(64, BigInt(written)) === BigInt(written)
  if (isLong) kinds.long = true
  else kinds.huge = true
}

/** The one type that holds all values of a place without loss. */
export type Shape =
  | { readonly kind: 'text' | 'whole' | 'number' | 'truth' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Shape> }

/** Objects with more keys are maps written as objects; as columns of columns they would be of no use. */
const mostFields = 1000

export function shapeOf(kinds: Kinds): Shape {
  const { text, truth, whole, long, huge, fraction, entries, fields } = kinds
  const number = whole || long || huge || fraction
  const found = [text, truth, number, entries !== undefined, fields !== undefined].filter(Boolean).length
  if (found !== 1 || text) return { kind: 'text' }
  if (truth) return { kind: 'truth' }
  if (entries) return { kind: 'list', of: shapeOf(entries) }
  if (fields) return isStruct(fields) ? { kind: 'object', fields: shapes(fields) } : { kind: 'text' }
  if (huge || (long && fraction)) return { kind: 'text' }
  return { kind: fraction ? 'number' : 'whole' }
}

/** Whether different kinds of values were all made text. */
export function isMixed(kinds: Kinds): boolean {
  const number = kinds.whole || kinds.long || kinds.huge || kinds.fraction
  return [kinds.text, kinds.truth, number, kinds.entries, kinds.fields].filter(Boolean).length > 1
}

function isStruct(fields: ReadonlyMap<string, Kinds>): boolean {
  const names = [...fields.keys()]
  const different = new Set(names.map((name) => name.toLowerCase())).size
  return (
    names.length > 0 &&
    names.length <= mostFields &&
    different === names.length &&
    names.every((name) => /^[^\0]+$/.test(name))
  )
}

const shapes = (fields: ReadonlyMap<string, Kinds>) =>
  new Map([...fields].map(([name, kinds]) => [name, shapeOf(kinds)]))

export function sqlType(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'VARCHAR'
    case 'whole':
      return 'BIGINT'
    case 'number':
      return 'DOUBLE'
    case 'truth':
      return 'BOOLEAN'
    case 'list':
      return `${sqlType(shape.of)}[]`
    case 'object':
      return `STRUCT(${[...shape.fields].map(([name, of]) => `${quoteName(name)} ${sqlType(of)}`).join(', ')})`
  }
}

/** A value as JSON that the engine reads into its shape. */
export function write(value: JsonValue, shape: Shape): string {
  if (value === null) return 'null'
  if (shape.kind === 'text') return JSON.stringify(plainText(value))
  if (shape.kind === 'list' && Array.isArray(value))
    return `[${(value as readonly JsonValue[]).map((entry) => write(entry, shape.of)).join(',')}]`
  if (shape.kind === 'object' && isObject(value)) {
    const fields = Object.entries(value).map(
      ([key, of]) => `${JSON.stringify(key)}:${write(of, shape.fields.get(key) ?? { kind: 'text' })}`,
    )
    return `{${fields.join(',')}}`
  }
  return jsonText(value)
}

/** A text as it is, anything else as it is written in JSON. */
const plainText = (value: JsonValue) => (typeof value === 'string' ? value : jsonText(value))

function jsonText(value: JsonValue): string {
  if (value instanceof ExactNumber) return value.written
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(jsonText).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value as Record<string, JsonValue>)
      .map(([key, of]) => `${JSON.stringify(key)}:${jsonText(of)}`)
      .join(',')}}`
  return JSON.stringify(value)
}
