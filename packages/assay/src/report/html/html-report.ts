import { createHash } from 'node:crypto'
import { headline, worstFirst } from '@assay/core'
import type { Result } from '../contract.ts'
import { html } from './html.ts'
import { overview } from './overview.ts'
import { pageSection } from './page.ts'
import { STYLE } from './style.ts'

/**
 * The result as one HTML file that loads nothing, runs nothing and looks right on a desk, on a phone and on paper.
 * Its content security policy allows the one style sheet by its hash, and nothing else. `assay` is the command as it was called.
 */
export function renderHtml(result: Result, assay = 'assay'): string {
  const pages = worstFirst(result.pages)
  const body = html`${overview(result, pages)}
    <main>${pages.map((page, i) => pageSection(page, i, assay))}</main>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${html`<title>${headline(result)}</title>`.markup}
<style>${STYLE}</style>
</head>
<body>
${body.markup}
</body>
</html>
`
}

function policy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}
