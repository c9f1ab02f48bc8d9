import { existsSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { chromium } from 'playwright-core'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function launched() {
  const executablePath = PATHS.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('Chromium is missing: apt-get install -y chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** A window whose cache is empty, and its line to the debugger. */
async function empty(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  return { page, session, close: () => context.close() }
}

/** Notes in the page when what is sought was painted, and the tasks of more than 50 ms. */
const watchFor = (sought) => `
  globalThis.seen = null
  globalThis.tasks = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) globalThis.tasks.push({ start: startTime, end: startTime + duration })
  }).observe({ type: 'longtask', buffered: true })
  const look = () => {
    if (document.querySelector(${JSON.stringify(sought)}) === null) requestAnimationFrame(look)
    // drawn in this frame, and seen when the next one begins
    else requestAnimationFrame(() => { globalThis.seen = performance.now() })
  }
  requestAnimationFrame(look)`

/** No task of more than 50 ms may begin for so long. */
const QUIET_MS = 500

/**
 * Milliseconds from navigation, with an empty cache, until a view is interactive: what is sought in it is drawn, and an input is answered at
 * once, since no task of more than 50 ms is under way and none begins within half a second. `drawn` is the first of both alone.
 */
export async function interactive(browser, url, sought) {
  const { page, close } = await empty(browser)
  try {
    await page.addInitScript(watchFor(sought))
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(
      (quiet) =>
        globalThis.seen !== null &&
        performance.now() > Math.max(globalThis.seen, ...globalThis.tasks.map(({ end }) => end)) + quiet,
      QUIET_MS,
    )
    return await page.evaluate((quiet) => {
      let at = globalThis.seen
      for (const { start, end } of globalThis.tasks) if (end > at && start < at + quiet) at = end
      return { drawn: globalThis.seen, interactive: at }
    }, QUIET_MS)
  } finally {
    await close()
  }
}

/** Nothing comes any more when nothing came for so long. */
const STILL_MS = 700

/** Bytes that come over the wire, as they are there, until a view is all there; with an empty cache. `go` goes on from what is there at first. */
export async function transferred(browser, url, sought, go) {
  const { page, session, close } = await empty(browser)
  try {
    const fonts = new Set()
    let bytes = 0
    let last = performance.now()
    await session.send('Network.enable')
    session.on('Network.responseReceived', ({ requestId, type }) => type === 'Font' && fonts.add(requestId))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      last = performance.now()
      if (!fonts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(url)
    await page.locator(sought).first().waitFor()
    await go?.(page)
    while ((await page.locator('.waiting').count()) > 0 || performance.now() - last < STILL_MS)
      await page.waitForTimeout(100)
    return bytes
  } finally {
    await close()
  }
}

/** Pixels of scrolling, and how many of them a second. */
const DISTANCE = 60_000
const SPEED = 12_000

/** Milliseconds between one frame and the next while what is sought is scrolled as with a wheel. */
export async function framesOfScrolling(browser, url, sought) {
  const { page, session, close } = await empty(browser)
  try {
    await page.goto(url)
    const box = page.locator(sought)
    await page.locator(`${sought} tbody button`).first().waitFor()
    await page.waitForTimeout(QUIET_MS)
    const { x, y, width, height } = await box.boundingBox()
    await page.evaluate(() => {
      const { requestAnimationFrame } = globalThis
      globalThis.frames = []
      let before = performance.now()
      const frame = () => {
        const now = performance.now()
        globalThis.frames.push(now - before)
        before = now
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    await session.send('Input.synthesizeScrollGesture', {
      x: x + width / 2,
      y: y + height / 2,
      yDistance: -DISTANCE,
      speed: SPEED,
      gestureSourceType: 'mouse',
    })
    const frames = await page.evaluate(() => globalThis.frames)
    const scrolled = await box.evaluate((of) => of.scrollTop)
    if (scrolled < DISTANCE * 0.9) throw new Error(`it scrolled by ${String(scrolled)} pixels only`)
    return frames
  } finally {
    await close()
  }
}
