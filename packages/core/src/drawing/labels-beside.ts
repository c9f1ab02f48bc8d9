import type { Label } from './geometry.ts'

/** An upright line and what is written beside it. */
export interface Line {
  readonly x: number
  readonly text: string
  /** The side that is tried first. */
  readonly side: Side
}

type Side = 'left' | 'right'

/** Wide enough for the larger letters of a narrow screen. */
const PIXELS_PER_LETTER = 7.5
const [TOP, ROW] = [13, 13]

/**
 * The labels of a few upright lines, at the height of their upper ends: none runs into another, over a line or out of the
 * picture as long as there is a choice of sides that lets it; where there is none, each has a height of its own.
 */
export function labelsBeside(lines: readonly Line[], place: { readonly width: number; readonly gap: number }): Label[] {
  const boxes = choices(lines.length)
    .map((turned) => lines.map((line, i) => boxOf(line, turned[i] ? other(line.side) : line.side, place.gap)))
    .find((all) => all.every((box, i) => isInside(box, place.width) && isFree(box, i, lines, all)))
  const found = boxes ?? lines.map((line) => turnedInside(line, place))
  return found.map(({ label }, i) => (boxes === undefined ? { ...label, y: TOP + i * ROW } : label))
}

/** Which labels change sides: as few as can be first. */
function choices(n: number): readonly (readonly boolean[])[] {
  const all = Array.from({ length: 2 ** n }, (_, mask) => Array.from({ length: n }, (_, i) => (mask >> i) % 2 === 1))
  const turned = (of: readonly boolean[]): number => of.filter(Boolean).length
  return all.sort((a, b) => turned(a) - turned(b))
}

interface Box {
  readonly from: number
  readonly to: number
  readonly label: Label
}

function boxOf({ x, text }: Line, side: Side, gap: number): Box {
  const length = text.length * PIXELS_PER_LETTER
  return side === 'right'
    ? { from: x + gap, to: x + gap + length, label: { x: x + gap, y: TOP, anchor: 'start', text } }
    : { from: x - gap - length, to: x - gap, label: { x: x - gap, y: TOP, anchor: 'end', text } }
}

const other = (side: Side): Side => (side === 'left' ? 'right' : 'left')
const isInside = ({ from, to }: Box, width: number): boolean => from >= 0 && to <= width
const isFree = (box: Box, i: number, lines: readonly Line[], all: readonly Box[]): boolean =>
  lines.every(({ x }, k) => k === i || x <= box.from || x >= box.to) &&
  all.every((each, k) => k === i || (isLeft(lines, k, i) ? each.to <= box.from : each.from >= box.to))

/** Labels stand in the order of their lines. */
const isLeft = (lines: readonly Line[], a: number, b: number): boolean => {
  const apart = (lines[a]?.x ?? 0) - (lines[b]?.x ?? 0)
  return apart === 0 ? a < b : apart < 0
}

function turnedInside(line: Line, { width, gap }: { readonly width: number; readonly gap: number }): Box {
  const box = boxOf(line, line.side, gap)
  return isInside(box, width) ? box : boxOf(line, other(line.side), gap)
}
