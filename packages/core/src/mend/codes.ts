import type { Change, Recoding } from '../vocabulary/change.ts'
import { IN_SAMPLE, LEAST, isCodes, patternsOf, shareOf, type Pair, type Seen } from './seen.ts'

/** How the codes and texts of a column are said in other words than before. */

/** Two values that come to the same by one of these are the same in other words. */
const SAME: readonly (readonly [how: Recoding, of: (value: string) => string])[] = [
  ['blanks', (x) => x.trim()],
  ['case', (x) => x.toLowerCase()],
  ['zeros', (x) => x.replace(/^0+(?=[^\s])/, '')],
  ['signs', (x) => x.replace(/[^\p{L}\p{N}]/gu, '')],
  ['truth', (x) => TRUTH.get(x.trim().toLowerCase()) ?? ''],
  ['encoding', repaired],
]

const TRUTH = new Map([
  ...['true', '1', 'yes', 'y', 't', 'on'].map((each) => [each, 'true'] as const),
  ...['false', '0', 'no', 'n', 'f', 'off'].map((each) => [each, 'false'] as const),
])

/** Windows-1252 where it differs from Latin-1: the characters of bytes 80 to 9F. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** UTF-8 that was read as Latin-1 or Windows-1252 ("MÃ¼nchen"), as it was meant; other texts as they are. */
export function repaired(text: string): string {
  if (!/[\u00c2-\u00f4]/.test(text)) return text
  const bytes = [...text].map((c) => {
    const high = HIGH.indexOf(c)
    return high >= 0 ? 0x80 + high : (c.codePointAt(0) ?? 0)
  })
  if (bytes.some((each) => each > 255)) return text
  try {
    return decodeURIComponent(bytes.map((each) => `%${each.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return text
  }
}

/** Values that nearly all are earlier ones in other words. */
export function sameOtherwise(was: Seen, is: Seen): Change | null {
  const known = new Set(was.values.map((each) => each.value))
  // what stays as it is, as a code without letters does, is neither for it nor against it
  const unchanged = shareOf(is, (each) => known.has(each))
  if (unchanged > 1 - LEAST_CHANGED) return null
  for (const [how, of] of SAME) {
    const before = new Map<string, string>()
    for (const { value } of was.values.toReversed()) before.set(of(value), value)
    // two codes that come to the same are told apart by what is left out
    if (before.size < Math.min(was.values.length, 2) || before.has('')) continue
    if (isCodes(was) && before.size < was.values.length) continue
    const pairs = is.values.flatMap(({ value, rows }) => {
      const from = known.has(value) ? value : before.get(of(value))
      return from === undefined ? [] : [{ from, value, rows }]
    })
    const share = pairs.reduce((sum, each) => sum + each.rows, 0) / is.present
    const single = share >= IN_SAMPLE && pairs.length <= MOST_PAIRS ? oneToOne(pairs) : null
    if (single !== null) return { is: 'values', how, pairs: single }
  }
  return null
}

/** So many values can be listed. */
const MOST_PAIRS = 1000
/** So much of the rows must be written otherwise; fewer are bad rows. */
const LEAST_CHANGED = 0.2

/** For each earlier value the one that nearly all its rows have now; null where one has several. */
function oneToOne(pairs: readonly { readonly from: string; readonly value: string; readonly rows: number }[]) {
  const by = new Map<string, Map<string, number>>()
  for (const { from, value, rows } of pairs) {
    const found = by.get(from) ?? new Map<string, number>()
    by.set(from, found.set(value, (found.get(value) ?? 0) + rows))
  }
  const made: (readonly [string, string])[] = []
  for (const [from, values] of by) {
    const [best] = [...values].sort((a, b) => b[1] - a[1])
    const all = [...values.values()].reduce((sum, n) => sum + n, 0)
    if (!best || best[1] < IN_SAMPLE * all) return null
    made.push([from, best[0]])
  }
  const distinct = new Set(made.map(([, value]) => value)).size === made.length
  return distinct && made.some(([from, value]) => from !== value) ? made : null
}

const CONTINUED = `[\u0080-\u00bf${HIGH.replace(/[\u0080-\u009f]/g, '')}]`
/** What two to four bytes of UTF-8 look like when each is read as a character of Latin-1 or Windows-1252. */
export const MISREAD = `[\u00c2-\u00df]${CONTINUED}|[\u00e0-\u00ef]${CONTINUED}{2}|[\u00f0-\u00f4]${CONTINUED}{3}`
export const BEYOND_ASCII = '[^\\x00-\\x7F]'

/** Texts that are no codes, whose letters beyond ASCII are garbled. */
export function garbled(was: Seen, is: Seen): Change | null {
  const share = (of: Seen): number => {
    const beyond = of.values.filter(({ value }) => /[^\0-\x7f]/.test(value))
    const rows = beyond.reduce((sum, each) => sum + each.rows, 0)
    if (rows < LEAST) return 0
    return beyond.reduce((sum, { value, rows: n }) => (repaired(value) === value ? sum : sum + n), 0) / rows
  }
  return share(is) >= IN_SAMPLE && share(was) < 1 - IN_SAMPLE ? { is: 'garbled' } : null
}

/** Codes exchanged one to one, as rows of the same key show. */
export function exchanged(was: Seen, is: Seen, pair: Pair): Change | null {
  if (!isCodes(was) || !isCodes(is)) return null
  const rows = pair.beside(was.name, is.name)
  if (rows.length < LEAST || rows.filter(([a, b]) => a !== b).length < 0.5 * rows.length) return null
  const single = oneToOne(agreed(rows))
  const known = new Map(single ?? [])
  const explained = rows.filter(([a, b]) => known.get(a) === b).length
  return single && single.length > 1 && explained >= IN_SAMPLE * rows.length
    ? { is: 'values', how: 'recoded', pairs: single }
    : null
}

/** Pairs without those that are rare for their value: rows that changed by themselves, and bad ones. */
function agreed(rows: readonly (readonly [string, string])[]) {
  const counts = new Map<string, number>()
  const all = new Map<string, number>()
  for (const each of rows) {
    counts.set(JSON.stringify(each), (counts.get(JSON.stringify(each)) ?? 0) + 1)
    all.set(each[0], (all.get(each[0]) ?? 0) + 1)
  }
  return [...counts].flatMap(([key, n]) => {
    const [from = '', value = ''] = JSON.parse(key) as [string, string]
    return n >= 0.1 * (all.get(from) ?? n) ? [{ from, value, rows: n }] : []
  })
}

/** Texts in letters of the other size, whatever they say: names that no earlier delivery had. */
export function otherLetters(was: Seen, is: Seen): Change | null {
  const inCase = (of: Seen, size: 'toUpperCase' | 'toLowerCase') =>
    shareOf(of, (each) => /\p{L}/u.test(each) && each === each[size]())
  const pattern = patternsOf(was)
  if (pattern === null) return null
  const test = new RegExp(`^(?:${pattern.join('|')})$`, 'iu')
  if (shareOf(is, (each) => test.test(each)) < IN_SAMPLE) return null
  if (inCase(is, 'toLowerCase') >= IN_SAMPLE && inCase(was, 'toLowerCase') < 0.5) return { is: 'letters', to: 'small' }
  if (inCase(is, 'toUpperCase') >= IN_SAMPLE && inCase(was, 'toUpperCase') < 0.5)
    return { is: 'letters', to: 'capital' }
  return null
}

/** A code that so few rows have may be a slip. */
const SLIP = 0.01
const MOST_FRESH = 20
/** What stands for a value that is not there, and what spreadsheets write where they fail, is no new code. */
const NO_CODE = /^(?:n\/?a|nan|null|none|nil|unknown|undefined|missing|error|test|#.*|[^\p{L}\p{N}]*)$/iu

/** A column of codes with other codes. */
export function otherCodes(was: Seen, is: Seen): Change | null {
  if (!isCodes(was) || !isCodes(is)) return null
  const known = new Set(was.values.map((each) => each.value))
  const lasting = is.values.filter(({ value, rows }) => known.has(value) || rows >= Math.max(5, SLIP * is.present))
  const fresh = lasting.filter((each) => !known.has(each.value)).map((each) => each.value)
  if (fresh.length === 0 || fresh.length > MOST_FRESH || fresh.some((each) => NO_CODE.test(each.trim()))) return null
  const all = lasting.map((each) => each.value)
  return shareOf(is, (each) => all.includes(each)) >= IN_SAMPLE ? { is: 'codes', all, fresh } : null
}
