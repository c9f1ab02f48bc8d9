import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as store from '../packages/assay/src/history/index.ts'

/** The story that `npm start` tells, as the built command tells it, on a day that is set. */
const STORY = pathToFileURL(join(import.meta.dirname, '../examples/story/story.js')).href
let folder: string
let told: string
let history: Awaited<ReturnType<typeof store.readHistory>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-story-'))
  const program = `import(${JSON.stringify(STORY)}).then(({ story }) =>
    story({ folder: ${JSON.stringify(folder)}, now: new Date('2026-03-29T07:00:00Z'), say: (line) => console.log(line) }))`
  const done = await promisify(execFile)(process.execPath, ['-e', program], { env: { ...process.env, NO_COLOR: '1' } })
  told = done.stdout
  history = await store.readHistory(join(folder, '.assay'))
})
afterAll(async () => {
  await history?.close()
  await rm(folder, { recursive: true })
})

async function deliveries() {
  if (!history) throw new Error('the story left no history')
  const dataset = await store.datasetNamed(history.db, 'departures')
  const found = await store.deliveriesOf(history.db, dataset?.id ?? 0, { limit: 100 })
  return { db: history.db, datasetId: dataset?.id ?? 0, found: [...found].reverse() }
}

test('28 deliveries: four weeks, of which one was late, one has rows set aside, and two were held', async () => {
  const { found } = await deliveries()
  expect(found.map((each) => each.state)).toEqual([
    ...Array.from({ length: 23 }, () => 'accepted'),
    'set-aside',
    'held',
    'accepted',
    'rejected',
    'accepted',
  ])
  expect(found.map((each) => each.arrivedAt).slice(-6)).toEqual([
    '2026-03-24T09:42:00.000Z',
    '2026-03-25T05:30:00.000Z',
    '2026-03-26T05:30:00.000Z',
    '2026-03-27T05:30:00.000Z',
    '2026-03-28T05:30:00.000Z',
    '2026-03-29T05:30:00.000Z',
  ])
})

test('what was broken in each, and nothing else', async () => {
  const { db, datasetId, found } = await deliveries()
  const broken: (readonly [number, ...string[]])[] = []
  for (const { id, number } of found) {
    const verdicts = await store.verdictsOf(db, { datasetId, deliveryId: id })
    const bad = verdicts.filter((each) => each.status === 'broken' || each.status === 'unchecked')
    if (bad.length > 0) broken.push([number, ...bad.map((each) => `${each.status} ${each.canonical}`)])
  }
  expect(broken).toEqual([
    [24, 'broken `origin` and `destination` must be present'],
    [
      25,
      'broken the format of `date` must not change',
      'broken `date` must be a date written as YYYY-MM-DD HH:mm',
      'unchecked the age of the newest `date` must be at most 36 hours',
    ],
    [27, 'broken the number of rows must stay as usual'],
  ])
  const last = await store.verdictsOf(db, { datasetId, deliveryId: found.at(-1)?.id ?? 0 })
  const usual = last.find((each) => each.canonical === 'the number of rows must stay as usual')
  expect([usual?.status, typeof usual?.low, typeof usual?.high]).toEqual(['holds', 'number', 'number'])
})

test('the alarms arrived signed, each once, opened and closed', async () => {
  const files = (await readdir(join(folder, 'alarms'))).sort()
  const bodies = await Promise.all(
    files.map(
      async (file) =>
        JSON.parse(await readFile(join(folder, 'alarms', file), 'utf8')) as {
          id: string
          event: string
          headline: string
        },
    ),
  )
  expect(bodies.map(({ event, headline }) => `${event}: ${headline}`)).toEqual([
    'opened: Departures of a day has not arrived',
    'closed: Departures of a day has recovered: the data must arrive every day by 06:00',
    'opened: Departures of a day was accepted without 165 rows: `origin` and `destination` must be present',
    'opened: Departures of a day is held: `date` must be a date written as YYYY-MM-DD HH:mm, and 2 more',
    'closed: Departures of a day has recovered: `origin` and `destination` must be present',
    'closed: Departures of a day has recovered: `date` must be a date written as YYYY-MM-DD HH:mm',
    'opened: Departures of a day is held: the number of rows must stay as usual',
    'closed: Departures of a day has recovered: the number of rows must stay as usual',
  ])
  expect(new Set(bodies.map((each) => each.id)).size).toBe(bodies.length)
})

test('each step is told with what one would type', () => {
  for (const said of [
    '22 of 22 deliveries accepted',
    '$ assay watch --once',
    'nothing came since 2026-03-23 05:30; a delivery was due 2026-03-24 06:00, 30 minutes ago',
    'accepted without 165 rows',
    '$ assay reject departures 27',
    'departures 27: rejected',
    '.assay/deliveries/departures/28/accepted.parquet',
  ])
    expect(told).toContain(said)
})
