import { course, type Course, type Entry, type Series as Values } from './course.ts'
import { withoutErrors } from './gross-errors.ts'
import type { Scale } from './scale.ts'

/** Values that came before anything is called unusual. */
export const NEEDS = 20
/** Values that must agree with one another before they are a new level: few where one was outside the band, else more. */
const FEW = 5
const MORE = 2 * FEW
/** How far values that agree lie apart at most, in half widths of the band. */
const AGREE = 1.5
/** How many standard deviations away the average of each half of more values must be. */
const FAR = 2
/** The same in half widths of the band, while the course follows. */
const SUSPECT = 0.2
/** More values outside the band than this, of the last 20, and what was learnt is no longer usual. */
const TOO_OFTEN = 5
/** How many values are learnt from: the most with which the last ones do not depart from the course. */
const WINDOWS = [120, 60, 30]
/** Beyond so many values one more changes little: while values are gone through, the course follows each fourth. */
const MANY = 40
/** Levels that are learnt from together. */
const LEVELS = 3

interface Point {
  readonly time: number
  readonly value: number
  readonly of?: number
  readonly expected?: true
}

/** The values on their scale. */
export interface Series extends Values {
  readonly scale: Scale
  readonly points: readonly Point[]
  readonly phaseOf: (time: number) => number
}

/** What is usual: a course and the level that counts now. */
export interface Model {
  readonly course: Course
  readonly level: number
}

interface Seen {
  readonly i: number
  /** What was usual before it. */
  readonly model: Model
  readonly outside: boolean
  /** How far it lay from what was usual, in half widths of the band. */
  readonly away: number
}
type Recent = readonly Seen[]

export interface State {
  readonly series: Series
  /** What is learnt from. */
  entries: Entry[]
  model: Model
  /** The last values. */
  recent: Recent
  /** A value outside the band was confirmed: what is usual if it was the first of a new level. */
  confirmed: { readonly entries: readonly Entry[]; readonly model: Model } | null
  /** The first value of the level that was recognised last, and what was usual before. */
  level: { readonly i: number; readonly before: Model } | null
  /** The first value outside of those from which it was learnt anew. */
  anew: number | null
}

/**
 * Half the width of the band, in standard deviations of single values. Found by simulation so that of values with noise
 * of Student's t with 5 degrees of freedom about 0.43% lie outside, for every number of values from 20 on.
 */
export const width = (freedom: number): number => 3.97 + 12 / freedom

/**
 * What is expected at a time, and half the width of the band there. The error of the course is nearly normal, while
 * single values have heavy tails: it counts by the square of the ratio of their quantiles, (2.8 / 3.97)² or a half.
 */
export function placed(
  { phaseOf, scale }: Series,
  { course: c, level }: Model,
  at: { readonly time: number; readonly of?: number | undefined },
): { readonly expected: number; readonly half: number } {
  const where = [at.time, phaseOf(at.time), level] as const
  const expected = c.expected(...where)
  const half = width(c.freedom) * c.spread * Math.sqrt(1 + c.uncertainty(...where) / 2)
  return { expected, half: Math.max(half, scale.least(expected, at.of)) }
}

/** Goes through at least 20 values as they came, oldest first. */
export function replay(points: readonly Point[], scale: Scale): State {
  const series = seriesOf(points, scale)
  const entries = firstEntries(series, 0)
  const model = fitted(series, entries)
  const state: State = { series, entries, model, recent: [], confirmed: null, level: null, anew: null }
  points.slice(NEEDS).forEach((point, k) => step(state, point, NEEDS + k))
  state.model = fitted(series, state.entries)
  return state
}

function step(state: State, point: Point, i: number): void {
  const { series, model, confirmed } = state
  const away = (m: Model) => {
    const { expected, half } = placed(series, m, point)
    return ((series.value[i] ?? 0) - expected) / half
  }
  const far = away(model)
  const seen: Seen = { i, model, away: far, outside: Math.abs(far) > 1 }
  state.recent = [...state.recent.slice(1 - NEEDS), seen]
  if (!seen.outside) {
    state.entries.push({ i, level: levelOf(state.entries) })
    state.confirmed = null
    const { length } = state.entries
    if (length < MANY || length % 4 === 0) state.model = fitted(series, state.entries)
  } else if (confirmed && Math.abs(away(confirmed.model)) <= 1) {
    state.level = { i: confirmed.entries.at(-1)?.i ?? i, before: model }
    state.recent = []
    learn(state, [...confirmed.entries, { i, level: levelOf(confirmed.entries) }])
  } else if (point.expected) {
    const entries = [...state.entries, { i, level: levelOf(state.entries) + 1 }]
    state.confirmed = { entries, model: fitted(series, entries) }
  }
  newLevel(state)
  tooOften(state, i)
}

const levelOf = (entries: readonly Entry[]): number => entries.at(-1)?.level ?? 0

function learn(state: State, entries: Entry[]): void {
  state.entries = entries
  state.model = fitted(state.series, entries)
  state.confirmed = null
}

