import type { Key } from '../record.ts'

/** What stands for a value that was erased. */
const ERASED = '(erased)'

/** Those keys that a sentence speaks of. */
export const aboutKey = (sentence: string, keys: readonly Key[]): readonly Key[] =>
  keys.filter((key) => sentence.includes(`\`${key.column}\``))

/** A text without these values, where they stand as words of their own. */
export function withoutTokens(text: string, keys: readonly Key[]): string {
  return keys.reduce((rest, { value }) => {
    const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'), ERASED)
  }, text)
}

/**
 * Plain data without the rows that have all of these values: tables lose the row, lists of values or groups lose the entry,
 * and a sentence about a key's column loses the value in what is said of it.
 */
export function withoutKey(of: unknown, keys: readonly Key[]): unknown {
  if (Array.isArray(of)) return of.filter((each) => !isEntryOf(each, keys)).map((each) => withoutKey(each, keys))
  if (typeof of === 'string') return withoutEquations(of, keys)
  if (of === null || typeof of !== 'object') return of
  if ('support' in of && 'columns' in of && Array.isArray(of.columns)) return changeWithout(of, of.columns, keys)
  const told = ['canonical', 'sentence'].map((name) => (name in of ? of[name as keyof typeof of] : null))
  const about = aboutKey(told.filter((each) => typeof each === 'string').join(' '), keys)
  return Object.fromEntries(
    Object.entries(of).map(([name, each]) => [
      name,
      withoutIn(name, each, tableWithout(name, each, of, keys), about, keys),
    ]),
  )
}

/** What is said of a sentence, and its number. */
const TOLD = new Set(['reason', 'shown', 'value', 'headline'])

/** What is told of a changed column shows values of it. */
function changeWithout(of: object, columns: readonly unknown[], keys: readonly Key[]): unknown {
  const about = keys.filter((key) => columns.includes(key.column))
  const texts = (part: unknown): unknown => {
    if (typeof part === 'string') return withoutTokens(part, about)
    if (Array.isArray(part)) return part.map(texts)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, texts(each)]))
  }
  return texts(of)
}

function withoutIn(name: string, before: unknown, each: unknown, about: readonly Key[], keys: readonly Key[]): unknown {
  if (name === 'cure' && typeof each === 'string') return withoutTokens(each, aboutKey(each, keys))
  if (about.length === 0 || before !== each) return withoutKey(each, keys)
  if (TOLD.has(name) && typeof each === 'string') return withoutTokens(each, about)
  if (name === 'value' && about.some((key) => key.value === String(each))) return null
  if (name === 'after' || name === 'groups') return toldWithout(each, about, keys)
  return withoutKey(each, keys)
}

/** Of the second judgement and of groups too, which do not say their sentence again. */
function toldWithout(of: unknown, about: readonly Key[], keys: readonly Key[]): unknown {
  if (Array.isArray(of))
    return of.filter((each) => !isEntryOf(each, keys)).map((each) => toldWithout(each, about, keys))
  if (of === null || typeof of !== 'object') return of
  return Object.fromEntries(Object.entries(of).map(([name, each]) => [name, withoutIn(name, each, each, about, keys)]))
}

/** The rows of a table (`columns` beside `rows` or `cells`) that are not those of the key. */
function tableWithout(name: string, rows: unknown, table: object, keys: readonly Key[]): unknown {
  if ((name !== 'rows' && name !== 'cells') || !Array.isArray(rows)) return rows
  const columns = 'columns' in table && Array.isArray(table.columns) ? (table.columns as unknown[]) : null
  const places = keys.map((key) => columns?.indexOf(key.column) ?? -1)
  if (places.every((at) => at < 0)) return rows
  return rows.filter(
    (row: unknown) =>
      !(Array.isArray(row) && places.every((at, i) => at < 0 || String(row[at] as unknown) === keys[i]?.value)),
  )
}

/** `{column, value}` of the key, a group of it, a value of its distribution, or an unreadable row with it. */
function isEntryOf(each: unknown, keys: readonly Key[]): boolean {
  if (each === null || typeof each !== 'object' || Array.isArray(each)) return false
  const entry = each as { readonly [name: string]: unknown }
  const { group, column, value, text, why } = entry
  if (typeof column === 'string' && 'value' in entry)
    return keys.some((key) => key.column === column && key.value === String(value))
  if (group !== null && typeof group === 'object')
    return keys.some((key) => String((group as { readonly [name: string]: unknown })[key.column]) === key.value)
  // the text of a row that could not be read
  return typeof text === 'string' && typeof why === 'string' && withoutTokens(text, keys) !== text
}

const withoutEquations = (text: string, keys: readonly Key[]): string =>
  keys.reduce(
    (rest, key) =>
      rest.includes(`${key.column} = ${key.value}`)
        ? rest.replaceAll(`${key.column} = ${key.value}`, `${key.column} = ${ERASED}`)
        : rest,
    text,
  )
