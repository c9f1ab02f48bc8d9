import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../measure.mjs'
import { ordersParquet } from '../orders.mjs'
import { dataFile } from '../paths.mjs'
import { served } from '../served.mjs'

const { fetch } = globalThis
/** What was looked for once is remembered, so each turn has a dataset of its own. */
const DATASETS = ['a', 'b', 'c']
const MOST_MS = 100

function project(path) {
  const folder = dataFile('suggesting')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const each of DATASETS)
    writeFileSync(join(folder, `${each}.md`), `---\nsource: ${path}\n---\n# ${each}\n\n- \`id\` must be present\n`)
  writeFileSync(join(folder, 'assay.yaml'), 'settle: 0 s\n')
  return folder
}

/** The longest that the server's event loop was held since this was last asked, in milliseconds: so long any other request waited. */
async function longestHold(url) {
  const text = await fetch(`${url}/metrics`).then((answer) => answer.text())
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]
  if (seconds === undefined) throw new Error('the server does not tell how long its event loop was held')
  return Number(seconds) * 1000
}

/** How long others wait for the server while it looks for suggestions of a large delivery. */
export async function suggesting() {
  const { url, stop } = await served(project(await ordersParquet(3_000_000, 'orders-3m')))
  try {
    for (const dataset of DATASETS)
      while ((await fetch(`${url}/api/datasets/${dataset}/columns`).then((answer) => answer.json())).delivery !== 1)
        await sleep(200)
    const longest = []
    for (const dataset of DATASETS) {
      await longestHold(url)
      const { sentences } = await fetch(`${url}/api/datasets/${dataset}/suggestions?column=price`).then((answer) =>
        answer.json(),
      )
      if (!(sentences?.length > 0)) throw new Error('nothing was suggested')
      longest.push(await longestHold(url))
    }
    const found = median(longest)
    return [
      {
        what: 'The longest that others wait for the server while it looks for suggestions of 3 million rows × 12 columns',
        target: `≤ ${String(MOST_MS)} ms`,
        result: `${found.toFixed(0)} ms`,
        pass: found <= MOST_MS,
        detail: `median of ${String(DATASETS.length)} turns, worst ${Math.max(...longest).toFixed(0)} ms`,
      },
    ]
  } finally {
    await stop()
  }
}
