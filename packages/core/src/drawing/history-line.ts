import type { Status } from '../check.ts'
import { markerAt, tenth, type Marker } from './geometry.ts'
import type { Severity } from './result.ts'
import { stateOf, type State } from './state.ts'
import { counted } from './wording.ts'

const WIDTH = 190
const HEIGHT = 36
const EDGE = 6
/** Room of the line above and below, and the least height of the band: a bound that is one number is seen too. */
const ROOM = 6
/** Sizes of markers. */
const NEWEST = 0.9
const EARLIER = 0.6

/** One delivery of a sentence, as the history gives it. */
export interface HistoryPoint {
  /** Its number; null for one that is not in the history. */
  readonly delivery: number | null
  /** Where it is no number the line has a gap. */
  readonly value: number | string | null
  /** The ends of the band that it had to stay in then; null is open. */
  readonly low: number | null
  readonly high: number | null
  /** Null where it was measured later, and never judged. */
  readonly status: Status | null
}

/** A number over the deliveries, oldest first, with the band that it must stay in. */
export interface HistoryLine {
  readonly width: number
  readonly height: number
  /** Path of the area; empty where no delivery had a band. */
  readonly band: string
  /** Path through the numbers. */
  readonly line: string
  /** Every delivery that had a number. */
  readonly points: readonly LinePoint[]
  /** The picture in words. */
  readonly described: string
}

export interface LinePoint {
  readonly x: number
  readonly y: number
  readonly delivery: number | null
  readonly value: number
  readonly state: State
  /** What is drawn of it besides the line: what broke is marked, and the newest; null elsewhere. */
  readonly marker: Marker | null
}

export interface LineOf {
  readonly severity: Severity
  /** A share from 0 to 1, whose axis ends there. */
  readonly share: boolean
}

/** Null where there is no number to draw. */
export function historyLine(history: readonly HistoryPoint[], of: LineOf): HistoryLine | null {
  const y = heights(history, of)
  if (y === null) return null
  const step = (WIDTH - 2 * EDGE) / Math.max(1, history.length - 1)
  // the newest stands at the right, also where it is the only one
  const x = (i: number): number => tenth(WIDTH - EDGE - (history.length - 1 - i) * step)
  const last = history.length - 1
  const placed = history.map((each, i) => ({ ...each, x: x(i) }))
  const points = placed.flatMap((each, i) => {
    if (!isNumber(each.value)) return []
    const state = stateOf({ status: each.status ?? 'idle', severity: of.severity })
    const place = { x: each.x, y: y(each.value) }
    return [{ ...place, delivery: each.delivery, value: each.value, state, marker: markerOf(place, state, i === last) }]
  })
  return {
    width: WIDTH,
    height: HEIGHT,
    band: runs(placed, hasBand)
      .map((run) => areaOf(run, y))
      .join(''),
    line: runs(placed, ({ value }) => isNumber(value))
      .map((run) => pathOf(run.flatMap((each) => (isNumber(each.value) ? [[each.x, y(each.value)] as const] : []))))
      .join(''),
    points,
    described: described(points),
  }
}

function markerOf(at: { readonly x: number; readonly y: number }, state: State, newest: boolean): Marker | null {
  if (!newest && state !== 'broken' && state !== 'warning') return null
  return markerAt(state, at.x, at.y, newest ? NEWEST : EARLIER)
}

type Placed = HistoryPoint & { readonly x: number }
type Height = (n: number) => number

const isNumber = (n: number | string | null): n is number => typeof n === 'number' && Number.isFinite(n)
const hasBand = ({ low, high }: HistoryPoint): boolean => isNumber(low) || isNumber(high)

/** From numbers to heights: all numbers and all ends of bands have room. */
function heights(history: readonly HistoryPoint[], { share }: LineOf): Height | null {
  if (!history.some(({ value }) => isNumber(value))) return null
  const all = history.flatMap(({ value, low, high }) => [value, low, high]).filter(isNumber)
  const least = all.reduce((a, b) => Math.min(a, b))
  const most = all.reduce((a, b) => Math.max(a, b))
  const span = most - least
  if (span === 0) return () => (share && most === 1 ? ROOM : HEIGHT / 2)
  return (n) => tenth(ROOM + ((most - n) / span) * (HEIGHT - 2 * ROOM))
}

/** Neighbours that have something, together. */
function runs(all: readonly Placed[], has: (each: Placed) => boolean): readonly (readonly Placed[])[] {
  const found: Placed[][] = []
  let open: Placed[] | null = null
  for (const each of all) {
    if (!has(each)) open = null
    else if (open === null) found.push((open = [each]))
    else open.push(each)
  }
  return found
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${x} ${y}`).join(' L')}`

/** The area between the ends of a run of bands, a little longer than its points at both ends. */
function areaOf(run: readonly Placed[], y: Height): string {
  const ends = run.map(({ x, low, high }) => {
    const top = isNumber(high) ? y(high) : 0
    const bottom = isNumber(low) ? y(low) : HEIGHT
    const thin = Math.max(0, ROOM - (bottom - top)) / 2
    return { x, top: tenth(Math.max(0, top - thin)), bottom: tenth(Math.min(HEIGHT, bottom + thin)) }
  })
  const [first, last] = [ends[0], ends.at(-1)]
  if (first === undefined || last === undefined) return ''
  const wide = [{ ...first, x: tenth(first.x - EDGE) }, ...ends, { ...last, x: tenth(last.x + EDGE) }]
  const upper = wide.map((each): [number, number] => [each.x, each.top])
  const lower = [...wide].reverse().map((each): [number, number] => [each.x, each.bottom])
  return `${pathOf([...upper, ...lower])}Z`
}

function described(points: readonly LinePoint[]): string {
  const broken = points.filter(({ state }) => state === 'broken' || state === 'warning')
  const which = broken.length === 0 ? 'none' : counted(broken.length)
  return `Over ${counted(points.length, 'delivery', 'deliveries')}: ${which} broke it`
}
