import { histogram, type NumberSpread } from '@assay/core'
import { html, none, type Html } from './html.ts'
import { labels } from './labels.ts'

/** What fails has the colour of the state; the limits of the sentence are dashed lines. */
export function histogramOf(of: NumberSpread): Html {
  const drawn = histogram(of)
  if (drawn === null) return none
  const { width, height, floor, bars, marks, axis, described } = drawn
  return html`<svg class="histogram" viewBox="0 0 ${width} ${height}" role="img" aria-label="${described}">
    ${bars.map((b) => html`<rect class="${b.state}" x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" />`)}
    <line class="axis" x1="0" x2="${width}" y1="${floor}" y2="${floor}" />
    ${marks.map((m) => html`<line class="limit" x1="${m.x}" x2="${m.x}" y1="4" y2="${floor}" />`)}
    ${labels(
      marks.map((m) => m.label),
      'limit-label',
    )}${labels(axis, 'label')}
  </svg>`
}
