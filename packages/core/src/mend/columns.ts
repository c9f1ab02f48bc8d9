import { editDistance } from '../stats/edit-distance.ts'
import { smirnov } from '../stats/smirnov.ts'
import { dateForms } from './date-forms.ts'
import { isCodes, isIds, isNumeric, LEAST, numberIn, numbersOf, once, patternOf, type Pair, type Seen } from './seen.ts'

/** What became of columns: told from their values; names decide only between columns that are alike. */

const ALIKE = 0.75
const UNLIKE = 0.5
const AS_ALIKE = 0.1
/** Of numbers that are names only the length is the same. */
const ALIKE_IDS = 0.8

/** How much what a column holds now is what another (or the same) held, 0 to 1. */
function likeness(was: Seen, is: Seen, pair: Pair): number {
  if (was.present < LEAST || is.present < LEAST) return 0
  const rows = pair.beside(was.name, is.name)
  if (rows.length >= LEAST) {
    const same = rows.filter(([a, b]) => a === b || sameNumber(a, b, pair)).length / rows.length
    if (same >= UNLIKE) return same
  }
  const numeric = [was, is].map((each) => isNumeric(each, pair.numbers))
  if (numeric[0] !== numeric[1]) return 0
  if (numeric[0] && isIds(was) && isIds(is)) return ALIKE_IDS * overlap(was, is, patternShares)
  if (numeric[0] && !(isCodes(was) && isCodes(is)))
    return 1 - smirnov(numbersOf(was, pair.numbers), numbersOf(is, pair.numbers))
  const dates = [was, is].map((each) => dateForms(each)[0]?.format)
  if (dates[0] !== undefined || dates[1] !== undefined) return dates[0] === dates[1] ? overlap(was, is, monthShares) : 0
  if (isCodes(was) || isCodes(is)) return overlap(was, is, valueShares)
  return Math.max(overlap(was, is, valueShares), overlap(was, is, patternShares))
}

const sameNumber = (a: string, b: string, { numbers }: Pair): boolean => {
  const x = numberIn(a, numbers)
  return x !== null && x === numberIn(b, numbers)
}

type Shares = (of: Seen) => ReadonlyMap<string, number>

/** The shares of the values, or of what is made of them. */
const sharesBy = (made: (value: string) => string): Shares =>
  once(({ values, present }) => {
    const found = new Map<string, number>()
    for (const { value, rows } of values) {
      const of = made(value)
      found.set(of, (found.get(of) ?? 0) + rows / present)
    }
    return found
  })

const valueShares = sharesBy((value) => value)
const patternShares = sharesBy(patternOf)
/** Of an ISO date the year and the month. */
const monthShares = sharesBy((value) => value.slice(0, 7))

/** How far the shares agree. */
function overlap(was: Seen, is: Seen, shares: Shares): number {
  const before = shares(was)
  return [...shares(is)].reduce((sum, [value, share]) => sum + Math.min(share, before.get(value) ?? 0), 0)
}

export interface Became {
  readonly was: string
  readonly is: string
}

/** Columns that are gone, and the new ones that hold what they held. */
export function renamed(pair: Pair, fresh: readonly string[], gone: readonly string[]): readonly Became[] {
  const found: Became[] = []
  const scored = gone.flatMap((was) =>
    fresh.flatMap((is) => {
      const [a, b] = [pair.was.get(was), pair.is.get(is)]
      return a && b ? [{ was, is, like: likeness(a, b, pair), name: nameLikeness(was, is) }] : []
    }),
  )
  const sorted = scored
    .filter((each) => each.like >= ALIKE)
    .sort((a, b) => (Math.abs(a.like - b.like) > AS_ALIKE ? b.like - a.like : b.name - a.name || b.like - a.like))
  for (const each of sorted) {
    if (found.some((other) => other.was === each.was || other.is === each.is)) continue
    const rivals = sorted.filter(
      (other) =>
        other !== each && (other.was === each.was || other.is === each.is) && other.like >= each.like - AS_ALIKE,
    )
    // columns that are as like are told apart by their names, or not at all
    if (rivals.some((other) => other.name >= each.name)) continue
    found.push({ was: each.was, is: each.is })
  }
  return found.sort((a, b) => gone.indexOf(a.was) - gone.indexOf(b.was))
}

/** 1 for the same name but for capitals and signs, 0 for names without a letter in common. */
function nameLikeness(a: string, b: string): number {
  const [x, y] = [a, b].map((each) => each.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) as [string, string]
  const part = x.includes(y) || y.includes(x) ? 0.5 : 0
  const longest = Math.max(1, x.length, y.length)
  return Math.max(part, 1 - editDistance(x, y, longest) / longest)
}

/** Two columns that hold what the other one held. */
export function swapped(column: string, pair: Pair): string | null {
  const [was, is] = [pair.was.get(column), pair.is.get(column)]
  if (!was || !is || likeness(was, is, pair) > UNLIKE) return null
  for (const [other, there] of pair.is) {
    const before = pair.was.get(other)
    if (other === column || !before) continue
    if (likeness(before, is, pair) < ALIKE || likeness(was, there, pair) < ALIKE) continue
    if (likeness(before, there, pair) <= UNLIKE) return other
  }
  return null
}
