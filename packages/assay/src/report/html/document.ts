import { createHash } from 'node:crypto'
import { html, type Html } from './html.ts'
import { STYLE } from './style.ts'

/**
 * One HTML file that loads nothing, runs nothing and looks right on a desk, on a phone and on paper. Its content security policy allows the
 * one style sheet by its hash, and nothing else.
 */
export function htmlDocument(title: string, body: Html): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${html`<title>${title}</title>`.markup}
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
