/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { tokenFor } from '../../packages/assay/src/server/served.fixture.ts'
import { DELIVERIES, open, sideways, violationsIn, type Opened } from './opened.ts'

/** Markup wherever somebody can put a text: none of it may become an element, and none may run. */
const EVIL = '<img src=x onerror=hit()><b onclick=hit()>'
const EVIL_PAGE = `---
source: evil.csv
owner: '${EVIL}owner'
labels: ['${EVIL}label']
key: [id]
---
# ${EVIL}title

${EVIL}prose

- \`${EVIL}\` must be one of "${EVIL}known"
  Why: ${EVIL}why
- \`id\` must be ${EVIL}mistake
`
const MORE: Readonly<Record<string, string>> = {
  'evil.md': EVIL_PAGE,
  'evil.csv': `id,"${EVIL}"\n${Array.from({ length: 30 }, (_, i) => `${String(i)},"${EVIL}${i < 3 ? 'odd' : 'known'}"`).join('\n')}\n`,
  ...Object.fromEntries(
    Array.from({ length: 14 }, (_, i) => [
      `wall-${String(i)}.md`,
      `---\nsource: evil.csv\nowner: a team with a long name\n---\n# A dataset whose name is long, number ${String(i)}\n\n- \`id\` must be present\n`,
    ]),
  ),
}

const at = encodeURIComponent
const rowsOf = (dataset: string, delivery: number, sentence: string): string =>
  `/d/${dataset}/deliveries/${String(delivery)}/rows?sentence=${at(sentence)}`
const SPEED = '`Speed IAS in knots` must be at least 0'

let board: Opened
beforeAll(async () => {
  board = await open(MORE)
  await board.served.judged('evil', 1)
  await board.served.judged('wall-13', 1)
})
afterAll(() => board?.close())
afterEach(() => board.leave())

const still = (page: Page) => expect.poll(() => page.locator('.waiting').count()).toBe(0)

async function downloaded(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  return readFile(await file.path())
}

describe('two deliveries', () => {
  test('are compared: what differs and where it concentrates; others are chosen, and the address says which', async () => {
    const page = await board.view(`/d/strikes/compare?a=${String(DELIVERIES - 1)}&b=${String(DELIVERIES)}`)
    await page.locator('#columns').waitFor()
    const speed = page.locator('.where > *', { hasText: 'Speed IAS in knots' })
    expect(await speed.last().innerText()).toContain('smallest 20 → −250')
    await page.getByLabel('Earlier').selectOption('1')
    await expect.poll(() => page.url()).toContain(`a=1&b=${String(DELIVERIES)}`)
    await page.getByLabel('Later').selectOption('2')
    await expect.poll(() => page.url()).toContain('a=1&b=2')
    await still(page)
    expect(await page.getByLabel('Later').inputValue()).toBe('2')
    // both are from before the signs were wrong
    await expect.poll(() => speed.last().innerText()).not.toContain('−250')
  })
})

describe('the overview', () => {
  test('fills a wall: nothing is cut off or beside it, and many datasets are seen at once', async () => {
    for (const [width, height, least] of [
      [1920, 1080, 15],
      [3840, 2160, 18],
    ] as const) {
      const page = await board.view('/', { viewport: { width, height } })
      await page.locator('.datasets tbody tr').nth(17).waitFor()
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      const seen = await page.locator('.datasets tbody tr').evaluateAll((rows) => ({
        whole: rows.filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length,
        cut: rows
          .flatMap((row) => [...row.children])
          .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      }))
      expect(seen.cut).toEqual([])
      expect(seen.whole).toBeGreaterThanOrEqual(least)
      await page.close()
    }
  })
  test('keeps search and filters in its address, also for whoever comes back', async () => {
    const page = await board.view('/?state=broken')
    await page.getByRole('searchbox').fill('bird')
    await expect.poll(() => page.locator('.datasets tbody tr').count()).toBe(1)
    await page.locator('.datasets tbody th a').click()
    await page.locator('.document').waitFor()
    await page.goBack()
    await expect.poll(() => page.locator('.datasets tbody tr').count()).toBe(1)
    expect(new URL(page.url()).search).toBe('?state=broken&q=bird')
    expect(await page.getByRole('searchbox').inputValue()).toBe('bird')
    expect(await page.getByLabel('State').inputValue()).toBe('broken')
  })
})

