import { wordsOf } from '../../cause.ts'

/** A number that a double cannot hold: its digits as they stand in the file. */
export class ExactNumber {
  readonly written: string
  constructor(written: string) {
    this.written = written
  }
}

export type JsonValue = null | boolean | number | string | ExactNumber | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

export type ParsedRecord = { readonly record: JsonObject } | { readonly problem: string }

const marker = '\u0000number:'

/** One record; whatever is not one object with each key once is a problem in words. */
export function parseRecord(text: string): ParsedRecord {
  const parsed = parse(text)
  if ('problem' in parsed) return parsed
  const { value } = parsed
  if (!isObject(value)) return { problem: `it is ${kindInWords(value)}, not an object` }
  const keys = { count: 0, halfCharacter: false }
  inspect(value, keys)
  if (keys.halfCharacter) return { problem: 'it has half a character (one of a pair of \\u escapes)' }
  if (keys.count !== colons(text)) return { problem: 'a key stands twice in one object' }
  return { record: value }
}

function parse(text: string): { value: JsonValue } | { problem: string } {
  try {
    const value = JSON.parse(text) as JsonValue
    return { value: /\d{16}|[eE]\+?\d{3}/.test(text) ? withExactNumbers(text) : value }
  } catch (cause) {
    const words = wordsOf(cause)
    return { problem: `it is not valid JSON: ${words.replace(/,? ?(\.\.\.)?"[\s\S]*$/, '').replace(/ in JSON/, '')}` }
  }
}

/** Parses again with every number that would lose digits as a marked text, because `JSON.parse` does not give a number's text. */
function withExactNumbers(text: string): JsonValue {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs, (token) =>
    token.startsWith('"') || isHeld(token) ? token : JSON.stringify(marker + token),
  )
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(marker) ? new ExactNumber(value.slice(marker.length)) : value,
  ) as JsonValue
}

function isHeld(written: string): boolean {
  const value = Number(written)
  if (!Number.isFinite(value)) return false
  return !/^-?\d+$/.test(written) || Number.isSafeInteger(value)
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
}

function kindInWords(value: JsonValue): string {
  if (value === null) return 'null'
  return Array.isArray(value)
    ? 'a list'
    : `a ${typeof value === 'object' ? 'number' : typeof value === 'string' ? 'text' : typeof value}`
}

function inspect(value: JsonValue, keys: { count: number; halfCharacter: boolean }): void {
  if (typeof value === 'string') keys.halfCharacter ||= /\p{Surrogate}/u.test(value)
  else if (Array.isArray(value)) for (const entry of value as readonly JsonValue[]) inspect(entry, keys)
  else if (isObject(value)) {
    for (const [key, of] of Object.entries(value)) {
      keys.count++
      keys.halfCharacter ||= /\p{Surrogate}/u.test(key)
      inspect(of, keys)
    }
  }
}

/** Colons outside of texts: one for each key as it is written. */
function colons(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 58) count++
    else if (code === 34) i = stringEnd(text, i + 1)
  }
  return count
}

function stringEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) return i
  }
  return text.length
}
