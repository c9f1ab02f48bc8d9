import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { run } from '../../packages/assay/dist/cli/run.js'

// Makes docs/report.png, the picture of the README: how the report shows the worst day of the story. Run after `npm start`, which leaves it.
process.chdir(join(import.meta.dirname, 'project'))
const report = join(tmpdir(), 'assay-story.html')
const quiet = { out: () => undefined, error: () => undefined, terminal: false, colour: false, width: 100 }
await run(['check', 'departures.md', '--all', '--report', report], quiet)

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const view = await browser.newPage({ viewport: { width: 1240, height: 900 } })
await view.goto(`file://${report}`)
const { x, y, width } = await view.locator('section').first().boundingBox()
const clip = { x: x - 20, y: y - 20, width: width + 40, height: 1400 }
await view.screenshot({ path: join(import.meta.dirname, '../../docs/report.png'), fullPage: true, clip })
await browser.close()
