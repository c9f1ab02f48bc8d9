import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** The examples of docs/history.md on a history of four deliveries, of which the second and the last broke. */

const documented = readFileSync(new URL('../../../../docs/history.md', import.meta.url), 'utf8')
let folder: WatchedFolder
beforeAll(async () => {
  folder = await openWatched()
  await folder.write(
    'orders.md',
    '---\nsource: in/*.csv\ndelivery: each file\n---\n# Orders\n\n- `price` must be at least 0 in at least 90% of rows\n- `name` should be present\n',
  )
  for (const [day, rows] of [
    ['2024-05-01', '5,a\n6,b\n'],
    ['2024-05-02', '5,a\n-6,b\n7,c\n-8,d\n'],
    ['2024-05-03', '5,a\n7,b\n'],
    ['2024-05-04', '-5,a\n-6,\n'],
  ]) {
    await folder.write(`in/${day!}.csv`, `price,name\n${rows!}`)
    await folder.watch({ clock: () => new Date(`${day!}T06:00:00Z`) })
  }
})
afterAll(() => folder.close())

/** What the example below these words gives. */
async function example(words: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const after = documented.split(words)[1] ?? ''
  const [, alone, inPython] = /```sql\n([^]*?)```|db\.execute\("([^"]*)"\)/.exec(after) ?? []
  const query = alone ?? inPython
  if (query === undefined) throw new Error(`no example: ${words}`)
  return folder.read(async (db) => (await sql.raw<Record<string, unknown>>(query).execute(db)).rows)
}

it('deliveries that were not accepted', async () => {
  expect(await example('Open it for reading only')).toEqual([
    { dataset: 'orders', number: 2, outcome: expect.stringContaining('held') as string },
    { dataset: 'orders', number: 4, outcome: expect.stringContaining('held') as string },
  ])
})

it('the share of deliveries that were accepted at once', async () => {
  expect(await example('The share of deliveries')).toEqual([
    { dataset: 'orders', deliveries: 4, accepted_at_once: 0.5 },
  ])
})

it('a sentence’s number with the band that it must stay in', async () => {
  const day = (n: number, value: number) => ({ time: `2024-05-0${String(n)}T06:00:00.000Z`, value, low: 0.9, high: 1 })
  expect(await example("A sentence's number")).toEqual([day(1, 1), day(2, 0.5), day(3, 1), day(4, 0)])
})

it('what is broken in the newest delivery', async () => {
  expect(await example('What is broken')).toEqual([
    {
      dataset: 'orders',
      sentence: '`price` must be at least 0 in at least 90% of rows',
      severity: 'must',
      reason: '2 of 2 counted rows do not satisfy it',
    },
    {
      dataset: 'orders',
      sentence: '`name` should be present',
      severity: 'should',
      reason: expect.stringContaining('1 of 2') as string,
    },
  ])
})

it('how long alarms stayed open', async () => {
  const found = await example('How long alarms')
  expect(found[0]).toEqual({ dataset: 'orders', title: expect.stringContaining('price') as string, hours: 24 })
  expect(found.length).toBeGreaterThan(1)
  // those that are open are open until now
  for (const { hours } of found.slice(1)) expect(hours).toBeGreaterThan(24)
})
