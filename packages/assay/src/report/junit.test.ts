/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Result } from './contract.ts'
import { chromiumPath } from './chromium.test-data.ts'
import { renderJunit } from './junit.ts'
import { calmResult, nothingResult, sampleResult } from './sample-result.test-data.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
  page = await browser.newPage()
})
afterAll(() => browser?.close())

type Attributes = Readonly<Record<string, string>>
type Node = Attributes & { readonly children: readonly Attributes[] }
interface Parsed {
  readonly error: string | null
  readonly root: Attributes
  readonly suites: readonly {
    readonly name: string
    readonly attributes: Attributes
    readonly outcome: string
    readonly cases: readonly Node[]
  }[]
}

/** What an XML parser that refuses everything ill-formed sees. */
const parsed = (result: Result): Promise<Parsed> =>
  page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'application/xml')
    const attributes = (e: Element): Attributes => Object.fromEntries([...e.attributes].map((a) => [a.name, a.value]))
    const child = (k: Element): Attributes => ({ tag: k.tagName, text: k.textContent ?? '', ...attributes(k) })
    return {
      error: root.querySelector('parsererror')?.textContent ?? null,
      root: attributes(root.documentElement),
      suites: [...root.querySelectorAll('testsuite')].map((s) => ({
        name: s.getAttribute('name') ?? '',
        attributes: attributes(s),
        outcome: s.querySelector(':scope > system-out')?.textContent ?? '',
        cases: [...s.querySelectorAll('testcase')].map(
          (c) => Object.assign(attributes(c), { children: [...c.children].map(child) }) as Node,
        ),
      })),
    }
  }, renderJunit(result))

test('a page is a suite, a sentence a case at its file and line; the totals are right', async () => {
  const { error, root, suites } = await parsed(sampleResult)
  expect(error).toBeNull()
  expect(suites.map((s) => s.name)).toEqual(sampleResult.pages.map((p) => p.page))
  expect(suites[0]!.cases[0]).toMatchObject({
    name: '`price` must be between 1 and 5,000,000',
    classname: 'products',
    file: 'pages/products.md',
    line: '18',
  })
  const tags = suites.flatMap((s) => s.cases.map((c) => c.children[0]?.['tag'] ?? 'passed'))
  const of = (tag: string) => String(tags.filter((t) => t === tag).length)
  expect(root).toMatchObject({ failures: of('failure'), errors: of('error'), skipped: of('skipped') })
  expect(root['tests']).toBe(String(tags.length))
})

test.each([sampleResult, calmResult])(
  'each suite counts its own cases, and has what readers of JUnit want',
  async (result) => {
    const { root, suites } = await parsed(result)
    expect(Number(root['time'])).toBeCloseTo(
      suites.reduce((sum, each) => sum + Number(each.attributes['time']), 0),
      2,
    )
    for (const { attributes, cases } of suites) {
      const of = (tag: string) => String(cases.filter((c) => c.children[0]?.['tag'] === tag).length)
      expect(attributes).toEqual({
        name: expect.stringMatching(/./) as string,
        tests: String(cases.length),
        failures: of('failure'),
        errors: of('error'),
        skipped: of('skipped'),
        time: expect.stringMatching(/^\d+\.\d{3}$/) as string,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
      })
      for (const { children, ...said } of cases) {
        expect(Object.keys(said).sort()).toEqual(['classname', 'file', 'line', 'name', 'time'])
        expect(said['name']).not.toBe('')
        expect(said['classname']).not.toBe('')
        expect(Number(said['line'])).toBeGreaterThan(0)
        // one outcome at most; a failure and an error say of what kind and what happened
        expect(children.length).toBeLessThanOrEqual(1)
        for (const child of children)
          if (child['tag'] === 'failure' || child['tag'] === 'error')
            expect(child).toMatchObject({
              type: expect.stringMatching(/./) as string,
              message: expect.stringMatching(/./) as string,
            })
          else expect(['skipped', 'system-out']).toContain(child['tag'])
      }
    }
  },
)

test('failure, error and skipped say what stops a delivery; warnings pass with output', async () => {
  const { suites } = await parsed(sampleResult)
  const [products, clicks, stock] = suites
  expect(products!.cases.map((c) => c.children[0]?.['tag'] ?? 'passed')).toEqual([
    'failure',
    'passed',
    'system-out',
    'system-out',
    'failure',
    'passed',
    'passed',
    'error',
    'skipped',
    'error',
  ])
  expect(clicks!.cases.map((c) => c.children[0]?.['tag'] ?? 'passed')).toEqual(['system-out', 'passed'])
  expect(clicks!.cases[0]!.children[0]!['text']).toContain('without 93 rows set aside: 100%')
  expect(stock!.cases.every((c) => c.children.length === 0)).toBe(true)
})

test('a failure holds reason, reading, why it matters, and the rows', async () => {
  const { suites } = await parsed(sampleResult)
  const failure = suites[0]!.cases[0]!.children[0]!
  expect(failure).toMatchObject({ type: 'out-of-bound', message: '312 of 19,406 are not between 1 and 5,000,000.' })
  expect(failure['text']).toContain('312 rows, 298 of them with supplier = Xerox')
  expect(failure['text']).toContain('data/products-1.csv | 17 | 3920564 | Xerox | -4995 |')
})

test('a page that is held without a blocking sentence still fails', async () => {
  const { suites } = await parsed(sampleResult)
  const returns = suites.find((s) => s.name === 'pages/returns.md')!
  expect(returns.cases.at(-1)).toMatchObject({ name: 'the delivery', children: [{ tag: 'failure' }] })
  const labels = suites.find((s) => s.name === 'pages/labels.md')!
  expect(labels.cases).toMatchObject([{ children: [{ tag: 'error', type: 'front-matter' }] }])
})

test('hostile text comes out as itself, and what XML cannot hold as escapes', async () => {
  const { suites } = await parsed(sampleResult)
  const text = suites.find((s) => s.name === "pages/we ird's <b>.md")!.cases[0]!.children[0]!['text']
  expect(text).toContain('2 | ]]></failure><x>')
  expect(text).toContain(String.raw`12 | nul\0 \u{7} \u{d800} \u{fffe}`)
  expect(text).toContain(String.raw`6 | abc\u{202e}gpj.exe`)
})

test('calm and empty runs are valid too', async () => {
  expect((await parsed(calmResult)).root).toMatchObject({ failures: '0', errors: '0' })
  expect((await parsed(nothingResult)).root).toMatchObject({ tests: '0' })
})
