import { random } from './random.ts'

/** What groups of equal values of one column say about another. */
export interface Agreement {
  /** Rows in groups of more than one row, and how many of them are not of their group's majority. */
  readonly counted: number
  readonly failing: number
  readonly groups: number
  /** Rows of values that come second in their group so often that they are no mistakes. */
  readonly rivals: number
  /** Values that most rows of some group have. */
  readonly leading: ReadonlySet<number>
  /** Values that only ever disagree with a group that agrees on another one. */
  readonly stray: ReadonlySet<number>
}

/** A second value that so many rows of a group share, beside the first, is hardly a mistake. */
const RIVAL = 0.2

/** `of` and `on` hold a number for each row's value, -1 where it is missing. */
export function agreement(of: Int32Array, on: Int32Array): Agreement {
  const groups = new Map<number, Map<number, number>>()
  for (const [row, x] of of.entries()) {
    const y = on[row] ?? -1
    if (x < 0 || y < 0) continue
    const group = groups.get(x) ?? new Map<number, number>()
    if (group.size === 0) groups.set(x, group)
    group.set(y, (group.get(y) ?? 0) + 1)
  }
  const leading = new Set<number>()
  const behindOnly = new Set<number>()
  const alone = new Set<number>()
  const total = { counted: 0, failing: 0, groups: 0, rivals: 0 }
  for (const group of groups.values()) {
    const [first, second, ...others] = [...group].sort((a, b) => b[1] - a[1])
    if (!first) continue
    if (first[1] + (second?.[1] ?? 0) < 2) {
      alone.add(first[0])
      continue
    }
    const behind = (second?.[1] ?? 0) + others.reduce((sum, [, n]) => sum + n, 0)
    total.groups++
    total.counted += first[1] + behind
    total.failing += behind
    if (first[1] > (second?.[1] ?? 0)) leading.add(first[0])
    if (second && first[1] >= 2 * second[1] && first[1] >= 3)
      for (const [value] of [second, ...others]) behindOnly.add(value)
    if (second && second[1] >= 2 && second[1] > RIVAL * first[1])
      total.rivals += second[1] + others.reduce((sum, [, n]) => (n >= 2 ? sum + n : sum), 0)
  }
  const stray = new Set([...behindOnly].filter((each) => !leading.has(each) && !alone.has(each)))
  return { ...total, leading, stray }
}

/** The present values in another order, always the same one. */
export function shuffled(cells: Int32Array): Int32Array {
  const next = random(cells.length)
  const places = [...cells.keys()].filter((row) => (cells[row] ?? -1) >= 0)
  const mixed = Int32Array.from(cells)
  for (let i = places.length - 1; i > 0; i--) {
    const [a, b] = [places[i] ?? 0, places[Math.floor(next() * (i + 1))] ?? 0]
    const held = mixed[a] ?? -1
    mixed[a] = mixed[b] ?? -1
    mixed[b] = held
  }
  return mixed
}

/**
 * How much better one column tells the other than if they had nothing to do with one another, 0 to 1; 0 where there is too little to
 * tell. Values that lead nowhere are mistakes wherever they stand, so they say nothing about it.
 */
export function gain(of: Int32Array, on: Int32Array, { leading }: Agreement): number {
  const told = on.map((code) => (leading.has(code) ? code : -1))
  const chance = agreement(of, shuffled(told)).failing
  return chance < LEAST_BY_CHANCE ? 0 : Math.max(0, 1 - agreement(of, told).failing / chance)
}

const LEAST_BY_CHANCE = 8
