import type { Band } from '../check.ts'
import { markerAt, tenth, type Label, type Marker } from './geometry.ts'
import type { DrawnVerdict } from './result.ts'
import { shareAxis } from './share-axis.ts'
import { type State, stateOf } from './state.ts'

const WIDTH = 190
const HEIGHT = 32
const EDGE = 8
const AXIS = 11
const LABELS = 30

export interface Scaled {
  readonly value: number
  readonly band: Band
  /** The ends of the band in words, where they are known. */
  readonly labels: { readonly low: string | null; readonly high: string | null }
  /** A share from 0 to 1, whose axis is always the same. */
  readonly share: boolean
  readonly state: State
}

/** The number against its bound: a line, the band that it must stay in, and the value as the shape of its state. */
export interface Scale {
  readonly width: number
  readonly height: number
  /** The height of the line. */
  readonly axis: number
  /** Where shares are marked on the line. */
  readonly ticks: readonly number[]
  readonly band: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly marker: Marker & { readonly state: State }
  readonly labels: readonly Label[]
}

interface Domain {
  readonly from: number
  readonly to: number
}

/** The stretch of numbers that is drawn: value and limits with room around, so that their distance can be seen. */
export function domainOf({ value, band }: Pick<Scaled, 'value' | 'band'>): Domain {
  const marks = [value, band.low, band.high].filter((n) => n !== null)
  const low = Math.min(...marks)
  const high = Math.max(...marks)
  const room = high > low ? 0.35 * (high - low) : Math.max(Math.abs(high) * 0.5, 1)
  return { from: low - room, to: high + room }
}

/** Where a number stands from left to right. */
function placed(of: Scaled): (n: number) => number {
  const onLine = (part: number): number => tenth(EDGE + part * (WIDTH - 2 * EDGE))
  if (of.share) {
    const { at } = shareAxis(of.band)
    return (n) => onLine(at(n))
  }
  const { from, to } = domainOf(of)
  return (n) => onLine((n - from) / (to - from))
}

/** The picture of a verdict; null where nothing was judged, or the bound is not a range of numbers. */
export function scaleOf(verdict: DrawnVerdict): Scale | null {
  const { value, band, shown } = verdict
  const state = stateOf(verdict)
  if (state === 'idle' || state === 'unchecked' || band === null || typeof value !== 'number') return null
  const share = shown.endsWith('%') && value >= 0 && value <= 1
  return scale({ value, band, labels: verdict.bandShown ?? { low: null, high: null }, share, state })
}

/** Null where the range is open at both ends. */
export function scale(of: Scaled): Scale | null {
  if (of.band.low === null && of.band.high === null) return null
  const at = placed(of)
  const low = of.band.low === null || (of.share && of.band.low <= 0) ? 0 : at(of.band.low)
  const high = of.band.high === null || (of.share && of.band.high >= 1) ? WIDTH : at(of.band.high)
  const x = Math.min(low, WIDTH - EDGE)
  return {
    width: WIDTH,
    height: HEIGHT,
    axis: AXIS,
    ticks: of.share ? shareAxis(of.band).ticks.map(at) : [],
    band: { x, y: 2, width: tenth(Math.max(high - x, 2)), height: 2 * (AXIS - 2) },
    marker: { ...markerAt(of.state, at(of.value), AXIS, 1), state: of.state },
    labels: labelsOf(of, at),
  }
}

const PIXELS_PER_LETTER = 6.2

/** Where something is wrong: what is marked on the axis of shares, or else the limits, as long as they do not run into each other. */
function labelsOf(of: Scaled, at: (n: number) => number): readonly Label[] {
  if (of.state !== 'broken' && of.state !== 'warning') return []
  const { band, labels } = of
  if (of.share) return shareAxis(band).ticks.map((tick) => labelAt(at(tick), percentage(tick)).label)
  const left = band.low === null || labels.low === null ? undefined : labelAt(at(band.low), labels.low)
  const right = band.high === null || labels.high === null ? undefined : labelAt(at(band.high), labels.high)
  const collide = left !== undefined && right !== undefined && left.to + 8 > right.from
  return [left, collide ? undefined : right].flatMap((each) => (each === undefined ? [] : [each.label]))
}

function labelAt(x: number, text: string): { readonly from: number; readonly to: number; readonly label: Label } {
  const width = text.length * PIXELS_PER_LETTER
  const middle = tenth(Math.min(Math.max(x, width / 2), WIDTH - width / 2))
  return {
    from: middle - width / 2,
    to: middle + width / 2,
    label: { x: middle, y: LABELS, anchor: 'middle', text },
  }
}

const percentage = (share: number): string => `${String(Number((share * 100).toPrecision(3)))}%`
