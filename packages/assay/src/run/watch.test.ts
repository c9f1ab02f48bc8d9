import { existsSync, readlinkSync } from 'node:fs'
import { appendFile, cp, readdir, rm, symlink, utimes } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import * as store from '../history/index.ts'
import { check, kept, watch } from '../main.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'
import type { WatchEvent } from './watching.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const PAGE = `---
source: in/orders-*.csv
delivery: each file
key: [id]
quarantine: 30%
---
# Orders

- \`id\` must be unique
- \`price\` must be at least 0
- the number of rows should not change by more than 50% since the last delivery
`
const csv = (...prices: readonly (number | string)[]) =>
  `id,price\n${prices.map((price, i) => `${String(i + 1)},${String(price)}\n`).join('')}`
const current = () => readlinkSync(join(folder.state, 'current/orders.parquet'))

describe('a new file', () => {
  it('is a delivery: accepted, set aside or held, and current follows what is accepted', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1, 2, 3, 4))
    expect((await folder.watch()).told).toEqual(['orders 1 (in/orders-1.csv): accepted'])
    expect(current()).toBe('../deliveries/orders/1/accepted.parquet')
    await folder.write('in/orders-2.csv', csv(1, -2, 3, 4))
    expect((await folder.watch()).told).toEqual(['orders 2 (in/orders-2.csv): accepted without 1 row'])
    expect(current()).toBe('../deliveries/orders/2/accepted.parquet')
    await folder.write('in/orders-3.csv', csv(-1, -2, 3, 4))
    expect((await folder.watch()).told).toEqual([
      'orders 3 (in/orders-3.csv): held: 1 of 3 sentences broken; 2 of 4 rows (50%) are too many to be set aside: at most 30% may be',
    ])
    expect(current()).toBe('../deliveries/orders/2/accepted.parquet')
    expect((await folder.watch()).told).toEqual([])
  })

  it('keeps its rows: all, those accepted, and those set aside with what each one broke', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', 'id,price\n1,2\n2,-3\n3,4\n3,5\n5,6\n6,7\n7,8\n8,9\n9,1\n10,1\n')
    expect((await folder.watch()).told).toEqual(['orders 1 (in/orders-1.csv): accepted without 3 rows'])
    expect(await folder.rows('deliveries/orders/1/snapshot.parquet')).toHaveLength(10)
    expect((await folder.rows('deliveries/orders/1/accepted.parquet')).map((row) => row['id'])).toEqual([
      '1',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
    ])
    expect(await folder.rows('deliveries/orders/1/set-aside.parquet')).toEqual([
      {
        id: '2',
        price: '-3',
        __assay_file: 'in/orders-1.csv',
        __assay_row: 2,
        __assay_broke: ['`price` must be at least 0'],
      },
      { id: '3', price: '4', __assay_file: 'in/orders-1.csv', __assay_row: 3, __assay_broke: ['`id` must be unique'] },
      { id: '3', price: '5', __assay_file: 'in/orders-1.csv', __assay_row: 4, __assay_broke: ['`id` must be unique'] },
    ])
  })

  it('with rows that cannot be read has these among the rows set aside', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', 'id,price\n1,2\n2,3,4\n3,4\n4,5\n')
    expect((await folder.watch()).told).toEqual(['orders 1 (in/orders-1.csv): accepted without 1 row'])
    expect((await folder.rows('deliveries/orders/1/set-aside.parquet'))[0]).toMatchObject({ id: null, __assay_row: 2 })
    expect((await folder.rows('deliveries/orders/1/accepted.parquet')).map((row) => row['id'])).toEqual(['1', '3', '4'])
  })

  it('that cannot be read is recorded, with a verdict for each sentence, and read again when it comes again', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', '')
    expect((await folder.watch()).told).toEqual(['orders 1 (in/orders-1.csv): not checked: the data could not be read'])
    const verdicts = await folder.read(async (db) => {
      const [dataset] = await store.allDatasets(db)
      const delivery = await store.deliveryNumbered(db, dataset?.id ?? 0, 1)
      return store.verdictsOf(db, { datasetId: dataset?.id ?? 0, deliveryId: delivery?.id ?? 0 })
    })
    expect(verdicts.map((each) => each.status)).toEqual(['unchecked', 'unchecked', 'unchecked'])
    await folder.write('in/orders-1.csv', csv(1))
    expect((await folder.watch()).told).toEqual(['orders 2 (in/orders-1.csv): accepted'])
  })

  it('is judged by the accepted deliveries before it, never by a held one', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1, 2, 3, 4))
    await folder.write('in/orders-2.csv', csv(-1, -2, -3, 4, 5, 6, 7, 8, 9, 10))
    await folder.write('in/orders-3.csv', csv(1, 2, 3, 5))
    expect((await folder.watch()).told).toHaveLength(3)
    const series = await folder.read(async (db) =>
      store.seriesOf(db, { datasetId: (await store.allDatasets(db))[0]?.id ?? 0, last: 10 }),
    )
    const change = series.find((each) => each.canonical.includes('not change'))
    expect(change?.points.map((each) => each.status)).toEqual(['idle', 'broken', 'holds'])
  })
})

