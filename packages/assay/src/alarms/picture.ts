import { PNG } from 'pngjs'

/** Twice the size that it is shown at, for sharp screens. */
const WIDTH = 480
const HEIGHT = 96
const EDGE = 10
const MOST = 60

type Colour = readonly [red: number, green: number, blue: number]
const PAPER: Colour = [255, 255, 255]
const BAND: Colour = [226, 234, 229]
const LINE: Colour = [72, 72, 68]
const BAD: Colour = [192, 62, 33]

/**
 * A number over the deliveries with the band that it must stay in, as a PNG for mail, where drawings in markup are not shown.
 * Null when there are fewer than two numbers.
 */
export function picture(
  history: readonly (number | null)[],
  band: { readonly low: number | null; readonly high: number | null } | null,
): Buffer | null {
  const shown = history.slice(-MOST)
  const known = shown.filter((each) => each !== null).filter(Number.isFinite)
  const newest = known.at(-1)
  if (known.length < 2 || newest === undefined) return null
  const ends = [band?.low, band?.high].flatMap((each) => each ?? [])
  const [low, high] = [Math.min(...known, ...ends), Math.max(...known, ...ends)]
  const y = (n: number) =>
    Math.round(HEIGHT - EDGE - (high === low ? 0.5 : (n - low) / (high - low)) * (HEIGHT - 2 * EDGE))
  const x = (i: number) => Math.round(EDGE + (i / (shown.length - 1)) * (WIDTH - 2 * EDGE))
  const png = new PNG({ width: WIDTH, height: HEIGHT })
  box(png, 0, 0, WIDTH, HEIGHT, PAPER)
  if (band) {
    const top = band.high === null ? 0 : y(band.high) - 3
    const end = band.low === null ? HEIGHT : y(band.low) + 3
    box(png, 0, top, WIDTH, Math.max(6, end - top), BAND)
  }
  const points = shown.flatMap((each, i) => (each === null || !Number.isFinite(each) ? [] : [[x(i), y(each)] as const]))
  points.forEach((point, i) => {
    const before = points[i - 1]
    if (before) line(png, before, point)
  })
  const last = points.at(-1)
  const outside = (band?.low ?? newest) > newest || (band?.high ?? newest) < newest
  if (last) dot(png, last, outside ? BAD : LINE)
  return PNG.sync.write(png)
}

function box(png: PNG, left: number, top: number, width: number, height: number, [r, g, b]: Colour): void {
  for (let y = Math.max(0, top); y < Math.min(png.height, top + height); y++)
    for (let x = Math.max(0, left); x < Math.min(png.width, left + width); x++)
      png.data.set([r, g, b, 255], (y * png.width + x) * 4)
}

type Point = readonly [x: number, y: number]
function line(png: PNG, [x0, y0]: Point, [x1, y1]: Point): void {
  const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0))
  for (let i = 0; i <= steps; i++)
    box(png, Math.round(x0 + ((x1 - x0) * i) / steps) - 1, Math.round(y0 + ((y1 - y0) * i) / steps) - 1, 3, 3, LINE)
}

function dot(png: PNG, [x, y]: Point, colour: Colour): void {
  for (let dy = -6; dy <= 6; dy++) {
    const half = Math.round(Math.sqrt(36 - dy * dy))
    box(png, x - half, y + dy, half * 2 + 1, 1, colour)
  }
}
