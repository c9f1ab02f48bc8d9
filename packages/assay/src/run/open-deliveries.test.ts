import { afterAll, beforeAll, expect, it } from 'vitest'
import { kept } from '../main.ts'
import type { RowsResponse } from '../server/contract.ts'
import { serveFolder, type Served } from '../server/served.fixture.ts'

/** Kept deliveries stay open for whoever looks at them, and yet what is shown is what is kept. */

const DELIVERIES = 6
let served: Served
beforeAll(async () => {
  const files = Array.from({ length: DELIVERIES }, (_, i) => [
    `in/o-${String(i + 1)}.csv`,
    `id,price\n1,-1\n2,-2\n3,${String(i)}\n`,
  ])
  served = await serveFolder({
    'orders.md':
      '---\nsource: in/o-*.csv\ndelivery: each file\nkey: [id]\n---\n# Orders\n\n- `price` should be at least 0\n',
    ...(Object.fromEntries(files) as Record<string, string>),
  })
  await served.judged('orders', DELIVERIES)
})
afterAll(() => served.stop())

const rows = async (number: number): Promise<RowsResponse> =>
  (
    await served.get(
      `/api/datasets/orders/deliveries/${String(number)}/rows?sentence=${encodeURIComponent('`price` should be at least 0')}`,
    )
  ).body

it('more of them than are open at once, one after the other and again', async () => {
  for (let turn = 0; turn < 2; turn++)
    for (let number = 1; number <= DELIVERIES; number++)
      expect([number, (await rows(number)).total]).toEqual([number, 2])
})

it('many who look at one at the same time', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => rows(3)))
  expect(new Set(all.map((each) => JSON.stringify(each.rows))).size).toBe(1)
})

it('a row that was erased is shown no more', async () => {
  expect((await rows(1)).rows.map((each) => each.cells)).toEqual([
    ['1', '-1'],
    ['2', '-2'],
  ])
  await (
    await kept()
  ).forget(
    { dataset: 'orders', keys: [{ column: 'id', value: '1' }], by: 'Ada', reason: 'asked for' },
    { folder: served.folder.path },
  )
  expect((await rows(1)).rows.map((each) => each.cells)).toEqual([['2', '-2']])
})
