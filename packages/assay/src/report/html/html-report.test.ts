/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath } from '../chromium.test-data.ts'
import type { Result } from '../contract.ts'
import { calmResult, nothingResult, productsResult, sampleResult } from '../sample-result.test-data.ts'
import { renderHtml } from './html-report.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(() => browser?.close())

type Scheme = 'light' | 'dark'

async function opened(result: Result, width: number, colorScheme: Scheme = 'light'): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.setContent(renderHtml(result))
  return page
}

const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)))

interface Violations {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('axe finds nothing at %i px, %s', async (width, scheme) => {
  const page = await opened(sampleResult, width, scheme)
  await unfold(page)
  const { violations } = (await page.evaluate(`${axe}; axe.run()`)) as Violations
  expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
})

test.each([1280, 821, 820, 360, 320])('nothing scrolls sideways at %i px', async (width) => {
  const page = await opened(sampleResult, width)
  await unfold(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
})

test('on a phone the margin stands below its sentence, on a desk beside it', async () => {
  const places = async (width: number) => {
    const page = await opened(productsResult, width)
    const box = async (part: string) => (await page.locator(`.item.broken .${part}`).first().boundingBox())!
    return { sentence: await box('sentence'), margin: await box('margin') }
  }
  const phone = await places(360)
  expect(phone.margin.y).toBeGreaterThanOrEqual(phone.sentence.y + phone.sentence.height)
  const desk = await places(1280)
  expect(desk.margin.x).toBeGreaterThanOrEqual(desk.sentence.x + desk.sentence.width)
  expect(Math.abs(desk.margin.y - desk.sentence.y)).toBeLessThan(6)
})

test('the style sheet is allowed by its hash and applied; nothing else may load or run', async () => {
  const text = renderHtml(sampleResult)
  const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(text).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
  const page = await opened(sampleResult, 1280)
  expect(await page.locator('h1').evaluate((h) => getComputedStyle(h).fontSize)).toBe('27px')
})

test('hostile text stays text: no script, picture, handler or request comes of it', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const requests: string[] = []
  page.on('request', (r) => requests.push(r.url()))
  page.on('dialog', (d) => {
    requests.push(`file:dialog ${d.message()}`)
    void d.dismiss()
  })
  await page.setContent(renderHtml(sampleResult))
  const found = await page.evaluate(() => ({
    elements: document.querySelectorAll('script, img, iframe, object, embed, link, form, b').length,
    handlers: [...document.querySelectorAll('*')].filter((e) => e.getAttributeNames().some((n) => n.startsWith('on')))
      .length,
    styled: document.querySelectorAll('[style]').length,
    links: [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? ''),
    text: document.body.textContent,
  }))
  expect(found).toMatchObject({ elements: 0, handlers: 0, styled: 0 })
  expect(found.links.filter((l) => !/^(#page-\d+|https:\/\/example\.com\/contract|)$/.test(l))).toEqual([])
  expect(requests.filter((r) => /^(https?|ftp|file):/.test(r))).toEqual([])
  expect(found.text).toContain('<script>alert("owned")</script>')
  expect(found.text).toContain(String.raw`abc\u{202e}gpj.exe`)
})

test('the first line says what needs someone', async () => {
  const first = async (result: Result) => (await opened(result, 1280)).locator('h1').innerText()
  expect(await first(sampleResult)).toBe('4 of 6 pages need someone.')
  expect(await first(productsResult)).toBe('Product catalogue needs someone.')
  expect(await first(calmResult)).toBe('stock needs nobody.')
  expect(await first(nothingResult)).toBe('No page was checked.')
})

test('evidence of warnings is folded, and opened on paper; the command for all rows is said once a page', async () => {
  const page = await opened(productsResult, 1280)
  const warned = page.locator('details.item.warning', { hasText: 'condition should be one of' })
  const bars = warned.locator('.bars')
  expect(await bars.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect((await bars.boundingBox())?.height).toBeGreaterThan(50)
  expect(await page.getByText('--failing failing-rows.csv').count()).toBe(1)
  expect(renderHtml(productsResult, 'npx assay')).toContain('npx assay check pages/products.md --failing')
})

test('evidence of what is broken lies open, the reading of what holds is folded', async () => {
  const page = await opened(productsResult, 1280)
  expect(await page.getByText('312 rows, 298 of them with supplier = Xerox').isVisible()).toBe(true)
  expect(await page.locator('td.wrong', { hasText: '-4995' }).isVisible()).toBe(true)
  expect(await page.getByText('Why it matters refunds beyond that').isVisible()).toBe(true)
  const folded = page.getByText('must be a date written as ISO; missing values are not counted.')
  expect(await folded.isVisible()).toBe(false)
  await page.getByText('must be a date written as ISO').first().click()
  expect(await folded.isVisible()).toBe(true)
})

test('mistakes stand at their place with message and fix', async () => {
  const page = await opened(productsResult, 1280)
  const order = await page.locator('.item .sentence').allInnerTexts()
  expect(order.indexOf('title must bee present')).toBe(order.findIndex((s) => s.startsWith('condition')) + 1)
  expect(await page.getByText('Write: title must be present').isVisible()).toBe(true)
})

test('what was not judged is never drawn as good', async () => {
  const page = await opened(sampleResult, 1280)
  expect(await page.locator('.item.idle .scale, .item.unchecked .scale').count()).toBe(0)
  expect(await page.locator('.item.idle .glyph.holds, .item.unchecked .glyph.holds').count()).toBe(0)
  expect(await page.locator('.item.idle .value').first().innerText()).toBe('idle')
})

test('where a history is kept, the number is drawn over the deliveries, and they stand side by side', async () => {
  const page = await opened(productsResult, 1280)
  const line = page.getByRole('img', { name: 'Over 7 deliveries: 2 broke it' })
  expect(await line.locator('.mark.warning').count()).toBe(2)
  const box = (await line.locator('.band').boundingBox())!
  expect(box.height).toBeGreaterThan(3)
  expect(await line.locator('.course').evaluate((e) => getComputedStyle(e).fill)).toBe('none')
  const strip = page.getByRole('img', { name: /^Deliveries: 1 accepted, .*, this one held$/ })
  expect(await strip.locator('.box:not(.cap)').count()).toBe(7)
  expect(await strip.locator('.box.broken').count()).toBe(2)
})

test('on paper the evidence is open and nothing is cut off', async () => {
  const page = await opened(sampleResult, 700)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('td.wrong', { hasText: '-4995' }).isVisible()).toBe(true)
  expect(
    await page
      .locator('.scrolls')
      .first()
      .evaluate((e) => getComputedStyle(e).overflowX),
  ).toBe('visible')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700)
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
})

test('on paper a wide table is broken into lines, and nothing is cut off', async () => {
  const columns = Array.from({ length: 14 }, (_, i) => `column number ${String(i)}`)
  const rows = [columns.map((_, i) => 'a text of some words '.repeat(1 + (i % 3)))]
  const wide = (page: (typeof productsResult.pages)[number]) => ({
    ...page,
    verdicts: page.verdicts.map((v) => (v.evidence ? { ...v, evidence: { ...v.evidence, columns, rows } } : v)),
  })
  const page = await opened({ ...productsResult, pages: productsResult.pages.map(wide) }, 700)
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(700)
})

test('a verdict that the document does not place is shown all the same', async () => {
  const pages = productsResult.pages.map((p) => ({ ...p, document: [] }))
  const page = await opened({ ...productsResult, pages }, 1280)
  expect(await page.locator('.item').count()).toBe(9)
})
