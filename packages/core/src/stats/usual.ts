import { course, type Course } from './course.ts'

/** What an accepted delivery measured. */
export interface UsualPoint {
  /** Seconds; when the delivery arrived. */
  readonly time: number
  readonly value: number
  /** Where the value is a share (0 to 1): the number of rows that it was taken of. */
  readonly of?: number
  /** A person said that this value is expected: it is learnt from, also where it lies outside the band. */
  readonly expected?: true
}

export interface Usual {
  /** How many values the band is learnt from. */
  readonly learnt: number
  /** How many are needed. */
  readonly needs: number
  /** What the new value should be and must lie between, both included; null as long as too little is learnt. */
  readonly band: { readonly low: number; readonly high: number; readonly expected: number } | null
  /** A lasting new level: since when (seconds), and what was usual before and after. */
  readonly level?: { readonly since: number; readonly was: number; readonly is: number }
}

/** Values needed before anything is called unusual. */
export const NEEDS = 20
/** Values that must agree with one another before they are a new level. */
const AGREEING = 5
/** At most so many values are looked at, and learnt from at a time. */
export const LOOKED_AT = 150
const WINDOW = 60

/**
 * The robust band that a number stays in as usual, learnt from accepted deliveries.
 * @param history oldest first
 * @param next when the value to be judged arrived, and of how many rows it is a share
 */
export function usual(history: readonly UsualPoint[], next: { readonly time: number; readonly of?: number }): Usual {
  const points = history.filter((each) => Number.isFinite(each.value)).slice(-LOOKED_AT)
  const { trained, level } = replay(points)
  const learnt = trained.length
  const shared = { learnt, needs: NEEDS, ...(level ? { level } : {}) }
  const fit = learnt < NEEDS ? null : course(trained.slice(-WINDOW))
  return { ...shared, band: fit ? fit.bandAt(next) : null }
}

interface Replayed {
  readonly trained: readonly UsualPoint[]
  readonly level?: NonNullable<Usual['level']>
}

/** Goes through the values as they came: what lay outside its band trains nothing until it is confirmed or lasts. */
function replay(points: readonly UsualPoint[]): Replayed {
  let trained: UsualPoint[] = []
  let outside: UsualPoint[] = []
  let level: Replayed['level']
  for (const point of points) {
    const fit = trained.length < NEEDS ? null : course(trained.slice(-WINDOW))
    const band = fit?.bandAt(point)
    if (!fit || !band || point.expected || (point.value >= band.low && point.value <= band.high)) {
      trained.push(point)
      outside = []
      continue
    }
    outside.push(point)
    const by = agreed(outside, fit)
    if (by === null) continue
    level = { since: outside[0]?.time ?? point.time, was: band.expected, is: band.expected + by }
    trained = [...trained.map((each) => ({ ...each, value: each.value + by })), ...outside]
    outside = []
  }
  return { trained, ...(level ? { level } : {}) }
}

/** How far the values outside lie from the course, when they are enough and agree with one another; else null. */
function agreed(outside: readonly UsualPoint[], fit: Course): number | null {
  if (outside.length < AGREEING) return null
  const away = outside
    .slice(-AGREEING)
    .map((each) => each.value - fit.bandAt(each).expected)
    .sort((a, b) => a - b)
  const [least, middle, most] = [away[0] ?? 0, away[(AGREEING - 1) / 2] ?? 0, away.at(-1) ?? 0]
  const { low, high } = fit.bandAt(outside[0] ?? { time: 0 })
  return Math.sign(least) === Math.sign(most) && most - least <= high - low ? middle : null
}
