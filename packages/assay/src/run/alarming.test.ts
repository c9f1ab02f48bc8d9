import { afterEach, beforeEach, expect, it } from 'vitest'
import { slackWebhookServer, type HttpServer } from '../alarms/servers.fixture.ts'
import * as store from '../history/index.ts'
import { kept } from '../main.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

let folder: WatchedFolder
let slack: HttpServer
beforeEach(async () => {
  slack = await slackWebhookServer()
  folder = await openWatched(`settle: 0 s
alarms:
  channels:
    quality: { kind: slack, webhook: "${slack.url}/T/B/x" }
server: { url: "https://assay.example.com" }
`)
  await folder.write(
    'orders.md',
    `---
source: in/orders-*.csv
delivery: each file
---
# Orders

- \`price\` must be at least 0
  Why: a refund has a file of its own.
- \`name\` should be present
`,
  )
})
afterEach(async () => {
  await folder.close()
  await slack.close()
})

const texts = () => slack.taken.map((each) => (each as { text: string }).text.replaceAll('\u200b', ''))
const deliver = async (n: number, rows: string) => {
  await folder.write(`in/orders-${String(n)}.csv`, `id,price,name\n${rows}`)
  return folder.watch()
}

it('tells a channel once when something breaks, and once when it is over', async () => {
  await deliver(1, '1,5,a\n')
  await deliver(2, '1,-5,a\n2,-3,b\n')
  await deliver(3, '1,-5,a\n2,-3,b\n3,-3,c\n')
  await deliver(4, '1,6,a\n')
  expect(texts()).toEqual([
    '🔴 Orders is held: `price` must be at least 0',
    '🟢 Orders has recovered: `price` must be at least 0',
  ])
  const said = JSON.stringify(slack.taken[0])
  for (const part of ['0%, must be 100%', '█▁', 'a refund has a file of its own', 'https://assay.example.com/d/orders'])
    expect(said).toContain(part)
})

it('tells a channel that was down at the next look', async () => {
  slack.faults.push('error')
  await deliver(1, '1,-5,a\n')
  expect(texts()).toEqual([])
  await folder.watch({ clock: () => new Date(Date.now() + 3_600_000) })
  expect(texts()).toHaveLength(1)
})

it('closes what a person released', async () => {
  await deliver(1, '1,-5,a\n')
  const of = { dataset: 'orders', number: 1, by: 'Ada', reason: 'a correction' }
  await (await kept()).release(of, { folder: folder.path })
  expect(texts().at(-1)).toBe('🟢 Orders: closed. `price` must be at least 0')
  const alarms = await folder.read((db) => store.alarmsOf(db, { limit: 9 }))
  expect(alarms).toMatchObject([{ state: 'closed', note: 'Delivery 1 was released by Ada: a correction' }])
})

it('an older delivery that is judged again closes nothing', async () => {
  await deliver(1, '1,5,a\n')
  await deliver(2, '1,-5,a\n')
  const of = { dataset: 'orders', number: 1, by: 'Ada', reason: 'again' }
  await (await kept()).replay(of, { folder: folder.path, threads: 1 })
  expect(texts()).toHaveLength(1)
  expect(await folder.read((db) => store.openAlarms(db))).toHaveLength(1)
})