/** Several values in a row on one side of what was usual before them and near one another: few far away, or more not so far. */
function newLevel(state: State): void {
  const last = few(state) ?? more(state)
  const [first] = last ?? []
  if (!last || !first) return
  const before = state.entries.filter((each) => each.i < first.i)
  const level = levelOf(before) + 1
  state.level = { i: first.i, before: first.model }
  state.recent = []
  learn(state, [...before.filter((each) => each.level > level - LEVELS), ...last.map(({ i }) => ({ i, level }))])
}

/** Each at least one standard deviation away, and one outside the band. */
function few(state: State): Recent | null {
  const last = state.recent.slice(-FEW)
  const [first] = last
  if (!first || last.length < FEW || !last.some((each) => each.outside)) return null
  const { away, half } = distances(state, first.model, last)
  return Math.min(...away) >= 1 && range(away) <= AGREE * half ? last : null
}

/** On average so far away that chance does not explain it, and at once, not on a slope. */
function more(state: State): Recent | null {
  const [before, last] = [state.recent.slice(-MORE - FEW, -MORE), state.recent.slice(-MORE)]
  const [first] = last
  // the course follows too slowly to hide a new level, so most values are spared the reckoning
  if (!first || before.length < FEW || Math.abs(mean(last.map((each) => each.away))) < SUSPECT) return null
  const { away, half } = distances(state, first.model, [...before, ...last])
  const [was, early, late] = [mean(away.slice(0, FEW)), mean(away.slice(FEW, 2 * FEW)), mean(away.slice(2 * FEW))]
  if (range(away.slice(FEW)) > AGREE * half || early - was - Math.abs(late - early) < FAR) return null
  return Math.min(early, late) >= FAR ? last : null
}

const range = (of: readonly number[]): number => Math.max(...of) - Math.min(...of)
const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length

/** How far values lie from what was usual, in standard deviations, towards the side of the last one. */
function distances(
  { series }: State,
  was: Model,
  of: Recent,
): { readonly away: readonly number[]; readonly half: number } {
  const half = width(was.course.freedom)
  const away = of.map(({ i }) => {
    const at = { time: series.time[i] ?? 0, of: series.points[i]?.of }
    const usual = placed(series, was, at)
    return (((series.value[i] ?? 0) - usual.expected) / usual.half) * half
  })
  const side = Math.sign(away.at(-1) ?? 0)
  return { away: away.map((each) => each * side), half }
}

const firstEntries = (series: Series, from: number): Entry[] =>
  withoutErrors(
    series,
    Array.from({ length: NEEDS }, (_, k) => ({ i: from + k, level: 0 })),
    (expected) => series.scale.least(expected, undefined),
  )

/** Values that lie outside too often are the usual ones: it is learnt anew from the last. */
function tooOften(state: State, i: number): void {
  if (state.recent.length < NEEDS || state.recent.filter((each) => each.outside).length <= TOO_OFTEN) return
  state.anew = state.recent.find((each) => each.outside)?.i ?? i
  state.recent = []
  state.level = null
  learn(state, firstEntries(state.series, i + 1 - NEEDS))
}

/** The course of the longest window that the last values agree with. */
function fitted(series: Series, entries: readonly Entry[]): Model {
  const level = levelOf(entries)
  const [longest, ...shorter] = WINDOWS
  let model = { course: course(series, entries.slice(-(longest ?? 0))), level }
  for (const window of shorter)
    if (entries.length > window && departs(series, entries, model))
      model = { course: course(series, entries.slice(-window)), level }
  return model
}

/** Whether the last values lie to one side of the course, by more than chance explains. */
function departs({ time, value, phase }: Series, entries: readonly Entry[], { course: c, level }: Model): boolean {
  let away = 0
  const last = entries.slice(-10).filter((each) => each.level === level)
  for (const { i } of last) away += (value[i] ?? 0) - c.expected(time[i] ?? 0, phase[i] ?? 0, level)
  return Math.abs(away) > 3 * Math.sqrt(last.length) * c.spread
}

const DAY = 86_400

function seriesOf(points: readonly Point[], scale: Scale): Series {
  const boundary = boundaryOf(points)
  const phaseOf = (time: number) => ((Math.floor((time - boundary) / DAY) % 7) + 7) % 7
  return {
    scale,
    points,
    time: Float64Array.from(points, (each) => each.time),
    value: Float64Array.from(points, (each) => scale.to(each.value)),
    phase: Uint8Array.from(points, (each) => phaseOf(each.time)),
    phaseOf,
  }
}

/** The time of the day that is farthest from the usual arrivals, so that in no zone a day is cut where deliveries come. */
function boundaryOf(points: readonly Point[]): number {
  let [x, y] = [0, 0]
  for (const { time } of points) {
    x += Math.cos((time / DAY) * 2 * Math.PI)
    y += Math.sin((time / DAY) * 2 * Math.PI)
  }
  return Math.hypot(x, y) < points.length / 4 ? 0 : (Math.atan2(y, x) / (2 * Math.PI) + 0.5) * DAY
}
