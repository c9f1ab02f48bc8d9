const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
/** So many of the newest numbers are drawn. */
const MOST = 30

/**
 * Numbers over the deliveries as a line of bars, oldest first; a blank where there was none. Equal numbers are drawn in the
 * middle. Fewer than two numbers are no picture.
 */
export function sparkline(history: readonly (number | null)[]): string {
  const shown = history.slice(-MOST)
  const known = shown.filter((each) => each !== null).filter(Number.isFinite)
  if (known.length < 2) return ''
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return shown.map((each) => (each === null || !Number.isFinite(each) ? ' ' : bar(each, low, high))).join('')
}

const bar = (n: number, low: number, high: number): string =>
  (high === low ? BARS[4] : BARS[Math.round(((n - low) / (high - low)) * (BARS.length - 1))]) ?? ' '
