import { strip, type DeliveryOutcome } from '@assay/core'
import { html, none, type Html } from './html.ts'

/** Deliveries side by side, oldest first. */
export function stripPicture(
  deliveries: readonly { readonly number: number | null; readonly state: DeliveryOutcome }[],
): Html {
  const { width, height, boxes } = strip(deliveries)
  const words = deliveries.map(({ number, state }) => `${number === null ? 'this one' : String(number)} ${state}`)
  return html`<svg
    class="strip"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="Deliveries: ${words.join(', ')}"
  >
    ${boxes.map(
      (box) =>
        html`<rect
            class="box ${box.fill} ${box.delivery === null ? 'now' : ''}"
            x="${box.x}"
            y="0"
            width="${box.width}"
            height="${box.height}"
            rx="1"
          />
          ${box.cap === 0 ? none : html`<rect class="box cap" x="${box.x}" y="0" width="${box.width}" height="${box.cap}" />`}`,
    )}
  </svg>`
}
