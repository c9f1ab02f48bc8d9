import type { Dependency, KeyFact, Proposal, TableProfile } from '../profile.ts'
import { isAmount } from './amounts.ts'
import { isName } from './names.ts'
import { computedClaim, dependencyClaim, keyClaim, lookUpClaim } from './claims.ts'
import { rows } from './proposal.ts'

/** Columns that name a row. */
export function keys(table: TableProfile): readonly Proposal[] {
  const likely = table.keys
    .map((fact) => ({ fact, worth: keyWorth(fact, table) }))
    .filter((each) => each.worth > 0)
    .sort((a, b) => b.worth - a.worth)
  const alone = likely.filter(({ fact }) => fact.columns.length === 1)
  const chosen = alone.length > 0 ? alone : likely.slice(0, 1)
  return chosen.map(({ fact, worth }) =>
    rows(keyClaim(fact), fact, table, {
      says: `unique ${fact.columns.join(' ')}`,
      worth,
      chance: worth >= 0.8 ? 0.003 : 0.03,
    }),
  )
}

/** A mistake makes two rows alike, seldom more: what many rows share is meant to be shared. */
const MOST_ALIKE = 3

/** Unique by nature, as far as names and values tell; 0 for what is unique by accident. */
function keyWorth({ columns, counted, most }: KeyFact, table: TableProfile): number {
  if (most > MOST_ALIKE) return 0
  const profiles = columns.flatMap((name) => table.columns.find((each) => each.name === name && !each.entries) ?? [])
  if (profiles.some((each) => each.kind === 'list' || isAmount(each))) return 0
  const named = columns.some((name) => isName(name))
  const [only] = profiles
  if (columns.length > 1) return named && counted >= 200 ? 0.5 : 0
  if (!only) return 0
  if (named) return 0.9
  const { numbers, times } = only
  if (times.length > 0.5 * only.present) return isRegular(times) ? 0.6 : 0
  if (only.reads.time > 0.5 * only.present) return 0
  const dense = numbers.length === only.present && (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) < 1.05 * only.present
  if (only.reads['whole number'] === only.present) return dense && counted >= 50 ? 0.7 : 0
  const coded =
    only.kind === 'text' &&
    only.shapes.slice(0, 2).reduce((sum, each) => (each.pattern.includes('\\d') ? sum + each.rows : sum), 0) >=
      0.95 * only.present
  return coded ? 0.6 : counted >= 2000 && only.kind === 'text' && only.lengths.largest <= 100 ? 0.3 : 0
}

/** The middle step from one time to the next is at most so many times the least usual one; of times by chance it is 13 times. */
const STEPS = 4
const LEAST_USUAL = 0.05

/** Times of a row a day, or a month: others are those of events, and two of them may be at once. */
function isRegular(times: Float64Array): boolean {
  const steps = times
    .slice(1)
    .map((time, i) => time - (times[i] ?? 0))
    .filter((step) => step > 0)
    .sort()
  const at = (share: number): number => steps[Math.floor(share * steps.length)] ?? 0
  return at(0.5) <= STEPS * at(LEAST_USUAL)
}

/** What columns determine: one sentence for each that determines something. */
export function dependencies(table: TableProfile): readonly Proposal[] {
  const classes = equivalent(table.dependencies, table)
  const groups = new Map<string, Dependency[]>()
  for (const each of table.dependencies) {
    const key = each.of.join('\u0000')
    const home = classes.get(each.of[0] ?? '')
    // of columns that determine one another, one says all, and the others say that one
    if (each.of.length === 1 && home && home !== each.of[0] && each.on !== home) continue
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()].flatMap(packed).map((all) => {
    const of = all[0]?.of ?? []
    const counted = Math.max(...all.map((each) => each.counted))
    const failing = Math.min(
      counted,
      all.reduce((sum, each) => sum + each.failing, 0),
    )
    const gain = all.reduce((sum, each) => sum + each.gain, 0) / all.length
    return rows(
      dependencyClaim(
        of,
        all.map((each) => each.on),
      ),
      { counted, failing },
      table,
      {
        says: `determine ${of.join(' ')}${counted > 0 && failing > 0 ? ` ${all[0]?.on ?? ''}` : ''}`,
        worth: (0.55 + 0.05 * Math.min(5, all.length)) * gain * (of.length === 1 ? 1 : 0.8),
        chance: 0.01,
      },
    )
  })
}

/** Rows that may break one sentence: more of them, and its tolerance would hide what each column does. */
const MOST_TOGETHER = 0.1

/** Columns that are determined without exception go into one sentence; of others only as many as do not break too many rows. */
function packed(all: readonly Dependency[]): readonly (readonly Dependency[])[] {
  const sorted = [...all].sort((a, b) => a.failing - b.failing)
  const packs: Dependency[][] = []
  let room = 0
  for (const each of sorted) {
    const share = each.failing / Math.max(1, each.counted)
    const open = packs.at(-1)
    if (open && share <= room) open.push(each)
    else packs.push([each])
    room = (open && share <= room ? room : MOST_TOGETHER) - share
  }
  return packs
}

/** For each column of a circle of columns that determine one another, the one that names the thing best. */
function equivalent(all: readonly Dependency[], table: TableProfile): ReadonlyMap<string, string> {
  const single = all.filter((each) => each.of.length === 1)
  const says = new Set(single.map((each) => `${each.of[0] ?? ''}\u0000${each.on}`))
  const home = new Map<string, string>()
  for (const { of, on } of single) {
    const [a = ''] = of
    if (!says.has(`${on}\u0000${a}`)) continue
    const circle = [
      a,
      on,
      ...table.columns
        .map((each) => each.name)
        .filter((name) => says.has(`${a}\u0000${name}`) && says.has(`${name}\u0000${a}`)),
    ]
    const best = [...new Set(circle)].sort(
      (x, y) => Number(isName(y)) - Number(isName(x)) || place(x, table) - place(y, table),
    )[0]
    if (best !== undefined) home.set(a, best)
  }
  return home
}

const place = (name: string, table: TableProfile): number => table.columns.findIndex((each) => each.name === name)

/** Columns that are computed from others, or equal to another. */
export const computed = (table: TableProfile): readonly Proposal[] =>
  table.computed.map((seen) =>
    rows(computedClaim(seen), seen, table, {
      says: `computed ${[seen.column, ...seen.from].sort().join(' ')}`,
      worth: 0.8,
      chance: 0.003,
    }),
  )

export const lookUps = (table: TableProfile): readonly Proposal[] =>
  table.lookUps.map((seen) =>
    rows(lookUpClaim(seen), seen, table, { says: `found in ${seen.dataset}`, worth: 0.8, chance: 0.01 }),
  )
