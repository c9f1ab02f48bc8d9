import { html, none, type Html } from './html.ts'

/** How a column stands: numbers at the right, what is blamed in the colour of the state. */
type Head = readonly [name: string | Html, is?: 'number' | 'wrong' | '']

interface Table {
  /** What it is of, for who does not see it. */
  readonly named: string
  readonly is?: 'evidence' | 'groups'
  readonly heads: readonly Head[]
  readonly rows: readonly Html[]
  /** What is said below it. */
  readonly below?: Html
}

/** A table in a box of its own, which scrolls without the page, and which the keyboard reaches. */
export function scrollingTable({ named, is = 'evidence', heads, rows, below = none }: Table): Html {
  return html`<div class="scrolls" role="region" tabindex="0" aria-label="${named}">
    <table class="${is}">
      <thead>
        <tr>
          ${heads.map(([name, of = '']) => html`<th scope="col" class="${of}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${below}
  </div>`
}