describe('a clock that jumps', () => {
  it('loses no delivery, and what came last is current', async () => {
    await folder.write('orders.md', PAGE)
    for (const [i, now] of ['2024-05-15', '2031-01-01', '2001-01-01'].entries()) {
      await folder.write(`in/orders-${String(i + 1)}.csv`, csv(1, 2, i))
      const { told } = await folder.watch({ clock: () => new Date(now) })
      expect(told).toEqual([`orders ${String(i + 1)} (in/orders-${String(i + 1)}.csv): accepted`])
    }
    expect(current()).toBe('../deliveries/orders/3/accepted.parquet')
  })
})

describe('the same content', () => {
  it('under another name is known as such', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1, 2))
    await folder.write('in/orders-2.csv', csv(1, 2))
    expect((await folder.watch()).told[1]).toBe('orders 2 (in/orders-2.csv): the same as orders 1')
    expect(existsSync(join(folder.state, 'deliveries/orders/2'))).toBe(false)
  })

  it('in one file is known when it was only touched, and a change when something else was there meanwhile', async () => {
    await folder.write('orders.md', PAGE.replace('in/orders-*.csv', 'orders.csv').replace('delivery: each file\n', ''))
    await folder.write('orders.csv', csv(1, 2))
    await folder.watch()
    await utimes(join(folder.path, 'orders.csv'), 1e9, 1e9)
    expect((await folder.watch()).told).toEqual(['orders 2 (orders.csv): the same as orders 1'])
    await folder.write('orders.csv', csv(1, 3))
    await folder.watch()
    await folder.write('orders.csv', csv(1, 2))
    expect((await folder.watch()).told).toEqual(['orders 4 (orders.csv): accepted'])
    expect(current()).toBe('../deliveries/orders/4/accepted.parquet')
  })
})

describe('a file that is still written to', () => {
  it('is waited for', async () => {
    await folder.write('assay.yaml', 'settle: 400 ms\n')
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1))
    const writing = setInterval(() => void appendFile(join(folder.path, 'in/orders-1.csv'), '2,5\n'), 100)
    setTimeout(() => {
      clearInterval(writing)
    }, 700)
    const { told } = await folder.watch()
    expect(told.map((each) => each.split(';')[0])).toEqual([
      'orders 1 (in/orders-1.csv): held: 1 of 3 sentences broken',
    ])
    expect(await folder.rows('deliveries/orders/1/snapshot.parquet')).toHaveLength(
      (await folder.text('in/orders-1.csv')).trim().split('\n').length - 1,
    )
  })

  it('under a temporary name is no delivery', async () => {
    await folder.write('orders.md', PAGE.replace('orders-*.csv', ''))
    await folder.write('in/a.csv', csv(1))
    await folder.write('in/b.csv.part', csv(1))
    await folder.write('in/.c.csv', csv(1))
    await folder.write('in/d.csv~', csv(1))
    expect((await folder.watch()).told).toEqual(['orders 1 (in/a.csv): accepted'])
  })
})

describe('Parquet', () => {
  const parquet = async (name: string, query: string) => {
    const engine = await openDuckdb({ threads: 1 })
    await engine.run(`COPY (${query}) TO '${join(folder.path, name)}' (FORMAT parquet)`)
    await engine.close()
  }

  it('is kept as it came, also when its file is written over afterwards', async () => {
    await folder.write('orders.md', PAGE.replace('in/orders-*.csv', 'orders.parquet').replace('each file', 'all files'))
    await parquet('orders.parquet', 'SELECT 1 AS id, 2 AS price')
    await cp(join(folder.path, 'orders.parquet'), join(folder.path, 'before'))
    expect((await folder.watch()).told).toEqual(['orders 1 (orders.parquet): accepted'])
    await folder.write('orders.parquet', 'no longer Parquet')
    for (const name of ['snapshot', 'accepted'])
      expect(await folder.text(`.assay/deliveries/orders/1/${name}.parquet`)).toBe(await folder.text('before'))
  })

  it('of several files and folders is kept as a folder, with what the folders say', async () => {
    await folder.write('orders.md', PAGE.replace('in/orders-*.csv', 'in').replace('each file', 'all files'))
    await folder.write('in/day=2024-01-01/x', '')
    await folder.remove('in/day=2024-01-01/x')
    await parquet('in/day=2024-01-01/a.parquet', 'SELECT 1 AS id, 2 AS price')
    await parquet('in/b.parquet', 'SELECT 2 AS id, 2 AS price')
    expect((await folder.watch()).told).toEqual(['orders 1 (in): accepted'])
    const rows = await folder.rows('deliveries/orders/1/accepted.parquet/**/*.parquet')
    expect(rows).toHaveLength(2)
  })
})

describe('what a history knows', () => {
  it('is used by a check, which gives the same verdicts and writes nothing', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1, 2, 3, 4))
    await folder.write('in/orders-2.csv', csv(1, 2, 3, 4, 5, 6, 7, 8))
    await folder.watch()
    const before = await readdir(folder.state, { recursive: true })
    const { pages } = await check({ pages: [join(folder.path, 'orders.md')] })
    const kept = await folder.read(async (db) => {
      const dataset = await store.datasetNamed(db, 'orders')
      const delivery = await store.deliveryNumbered(db, dataset?.id ?? 0, 2)
      return store.resultOf(db, delivery?.id ?? 0)
    })
    expect(pages[0]?.verdicts.at(-1)).toMatchObject({ status: 'broken' })
    const told = (page: (typeof pages)[number] | null | undefined) =>
      page?.verdicts.map((each) => [each.status, each.value, each.reason])
    expect(told(pages[0])).toEqual(told(kept))
    expect(pages[0]?.delivery).toEqual(kept?.delivery)
    // what is drawn: the deliveries before it, and its number on them
    expect(pages[0]?.earlier).toMatchObject([{ number: 1, state: 'accepted' }])
    expect(pages[0]?.verdicts.at(-1)?.history).toMatchObject([{ delivery: 1, status: 'idle', value: 4 }])
    expect(await readdir(folder.state, { recursive: true })).toEqual(before)
  })

  it('is read by a second process, and a second watcher says that there is one', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1))
    const held = await store.holdLock(folder.state, 'watch')
    await expect(folder.watch()).rejects.toThrow('Another process already watches')
    held?.release()
    expect((await folder.watch()).delivered).toHaveLength(1)
  })
})

describe('what a crash left', () => {
  it('is removed, of each dataset what its history does not know, and every current names what it should', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('items.md', '---\nsource: items/*.csv\ndelivery: each file\n---\n- `id` must be present\n')
    for (const i of [1, 2]) await folder.write(`in/orders-${String(i)}.csv`, csv(i))
    await folder.write('in/orders-3.csv', csv(-3))
    await folder.write('items/1.csv', 'id\n1\n')
    await folder.watch()
    const kept = join(folder.state, 'deliveries')
    for (const left of ['orders/taking-99', 'orders/7', 'items/2', 'items/3'])
      await folder.write(join('.assay/deliveries', left, 'snapshot.parquet'), 'half')
    await rm(join(folder.state, 'current/orders.parquet'))
    await symlink('../deliveries/orders/3/accepted.parquet', join(folder.state, 'current/orders.parquet'))
    await rm(join(folder.state, 'current/items.parquet'))
    await folder.write('.assay/current/gone.parquet', 'half')
    const { said } = await folder.watch()
    expect(said.map((each) => each.text).sort()).toEqual([
      'items: removed what an interrupted run left: 2, 3',
      'orders: removed what an interrupted run left: 7, taking-99',
    ])
    expect((await readdir(join(kept, 'orders'))).sort()).toEqual(['1', '2', '3'])
    expect(await readdir(join(kept, 'items'))).toEqual(['1'])
    expect((await readdir(join(folder.state, 'current'))).sort()).toEqual(['items.parquet', 'orders.parquet'])
    expect(current()).toBe('../deliveries/orders/2/accepted.parquet')
    expect(await folder.rows('current/items.parquet')).toEqual([{ id: '1' }])
  })
})

