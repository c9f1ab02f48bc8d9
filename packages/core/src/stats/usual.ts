import { NEEDS, placed, replay, type Model, type State } from './learning.ts'
import { course } from './course.ts'
import { plainScale, ratioScale } from './scale.ts'

/** What an accepted delivery measured. */
export interface UsualPoint {
  /** When the delivery arrived, in seconds. */
  readonly time: number
  /** A number; of an instant, give its distance to `time`. */
  readonly value: number
  /** Where the value is a share (0 to 1): the number of rows that it was taken of. */
  readonly of?: number
  /** A person said that this value is expected, and so that the next may be like it. */
  readonly expected?: true
}

export interface Usual {
  /** How many values are learnt from. */
  readonly learnt: number
  /** How many must have come before anything is called unusual. */
  readonly needs: number
  /** What the new value is expected to be, and what it must lie between, both included; null while too few have come. */
  readonly band: { readonly low: number; readonly high: number; readonly expected: number } | null
  /** A lasting new level, said for its first 20 values: since when (seconds), and what was expected then before and after. */
  readonly level?: { readonly since: number; readonly was: number; readonly is: number }
  /** Too many values lay outside, the first at this time (seconds), so that it is learnt anew from the last; said for the first 40. */
  readonly anew?: { readonly since: number }
}

/** More values are not looked at, so that the cost is bounded: about a millisecond. */
export const LOOKED_AT = 200
/** By how much the logarithm of the likelihood must be better before ratios are compared. */
const BETTER = 6

/**
 * The robust band in which a number stays as usual, learnt from accepted deliveries.
 *
 * The values are gone through as they came. Expected is a line by least squares with an effect of the day of the week
 * where an F test at 1% finds one (`course`), and the band reaches `width` standard deviations to both sides. What lies
 * outside it trains nothing, unless several values in a row lie on the same side and near one another (a new level,
 * the rest of what was learnt kept), a person said that it is expected, or six of the last twenty lie outside (all is
 * learnt anew). Values that were always above zero are compared by their ratio if that makes them likelier.
 *
 * From 20 values on, at most 1 of 200 values of a stationary, trending or weekly-seasonal series with noise from normal
 * to Student's t with 5 degrees of freedom lies outside; the tables in bench/USUAL.md show it.
 * @param history oldest first
 * @param next when the value to be judged arrived, and the rows that it is a share of
 */
export function usual(history: readonly UsualPoint[], next: { readonly time: number; readonly of?: number }): Usual {
  const points = history.filter((each) => Number.isFinite(each.value)).slice(-LOOKED_AT)
  if (points.length < NEEDS) return { learnt: points.length, needs: NEEDS, band: null }
  const plain = replay(points, plainScale(points))
  const state = prefersRatios(plain) ? replay(points, ratioScale) : plain
  return { learnt: state.entries.length, needs: NEEDS, band: bandOf(state, next), ...changesOf(state) }
}

/** Whether the values are likelier as ratios (both likelihoods of normal noise, the one of ratios by the logarithm's density). */
function prefersRatios({ series, entries, model }: State): boolean {
  if (model.course.spread === 0 || series.points.some((each) => !(each.value > 0) || each.of !== undefined))
    return false
  const last = entries.slice(-120)
  const ratios = course({ ...series, value: series.value.map(Math.log) }, last)
  const logs = last.reduce((sum, { i }) => sum + Math.log(series.value[i] ?? 1), 0)
  return last.length * Math.log(course(series, last).spread / ratios.spread) - logs > BETTER
}

/** Where a value was confirmed and it is not yet known whether it lasts, both levels are usual. */
function bandOf(
  { series, model, confirmed }: State,
  next: { readonly time: number; readonly of?: number },
): NonNullable<Usual['band']> {
  const both = [model, ...(confirmed ? [confirmed.model] : [])].map((each) => placed(series, each, next))
  const { points, scale } = series
  const share = points.every((each) => each.of !== undefined)
  const low = scale.from(Math.min(...both.map((each) => each.expected - each.half)))
  const high = scale.from(Math.max(...both.map((each) => each.expected + each.half)))
  return {
    expected: scale.from(both[0]?.expected ?? 0),
    low: share || isCount(points) ? Math.max(0, low) : low,
    high: share ? Math.min(1, high) : high,
  }
}

/** A count is never below zero, while a number that happened to be above may fall below. */
const isCount = (points: readonly UsualPoint[]): boolean =>
  points.every(({ value }) => value >= 0 && Number.isInteger(value))

function changesOf({ series, entries, level, anew, model }: State): Pick<Usual, 'level' | 'anew'> {
  const since = (i: number) => series.time[i] ?? 0
  const at = (m: Model, i: number) => series.scale.from(placed(series, m, { time: since(i) }).expected)
  const fresh = level && entries.filter((each) => each.i >= level.i).length < NEEDS
  return {
    ...(fresh ? { level: { since: since(level.i), was: at(level.before, level.i), is: at(model, level.i) } } : {}),
    ...(anew !== null && entries.length < 2 * NEEDS ? { anew: { since: since(anew) } } : {}),
  }
}
