import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDuckdb } from '../../engines/duckdb.ts'
import { check } from '../../main.ts'
import { openWatched, type WatchedFolder } from '../watch.fixture.ts'
import { csv, page, random, rows, secondDelivery } from './mend.fixture.ts'

/** The same of files that have types of their own, and of sentences about some rows. */

const lines = (n: number, seed: number, of: (i: number, r: () => number) => unknown): string => {
  const r = random(seed)
  return Array.from({ length: n }, (_, i) => JSON.stringify(of(i, r))).join('\n')
}

async function deliver(text: string, ending: string, write: (folder: WatchedFolder, n: 1 | 2) => Promise<void>) {
  const folder = await openWatched()
  try {
    await folder.write('d.md', text.replace('*.csv', `*.${ending}`))
    await folder.write('in/.keep', '')
    await write(folder, 1)
    expect((await folder.watch()).told).toEqual([`d 1 (in/d-1.${ending}): accepted`])
    await write(folder, 2)
    const { pages } = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
    return (pages[0]?.mends ?? []).map((each) => [each.code, ...each.amendments.map(({ is }) => is)])
  } finally {
    await folder.close()
  }
}

const json = (
  text: string,
  was: (i: number, r: () => number) => unknown,
  is: (i: number, r: () => number) => unknown,
) => deliver(text, 'ndjson', (folder, n) => folder.write(`in/d-${String(n)}.ndjson`, lines(300, n, n === 1 ? was : is)))

const parquet = (text: string, was: string, is: string) =>
  deliver(text, 'parquet', async (folder, n) => {
    const engine = await openDuckdb({ threads: 1 })
    const to = join(folder.path, `in/d-${String(n)}.parquet`)
    await engine.run(
      `COPY (SELECT i AS id, ${n === 1 ? was : is} AS x FROM range(300) t(i)) TO '${to}' (FORMAT parquet)`,
    )
    await engine.close()
  })

describe('files with types', () => {
  it('numbers in another unit, and as texts with a comma', async () => {
    const text = page(['`x` must be between 0 and 100'])
    const was = (i: number, r: () => number) => ({ id: i, x: Math.round(r() * 10_000) / 100 })
    expect(await json(text, was, (i, r) => ({ id: i, x: Math.round(r() * 10_000) }))).toEqual([
      ['factor', '`x` must be between 0 and 10,000'],
    ])
    expect(await json(text, was, (i, r) => ({ id: i, x: (r() * 100).toFixed(2).replace('.', ',') }))).toEqual([
      ['numbers', 'numbers: 1234,56'],
    ])
  })

  it('truth as numbers', async () => {
    const text = page(['`x` must be one of "true" or "false"'])
    const found = await json(
      text,
      (i, r) => ({ id: i, x: r() < 0.5 }),
      (i, r) => ({ id: i, x: r() < 0.5 ? 1 : 0 }),
    )
    expect(found).toEqual([['values', '`x` must be one of "1" or "0"']])
  })

  it('fields that are nested are renamed as others', async () => {
    const text = page(['`a.city` must be one of "Bonn" or "Ulm"'])
    const city = (r: () => number) => (r() < 0.4 ? 'Bonn' : 'Ulm')
    const found = await json(
      text,
      (i, r) => ({ id: i, a: { city: city(r) } }),
      (i, r) => ({ id: i, a: { city: city(r).toUpperCase() } }),
    )
    expect(found).toEqual([['values', '`a.city` must be one of "BONN" or "ULM"']])
  })

  it('days as whole numbers in Parquet', async () => {
    const days = `DATE '2024-01-01' + CAST((i * 37) % 300 AS INTEGER)`
    const found = await parquet(
      page(['`x` must be a date', '`x` must be on or after 2024-01-01']),
      days,
      `epoch(${days})::BIGINT`,
    )
    expect(found).toEqual([['written', '`x` must be a date written as Unix seconds']])
  })
})

describe('sentences about some rows', () => {
  it('are amended in what they are about and in which rows these are', async () => {
    const row = (i: number, r: () => number) => ({ id: i, c: r() < 0.5 ? 'DE' : 'FR', x: (10 + r() * 50).toFixed(2) })
    const text = page([
      'where `c` is "DE", `x` must be at least 5',
      'for each `c`, the sum of `x` must be at most 30,000',
      '`c` must be one of "DE" or "FR"',
    ])
    const is = rows(
      400,
      (i, r) => {
        const { c, x } = row(i, r)
        return { id: i, c: c.toLowerCase(), x: Math.round(Number(x) * 1000) }
      },
      2,
    )
    await secondDelivery(text, csv(rows(400, row, 1)), csv(is), ({ mends = [] }) => {
      expect(mends.flatMap((each) => each.amendments.map(({ is: now }) => now)).sort()).toEqual([
        '`c` must be one of "de" or "fr"',
        'for each `c`, the sum of `x` must be at most 30,000,000',
        'where `c` is "DE", `x` must be at least 5000',
        'where `c` is "de", `x` must be at least 5',
      ])
    })
  })

  it('a column in the SQL of a word is renamed there too', async () => {
    const row = (i: number, r: () => number) => ({
      id: i,
      price: (10 + r() * 50).toFixed(2),
      kind: r() < 0.5 ? 'a' : 'b',
    })
    const text = page(
      ['where it is a dear one, `kind` must be one of "a" or "b"', '`price` must be at least 5'],
      'words:\n  dear one: price > 30\n',
    )
    const is = rows(400, row, 2).map(({ price, ...rest }) => ({ ...rest, cost: price ?? '' }))
    await secondDelivery(text, csv(rows(400, row, 1)), csv(is), ({ mends = [] }) => {
      expect(mends.map((each) => each.amendments.map(({ is: now }) => now))).toEqual([
        ['cost > 30', '`cost` must be at least 5'],
      ])
    })
  })
})