describe('told to stop', () => {
  it('it ends what it is at, and the next look finds the rest', async () => {
    await folder.write('orders.md', PAGE)
    for (const i of [1, 2, 3]) await folder.write(`in/orders-${String(i)}.csv`, csv(i))
    const stop = new AbortController()
    const told: string[] = []
    const say = ({ text, delivery }: WatchEvent) => {
      told.push(text)
      if (delivery) stop.abort()
    }
    await watch({ pages: [folder.path], threads: 1, say, signal: stop.signal })
    expect(told).toEqual(['orders 1 (in/orders-1.csv): accepted'])
    expect((await folder.watch()).told).toEqual([
      'orders 2 (in/orders-2.csv): accepted',
      'orders 3 (in/orders-3.csv): accepted',
    ])
  })
})

describe('retention', () => {
  it('keeps the newest and the young, and always the current one', async () => {
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 2, days: 0 }\n')
    await folder.write('orders.md', PAGE)
    await folder.write('in/orders-1.csv', csv(1))
    for (const i of [2, 3, 4, 5]) await folder.write(`in/orders-${String(i)}.csv`, csv(-i))
    await folder.watch()
    expect((await readdir(join(folder.state, 'deliveries/orders'))).sort()).toEqual(['1', '4', '5'])
    expect(current()).toBe('../deliveries/orders/1/accepted.parquet')
    const kept = await folder.read(async (db) => store.keptOf(db, (await store.allDatasets(db))[0]?.id ?? 0))
    expect(kept.map((each) => each.number)).toEqual([1, 4, 5])
  })

  it('keeps what is beyond the number for as many days, and not for ever', async () => {
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 1, days: 7 }\n')
    await folder.write('orders.md', PAGE)
    const day = async (now: string, ...prices: readonly number[]) => {
      const clock = () => new Date(`${now}T06:00:00Z`)
      if (prices.length > 0) await folder.write(`in/orders-${now}.csv`, csv(...prices))
      await folder.watch({ clock })
      return (await readdir(join(folder.state, 'deliveries/orders'))).sort()
    }
    expect(await day('2024-05-01', -1)).toEqual(['1'])
    expect(await day('2024-05-02', 2)).toEqual(['1', '2'])
    expect(await day('2024-05-08', 3)).toEqual(['1', '2', '3'])
    // the first came more than seven days ago
    expect(await day('2024-05-09', 4)).toEqual(['2', '3', '4'])
    expect(await day('2024-05-17', 5)).toEqual(['4', '5'])
  })

  it('keeps a path that was given as current readable for as many days after another came', async () => {
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 1, days: 7 }\n')
    await folder.write('orders.md', PAGE)
    const day = async (now: string, price: number) => {
      await folder.write(`in/orders-${now}.csv`, csv(price))
      await folder.watch({ clock: () => new Date(`${now}T06:00:00Z`) })
    }
    await day('2024-05-01', 1)
    const given = await (await kept()).current('orders', { folder: folder.path })
    const rows = () => folder.rows(relative(folder.state, given))
    // it was current until the second came, a month later
    await day('2024-06-01', 2)
    expect(await rows()).toEqual([{ id: '1', price: '1' }])
    await day('2024-06-07', 3)
    expect(await rows()).toEqual([{ id: '1', price: '1' }])
    await day('2024-06-09', 4)
    expect(existsSync(given)).toBe(false)
    expect(await (await kept()).current('orders', { folder: folder.path })).toContain('/orders/4/')
  })
})
