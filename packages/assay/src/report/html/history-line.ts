import type { HistoryLine } from '@assay/core'
import { shape } from './glyph.ts'
import { html, none, type Html } from './html.ts'

/** A number over the deliveries, in the band that it must stay in. */
export function historyPicture({ width, height, band, line, points, described }: HistoryLine): Html {
  return html`<svg class="history" viewBox="0 0 ${width} ${height}" role="img" aria-label="${described}">
    ${band === '' ? none : html`<path class="band" d="${band}" />`}
    <path class="course" d="${line}" />
    ${points.map(({ marker, state }) => (marker === null ? none : shape(marker, `mark ${state}`)))}
  </svg>`
}
