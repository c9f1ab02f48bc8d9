import { expect, test } from 'vitest'
import { displayWidth } from './display-width.ts'
import { calmResult, nothingResult, productsResult, sampleResult } from './sample-result.test-data.ts'
import { renderPretty } from './terminal.ts'

const plain = (width = 100) => renderPretty(sampleResult, { colour: false, width })

test('the outcome of a page comes first, the summary last', () => {
  const lines = renderPretty(productsResult, { colour: false, width: 100 }).trimEnd().split('\n')
  expect(lines[0]).toBe('▲ products · 19,409 rows · held: 2 of 9 sentences broken, 1 not checked')
  expect(lines.at(-1)).toBe('Product catalogue needs someone. 2 broken, 1 not checked, 2 warnings, 1 idle, 3 hold.')
})

test('the worst comes first: broken, unchecked, mistakes, warnings, idle, then what holds', () => {
  const text = renderPretty(productsResult, { colour: false, width: 100 })
  const places = [
    '▲ `price` must',
    '▲ for each',
    '◌ `suplier` must',
    '◌ pages/products.md:22:15',
    '◆ the median',
    '○ the number of rows',
    '● `date_released`',
  ].map((part) => text.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('pages that need someone come before those that do not', () => {
  const starts = plain()
    .split('\n')
    .filter((l) => /^[▲◌◆○●] /.test(l))
    .map((l) => l.split(' ')[1])
  expect(starts).toEqual(['products', 'hos|tile<script>', 'returns', 'labels', 'clicks', 'stock'])
})

test('a broken sentence says what was found, in which rows, why it matters and what to do next', () => {
  const text = plain()
  expect(text).toContain('312 rows, 298 of them with supplier = Xerox')
  expect(text).toMatch(/file +row +id +supplier +price ▲ +title/)
  expect(text).toMatch(/-1\.csv +17 +3920564 +Xerox +-4995 +Toner/)
  expect(text).toContain('… 308 more')
  expect(text).toContain('Every present value of `price` is a number from 1 to 5,000,000')
  expect(text).toContain('refunds beyond that need a manual approval.')
  expect(text).toContain('pages/products.md:18')
  expect(text).toContain('assay check pages/products.md --failing failing-rows.csv')
  expect(text).toContain('without 93 rows set aside: 100%')
  expect(text).toContain('did you mean `supplier`?')
  expect(text).toContain('write     `title` must be present')
})

test('what holds is one line, with numbers and bounds aligned', () => {
  const lines = plain()
    .split('\n')
    .filter((l) => /^ {2}● `(date|id|ean)/.test(l))
  expect(lines).toEqual([
    '  ● `date_released` must be a date written as ISO   100%  19,398 of 19,398',
    '  ● `id` must be unique                             100%  19,406 of 19,406',
    '  ● `ean` must be an EAN in at least 97% of rows   98.9%  at least 97%; 19,193 of 19,406',
  ])
})

test('no text from data or page steers the terminal', () => {
  expect(plain().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  expect(plain()).toContain(String.raw`abc\u{202e}gpj.exe`)
  expect(plain()).toContain(String.raw`first\nsecond\r\n## heading`)
})

test('the width is kept', () => {
  for (const width of [60, 80, 140]) {
    const tooWide = plain(width)
      .split('\n')
      .filter((l) => displayWidth(l) > width)
    expect(tooWide).toEqual([])
  }
})

test('colour only adds colour', () => {
  const coloured = renderPretty(sampleResult, { colour: true, width: 100 })
  expect(coloured).toContain('\u001b[31m▲\u001b[39m')
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain())
})

test('a calm run and a run without pages say so', () => {
  expect(renderPretty(calmResult, { colour: false, width: 100 })).toContain('stock needs nobody. 2 hold.')
  expect(renderPretty(nothingResult, { colour: false, width: 100 })).toBe('No page was checked. 0 hold.\n')
})
