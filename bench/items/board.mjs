import { setTimeout as sleep } from 'node:timers/promises'
import { framesOfScrolling, interactive, launched, transferred } from '../board/browser.mjs'
import { boardProject, lockedProject } from '../board/project.mjs'
import { median } from '../measure.mjs'
import { served } from '../served.mjs'
import { DATASETS, DAYS } from './history.mjs'

const { fetch } = globalThis
const TURNS = 7
const OF = `${DATASETS} datasets × 100 assumptions × ${DAYS} deliveries`
const BROKEN = '`price` must be at least 0.5'
const rows = `/d/orders/deliveries/${DAYS}/rows?sentence=${encodeURIComponent(BROKEN)}`

/** Every view with what is drawn last in it. */
const VIEWS = {
  overview: ['/', '.datasets tbody tr'],
  page: ['/d/orders', '.document .item'],
  deliveries: ['/d/orders/deliveries', '.timeline .delivery'],
  rows: [rows, '.windowed tbody button'],
  'set aside': [`/d/orders/deliveries/${DAYS - 1}/set-aside`, '.windowed tbody button'],
  compare: [`/d/orders/compare?a=${DAYS - 1}&b=${DAYS}`, '#columns'],
  columns: ['/d/orders/columns', '.columns li'],
  column: ['/d/orders/columns/price', '.suggestions li'],
  edit: ['/d/orders/edit', '.add .cm-content'],
  'edit the whole page': [
    '/d/orders/edit',
    '.add .cm-content',
    async (page) => {
      await page.getByRole('button', { name: 'Edit the whole page' }).click()
      await page.locator('.whole .cm-content').waitFor()
    },
  ],
  alarms: ['/alarms', '.alarm'],
  alarm: ['/alarms/1', '.alarm-view'],
}

/** What the board is like on a large history: how soon a view answers, how much it transfers, how evenly it scrolls. */
export async function board() {
  const browser = await launched()
  const server = await served(await boardProject())
  try {
    await ready(server.url)
    return [
      ...(await soon(browser, server.url)),
      await transfers(browser, server.url),
      ...(await scrolling(browser, server.url)),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** The sources were looked at, so that nothing else is done meanwhile. */
async function ready(url) {
  for (;;) {
    const { status } = await fetch(`${url}/ready`).then((answer) => answer.json())
    if (status === 'ready') return
    await sleep(200)
  }
}

async function soon(browser, url) {
  const results = []
  for (const view of ['overview', 'page']) {
    const [path, sought] = VIEWS[view]
    const times = []
    for (let turn = 0; turn <= TURNS; turn++) times.push(await interactive(browser, url + path, sought))
    const [first, ...others] = times.map((each) => each.interactive / 1000)
    const found = median(others)
    results.push({
      what: `The board on ${OF}: ${view} interactive in Chromium, from navigation with an empty cache until it is drawn and no task of more than 50 ms is under way`,
      target: '≤ 1 s',
      result: `${found.toFixed(2)} s`,
      pass: found <= 1,
      detail: `drawn after ${median(times.slice(1).map(({ drawn }) => drawn / 1000)).toFixed(2)} s, slowest of ${TURNS} ${Math.max(...others).toFixed(2)} s; the first after the server’s start ${first.toFixed(2)} s`,
    })
  }
  return results
}

const MOST_BYTES = 300_000

async function transfers(browser, url) {
  const found = {}
  for (const [view, [path, sought, go]] of Object.entries(VIEWS))
    found[view] = await transferred(browser, url + path, sought, go)
  const locked = await served(await lockedProject())
  try {
    found['sign in'] = await transferred(browser, locked.url, '#token')
  } finally {
    await locked.stop()
  }
  const most = Math.max(...Object.values(found))
  return {
    what: `What a view of the board transfers on ${OF}, compressed, with an empty cache: the largest of ${Object.keys(found).length} views`,
    target: '≤ 300 kB',
    result: `${(most / 1000).toFixed(0)} kB`,
    pass: most <= MOST_BYTES,
    detail: Object.entries(found)
      .map(([view, bytes]) => `${view} ${(bytes / 1000).toFixed(0)} kB`)
      .join(', '),
  }
}

async function scrolling(browser, url) {
  const turns = []
  for (let turn = 0; turn < TURNS; turn++)
    turns.push((await framesOfScrolling(browser, url + rows, '.windowed')).sort((a, b) => a - b))
  const worst = turns.map((frames) => frames.at(-1))
  const found = median(worst)
  const all = turns.flat().sort((a, b) => a - b)
  return [
    {
      what: `10,000 evidence rows scrolled with the wheel in Chromium: the longest frame`,
      target: '≤ 50 ms',
      result: `${found.toFixed(0)} ms`,
      pass: found <= 50,
      detail: `median of ${TURNS} turns, worst ${Math.max(...worst).toFixed(0)} ms; 99 of 100 frames within ${all[Math.floor(all.length * 0.99)].toFixed(0)} ms, of ${all.length} frames`,
    },
  ]
}
