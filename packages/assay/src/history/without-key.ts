import type { Key } from '../record.ts'

/** What stands for a value that was erased. */
const ERASED = '(erased)'

/** Those keys that a sentence speaks of. */
export const aboutKey = (sentence: string, keys: readonly Key[]): readonly Key[] =>
  keys.filter((key) => sentence.includes(`\`${key.column}\``))

/** Numbers that are a value of a column, as the largest is; all others are of many rows, and equal a key by chance alone. */
const SINGLE_VALUE = /\bthe (?:smallest|largest|most common|median|[\d.]+(?:st|nd|rd|th) percentile)\b(?! length)/
const OF_ALL = /\bthe (?:number|share|average|sum|standard deviation|variance|skewness|kurtosis|entropy)\b/

/** What a sentence has to say of the keys that it speaks of: a value of theirs as its number, or only quoted in its reason. */
export interface Telling {
  readonly about: readonly Key[]
  readonly single: boolean
  readonly counts: boolean
}

/** @param failing how many rows fail it; null where its number is not the share of rows */
export function tellingOf(sentence: string, failing: unknown, keys: readonly Key[]): Telling {
  const about = aboutKey(sentence, keys)
  const single = typeof failing !== 'number' && SINGLE_VALUE.test(sentence)
  const counts = !single && !sentence.includes('for each') && (typeof failing === 'number' || OF_ALL.test(sentence))
  return { about, single, counts }
}

/** The number of a sentence; null where it is a value of the key. */
export const valueWithout = <T>(value: T, { about, single }: Telling): T | null =>
  single && about.some((key) => key.value === String(value)) ? null : value

/** What is told of a sentence; where it only counts, a number in it is a key where it is quoted. */
export const toldText = (text: string, { about, counts }: Telling): string =>
  counts
    ? withoutQuoted(
        withoutTokens(
          text,
          about.filter(({ value }) => !isNumber(value)),
        ),
        about,
      )
    : withoutTokens(text, about)

const isNumber = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value)
const withoutQuoted = (text: string, keys: readonly Key[]): string =>
  keys.reduce((rest, { value }) => rest.replaceAll(JSON.stringify(value), JSON.stringify(ERASED)), text)

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
  const sentence = told.filter((each) => typeof each === 'string').join(' ')
  const telling = tellingOf(sentence, 'failing' in of ? of.failing : null, keys)
  return Object.fromEntries(
    Object.entries(of).map(([name, each]) => [
      name,
      withoutIn(name, each, tableWithout(name, each, of, keys), telling, keys),
    ]),
  )
}

/** What is said of a sentence. */
const TOLD = new Set(['reason', 'shown', 'headline'])

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

function withoutIn(name: string, before: unknown, each: unknown, telling: Telling, keys: readonly Key[]): unknown {
  if (name === 'cure' && typeof each === 'string') return withoutTokens(each, aboutKey(each, keys))
  if (telling.about.length === 0 || before !== each) return withoutKey(each, keys)
  if (name === 'value' && (each === null || typeof each !== 'object')) return valueWithout(each, telling)
  if (TOLD.has(name) && typeof each === 'string') return toldText(each, telling)
  if (name === 'after' || name === 'groups') return toldWithout(each, telling, keys)
  return withoutKey(each, keys)
}

/** Of the second judgement and of groups too, which do not say their sentence again. */
function toldWithout(of: unknown, telling: Telling, keys: readonly Key[]): unknown {
  if (Array.isArray(of))
    return of.filter((each) => !isEntryOf(each, keys)).map((each) => toldWithout(each, telling, keys))
  if (of === null || typeof of !== 'object') return of
  return Object.fromEntries(
    Object.entries(of).map(([name, each]) => [name, withoutIn(name, each, each, telling, keys)]),
  )
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
