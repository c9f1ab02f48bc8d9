import { visible } from '@assay/core'
import fc from 'fast-check'
import { micromark } from 'micromark'
import { expect, test } from 'vitest'
import type { Result } from './contract.ts'
import { markdownSentence, markdownText } from './markdown-text.ts'
import { renderMarkdown } from './markdown.ts'
import { calmResult, nothingResult, productsResult, sampleResult } from './sample-result.test-data.ts'
import { sampleVerdict } from './sample-verdict.test-data.ts'

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** What a reader sees of Markdown in a paragraph. */
const seen = (markdown: string): string =>
  micromark(`x${markdown}x`, { allowDangerousHtml: true })
    .replaceAll('<!-- -->', '')
    .replace(/^<p>x(.*)x<\/p>$/s, '$1')
    .replaceAll(/&\w+;/g, (e) => ENTITIES[e] ?? e)

test.each([
  'a | b',
  '`code` ```',
  '<script>alert(1)</script>',
  '**bold** _it_ ~~no~~ [x](y) ![i](z) $x$ \\',
  'line\nbreak',
  '&amp; &#64;',
  '@octocat #12 GH-1 https://evil.example www.evil.example',
])('%j is seen as itself', (text) => {
  expect(seen(markdownText(text))).toBe(visible(text))
})

test('any text is seen as itself, on one line, with no open pipe', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const markdown = markdownText(text)
      expect(markdown).not.toMatch(/[\n\r]|(?<!\\)\|/)
      expect(seen(markdown)).toBe(visible(text))
    }),
  )
})

test('nobody is mentioned and nothing is linked', () => {
  expect(markdownText('@octocat')).toBe('@<!-- -->octocat')
  const text = renderMarkdown(sampleResult)
  expect(text).not.toMatch(/@\w|(?<!&)#\d|https?:\/\/|<script|javascript:\w+\(/)
})

test.each(['- x', '+ x', '1. x', '# x', '> x', '=== x', '---', '    x', '1) x'])(
  '%j at the start of a line is no block',
  (text) => {
    expect(micromark(markdownText(text), { allowDangerousHtml: true })).toMatch(/^<p>[^<]*<\/p>$/)
  },
)

test('columns are code', () => {
  expect(markdownSentence('`a|b` must be "x"')).toBe('<code>a\\|b</code> must be &quot;x&quot;')
  expect(markdownSentence('a ` b')).toBe('a \\` b')
})

test('the outcome comes first, then a table of what is wrong, number against bound', () => {
  const lines = renderMarkdown(productsResult).split('\n')
  expect(lines[0]).toBe('## Product catalogue needs someone.')
  expect(lines[2]).toBe('🔺 2 broken · ◌ 1 not checked · 🔶 2 warnings · ○ 1 idle · 🟢 3 hold')
  const table = lines.filter((l) => l.startsWith('| 🔺') || l.startsWith('| ◌') || l.startsWith('| 🔶'))
  expect(table.slice(0, 2)).toEqual([
    '| 🔺 | <code>price</code> must be between 1 and 5,000,000 | **98.4%** | 100% | 312 of 19,406 are not | 18 |',
    '| 🔺 | for each <code>country</code>, the number of rows must be at least 1,000 | **12** | at least 1,000 | 2 of 4 groups broken | 24 |',
  ])
  expect(lines).toContain('○ 1 idle · 🟢 3 hold')
})

test('evidence is folded, with the blamed cells bold', () => {
  const text = renderMarkdown(productsResult)
  expect(text).toContain(
    '<details><summary>price must be between 1 and 5,000,000 — 312 rows, 298 of them with supplier = Xerox</summary>\n\n',
  )
  expect(text).toContain('| data/products-1.csv | 17 | 3920564 | Xerox | <b>\\-4995</b> |')
  expect(text).toContain('**Why:** refunds beyond that need a manual approval.')
  expect(text).toContain('assay check pages/products.md --failing failing-rows.csv')
})

test('every row of a table has as many cells as its head', () => {
  const cells = (line: string) => line.split(/(?<!\\)\|/).length
  const blocks = renderMarkdown(sampleResult).split('\n\n')
  const tables = blocks.filter((b) => b.startsWith('| '))
  expect(tables.length).toBeGreaterThan(5)
  for (const table of tables) expect(new Set(table.split('\n').map(cells)).size, table).toBe(1)
})

const page = productsResult.pages[0]!
const broken = page.verdicts[0]!

test('below 60 kB whatever comes, the outcomes kept, and what is left out is said', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({
    ...page,
    dataset: `d${i}`,
    title: `Title ${i}`,
    verdicts: Array.from({ length: 30 }, () => broken),
  }))
  const text = renderMarkdown({ ...productsResult, pages: many })
  expect(Buffer.byteLength(text)).toBeLessThan(60_000)
  expect(text.split('\n')[0]).toBe('## 200 of 200 pages need someone.')
  expect(text).toMatch(/_[\d,]+ parts of [\d,]+ left out to stay below 60 kB/)
})

test('a page of 5,000 broken sentences is cut to its first 50', () => {
  const verdicts = Array.from({ length: 5000 }, (_, i) => ({ ...broken, line: i + 1 }))
  const text = renderMarkdown({ ...productsResult, pages: [{ ...page, verdicts, diagnostics: [] }] })
  expect(text).toContain('4,950 more are broken or not checked.')
  expect(Buffer.byteLength(text)).toBeLessThan(60_000)
})

test('long sentences and calm runs', () => {
  const verdicts = [sampleVerdict({ line: 1, sentence: `\`${'x'.repeat(20_000)}\` must be present`, status: 'broken' })]
  const long: Result = { ...productsResult, pages: [{ ...page, verdicts }] }
  expect(Buffer.byteLength(renderMarkdown(long))).toBeLessThan(10_000)
  expect(renderMarkdown(calmResult)).toContain('## stock needs nobody.\n\n🟢 2 hold')
  expect(renderMarkdown(nothingResult)).toBe('## No page was checked.\n\n🟢 0 hold\n')
})
