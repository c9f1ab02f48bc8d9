import { afterEach, beforeEach, expect, it } from 'vitest'
import * as store from '../history/index.ts'
import { kept } from '../main.ts'
import { openWatched, type WatchedFolder } from '../run/watch.fixture.ts'
import { deliveryResponse, deliveryResponses } from './delivery-response.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
  await folder.write(
    'orders.md',
    '---\nsource: orders-*.csv\ndelivery: each file\n---\n# Orders\n\n- `price` must be at least 0\n',
  )
  for (const n of [1, 2, 3]) await folder.write(`orders-${String(n)}.csv`, `id,price\n1,${String(n - 3)}\n`)
  await folder.watch()
})
afterEach(() => folder.close())

it('each has its own decisions, and they are asked for once', async () => {
  for (const number of [2, 1])
    await (
      await kept()
    ).release(
      { dataset: 'orders', number, by: 'Ada', reason: `seen ${String(number)}` },
      { folder: folder.path, threads: 1 },
    )
  await folder.read(async (db) => {
    const asked: string[] = []
    const counting: typeof store = {
      ...store,
      decisionsOf: (...of) => (asked.push('decisions'), store.decisionsOf(...of)),
      judgedWrongOf: (...of) => (asked.push('judged wrong'), store.judgedWrongOf(...of)),
    }
    const dataset = await store.datasetNamed(db, 'orders')
    if (!dataset) throw new Error('there is no dataset')
    const found = await store.deliveriesOf(db, dataset.id, { limit: 10 })
    const current = await store.lastAccepted(db, dataset.id)
    const responses = await deliveryResponses({ store: counting, history: { db } }, dataset, found, current)
    expect(asked).toEqual(['decisions', 'judged wrong'])
    expect(responses).toMatchObject([
      { number: 3, current: true, decisions: [] },
      { number: 2, current: false, decisions: [{ reason: 'seen 2', by: 'Ada', is: 'released' }] },
      { number: 1, current: false, decisions: [{ reason: 'seen 1' }] },
    ])
    for (const [i, each] of found.entries())
      expect(await deliveryResponse({ store, history: { db } }, dataset, each, current)).toEqual(responses[i])
  })
})
