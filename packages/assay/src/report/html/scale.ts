import type { State } from '../state.ts'
import { html, none, type Html } from './html.ts'

const WIDTH = 190
const EDGE = 8
const AXIS = 11

export interface Scale {
  readonly value: number
  /** The allowed range; null is open. */
  readonly band: { readonly low: number | null; readonly high: number | null }
  /** The ends of the band in words, where they are known. */
  readonly labels: { readonly low: string | null; readonly high: string | null }
  /** A share from 0 to 1, which has natural ends. */
  readonly share: boolean
  readonly state: State
}

interface Domain {
  readonly from: number
  readonly to: number
}

/** The stretch of numbers that is drawn: value and limits with room around, so that their distance can be seen. */
export function domainOf({ value, band, share }: Pick<Scale, 'value' | 'band' | 'share'>): Domain {
  const marks = [value, band.low, band.high].filter((n) => n !== null)
  const low = Math.min(...marks)
  const high = Math.max(...marks)
  const room = high > low ? 0.35 * (high - low) : share ? 1 : Math.max(Math.abs(high) * 0.5, 1)
  const domain = { from: low - room, to: high + room }
  return share ? { from: Math.max(0, domain.from), to: Math.min(1, domain.to) } : domain
}

const rounded = (n: number): number => Math.round(n * 10) / 10

/** Where a number stands from left to right. */
function placed({ from, to }: Domain): (n: number) => number {
  return (n) => rounded(EDGE + ((n - from) / (to - from)) * (WIDTH - 2 * EDGE))
}

/** The number against its bound: a line, the band that it must stay in, and the value as the shape of its state. */
export function scale(of: Scale): Html {
  if (of.band.low === null && of.band.high === null) return none
  const at = placed(domainOf(of))
  const low = of.band.low === null ? 0 : at(of.band.low)
  const high = of.band.high === null || (of.share && of.band.high >= 1) ? WIDTH : at(of.band.high)
  const from = Math.min(low, WIDTH - EDGE)
  return html`<svg class="scale" viewBox="0 0 ${WIDTH} 32" aria-hidden="true" focusable="false">
    <rect class="band" x="${from}" y="2" width="${rounded(Math.max(high - from, 2))}" height="${2 * (AXIS - 2)}" />
    <line class="axis" x1="0" x2="${WIDTH}" y1="${AXIS}" y2="${AXIS}" />
    ${labels(of, at)}${marker(of.state, at(of.value))}
  </svg>`
}

function marker(state: State, x: number): Html {
  if (state === 'broken') return html`<path class="mark broken" d="M${x} ${AXIS - 6} l5.5 10 h-11 Z" />`
  if (state === 'warning')
    return html`<path class="mark warning" d="M${x} ${AXIS - 5.5} l5.5 5.5 -5.5 5.5 -5.5 -5.5 Z" />`
  return html`<circle class="mark ${state}" cx="${x}" cy="${AXIS}" r="4" />`
}

const PIXELS_PER_LETTER = 6.2

/** The limits below the line, as long as they do not run into each other. */
function labels({ band, labels: { low, high }, state }: Scale, at: (n: number) => number): Html {
  if (state !== 'broken' && state !== 'warning') return none
  const left = band.low === null || low === null ? undefined : labelAt(at(band.low), low)
  const right = band.high === null || high === null ? undefined : labelAt(at(band.high), high)
  const collide = left !== undefined && right !== undefined && left.to + 8 > right.from
  return html`${left === undefined ? none : left.drawn}${right === undefined || collide ? none : right.drawn}`
}

function labelAt(x: number, text: string): { readonly from: number; readonly to: number; readonly drawn: Html } {
  const width = text.length * PIXELS_PER_LETTER
  const middle = rounded(Math.min(Math.max(x, width / 2), WIDTH - width / 2))
  const drawn = html`<text class="label" x="${middle}" y="30" text-anchor="middle">${text}</text>`
  return { from: middle - width / 2, to: middle + width / 2, drawn }
}
