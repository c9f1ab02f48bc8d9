import type { Scale } from '@assay/core'
import { shape } from './glyph.ts'
import { html, type Html } from './html.ts'
import { labels } from './labels.ts'

/** A number against its bound. The number and the bound stand beside it as text, so that it is decoration for a reader. */
export function scalePicture({ width, height, axis, ticks, band, marker, labels: texts }: Scale): Html {
  return html`<svg class="scale" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
    <rect class="band" x="${band.x}" y="${band.y}" width="${band.width}" height="${band.height}" />
    <line class="axis" x1="0" x2="${width}" y1="${axis}" y2="${axis}" />
    ${ticks.map((x) => html`<line class="axis" x1="${x}" x2="${x}" y1="${axis - 3}" y2="${axis + 3}" />`)}
    ${labels(texts, 'label')}${shape(marker, `mark ${marker.state}`)}
  </svg>`
}
