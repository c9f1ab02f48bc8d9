import { tenth, type Label } from './geometry.ts'
import { labelsBeside } from './labels-beside.ts'
import type { NumberSpread } from './result.ts'
import { visible } from './visible.ts'
import { counted } from './wording.ts'

const WIDTH = 400
const TOP = 16
const FLOOR = 116
const HEIGHT = 134
const LEAST = 3
const MOST_MARKS = 4
/** Of the place for what is no number, with the gap before it. */
const UNREAD = 26
const GAP = 44

export interface Histogram {
  readonly width: number
  readonly height: number
  /** Where the bars stand on. */
  readonly floor: number
  /** One or two for each bin with rows, what fails on top of what does not; at the right end what is no number. */
  readonly bars: readonly HistogramBar[]
  /** The limits of the sentence, as far as they lie among the values. */
  readonly marks: readonly { readonly x: number; readonly value: number; readonly label: Label }[]
  readonly axis: readonly Label[]
  /** The picture in words. */
  readonly described: string
}

export interface HistogramBar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly state: 'good' | 'wrong'
}

/** How the values of a numeric column are spread; null where there are none. */
export function histogram(of: NumberSpread): Histogram | null {
  const [first, last] = [of.bins[0], of.bins.at(-1)]
  if (first === undefined || last === undefined) return null
  const span = last.high - first.low
  const label = axisLabel(of.times, span)
  const { unread = { rows: 0, failing: 0 } } = of
  const most = Math.max(1, unread.rows, ...of.bins.map((b) => b.rows))
  const end = unread.rows > 0 ? WIDTH - UNREAD - GAP : WIDTH
  const width = end / of.bins.length
  return {
    width: WIDTH,
    height: HEIGHT,
    floor: FLOOR,
    bars: [
      ...of.bins.flatMap((bin, i) => barsOf(bin, { x: i * width, width, most })),
      ...barsOf(unread, { x: WIDTH - UNREAD, width: UNREAD, most }),
    ],
    marks: marksOf(of, (n) => tenth(span > 0 ? ((n - first.low) / span) * end : end / 2), { label, end }),
    axis: [
      { x: 0, y: HEIGHT - 4, anchor: 'start', text: label(first.low) },
      { x: tenth(end / 2), y: HEIGHT - 4, anchor: 'middle', text: label(first.low + span / 2) },
      { x: end, y: HEIGHT - 4, anchor: 'end', text: label(last.high) },
      ...(unread.rows > 0 ? [{ x: WIDTH, y: HEIGHT - 4, anchor: 'end' as const, text: noNumber(of) }] : []),
    ],
    described: described(of, label),
  }
}

const noNumber = ({ times }: NumberSpread): string => (times ? 'no date' : 'no number')

/** A bin with a row is always seen, and a failing row always as such, however rare it is. */
function barsOf(
  bin: { readonly rows: number; readonly failing: number },
  place: { readonly x: number; readonly width: number; readonly most: number },
): readonly HistogramBar[] {
  if (bin.rows === 0) return []
  const height = (rows: number): number => (rows === 0 ? 0 : Math.max(LEAST, (rows / place.most) * (FLOOR - TOP)))
  const wrong = height(bin.failing)
  const right = Math.max(height(bin.rows) - wrong, bin.failing < bin.rows ? LEAST : 0)
  const bar = (state: 'good' | 'wrong', y: number, height: number): HistogramBar => ({
    x: tenth(place.x + 0.5),
    y: tenth(y),
    width: tenth(Math.max(place.width - 1, 0.5)),
    height: tenth(height),
    state,
  })
  const both = [bar('good', FLOOR - right, right), bar('wrong', FLOOR - right - wrong, wrong)]
  return both.filter((each) => each.height > 0)
}

function marksOf(
  of: NumberSpread,
  at: (n: number) => number,
  { label, end }: { readonly label: (n: number) => string; readonly end: number },
): Histogram['marks'] {
  const inside = of.marks.filter((m) => at(m) >= 0 && at(m) <= end).slice(0, MOST_MARKS)
  const lines = inside.map((m) => ({ x: at(m), text: label(m), side: at(m) > end / 2 ? 'left' : 'right' }) as const)
  const labels = labelsBeside(lines, { width: WIDTH, gap: 4 })
  return inside.flatMap((value, i) => {
    const beside = labels[i]
    return beside ? [{ x: at(value), value, label: beside }] : []
  })
}

const DAY = 86_400

/** Numbers short enough for an axis; seconds since 1970 as a day, or with the time where the span is short. */
export function axisLabel(times: boolean, span: number): (n: number) => string {
  if (!times) return shortNumber
  return (n) => {
    const at = new Date(n * 1000)
    if (Number.isNaN(at.getTime())) return ''
    const iso = at.toISOString().replace(/^\+0+/, '')
    return span < 3 * DAY ? iso.slice(0, 16).replace('T', ' ') : iso.slice(0, 10)
  }
}

let written: ((n: number) => string) | undefined

/** Made when it is first needed: the first object of `Intl` in a process is slow. */
function shortNumber(n: number): string {
  written ??= numberFormat()
  return written(n)
}

function numberFormat(): (n: number) => string {
  const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
  const compact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, notation: 'compact' })
  return (n) => (Math.abs(n) >= 1e7 ? compact : significant).format(n).replace('-', '−')
}

function described(of: NumberSpread, label: (n: number) => string): string {
  const rows = of.bins.reduce((sum, b) => sum + b.rows, 0)
  const failing = of.bins.filter((b) => b.failing > 0)
  const [first, last] = [failing[0], failing.at(-1)]
  const where = first && last ? `; those that fail lie between ${label(first.low)} and ${label(last.high)}` : ''
  const unread = of.unread ? `; ${counted(of.unread.rows, 'value')} with ${noNumber(of)}` : ''
  return `Distribution of ${visible(of.column)}: ${counted(rows, 'value')}${where}${unread}`
}
