/** Lengths are in pixels of the drawing's own box; a tenth is finer than a screen. */
export const tenth = (n: number): number => Math.round(n * 10) / 10

/** A text of a drawing: where it stands, and which of its ends stands there. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly text: string
}

/** What marks one number: the shape of its state, smaller than the state's own glyph. */
export type Marker =
  | { readonly kind: 'path'; readonly d: string }
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }
