import type { State } from '../state.ts'
import { html, type Html } from './html.ts'

const NAMES: Readonly<Record<State, string>> = {
  broken: 'broken',
  unchecked: 'not checked',
  warning: 'warning',
  idle: 'idle',
  holds: 'holds',
}

const SHAPES: Readonly<Record<State, Html>> = {
  broken: html`<path d="M6 1 11.5 11H.5Z" />`,
  unchecked: html`<circle cx="6" cy="6" r="4.6" />`,
  warning: html`<path d="M6 .3 11.7 6 6 11.7.3 6Z" />`,
  idle: html`<circle cx="6" cy="6" r="2.4" />`,
  holds: html`<circle cx="6" cy="6" r="4" />`,
}

/** A state as shape and colour, named for those who cannot see either. */
export function glyph(state: State): Html {
  return html`<svg class="glyph ${state}" viewBox="0 0 12 12" role="img" aria-label="${NAMES[state]}">
    ${SHAPES[state]}
  </svg>`
}
