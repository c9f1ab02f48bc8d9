import type { ComparedBin } from '../stats/compared-bin.ts'
import { tenth, type Label } from './geometry.ts'
import { axisLabel } from './histogram.ts'
import { cellText, counted } from './wording.ts'

/** How two deliveries' values of a column lie: the newer one as bars, the older one as a line over them. Both are shares of their own values. */

export interface ComparedHistogram {
  readonly width: number
  readonly height: number
  readonly floor: number
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  /** The steps of the older delivery, as a path. */
  readonly line: string
  readonly axis: readonly Label[]
}

const WIDTH = 400
const TOP = 8
const FLOOR = 108
const HEIGHT = 126
const LEAST = 2

/** Null where neither has a value. */
export function comparedHistogram(bins: readonly ComparedBin[], times: boolean): ComparedHistogram | null {
  const [first, last] = [bins[0], bins.at(-1)]
  const [n, m] = [total(bins, 'before'), total(bins, 'after')]
  if (first === undefined || last === undefined || n + m === 0) return null
  const most = Math.max(...bins.flatMap((b) => [b.before / Math.max(1, n), b.after / Math.max(1, m)]))
  const height = (part: number, whole: number): number =>
    part === 0 ? 0 : Math.max(LEAST, (part / whole / most) * (FLOOR - TOP))
  const width = WIDTH / bins.length
  const span = last.high - first.low
  const label = axisLabel(times, span)
  return {
    width: WIDTH,
    height: HEIGHT,
    floor: FLOOR,
    bars: bins.flatMap((bin, i) => {
      const tall = tenth(height(bin.after, m))
      return tall === 0
        ? []
        : [{ x: tenth(i * width + 0.5), y: tenth(FLOOR - tall), width: tenth(width - 1), height: tall }]
    }),
    line: bins
      .map((bin, i) => {
        const y = tenth(FLOOR - height(bin.before, n))
        return `${i === 0 ? 'M' : 'L'}${String(tenth(i * width))} ${String(y)} H${String(tenth((i + 1) * width))}`
      })
      .join(' '),
    axis: [
      { x: 0, y: HEIGHT - 4, anchor: 'start', text: label(first.low) },
      { x: WIDTH / 2, y: HEIGHT - 4, anchor: 'middle', text: label(first.low + span / 2) },
      { x: WIDTH, y: HEIGHT - 4, anchor: 'end', text: label(last.high) },
    ],
  }
}

export interface ComparedBars {
  readonly width: number
  readonly bars: readonly ComparedBar[]
  /** What is not drawn, in words; null where everything is. */
  readonly rest: string | null
}

export interface ComparedBar {
  readonly label: string
  /** How long the bars are. */
  readonly before: number
  readonly after: number
  readonly rows: string
}

interface ComparedTexts {
  readonly values: readonly { readonly value: string; readonly before: number; readonly after: number }[]
  readonly others: { readonly different: number; readonly before: number; readonly after: number }
}

const BARS = 150
const LONGEST = 40

export function comparedBars({ values, others }: ComparedTexts): ComparedBars {
  const [n, m] = (['before', 'after'] as const).map((at) => Math.max(1, total(values, at) + others[at])) as [number, number] // prettier-ignore
  const most = Math.max(1e-9, ...values.flatMap((each) => [each.before / n, each.after / m]))
  const long = (part: number, whole: number): number =>
    part === 0 ? 0 : Math.max(LEAST, Math.round((part / whole / most) * BARS))
  return {
    width: BARS,
    bars: values.map(({ value, before, after }) => ({
      label: cellText(value, LONGEST),
      before: long(before, n),
      after: long(after, m),
      rows: before === after ? counted(after) : `${counted(before)} → ${counted(after)}`,
    })),
    rest:
      others.different === 0
        ? null
        : `${counted(others.different)} other ${others.different === 1 ? 'value' : 'values'}: ${counted(others.before)} → ${counted(others.after, 'row')}`,
  }
}

/** Texts of which each stands in one row show nothing. */
export const isScattered = ({ values }: ComparedTexts): boolean =>
  values.length > 1 && values.every((each) => each.before <= 1 && each.after <= 1)

const total = (of: readonly { readonly before: number; readonly after: number }[], at: 'before' | 'after'): number =>
  of.reduce((sum, each) => sum + each[at], 0)
