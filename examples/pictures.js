import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

// The pictures of docs/board.md: the board over the project that `npm start` leaves.
const BIN = join(import.meta.dirname, '../packages/assay/bin/assay.js')
const PROJECT = join(import.meta.dirname, 'story/project')
const FOLDER = join(import.meta.dirname, '../docs/board')
const PORT = 4199
const VIEWS = {
  overview: '/',
  page: '/d/departures?delivery=25',
  deliveries: '/d/departures/deliveries',
  column: '/d/departures/columns/delay',
  edit: `/d/departures/edit?sentence=${encodeURIComponent('the number of rows must be at least 12000')}`,
  alarms: '/alarms',
}
const SIZES = { desk: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } }

const server = spawn(process.execPath, [BIN, 'serve', '--project', PROJECT, '--port', String(PORT)], {
  stdio: ['ignore', 'ignore', 'pipe'],
})
const [said] = await once(server.stderr, 'data')
if (!String(said).includes('listens')) throw new Error(String(said))
await mkdir(FOLDER, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
try {
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({ viewport, colorScheme })
      const page = await context.newPage()
      for (const [name, path] of Object.entries(VIEWS)) {
        await page.goto(`http://127.0.0.1:${PORT}${path}`)
        await page.locator('h1').waitFor()
        await page.waitForFunction(() => document.querySelector('.waiting') === null)
        // what is tried while typing comes a moment later
        await page.waitForTimeout(name === 'edit' ? 4000 : 500)
        await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`) })
      }
      await context.close()
    }
} finally {
  await browser.close()
  server.kill()
  await once(server, 'exit')
}
