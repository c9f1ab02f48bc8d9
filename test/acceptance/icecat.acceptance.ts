import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as store from '../../packages/assay/src/history/index.ts'
import { kept } from '../../packages/assay/src/main.ts'
import type { WatchOnce } from '../../packages/assay/src/run/watch.ts'
import { openWatched, type WatchedFolder } from '../../packages/assay/src/run/watch.fixture.ts'
import { realData } from './shared-data.ts'

/** A real product feed in four deliveries: 19,406 products with thousands of sparse attributes. */
const data = realData('icecat')

const page = (source: string) => `---
dataset: products
source: ${source}/products-*.ndjson.gz
delivery: each file
key: [id]
time: date_released
quarantine: 2%
---
# Product feed

- \`id\` must be present
- \`id\` must be unique
- \`title\` must be present
- \`price\` must be between 1 and 5,000,000
- \`ean\` must be present in at least 97% of rows
- \`img_500x500\` must be a URL
- \`date_released\` must be a timestamp
- \`supplier\` should be at most 40 characters long
- \`id\` must not be found in the last delivery
- the number of rows must not change by more than 5% since the last delivery
- the share of missing \`short_description\` should be at most 10%
`

describe.skipIf(data === null)('a real feed in four deliveries', () => {
  let folder: WatchedFolder
  let done: WatchOnce & { readonly told: readonly string[] }
  beforeAll(async () => {
    folder = await openWatched()
    await folder.write('products.md', page(data ?? ''))
    done = await folder.watch({ threads: 2 })
    console.log(done.told.join('\n'))
  })
  afterAll(() => folder.close())

  it('is worked off in its order, each delivery once', async () => {
    expect(done.delivered.map((each) => [each.number, each.rows])).toEqual([
      [1, 5000],
      [2, 5000],
      [3, 5000],
      [4, 4406],
    ])
    expect((await folder.watch()).told).toEqual([])
  })

  it('holds the last delivery, which has 12% fewer rows', async () => {
    expect(done.delivered.map((each) => each.state)).toEqual(['accepted', 'accepted', 'accepted', 'held'])
    const current = await (await kept()).current('products', { folder: folder.path })
    expect(current).toContain('/deliveries/products/3/accepted.parquet')
    expect(await folder.rows('deliveries/products/3/accepted.parquet', 'count(*) AS n, count(id) AS ids')).toEqual([
      { n: 5000, ids: 5000 },
    ])
  })

  it('keeps every verdict of every delivery', async () => {
    const series = await folder.read(async (db) =>
      store.seriesOf(db, { datasetId: (await store.datasetNamed(db, 'products'))?.id ?? 0, last: 10 }),
    )
    expect(series).toHaveLength(11)
    for (const each of series) expect(each.points.map((point) => point.delivery)).toEqual([1, 2, 3, 4])
    const change = series.find((each) => each.canonical.includes('since the last delivery'))
    expect(change?.points.map((point) => point.status)).toEqual(['idle', 'holds', 'holds', 'broken'])
  })

  it('can be judged by an edited page, by what was measured and by what is kept', async () => {
    await folder.write(
      'edited/products.md',
      page(data ?? '')
        .replace('by more than 5%', 'by more than 20%')
        .replace('at most 10%', 'at most 1%')
        .replace('- `title` must be present\n', '- `name` must be unique\n'),
    )
    const tried = await (await kept()).tryPage(`${folder.path}/edited/products.md`, { threads: 2 })
    const rows = (of: string) =>
      tried.deliveries.map((each) => each.verdicts.find((v) => v.canonical.includes(of))?.status)
    expect(rows('number of rows')).toEqual(['idle', 'holds', 'holds', 'holds'])
    expect(rows('missing')).toEqual(['broken', 'broken', 'broken', 'broken'])
    expect(rows('`name`').every((each) => each === 'broken' || each === 'holds')).toBe(true)
  })

  it('is released by a person, and then current', async () => {
    const of = { dataset: 'products', number: 4, by: 'acceptance', reason: 'the last part is shorter' }
    expect((await (await kept()).release(of, { folder: folder.path })).state).toBe('released')
    expect(await (await kept()).current('products', { folder: folder.path })).toContain('/products/4/')
  })
})
