import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { chromiumPath } from '../../packages/assay/src/report/chromium.test-data.ts'
import { serveFolder, type Served } from '../../packages/assay/src/server/served.fixture.ts'

/** The built board in a browser over the real server; its data are 10,000 real reports of bird strikes. */
export interface Opened {
  readonly served: Served
  readonly browser: Browser
  /** A view in a window of its own. What goes wrong in it, or would not be allowed, is among `faults`. */
  view(path: string, options?: BrowserContextOptions): Promise<Page>
  readonly faults: string[]
  /** Closes the windows. */
  leave(): Promise<void>
  close(): Promise<void>
}

const require = createRequire(import.meta.url)
const [head = '', ...strikes] = readFileSync(
  new URL('../../node_modules/vega-datasets/data/birdstrikes.csv', import.meta.url),
  'utf8',
)
  .trimEnd()
  .replaceAll('\r', '')
  .split('\n')
const SPEED = head.split(',').indexOf('Speed IAS in knots')
const OPERATOR = head.split(',').indexOf('Aircraft Airline Operator')
export const DELIVERIES = 8

/** A slice of the real file. In the newest, the speeds of one operator came with the wrong sign. */
function slice(n: number): string {
  const rows = strikes.slice(n * 1000, (n + 1) * 1000)
  const told = n < DELIVERIES - 1 ? rows : rows.map(wrongSign)
  return `${[head, ...told].join('\n')}\n`
}

function wrongSign(row: string): string {
  const cells = row.split(',')
  const speed = cells[SPEED] ?? ''
  // a cell with a comma is quoted: such rows stay as they are
  if (row.includes('"') || cells[OPERATOR] !== 'SOUTHWEST AIRLINES' || speed === '' || speed === '0') return row
  return cells.with(SPEED, `-${speed}`).join(',')
}

export const PAGE = `---
source: in/strikes-*.csv
delivery: each file
owner: airfield-safety
labels: [safety]
---
# Bird strikes

Reports of birds and aircraft that **met**. More in [the manual](https://example.com/manual) and <b onclick="alert(1)">not in bold</b>
![a picture](https://example.com/pixel.png) [elsewhere](javascript:alert(1)).

## Speed

- \`Speed IAS in knots\` must be at least 0
  Why: training reads it as it is.
- \`Speed IAS in knots\` should be present in at least 50% of rows

## Form

- \`Effect Amount of damage\` must be one of "None", "Minor", "Medium", "Substantial" or "C"
- \`Flight Date\` must be a date
- the number of rows should not change by more than 50% since the last delivery
- \`Wildlife Sise\` should be present
`

const FILES: Readonly<Record<string, string>> = {
  'strikes.md': PAGE,
  ...Object.fromEntries(Array.from({ length: DELIVERIES }, (_, n) => [`in/strikes-${String(n + 1)}.csv`, slice(n)])),
  'all.md':
    '---\nsource: all.csv\nowner: archive\n---\n# The whole file\n\n- `Aircraft Make Model` should be missing\n- `Airport Name` must be present\n',
  'all.csv': `${[head, ...strikes].join('\n')}\n`,
  'people.md':
    '---\nsource: people.csv\nkey: [id]\nprivate: [email]\nquarantine: 10%\n---\n# People\n\n- `name` must be present\n',
  'people.csv': `id,name,email\n${Array.from({ length: 40 }, (_, i) => `${String(i)},${i < 2 ? '' : `"<img src=x onerror=alert(1)> ${String(i)}"`},p${String(i)}@example.com`).join('\n')}\n`,
}

export async function open(more: Readonly<Record<string, string>> = {}, settings = ''): Promise<Opened> {
  const served = await serveFolder({ ...FILES, ...more }, `settle: 0 s\npoll: 200 ms\n${settings}`)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
  await Promise.all([served.judged('strikes', DELIVERIES), served.judged('all', 1), served.judged('people', 1)])
  const faults: string[] = []
  return {
    served,
    browser,
    faults,
    async view(path, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (said) => {
        if (/Content Security|Refused|React/.test(said.text())) faults.push(said.text())
      })
      page.on('request', (request) => {
        if (!request.url().startsWith(served.url) && !/^(?:data|blob):/.test(request.url())) faults.push(request.url())
      })
      await page.goto(served.url + path)
      await page.locator('h1').first().waitFor()
      return page
    },
    async leave() {
      for (const context of browser.contexts()) await context.close()
    },
    async close() {
      await browser.close()
      await served.stop()
    },
  }
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong in a view, each with the elements. */
export async function violationsIn(page: Page): Promise<readonly string[]> {
  // the policy of the board lets no script in; the debugger may bring one
  await page.evaluate(`${axe}; 0`)
  const { violations } = (await page.evaluate('axe.run()')) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
