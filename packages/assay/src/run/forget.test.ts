import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as store from '../history/index.ts'
import { kept } from '../main.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const PAGE = `---
source: orders-*.csv
delivery: each file
key: [customer]
quarantine: 60%
---
# Orders

- \`price\` must be at least 0
- for each \`customer\`, the number of rows must be at most 5
- the most common \`customer\` should be "nobody"
- \`customer\` must not be "cust-007"
`
const SECRET = 'cust-007'
const csv =
  'customer,price\ncust-001,5\ncust-007,-6\ncust-007,7\ncust-002,8\ncust-003,9\ncust-004,-9\nbroken,1,cust-007\n'

const forget = (value: string, column = 'customer') =>
  kept().then((all) =>
    all.forget(
      { dataset: 'orders', keys: [{ column, value }], by: 'Ada', reason: 'asked to' },
      { folder: folder.path, threads: 1 },
    ),
  )

/** Every place in the state folder where the text can be read, also inside of what is compressed. */
async function placesOf(text: string): Promise<readonly string[]> {
  const files = readdirSync(folder.state, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
  const raw = files.filter((file) => readFileSync(file).includes(text))
  const engine = await openDuckdb({ threads: 1 })
  const rows: string[] = []
  for (const file of files.filter((each) => each.endsWith('.parquet')))
    if (JSON.stringify(await engine.query(`SELECT * FROM read_parquet('${file}')`)).includes(text)) rows.push(file)
  await engine.close()
  const packed = await folder.read(async (db) =>
    (await db.selectFrom('result').select('json').execute()).filter((each) =>
      gunzipSync(Buffer.from(each.json)).toString().includes(text),
    ),
  )
  return [...raw, ...rows, ...packed.map(() => 'a result')]
}

describe('rows of a key', () => {
  it('are erased from files, evidence, measurements and alarms, and it is said where', async () => {
    await folder.write('orders.md', PAGE.replace('- `customer` must not be "cust-007"\n', ''))
    await folder.write('orders-1.csv', csv)
    await folder.write('orders-2.csv', csv.replace('cust-001,5', 'cust-001,-5').replace('cust-003,9', 'cust-003,-9'))
    await folder.watch()
    expect((await placesOf(SECRET)).length).toBeGreaterThan(4)
    const found = await forget(SECRET)
    expect(found.files).toEqual([
      { delivery: 1, folder: '1', file: 'snapshot', rows: 2 },
      { delivery: 1, folder: '1', file: 'accepted', rows: 1 },
      { delivery: 1, folder: '1', file: 'set-aside', rows: 1 },
      { delivery: 2, folder: '2', file: 'snapshot', rows: 2 },
    ])
    expect(found.history.results).toEqual([1, 2])
    expect(found.history.measurements).toBeGreaterThan(0)
    expect(found.history.alarms.length).toBeGreaterThan(0)
    expect(await placesOf(SECRET)).toEqual([])
    expect(await placesOf('cust-004')).not.toEqual([])
  })

  it('are erased from what is told of a column that changed', async () => {
    const text =
      '---\nsource: orders-*.csv\ndelivery: each file\nkey: [customer]\n---\n# Orders\n\n- `customer` must match /^c[0-9]{3}$/\n'
    const customers = (of: (n: number) => string) =>
      `customer\n${Array.from({ length: 40 }, (_, n) => of(n)).join('\n')}\n`
    await folder.write('orders.md', text)
    await folder.write(
      'orders-1.csv',
      customers((n) => `c${String(100 + n)}`),
    )
    await folder.watch()
    await folder.write(
      'orders-2.csv',
      customers((n) => `ID-c${String(100 + n)}`),
    )
    await folder.watch()
    const told = async () =>
      folder.read(async (db) =>
        JSON.stringify((await store.resultOf(db, 2))?.mends?.map((each) => [each.says, each.old, each.new])),
      )
    expect(await told()).toContain('"ID-c104"')
    await forget('ID-c104')
    await forget('c104')
    expect(await told()).not.toMatch(/c104/)
    expect(await told()).toContain('c112')
  })

  it('leave the rest as it was, which can be judged again', async () => {
    await folder.write('orders.md', PAGE.replace('- `customer` must not be "cust-007"\n', ''))
    await folder.write('orders-1.csv', csv.replace('broken,1,cust-007\n', ''))
    await folder.watch()
    await forget('cust-001')
    const options = { folder: folder.path, threads: 1 }
    await (await kept()).replay({ dataset: 'orders', number: 1, by: 'Ada', reason: 'x' }, options)
    const rows = await folder.rows('deliveries/orders/1-2/set-aside.parquet')
    expect(rows.map((row) => [row['customer'], Number(row['__assay_row'])])).toEqual([
      ['cust-007', 2],
      ['cust-004', 6],
    ])
    // in the earlier folder as well as in the new one
    const found = await forget('cust-004')
    expect(found.files.map((each) => [each.folder, each.file])).toEqual([
      ['1', 'snapshot'],
      ['1', 'set-aside'],
      ['1-2', 'snapshot'],
      ['1-2', 'set-aside'],
    ])
    const decisions = await folder.read(async (db) =>
      store.decisionsOf(db, { datasetId: (await store.datasetNamed(db, 'orders'))?.id ?? 0 }),
    )
    expect(decisions.map((each) => [each.what, each.by])).toEqual([
      ['forget', 'Ada'],
      ['replay', 'Ada'],
      ['forget', 'Ada'],
    ])
  })

  it('take no number of a whole delivery with them that equals the key by chance, but values that are it', async () => {
    const sentences = [
      '`id` must be unique',
      'the number of different `id` must be at least 90',
      'the largest `id` must be at least 20',
    ]
    await folder.write(
      'orders.md',
      `---\nsource: orders-*.csv\ndelivery: each file\n---\n# Orders\n\n- ${sentences.join('\n- ')}\n`,
    )
    for (const n of [0, 1])
      await folder.write(
        `orders-${String(n)}.csv`,
        `id\n${Array.from({ length: 50 }, (_, i) => String(100 * n + i + 1)).join('\n')}\n`,
      )
    await folder.watch()
    const found = () =>
      folder.read(async (db) => ({
        results: await Promise.all(
          [1, 2].map(async (id) =>
            (await store.resultOf(db, id))?.verdicts.map((each) => [each.value, each.shown, each.reason]),
          ),
        ),
        verdicts: await db
          .selectFrom('verdict')
          .select(['value', 'reason'])
          .orderBy('delivery_id')
          .orderBy('sentence_id')
          .execute(),
        measurements: await db
          .selectFrom('measurement')
          .select(['value', 'state'])
          .orderBy('delivery_id')
          .orderBy('measure_id')
          .execute(),
      }))
    const before = await found()
    expect((await forget('1', 'id')).history).toMatchObject({ results: [], measurements: 0, verdicts: 0 })
    expect(await found()).toEqual(before)
    // the largest of the first delivery, and the number of values of both
    expect((await forget('50', 'id')).history).toMatchObject({ results: [1], measurements: 1, verdicts: 1 })
    const { results, verdicts, measurements } = await found()
    expect(results.map((each) => each?.map(([value]) => value))).toEqual([
      [1, 50, null],
      [1, 50, 150],
    ])
    expect(verdicts.map((each) => each.value)).toEqual([1, 50, null, 1, 50, 150])
    expect(measurements.map((each) => each.value)).toEqual([1, 50, null, 1, 50, 150])
    expect(measurements.filter((each) => each.state?.includes('"largest"') && each.state.includes('50,'))).toEqual([])
  })

  it('are erased everywhere also where the column is said in capital letters', async () => {
    await folder.write('orders.md', PAGE.replace('- `customer` must not be "cust-007"\n', ''))
    await folder.write('orders-1.csv', csv)
    await folder.watch()
    const found = await forget(SECRET, 'CUSTOMER')
    expect(found.keys).toEqual([{ column: 'customer', value: SECRET }])
    expect(found.history.results).toEqual([1])
    expect(await placesOf(SECRET)).toEqual([])
  })

  it('that nothing has are found nowhere', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('orders-1.csv', 'customer,price\ncust-001,5\n')
    await folder.watch()
    const found = await forget('cust-999')
    expect([found.files, found.history.results, found.history.alarms]).toEqual([[], [], []])
  })

  it('by a column that nothing kept has is an error, which says the nearest', async () => {
    await folder.write('orders.md', PAGE)
    await folder.write('orders-1.csv', 'customer,price,Note\ncust-001,5,x\n')
    await folder.watch()
    await expect(forget('5', 'prices')).rejects.toMatchObject({
      code: 'no-column',
      message: 'Nothing that is kept of orders has a column prices.',
      next: 'Did you mean `price`?',
    })
    await expect(forget('5', 'zzz')).rejects.toMatchObject({ next: 'It has `customer`, `price`, `Note`.' })
    // as the files are read, in small and capital letters alike
    expect((await forget('x', 'note')).files.map((each) => each.file)).toEqual(['snapshot', 'accepted'])
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 1, days: 0 }\n')
    await folder.write('orders-2.csv', 'price\n5\n')
    await folder.watch()
    // the page has it still
    expect((await forget('cust-001')).files).toEqual([])
  })
})
