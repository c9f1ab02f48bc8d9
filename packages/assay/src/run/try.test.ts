import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kept } from '../main.ts'
import type { Tried } from './try.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
  await folder.write('orders.md', page('`price` must be at least 0', 'the number of rows should be at least 1'))
  for (const i of [1, 2, 3, 4]) await folder.write(`orders-${String(i)}.csv`, `id,price\n${rows(i)}`)
  await folder.watch()
})
afterEach(() => folder.close())

/** Delivery i has i rows, with the prices 1 … i; the third has one that is negative. */
const rows = (n: number) =>
  Array.from({ length: n }, (_, i) => `${String(i)},${String(n === 3 && i === 0 ? -1 : i + 1)}\n`).join('')
const page = (...sentences: readonly string[]) =>
  `---\ndataset: orders\nsource: orders-*.csv\ndelivery: each file\n---\n${sentences.map((each) => `- ${each}\n`).join('')}`

async function tried(...sentences: readonly string[]): Promise<Tried> {
  await folder.write('edited/orders.md', page(...sentences))
  return (await kept()).tryPage(join(folder.path, 'edited/orders.md'), { threads: 1 })
}
const statuses = (of: Tried) => of.deliveries.map((each) => each.verdicts.map((v) => v.status))

describe('an edited page', () => {
  it('with another bound is judged from what was measured, also where no row is kept', async () => {
    await rm(join(folder.state, 'deliveries'), { recursive: true })
    const found = await tried(
      '`price` must be at least 0 in at least 60% of rows',
      'the number of rows should be at least 3',
    )
    expect(statuses(found)).toEqual([
      ['holds', 'broken'],
      ['holds', 'broken'],
      ['holds', 'holds'],
      ['holds', 'holds'],
    ])
    expect(found.deliveries[2]?.verdicts[0]).toMatchObject({ shown: '66.7%', was: null })
  })

  it('with another condition is measured anew on the rows that are kept', async () => {
    const found = await tried('`price` must be at most 3', '`id` must be unique')
    expect(statuses(found)).toEqual([
      ['holds', 'holds'],
      ['holds', 'holds'],
      ['holds', 'holds'],
      ['broken', 'holds'],
    ])
  })

  it('is compared with what was accepted before each delivery, and with what the same sentence came to then', async () => {
    const found = await tried(
      '`price` must be at least 0',
      'the number of rows must not rise by more than 1 since the last delivery',
    )
    // the third was held, so that the fourth is compared with the second
    expect(statuses(found)).toEqual([
      ['holds', 'idle'],
      ['holds', 'holds'],
      ['broken', 'holds'],
      ['holds', 'broken'],
    ])
    expect(found.deliveries[2]?.verdicts[0]).toMatchObject({ status: 'broken', was: 'broken' })
  })

  it('has gaps where its measure is new and the rows are gone, and keeps nothing', async () => {
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 1, days: 0 }\n')
    await folder.write('orders-5.csv', 'id,price\n1,9\n')
    await folder.watch()
    const found = await tried('`price` must be at most 3')
    expect(statuses(found)).toEqual([[null], [null], [null], [null], ['broken']])
    expect(statuses(await tried('`price` must be at most 3'))).toEqual([[null], [null], [null], [null], ['broken']])
  })

  it('that is not changed differs nowhere, also where rows were set aside', async () => {
    const some = (n: number) =>
      `id,price\n${Array.from({ length: 100 }, (_, i) => `${String(i)},${String(n === 2 && i === 0 ? -1 : n + i)}\n`).join('')}`
    const text = page('`price` must be at least 0')
      .replace('---\n-', 'quarantine: 2%\n---\n-')
      .replaceAll('orders', 'sales')
    await folder.write('sales.md', text)
    for (const i of [1, 2, 3]) await folder.write(`sales-${String(i)}.csv`, some(i))
    await folder.watch()
    await folder.write('edited/sales.md', text)
    const found = await (await kept()).tryPage(join(folder.path, 'edited/sales.md'), { threads: 1 })
    expect(found.deliveries.map((each) => [each.state, ...each.verdicts.map((v) => [v.was, v.status])])).toEqual([
      ['accepted', ['holds', 'holds']],
      ['set-aside', ['holds', 'holds']],
      ['accepted', ['holds', 'holds']],
    ])
  })

  it('outside of the project is tried on the one that one stands in', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'assay-edited-'))
    const before = process.cwd()
    try {
      await writeFile(join(outside, 'orders.md'), page('`price` must be at least 0'))
      await expect((await kept()).tryPage(join(outside, 'orders.md'))).rejects.toThrow('no history here')
      process.chdir(folder.path)
      const found = await (await kept()).tryPage(join(outside, 'orders.md'), { threads: 1 })
      expect(statuses(found)).toEqual([['holds'], ['holds'], ['broken'], ['holds']])
    } finally {
      process.chdir(before)
      await rm(outside, { recursive: true })
    }
  })

  it('says its own mistakes', async () => {
    const found = await tried('`price` must be at leest 0')
    expect(found.mistakes).toHaveLength(1)
    await folder.write(
      'edited/orders.md',
      page('`price` must be at least 0').replace('dataset: orders', 'dataset: other'),
    )
    await expect((await kept()).tryPage(join(folder.path, 'edited/orders.md'))).rejects.toThrow('no dataset other')
  })
})
