import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWatched, type WatchedFolder } from '../run/watch.fixture.ts'
import { run } from './run.ts'

/** Commands about deliveries that are kept: each of them as it is meant, and used wrongly. */

const PAGE = (sentence: string) =>
  `---\ndataset: orders\nsource: in/*.csv\ndelivery: each file\nkey: [id]\n---\n# Orders\n\n- ${sentence}\n`

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
  await folder.write('orders.md', PAGE('`price` must be at least 0'))
  await folder.write('in/orders-1.csv', 'id,price\n1,5\n2,6\n')
  await folder.write('in/orders-2.csv', 'id,price\n1,5\n2,-6\n3,7\n')
  await folder.watch()
})
afterEach(() => folder.close())

async function assay(...args: readonly string[]) {
  let out = ''
  let error = ''
  const streams = { terminal: false, colour: false, width: 100 }
  const status = await run([...args, '--project', folder.path], {
    ...streams,
    out: (text) => (out += text),
    error: (text) => (error += text),
  })
  return { status, out, error }
}

/** A wrong use: nothing is printed but what was wrong and what to do, without a stack. */
async function wrong(...args: readonly string[]): Promise<string> {
  const { status, out, error } = await assay(...args)
  expect([status, out]).toEqual([2, ''])
  expect(error).not.toMatch(/\n\s+at |a fault of Assay/)
  return error
}

describe('assay current', () => {
  test('prints the path of the newest accepted rows', async () => {
    const { status, out, error } = await assay('current', 'orders')
    expect([status, error]).toEqual([0, ''])
    expect(await folder.rows(relative(folder.state, out.trim()))).toEqual([
      { id: '1', price: '5' },
      { id: '2', price: '6' },
    ])
  })
  test('says which datasets there are, and when nothing is accepted', async () => {
    expect(await wrong('current', 'order')).toContain('orders')
    expect(await wrong('current')).toContain('dataset')
    await assay('reject', 'orders', '1', '--by', 'Ada', '--reason', 'a test')
    expect(await wrong('current', 'orders')).toContain('assay release')
  })
})

describe('assay reject and release', () => {
  test('decide, with name and reason', async () => {
    const rejected = await assay('reject', 'orders', '1', '--by', 'Ada', '--reason', 'not ours')
    expect(rejected).toMatchObject({ status: 0, error: '' })
    expect(rejected.out).toMatch(/^orders 1 .*rejected/)
    const released = await assay('release', 'orders', '2', '--by', 'Ben', '--reason', 'a refund')
    expect(released).toMatchObject({ status: 0, error: '' })
    expect(released.out).toMatch(/^orders 2 .*released/)
    expect((await assay('current', 'orders')).out).toContain('/orders/2/')
    const { out } = await assay('history', 'orders')
    for (const said of ['Ada', 'not ours', 'Ben', 'a refund']) expect(out).toContain(said)
  })
  test('want a reason, a delivery that there is, and one that it can be said of', async () => {
    expect(await wrong('reject', 'orders', '1')).toContain('--reason')
    expect(await wrong('reject', 'orders', 'first', '--reason', 'x')).toContain('assay history')
    expect(await wrong('reject', 'orders', '9', '--reason', 'x', '--by', 'Ada')).toContain('The newest is orders 2')
    expect(await wrong('release', 'orders', '1', '--reason', 'x', '--by', 'Ada')).toContain('accepted')
  })
})

describe('assay forget', () => {
  test('erases rows by their key and says where they were', async () => {
    const { status, out } = await assay('forget', 'orders', '--key', 'id=2', '--by', 'Ada')
    expect(status).toBe(0)
    expect(out).toMatch(/^The rows of orders where `id` is "2":\n/)
    expect(out).toContain('delivery 1: erased 1 row ')
    expect(out).toContain('delivery 2: erased from the evidence that is shown\n')
    const files = readdirSync(join(folder.state, 'deliveries/orders'), { recursive: true, encoding: 'utf8' })
    const parquet = files.filter((each) => each.endsWith('.parquet')).map((each) => `deliveries/orders/${each}`)
    expect(parquet.length).toBeGreaterThan(2)
    for (const file of parquet) expect((await folder.rows(file)).map((row) => row.id)).not.toContain('2')
    const again = await assay('forget', 'orders', '--key', 'id=2', '--by', 'Ada')
    expect(again).toMatchObject({
      status: 0,
      out: 'Nothing was erased: there are no rows of orders where `id` is "2".\n',
    })
  })
  test('wants to know which rows', async () => {
    expect(await wrong('forget', 'orders')).toContain('--key')
    expect(await wrong('forget', 'orders', '--key', 'id')).toContain('--key customer_id=4711')
    expect(await wrong('forget', 'orders', '--key', 'ident=1', '--by', 'Ada')).toContain('id')
  })
})

describe('assay try', () => {
  test('says which deliveries an edited page would have broken', async () => {
    await folder.write('orders.md', PAGE('`price` must be at least 6'))
    const some = await assay('try', join(folder.path, 'orders.md'))
    expect(some.status).toBe(1)
    expect(some.out).toContain('would have broken 2 of 2 past deliveries: 1, 2\n')
    await folder.write('orders.md', PAGE('`price` must be at least -6'))
    const none = await assay('try', join(folder.path, 'orders.md'), '--json')
    expect(none.status).toBe(0)
    expect(JSON.parse(none.out)).toMatchObject({ dataset: 'orders', mistakes: [], deliveries: [{}, {}] })
  })
  test('names the line of what it does not understand, and a page that is not there', async () => {
    await folder.write('orders.md', PAGE('`price` must be nice'))
    const { status, out } = await assay('try', join(folder.path, 'orders.md'))
    expect(status).toBe(2)
    expect(out).toContain('line 9: found "nice"')
    expect(await wrong('try', join(folder.path, 'none.md'))).toContain('none.md')
  })
})

describe('assay compare', () => {
  test('shows how two deliveries differ', async () => {
    const { status, out } = await assay('compare', 'orders', '1', '2')
    expect(status).toBe(0)
    expect(out).toContain('price')
    const json = await assay('compare', 'orders', '1', '2', '--format', 'json', '--exit-code')
    expect(json.status).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ same: false, rows: { added: 1, removed: 0, changed: 1 } })
    expect((await assay('compare', 'orders', '1', '1', '--exit-code')).status).toBe(0)
  })
  test('says how it is said', async () => {
    expect(await wrong('compare', 'orders', 'first', '2')).toContain('assay compare DATASET 16 17')
    expect(await wrong('compare', 'orders', '1', '9')).toContain('The newest is orders 2')
    expect(await wrong('compare', 'orders', '--key', 'ident')).toContain('ident')
  })
})

describe('assay alarms', () => {
  const state = async () => (await assay('alarms')).out.split('\n')[0]

  test('lists what is open, and takes a word about it', async () => {
    expect(await state()).toMatch(/^1 {2}must {2}open {2}since /)
    expect((await assay('alarms', 'acknowledge', '1', '--by', 'Ada')).status).toBe(0)
    expect(await state()).toContain('acknowledged')
    expect((await assay('alarms', 'mute', '1', '--for', '2d', '--by', 'Ada')).status).toBe(0)
    expect(await state()).toMatch(/muted until /)
    await assay('release', 'orders', '2', '--by', 'Ada', '--reason', 'x')
    expect(await assay('alarms')).toMatchObject({ status: 0, out: '', error: 'no alarm is open\n' })
    expect((await assay('alarms', '--all')).out).toContain('closed')
  })
  test('says which alarm there is not, and how a time is written', async () => {
    expect(await wrong('alarms', 'acknowledge', '7', '--by', 'Ada')).toContain('`assay alarms` lists them')
    expect(await wrong('alarms', 'acknowledge', 'first', '--by', 'Ada')).toContain('`assay alarms` lists them')
    expect(await wrong('alarms', 'snooze', '1', '--by', 'Ada')).toContain('--for')
    expect(await wrong('alarms', 'snooze', '1', '--for', 'long', '--by', 'Ada')).toContain('30m, 4h, 2d or 1w')
  })
})
