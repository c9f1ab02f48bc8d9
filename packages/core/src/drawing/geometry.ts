import type { State } from './state.ts'

/** Lengths are in pixels of the drawing's own box; a tenth is finer than a screen. */
export const tenth = (n: number): number => Math.round(n * 10) / 10

/** A text of a drawing: where it stands, and which of its ends stands there. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly text: string
}

/** The shape of a state around a point; at size 1 it is about 11 wide. */
export function markerAt(state: State, x: number, y: number, size: number): Marker {
  if (state === 'broken')
    return { kind: 'path', d: `M${x} ${tenth(y - 6 * size)} l${5.5 * size} ${10 * size} h${-11 * size} Z` }
  if (state !== 'warning') return { kind: 'circle', cx: x, cy: y, r: 4 * size }
  const side = 5.5 * size
  return { kind: 'path', d: `M${x} ${tenth(y - side)} l${side} ${side} ${-side} ${side} ${-side} ${-side} Z` }
}

/** What marks one number: the shape of its state, smaller than the state's own glyph. */
export type Marker =
  | { readonly kind: 'path'; readonly d: string }
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }
