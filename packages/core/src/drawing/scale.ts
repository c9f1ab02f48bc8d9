import type { Band } from '../check.ts'
import { markerAt, tenth, type Label, type Marker } from './geometry.ts'
import type { DrawnVerdict } from './result.ts'
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
  /** A share from 0 to 1, which has natural ends. */
  readonly share: boolean
  readonly state: State
}

/** The number against its bound: a line, the band that it must stay in, and the value as the shape of its state. */
export interface Scale {
  readonly width: number
  readonly height: number
  /** The height of the line. */
  readonly axis: number
  readonly band: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly marker: Marker & { readonly state: State }
  readonly labels: readonly Label[]
}

interface Domain {
  readonly from: number
  readonly to: number
}

/** The stretch of numbers that is drawn: value and limits with room around, so that their distance can be seen. */
export function domainOf({ value, band, share }: Pick<Scaled, 'value' | 'band' | 'share'>): Domain {
  const marks = [value, band.low, band.high].filter((n) => n !== null)
  const low = Math.min(...marks)
  const high = Math.max(...marks)
  const room = high > low ? 0.35 * (high - low) : share ? 1 : Math.max(Math.abs(high) * 0.5, 1)
  const domain = { from: low - room, to: high + room }
  return share ? { from: Math.max(0, domain.from), to: Math.min(1, domain.to) } : domain
}

/** Where a number stands from left to right. */
function placed({ from, to }: Domain): (n: number) => number {
  return (n) => tenth(EDGE + ((n - from) / (to - from)) * (WIDTH - 2 * EDGE))
}

/** The picture of a verdict; null where nothing was judged, or the bound is not a range of numbers. */
export function scaleOf(verdict: DrawnVerdict): Scale | null {
  const { value, band, shown } = verdict
  const state = stateOf(verdict)
  if (state === 'idle' || state === 'unchecked' || band === null || typeof value !== 'number') return null
  const share = shown.endsWith('%') && value >= 0 && value <= 1
  const labels = verdict.bandShown ?? (share ? sharesOf(band) : { low: null, high: null })
  return scale({ value, band, labels, share, state })
}

/** Null where the range is open at both ends. */
export function scale(of: Scaled): Scale | null {
  if (of.band.low === null && of.band.high === null) return null
  const at = placed(domainOf(of))
  const low = of.band.low === null ? 0 : at(of.band.low)
  const high = of.band.high === null || (of.share && of.band.high >= 1) ? WIDTH : at(of.band.high)
  const x = Math.min(low, WIDTH - EDGE)
  return {
    width: WIDTH,
    height: HEIGHT,
    axis: AXIS,
    band: { x, y: 2, width: tenth(Math.max(high - x, 2)), height: 2 * (AXIS - 2) },
    marker: { ...markerAt(of.state, at(of.value), AXIS, 1), state: of.state },
    labels: labelsOf(of, at),
  }
}

const PIXELS_PER_LETTER = 6.2

/** The limits below the line, as long as they do not run into each other. */
function labelsOf({ band, labels: { low, high }, state }: Scaled, at: (n: number) => number): readonly Label[] {
  if (state !== 'broken' && state !== 'warning') return []
  const left = band.low === null || low === null ? undefined : labelAt(at(band.low), low)
  const right = band.high === null || high === null ? undefined : labelAt(at(band.high), high)
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

/** A share as a percentage with all its digits, as a bound is written. */
const percentage = (share: number): string => `${String(Number((share * 100).toPrecision(12)))}%`

function sharesOf(band: Band): Scaled['labels'] {
  return {
    low: band.low === null ? null : percentage(band.low),
    high: band.high === null || band.high === band.low ? null : percentage(band.high),
  }
}
