import type { DistributionResult } from '../contract.ts'
import { counted } from '../wording.ts'
import { html, none, type Html } from './html.ts'

type Numbers = Extract<DistributionResult, { kind: 'numbers' }>
type Bin = Numbers['bins'][number]

const WIDTH = 400
const TOP = 16
const FLOOR = 116
const HEIGHT = 134
const LEAST = 3
const MOST_MARKS = 4

const rounded = (n: number): number => Math.round(n * 10) / 10

/**
 * How the values of a numeric column are spread. What fails has the colour of the state; the limits of the sentence
 * are dashed lines.
 */
export function histogram(of: Numbers): Html {
  const [first, last] = [of.bins[0], of.bins.at(-1)]
  if (first === undefined || last === undefined) return none
  const span = last.high - first.low
  const at = (n: number): number => rounded(span > 0 ? ((n - first.low) / span) * WIDTH : WIDTH / 2)
  const most = Math.max(1, ...of.bins.map((b) => b.rows))
  const label = labelOf(of.times, span)
  return html`<svg class="histogram" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${described(of, label)}">
    ${of.bins.map((bin, i) => bar(bin, { x: (i * WIDTH) / of.bins.length, width: WIDTH / of.bins.length, most }))}
    <line class="axis" x1="0" x2="${WIDTH}" y1="${FLOOR}" y2="${FLOOR}" />
    ${marks(of, at, label)}
    <text class="label" x="0" y="${HEIGHT - 4}">${label(first.low)}</text>
    <text class="label" x="${WIDTH / 2}" y="${HEIGHT - 4}" text-anchor="middle">${label(first.low + span / 2)}</text>
    <text class="label" x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="end">${label(last.high)}</text>
  </svg>`
}

/** A bin with a row is always seen, and a failing row always as such, however rare it is. */
function bar(bin: Bin, place: { readonly x: number; readonly width: number; readonly most: number }): Html {
  if (bin.rows === 0) return none
  const height = (rows: number): number => (rows === 0 ? 0 : Math.max(LEAST, (rows / place.most) * (FLOOR - TOP)))
  const wrong = height(bin.failing)
  const right = Math.max(height(bin.rows) - wrong, bin.failing < bin.rows ? LEAST : 0)
  const [x, width] = [rounded(place.x + 0.5), rounded(Math.max(place.width - 1, 0.5))]
  return html`${rect('good', x, width, FLOOR - right, right)}${rect('wrong', x, width, FLOOR - right - wrong, wrong)}`
}

function rect(kind: string, x: number, width: number, y: number, height: number): Html {
  if (height === 0) return none
  return html`<rect class="${kind}" x="${x}" y="${rounded(y)}" width="${width}" height="${rounded(height)}" />`
}

function marks(of: Numbers, at: (n: number) => number, label: (n: number) => string): Html {
  const inside = of.marks.filter((m) => at(m) >= 0 && at(m) <= WIDTH).slice(0, MOST_MARKS)
  return html`${inside.map((m) => {
    const [x, right] = [at(m), at(m) > WIDTH / 2]
    return html`<line class="limit" x1="${x}" x2="${x}" y1="4" y2="${FLOOR}" />
      <text class="limit-label" x="${right ? x - 4 : x + 4}" y="13" text-anchor="${right ? 'end' : 'start'}"
        >${label(m)}</text
      >`
  })}`
}

const DAY = 86_400
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
const compact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, notation: 'compact' })

/** Numbers short enough for an axis; seconds since 1970 as a day, or with the time where the span is short. */
export function labelOf(times: boolean, span: number): (n: number) => string {
  if (!times) return (n) => (Math.abs(n) >= 1e7 ? compact : significant).format(n).replace('-', '−')
  return (n) => {
    const at = new Date(n * 1000)
    if (Number.isNaN(at.getTime())) return ''
    const iso = at.toISOString().replace(/^\+0+/, '')
    return span < 3 * DAY ? iso.slice(0, 16).replace('T', ' ') : iso.slice(0, 10)
  }
}

function described(of: Numbers, label: (n: number) => string): string {
  const rows = of.bins.reduce((sum, b) => sum + b.rows, 0)
  const failing = of.bins.filter((b) => b.failing > 0)
  const [first, last] = [failing[0], failing.at(-1)]
  const where = first && last ? `; those that fail lie between ${label(first.low)} and ${label(last.high)}` : ''
  return `Distribution of ${of.column}: ${counted(rows, 'value')}${where}`
}
