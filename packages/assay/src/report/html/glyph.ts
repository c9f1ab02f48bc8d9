import { type Glyph, GLYPHS, type Marker, type State, STATE_NAMES } from '@assay/core'
import { html, type Html } from './html.ts'

/** A state as shape and colour, named for those who cannot see either. */
export function glyph(state: State): Html {
  return html`<svg class="glyph ${state}" viewBox="0 0 12 12" role="img" aria-label="${STATE_NAMES[state]}">
    ${shape(GLYPHS[state], 'shape')}
  </svg>`
}

/** The shape of a glyph or a marker. */
export function shape(of: Glyph | Marker, kind: string): Html {
  if (of.kind === 'path') return html`<path class="${kind}" d="${of.d}" />`
  return html`<circle class="${kind}" cx="${of.cx}" cy="${of.cy}" r="${of.r}" />`
}