describe('what a view shows', () => {
  test.each([
    ['overview', '/', /^dataset,title,owner.*\r\n[\s\S]*strikes,Bird strikes,airfield-safety,safety,broken/],
    ['deliveries', '/d/strikes/deliveries', /^number,state,source.*\r\n8,held,.*strikes-8\.csv/],
    ['rows', rowsOf('strikes', DELIVERIES, SPEED), /^file,row,.*Speed IAS in knots\n[\s\S]*,-\d+\n/],
    [
      'set aside',
      '/d/people/deliveries/1/set-aside',
      /^[^\n]*broke[^\n]*\n[^\n]*`name` must be present[^\n]*\n[^\n]+\n$/,
    ],
    ['compare', '/d/strikes/compare?a=1&b=2', /^column,state,changed cells[\s\S]*Wildlife Size,/],
    ['columns', '/d/strikes/columns', /^column,kind\r\n[\s\S]*Wildlife Size,text/],
    ['column', `/d/strikes/columns/${at('Wildlife Size')}`, /^from,to,value,rows\r\n[\s\S]*,,Small,\d+/],
    ['alarms', '/alarms', /^alarm,dataset,title[\s\S]*strikes,/],
    ['alarm', '/alarms/1', /^alarm,dataset,title.*\r\n1,/],
  ])('%s is had as a picture and as a table by one click each', async (_, path, table) => {
    const page = await board.view(path)
    await still(page)
    const share = page.locator('.share')
    const png = await downloaded(page, () => share.getByRole('button', { name: 'Picture' }).click())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(5_000)
    expect((await downloaded(page, () => share.getByText('CSV').click())).toString()).toMatch(table)
  })
})

/** What no address leads to, beside the views. */
const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/d/strikes/edit': async (page) => {
    await page.getByRole('button', { name: 'Edit the whole page' }).click()
    await page.locator('.whole .cm-content').waitFor()
  },
  [rowsOf('strikes', DELIVERIES, SPEED)]: async (page) => {
    await page.locator('.windowed tbody button').first().click()
    await page.getByRole('dialog').waitFor()
  },
  '/d/strikes/deliveries': async (page) => {
    await page.getByRole('button', { name: `Release delivery ${String(DELIVERIES)}` }).click()
    await page.getByRole('dialog').waitFor()
  },
}

async function isFitForAll(page: Page): Promise<void> {
  await still(page)
  expect(await violationsIn(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await violationsIn(page)).toEqual([])
  // a phone, and a desk at 200%
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await sideways(page)).toBeLessThanOrEqual(0)
  }
}

test.each(Object.entries(OPENED))(
  'axe finds nothing in what is opened on %s, and it is as narrow as a phone',
  async (path, act) => {
    const page = await board.view(path)
    await act(page)
    await isFitForAll(page)
  },
)

/** The elements that only markup in a text could have made, and what ran. */
async function isText(page: Page): Promise<void> {
  await still(page)
  expect(await page.locator('#main').innerText()).toContain(EVIL)
  expect(await page.locator('img:not(.cm-widgetBuffer), b, [onclick], [onerror]').count()).toBe(0)
}

test('what comes from data, pages and people is text in every view', async () => {
  const sentence = `\`${EVIL}\` must be one of "${EVIL}known"`
  for (const path of [
    '/',
    '/d/evil',
    rowsOf('evil', 1, sentence),
    '/d/evil/columns',
    `/d/evil/columns/${at(EVIL)}`,
    '/alarms',
  ])
    await isText(await board.view(path))
  // who saved a page is somebody's token: from here on one must sign in
  const headers = await tokenFor(board.served, 'editor', `${EVIL}token`)
  const { version } = (await board.served.get('/api/datasets/evil/text', headers)).body as { version: number }
  const saved = await board.served.send(
    'PUT',
    '/api/datasets/evil/text',
    { text: `${EVIL_PAGE}\nMore.\n`, basedOn: version, message: `${EVIL}message` },
    headers,
  )
  expect(saved.status).toBe(200)
  const page = await board.view('/d/evil/edit')
  await isFitForAll(page)
  await page.getByLabel('Token').fill((headers.authorization ?? '').replace('Bearer ', ''))
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Edit the whole page' }).click()
  await page.locator('.versions li').nth(1).waitFor()
  expect(await page.locator('.versions').innerText()).toContain(`${EVIL}token`)
  await isText(page)
})

test('nothing was done that the policy forbids, and no other host was asked', () => {
  expect(board.faults).toEqual([])
})
