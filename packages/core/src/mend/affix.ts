import type { Change } from '../vocabulary/change.ts'
import { IN_SAMPLE, LEAST, numberIn, patternsOf, shareOf, type Seen } from './seen.ts'

/** Values with something before or behind them that was not there before, or is there no longer. */
export function affix(was: Seen, is: Seen): Change | null {
  if (was.present < LEAST || is.present < LEAST) return null
  const put = putOn(was, is)
  if (put) return { is: 'affix', ...put, added: true }
  const taken = putOn(is, was)
  return taken ? { is: 'affix', ...taken, added: false } : null
}

interface Affix {
  readonly prefix: string
  readonly suffix: string
}

/** What nearly all values of the second have around them, and are like those of the first without. */
function putOn(bare: Seen, dressed: Seen): Affix | null {
  const known = new Set(bare.values.map((each) => each.value))
  const pattern = patternsOf(bare)
  const test = pattern && new RegExp(`^(?:${pattern.join('|')})$`, 'u')
  const numbers = shareOf(bare, (each) => numberIn(each, '1234.56') !== null) >= IN_SAMPLE
  const like = (value: string): boolean =>
    known.has(value) || (test ? test.test(value) : numbers && numberIn(value, '1234.56') !== null)
  if (shareOf(dressed, like) > 0.5) return null
  for (const prefix of cuts(common(dressed, false)))
    for (const suffix of cuts(common(dressed, true)).map(reversed)) {
      if (prefix.length + suffix.length === 0) continue
      const inner = (value: string): string | null =>
        value.length > prefix.length + suffix.length && value.startsWith(prefix) && value.endsWith(suffix)
          ? value.slice(prefix.length, value.length - suffix.length)
          : null
      const fits = (value: string): boolean => {
        const found = inner(value)
        return found !== null && found === found.trim() && like(found)
      }
      if (shareOf(dressed, fits) >= IN_SAMPLE) return { prefix, suffix }
    }
  return null
}

const reversed = (text: string): string => [...text].reverse().join('')

/** What nearly all values begin with; read from their ends with `behind`. */
function common(of: Seen, behind: boolean): string {
  let found = ''
  for (let n = 1; n <= 20; n++) {
    const counts = new Map<string, number>()
    for (const { value, rows } of of.values) {
      const start = (behind ? reversed(value) : value).slice(0, n)
      if (start.length === n) counts.set(start, (counts.get(start) ?? 0) + rows)
    }
    const [best] = [...counts].sort((a, b) => b[1] - a[1])
    if (!best || best[1] < IN_SAMPLE * of.present) return found
    found = best[0]
  }
  return found
}

/** A beginning, and what of it ends where letters, digits or signs do; the longest first, nothing last. */
function cuts(of: string): readonly string[] {
  const kind = (c: string | undefined): string =>
    c === undefined ? '' : /\d/.test(c) ? '9' : /\p{L}/u.test(c) ? 'a' : '.'
  const ends = [...of].flatMap((c, i) => (kind(c) !== kind(of[i + 1]) ? [of.slice(0, i + 1)] : []))
  return [...ends.reverse(), '']
}
