import { headline, worstFirst } from '@assay/core'
import type { Result } from '../contract.ts'
import { htmlDocument } from './document.ts'
import { html } from './html.ts'
import { overview } from './overview.ts'
import { pageSection } from './page.ts'

/** The result as one HTML file. `assay` is the command as it was called. */
export function renderHtml(result: Result, assay = 'assay'): string {
  const pages = worstFirst(result.pages)
  return htmlDocument(
    headline(result),
    html`${overview(result, pages)}
      <main>${pages.map((page, i) => pageSection(page, i, assay))}</main>`,
  )
}
