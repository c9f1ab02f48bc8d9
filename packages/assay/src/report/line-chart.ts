/** A number over the deliveries, as characters. */
export interface ChartPoint {
  /** Null where there was no number. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly broken: boolean
}

export interface ChartOptions {
  /** Columns and lines of the drawing, without its scale. */
  readonly width: number
  readonly height: number
  readonly shown: (value: number) => string
  readonly paint: { readonly broken: (text: string) => string; readonly band: (text: string) => string }
}

/**
 * One column for each point, the newest at the right; `·` are the ends of the band that the number must stay in. Points
 * that broke it are triangles.
 */
export function lineChart(all: readonly ChartPoint[], options: ChartOptions): readonly string[] {
  const points = all.slice(-options.width)
  const numbers = points.flatMap(({ value, low, high }) =>
    [value, low, high].filter((each): each is number => each !== null && Number.isFinite(each)),
  )
  if (numbers.length === 0) return []
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const lines = high === low ? 1 : options.height
  const lineOf = (value: number) => (high === low ? 0 : Math.round(((high - value) / (high - low)) * (lines - 1)))
  const scale = Array.from({ length: lines }, (_, line) =>
    line === 0 ? options.shown(high) : line === lines - 1 ? options.shown(low) : '',
  )
  const wide = Math.max(...scale.map((each) => each.length))
  return scale.map((label, line) => {
    const drawn = points.map((point) => cell(point, line, lineOf, options))
    return `${label.padStart(wide)} ${line === 0 || line === lines - 1 ? '┤' : '│'}${drawn.join('')}`
  })
}

function cell(point: ChartPoint, line: number, lineOf: (value: number) => number, { paint }: ChartOptions): string {
  const at = (value: number | null) => value !== null && Number.isFinite(value) && lineOf(value) === line
  if (at(point.value)) return point.broken ? paint.broken('▲') : '●'
  return at(point.low) || at(point.high) ? paint.band('·') : ' '
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** The same in one line. */
export function sparkline(all: readonly (number | null)[], width: number): string {
  const points = all.slice(-width)
  const known = points.filter((each): each is number => each !== null && Number.isFinite(each))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return points
    .map((each) => {
      if (each === null || !Number.isFinite(each)) return ' '
      return BARS[high === low ? 3 : Math.round(((each - low) / (high - low)) * (BARS.length - 1))] ?? ' '
    })
    .join('')
}
