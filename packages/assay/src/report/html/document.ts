import { createHash } from 'node:crypto'
import { html, type Html } from './html.ts'
import { STYLE } from './style.ts'

/**
 * One HTML file that loads nothing, runs nothing and looks right on a desk, on a phone and on paper. Its content security policy allows the
 * one style sheet by its hash, and nothing else. `more` is added to the style.
 */
export function htmlDocument(title: string, body: Html, more = ''): string {
  const style = STYLE + more
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${html`<title>${title}</title>`.markup}
<style>${style}</style>
</head>
<body>
${body.markup}
</body>
</html>
`
}

function policy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}
