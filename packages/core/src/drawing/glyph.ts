import type { State } from './state.ts'

/** States in words, for those who can see neither shape nor colour. */
export const STATE_NAMES: Readonly<Record<State, string>> = {
  broken: 'broken',
  unchecked: 'not checked',
  warning: 'warning',
  idle: 'idle',
  holds: 'holds',
}

/** The shape of a state, in a square of 12 by 12. */
export type Glyph =
  | { readonly kind: 'path'; readonly d: string }
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }

/** A state is a shape as well as a colour: triangle, dashed ring, diamond, small hollow dot, dot. */
export const GLYPHS: Readonly<Record<State, Glyph>> = {
  broken: { kind: 'path', d: 'M6 1 11.5 11H.5Z' },
  unchecked: { kind: 'circle', cx: 6, cy: 6, r: 4.6 },
  warning: { kind: 'path', d: 'M6 .3 11.7 6 6 11.7.3 6Z' },
  idle: { kind: 'circle', cx: 6, cy: 6, r: 2.4 },
  holds: { kind: 'circle', cx: 6, cy: 6, r: 4 },
}
