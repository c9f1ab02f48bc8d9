import type { Label } from '@assay/core'
import { html, type Html } from './html.ts'

/** The texts of a drawing. */
export function labels(all: readonly Label[], kind: string): Html {
  return html`${all.map(
    ({ x, y, anchor, text }) => html`<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`,
  )}`
}
