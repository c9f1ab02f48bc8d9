import { existsSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import * as store from '../history/index.ts'
import { kept } from '../main.ts'
import type { Outcome } from '../record.ts'
import { toldOf } from './told.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
  await folder.write('orders.md', PAGE)
  await folder.write('orders-1.csv', 'id,price\n1,5\n2,6\n')
  await folder.write('orders-2.csv', 'id,price\n1,-5\n2,-6\n')
  await folder.watch()
})
afterEach(() => folder.close())

const PAGE = '---\nsource: orders-*.csv\ndelivery: each file\n---\n# Orders\n\n- `price` must be at least 0\n'
const current = () => readlinkSync(join(folder.state, 'current/orders.parquet'))
const decide = async (what: 'release' | 'reject' | 'replay', number: number, outcomes: Outcome[] = []) => {
  const onOutcome = (_: store.Tx, outcome: Outcome) => {
    outcomes.push(outcome)
    return Promise.resolve()
  }
  const of = { dataset: 'orders', number, by: 'Ada', reason: 'seen by hand' }
  return toldOf(await (await kept())[what](of, { folder: folder.path, threads: 1, onOutcome }))
}

describe('a person', () => {
  it('releases what was held: then it is current, and its rows are there', async () => {
    const outcomes: Outcome[] = []
    expect(await decide('release', 2, outcomes)).toBe(
      'orders 2 (orders-2.csv): released (held: 1 of 1 sentence broken)',
    )
    expect(current()).toBe('../deliveries/orders/2/accepted.parquet')
    expect(await folder.rows('current/orders.parquet')).toHaveLength(2)
    expect(outcomes).toMatchObject([{ was: 'held', delivery: { state: 'released' }, decision: { by: 'Ada' } }])
    const kept = await folder.read(async (db) =>
      store.decisionsOf(db, { datasetId: (await store.datasetNamed(db, 'orders'))?.id ?? 0 }),
    )
    expect(kept).toMatchObject([{ what: 'release', by: 'Ada', reason: 'seen by hand', was: 'held', is: 'released' }])
  })

  it('rejects what was accepted: then current is what was before, or nothing', async () => {
    await decide('release', 2)
    expect(await decide('reject', 2)).toContain('rejected')
    expect(current()).toBe('../deliveries/orders/1/accepted.parquet')
    await decide('reject', 1)
    expect(existsSync(join(folder.state, 'current/orders.parquet'))).toBe(false)
    await expect((await kept()).current('orders', { folder: folder.path })).rejects.toThrow('No delivery of orders')
  })

  it('has a delivery judged again by the page of today; what was given out before stays readable', async () => {
    await decide('release', 2)
    const before = await (await kept()).current('orders', { folder: folder.path })
    await folder.write(
      'orders.md',
      PAGE.replace('at least 0', 'at least -5').replace('delivery:', 'quarantine: 50%\ndelivery:'),
    )
    expect(await decide('replay', 2)).toBe('orders 2 (orders-2.csv): accepted without 1 row')
    expect(current()).toBe('../deliveries/orders/2-2/accepted.parquet')
    expect(await folder.rows('current/orders.parquet')).toEqual([{ id: '1', price: '-5' }])
    expect(existsSync(before)).toBe(true)
    // also after a start, which removes what nobody knows
    await folder.watch()
    expect(existsSync(before)).toBe(true)
    expect(current()).toBe('../deliveries/orders/2-2/accepted.parquet')
  })

  it('is told what cannot be done', async () => {
    await expect(decide('release', 1)).rejects.toThrow('orders 1 is accepted: there is nothing to release')
    await expect(decide('release', 9)).rejects.toThrow('There is no delivery orders 9')
    await folder.write('orders-3.csv', '')
    await folder.watch()
    await expect(decide('replay', 3)).rejects.toThrow('The rows of orders 3 are not kept')
    await expect((await kept()).current('order', { folder: folder.path })).rejects.toThrow('no dataset order')
  })

  it('decides nothing when the alarms cannot be told', async () => {
    const of = { dataset: 'orders', number: 2, by: 'Ada', reason: 'x' }
    const onOutcome = () => Promise.reject(new Error('no'))
    await expect((await kept()).release(of, { folder: folder.path, onOutcome })).rejects.toThrow('no')
    expect(current()).toBe('../deliveries/orders/1/accepted.parquet')
  })

  it('finds Parquet the same delivery when it is judged again', async () => {
    const engine = await openDuckdb({ threads: 1 })
    await engine.run(`COPY (SELECT -1 AS price) TO '${join(folder.path, 'p-1.parquet')}' (FORMAT parquet)`)
    await engine.close()
    await folder.write('parquet.md', PAGE.replace('orders-*.csv', 'p-*.parquet'))
    const { delivered } = await folder.watch()
    const id = delivered[0]?.id ?? 0
    const fingerprint = () => folder.read(async (db) => (await store.resultOf(db, id))?.delivery.fingerprint)
    const before = await fingerprint()
    const of = { dataset: 'parquet', number: 1, by: 'Ada', reason: 'x' }
    await (await kept()).replay(of, { folder: folder.path, threads: 1 })
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(await fingerprint()).toBe(before)
  })
})
