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
/** Of the place for what stands apart, with the gap between it and the others. */
const APART = 26
const GAP = 44
/** An outer bin that is so many times as wide as the others holds what lies far out. */
const FAR = 2

export interface Histogram {
  readonly width: number
  readonly height: number
  /** Where the bars stand on. */
  readonly floor: number
  /** One or two for each bin with rows, what fails on top of what does not; apart from the others what lies far out, and at the right end what is no number. */
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
  const { unread = { rows: 0, failing: 0 } } = of
  const [below, above] = [first, last].map((bin) => (isFar(bin, of) ? bin : undefined))
  const near = of.bins.slice(below ? 1 : 0, above ? -1 : undefined)
  const [low, high] = [near[0]?.low ?? first.low, near.at(-1)?.high ?? last.high]
  const label = axisLabel(of.times, high - low)
  const most = Math.max(1, unread.rows, ...of.bins.map((b) => b.rows))
  const place = (is: boolean): number => (is ? APART + GAP : 0)
  const right = WIDTH - place(unread.rows > 0)
  const [from, to] = [place(below !== undefined), right - place(above !== undefined)]
  const width = (to - from) / near.length
  const at = (n: number): number => tenth(from + (high > low ? (n - low) / (high - low) : 0.5) * (to - from))
  const text = (x: number, anchor: Label['anchor'], text: string): Label => ({ x, y: HEIGHT - 4, anchor, text })
  return {
    width: WIDTH,
    height: HEIGHT,
    floor: FLOOR,
    bars: [
      ...(below ? barsOf(below, { x: 0, width: APART, most }) : []),
      ...near.flatMap((bin, i) => barsOf(bin, { x: from + i * width, width, most })),
      ...(above ? barsOf(above, { x: right - APART, width: APART, most }) : []),
      ...barsOf(unread, { x: WIDTH - APART, width: APART, most }),
    ],
    marks: marksOf(of, at, { label, from, to }),
    axis: [
      ...(below ? [text(0, 'start', label(below.low))] : []),
      text(from, 'start', label(low)),
      text(tenth((from + to) / 2), 'middle', label(low + (high - low) / 2)),
      text(to, 'end', label(high)),
      ...(above ? [text(right, 'end', `to ${label(above.high)}`)] : []),
      ...(unread.rows > 0 ? [text(WIDTH, 'end', noNumber(of))] : []),
    ],
    described: described(of, label),
  }
}

/** Compared with the bins inside, which are equally wide. */
function isFar({ low, high }: NumberSpread['bins'][number], { bins }: NumberSpread): boolean {
  const inside = bins[1]
  return bins.length > 2 && inside !== undefined && high - low > FAR * (inside.high - inside.low)
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
  { label, from, to }: { readonly label: (n: number) => string; readonly from: number; readonly to: number },
): Histogram['marks'] {
  const inside = of.marks.filter((m) => at(m) >= from && at(m) <= to).slice(0, MOST_MARKS)
  const lines = inside.map(
    (m) => ({ x: at(m), text: label(m), side: at(m) > (from + to) / 2 ? 'left' : 'right' }) as const,
  )
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
