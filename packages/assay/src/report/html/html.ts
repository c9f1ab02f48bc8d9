import { micromark } from 'micromark'
import { visible } from '@assay/core'

/**
 * HTML that is safe to show: it can only be made from the literal parts of a template in our own source code, from
 * text that was escaped here, and from Markdown rendered without raw HTML. A plain string cannot slip in unescaped,
 * because `Html` is opaque.
 */
declare const made: unique symbol
export interface Html {
  readonly markup: string
  readonly [made]: true
}

export type Part = Html | string | number | readonly Html[]

const make = (markup: string): Html => ({ markup }) as Html

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => visible(text, 'lines').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map((p) => p.markup).join('')
}

/** Joins the literal parts of a template with other HTML, and with texts and numbers, which are escaped. */
export function html(parts: TemplateStringsArray, ...between: readonly Part[]): Html {
  return make(parts.reduce((done, part, i) => done + markupOf(between[i - 1] ?? '') + part))
}

/** Nothing, where something else may stand. */
export const none: Html = make('')

const IMAGE = /<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? \/>/g

/** Prose in Markdown. HTML in it is shown as text, and pictures as their description: a report loads nothing. */
export function markdown(prose: string): Html {
  return make(micromark(visible(prose, 'lines')).replace(IMAGE, '$1'))
}

/** One line of text in which what stands between backticks is code. */
export function codeText(text: string): Html {
  const parts = text.split('`')
  const closed = parts.length % 2 === 1
  return html`${parts.map((part, i) => {
    const code = i % 2 === 1 && (closed || i < parts.length - 1)
    if (code) return html`<code>${visible(part)}</code>`
    return i % 2 === 1 ? html`${'`'}${visible(part)}` : html`${visible(part)}`
  })}`
}
