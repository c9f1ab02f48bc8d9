import { join } from 'node:path'
import { readSentence, grammarWith } from '@assay/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, profile, suggestions } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'
import { profileSchema, suggestionsSchema, type ColumnFacts, type Profile } from './contract.ts'
import { dismiss } from './dismissed.ts'
import { csv, orders, SHOPS } from './orders.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())
const at = (name: string) => join(folder.path, name)

async function profiled(source: string, column?: string): Promise<Profile> {
  const found = await profile({ source: at(source), now: NOW, ...(column === undefined ? {} : { column }) })
  return profileSchema.parse(JSON.parse(JSON.stringify(found)))
}

function columnOf(found: Profile, name: string): ColumnFacts {
  const column = found.columns.find((each) => each.name === name)
  if (!column) throw new Error(`no column ${name}`)
  return column
}

describe('the profile of a file', () => {
  let found: Profile
  beforeAll(async () => {
    const rows = orders(400)
    Object.assign(rows[77] ?? {}, { net: '12.5O', status: 'shiped' })
    await folder.write('orders.csv', csv(rows))
    found = await profiled('orders.csv')
  })

  it('says what each column is, and how its values are written', () => {
    expect(Object.fromEntries(found.columns.map((each) => [each.name, each.is]))).toEqual({
      id: 'text',
      shop: 'text',
      city: 'text',
      country: 'text',
      net: 'number',
      tax: 'number',
      total: 'number',
      status: 'text',
      ordered: 'date',
      shipped: 'date',
    })
    expect(columnOf(found, 'ordered')).toMatchObject({ written: 'ISO', smallest: '2023-01-01', unlike: 0 })
    expect(columnOf(found, 'net')).toMatchObject({ unlike: 1, smallest: '5', present: 400 })
    expect(columnOf(found, 'id').shapes[0]).toEqual({ pattern: '^A-\\d{5}$', rows: 400, example: 'A-10000' })
  })

  it('counts present, different, frequent and rare values, and what is between', () => {
    const status = columnOf(found, 'status')
    expect(status).toMatchObject({ rows: 400, present: 400, different: 4, once: 1 })
    expect(status.frequent.map((each) => each.value)).toEqual(['shipped', 'open', 'returned', 'shiped'])
    expect(status.frequent.reduce((sum, each) => sum + each.rows, 0)).toBe(400)
    expect(status.rare[0]).toEqual({ value: 'shiped', rows: 1 })
    expect(status.misspelt).toMatchObject([{ value: 'shiped', of: 'shipped' }])
    expect(status.shortest).toEqual({ length: 4, value: 'open' })
    const { distribution, numbers } = columnOf(found, 'total')
    expect(distribution?.kind === 'numbers' && distribution.bins.reduce((sum, each) => sum + each.rows, 0)).toBe(400)
    expect(numbers?.quartiles[1]).toBeGreaterThan(numbers?.quartiles[0] ?? Infinity)
  })

  it('says the quartiles that sentences about percentiles and the median measure', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${String(3.5 + 3 * i)},${String(i + 1)}`)
    await folder.write('steps.csv', ['amount,id', ...rows, ''].join('\n'))
    const steps = await profiled('steps.csv')
    expect(columnOf(steps, 'amount').numbers?.quartiles).toEqual([227.75, 452, 676.25])
    const said = ['amount', 'id'].flatMap((name) =>
      (columnOf(steps, name).numbers?.quartiles ?? []).map(
        (at, k) => `- the ${String(25 * (k + 1))}th percentile of \`${name}\` must be ${String(at)}`,
      ),
    )
    await folder.write('steps.md', ['---', 'source: steps.csv', '---', '', ...said, ''].join('\n'))
    const { summary } = await check({ pages: [at('steps.md')], now: NOW })
    expect(summary).toMatchObject({ holds: 6, broken: 0, unchecked: 0 })
  })

  it('takes the range and the picture of dates from those that are written as they usually are', async () => {
    const two = (n: number): string => String(n).padStart(2, '0')
    const rows = Array.from({ length: 56 }, (_, i) => {
      const day = [two(2 + (i % 27)), two(11 + Math.floor(i / 28))]
      return [`${day.join('.')}.2025`, `${day.join('/')}/98 17:${two(i)}`, `${day[0]} ${i < 28 ? 'Nov' : 'dec'} 2025`]
    })
    const odd = ['2031-01-05', '2031-01-05 10:00', ' 30 Dec 2025 ']
    await folder.write('written.csv', ['day,at,named', ...[...rows, odd].map((row) => row.join(',')), ''].join('\n'))
    const found = await profiled('written.csv')
    const facts = (name: string) => {
      const { written, unlike, smallest, largest, distribution } = columnOf(found, name)
      const counted = distribution?.kind === 'numbers' && distribution.bins.reduce((sum, each) => sum + each.rows, 0)
      return { written, unlike, smallest, largest, counted }
    }
    expect([facts('day'), facts('at'), facts('named')]).toEqual([
      { written: 'DD.MM.YYYY', unlike: 1, smallest: '2025-11-02', largest: '2025-12-28', counted: 56 },
      {
        written: 'DD/MM/YY HH:mm',
        unlike: 1,
        smallest: '1998-11-02T17:00:00Z',
        largest: '1998-12-28T17:53:00Z',
        counted: 56,
      },
      { written: 'DD MMM YYYY', unlike: 0, smallest: '2025-11-02', largest: '2025-12-30', counted: 57 },
    ])
  })

  it('says what columns have to do with one another, in sentences of the language', () => {
    const { table } = found
    expect(table?.keys.map((each) => each.columns)).toContainEqual(['id'])
    expect(table?.determines).toContainEqual(
      expect.objectContaining({ of: ['shop'], on: 'city', failing: 0, sentence: '`shop` should determine `city`' }),
    )
    expect(table?.computed).toContainEqual(
      expect.objectContaining({ column: 'total', how: 'plus', from: ['net', 'tax'], counted: 399 }),
    )
    expect(table?.orderings).toContainEqual(expect.objectContaining({ low: 'ordered', high: 'shipped', failing: 0 }))
    const said = Object.values(table ?? {}).flatMap((all) => all.map((each) => each.sentence))
    expect(said.filter((each) => !readSentence(each, grammarWith()).ok)).toEqual([])
  })

  it('is of one column when that is asked for, and names the nearest of one that is not there', async () => {
    const one = await profiled('orders.csv', 'status')
    expect(one.columns).toEqual([columnOf(found, 'status')])
    expect(one.table).toBeNull()
    await expect(profiled('orders.csv', 'statos')).rejects.toThrow('`status`')
  })
})

describe('what a column keeps, and what it is like beside others', () => {
  let found: Profile
  beforeAll(async () => {
    const other = (i: number): string => (i === 7 ? 'Ω' : `n${String(i % 9)}`)
    await folder.write(
      'contacts.csv',
      [
        'mail,currency,note,copy,shop,word',
        ...Array.from({ length: 120 }, (_, i) =>
          [
            `p${String(i)}@example.org`,
            ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK'][i % 6],
            i === 50 ? 'the longest of all notes' : other(i),
            i === 3 ? 'other' : i === 50 ? 'the longest of all notes' : other(i),
            SHOPS[i % SHOPS.length]?.[0],
            `w${String(i)}`,
          ].join(','),
        ),
        '',
      ].join('\n'),
    )
    await folder.write(
      'shops.csv',
      `code,name\n${SHOPS.map(([code, name]) => `${code ?? ''},${name ?? ''}\n`).join('')}`,
    )
    await folder.write('shops.md', '---\nsource: shops.csv\nkey: code\n---\n- `code` must be unique\n')
    await folder.write('contacts.md', '---\nsource: contacts.csv\n---\n- `mail` must be present\n')
    found = await profiled('contacts.md')
  })

  it('is the standard of its values, also where the name is needed to tell; none of others', () => {
    expect(Object.fromEntries(found.columns.map((each) => [each.name, each.standard]))).toEqual({
      mail: 'email',
      currency: 'currency code',
      note: null,
      copy: null,
      shop: null,
      word: null,
    })
  })

  it('is its shortest and its longest value', () => {
    expect(columnOf(found, 'note')).toMatchObject({
      shortest: { length: 1, value: 'Ω' },
      longest: { length: 24, value: 'the longest of all notes' },
    })
  })

  it('is another column that it equals, but for the rows that differ', () => {
    const equal = found.table?.computed.filter((each) => each.how === 'equal')
    expect(equal).toHaveLength(1)
    expect([equal?.[0]?.column, ...(equal?.[0]?.from ?? [])].sort()).toEqual(['copy', 'note'])
    expect(equal?.[0]).toMatchObject({ counted: 120, failing: 1 })
    expect(equal?.[0]?.sentence).toMatch(/^`(?:copy|note)` should be `(?:copy|note)`$/)
  })

  it('is found in the dataset of another page', () => {
    expect(found.table?.lookUps).toEqual([
      {
        column: 'shop',
        dataset: 'shops',
        of: 'code',
        counted: 120,
        failing: 0,
        sentence: '`shop` should be found in `code` of `shops`',
      },
    ])
  })
})

describe('a private column', () => {
  it('is told of without any of its values', async () => {
    await folder.write('orders.csv', csv(orders(200)))
    await folder.write(
      'private.md',
      '---\ndataset: orders\nsource: orders.csv\nprivate: [city, net, ordered]\n---\n- `id` must be unique\n',
    )
    const found = await profiled('private.md')
    const text = JSON.stringify(found.columns.filter((each) => each.private))
    expect(found.columns.filter((each) => each.private).map((each) => each.name)).toEqual(['city', 'net', 'ordered'])
    expect(text).not.toMatch(/Rome|Berlin|2023-|"\d\d\.\d\d"/)
    expect(columnOf(found, 'city').frequent[0]?.value).toMatch(/^#[0-9a-f]{12}$/)
    expect(columnOf(found, 'city').different).toBe(8)
  })
})

describe('a source of very many rows', () => {
  it('is looked at in a sample, and its numbers are exact all the same', async () => {
    const n = 420_000
    await folder.parquet(
      'many.parquet',
      `SELECT i AS id, 'k' || (i % 7)::VARCHAR AS kind, CASE WHEN i % 3 > 0 THEN (i % 1000) / 10 END::DOUBLE AS price, DATE '2020-01-01' + CAST(i % 400 AS INTEGER) AS day, ['t' || (i % 5), 'u'] AS tags, CASE WHEN i = 17 THEN 'rare' ELSE 'usual' END AS word FROM range(${String(n)}) t(i)`,
    )
    const found = await profiled('many.parquet')
    expect(found.sample?.of).toBe(n)
    expect(found.sample?.rows).toBeLessThan(n / 1.5)
    expect(columnOf(found, 'id')).toMatchObject({ present: n, different: n, smallest: '0', largest: String(n - 1) })
    expect(columnOf(found, 'kind')).toMatchObject({
      different: 7,
      frequent: [{ value: 'k6', rows: 60_000 }, ...Array(6).fill({})],
    })
    expect(columnOf(found, 'price')).toMatchObject({
      present: 280_000,
      rows: n,
      is: 'number',
      smallest: '0',
      largest: '99.9',
    })
    expect(columnOf(found, 'day')).toMatchObject({ smallest: '2020-01-01', largest: '2021-02-03', different: 400 })
    expect(columnOf(found, 'word').rare[0]).toEqual({ value: 'rare', rows: 1 })
    const entries = found.columns.find((each) => each.name === 'tags' && each.entries)
    expect(entries).toMatchObject({
      present: 2 * n,
      different: 6,
      frequent: [{ value: 'u', rows: n }, ...Array(5).fill({})],
    })
  }, 60_000)
})

describe('suggestions as JSON', () => {
  it('are those of one column, ranked, without what the page says and what was dismissed', async () => {
    const other = await openFolder()
    const rows = orders(400)
    Object.assign(rows[20] ?? {}, { city: 'Berlni' })
    await other.write('orders.csv', csv(rows))
    await other.write('mine.md', '---\ndataset: orders\nsource: orders.csv\n---\n- `total` must be `net` plus `tax`\n')
    const of = async (column: string) =>
      suggestionsSchema.parse(
        JSON.parse(JSON.stringify(await suggestions({ source: join(other.path, 'mine.md'), column, now: NOW }))),
      )
    const city = await of('city')
    expect(city.sentences.every((each) => each.columns.includes('city'))).toBe(true)
    const worths = city.sentences.map((each) => each.worth)
    expect(worths).toEqual([...worths].sort((a, b) => b - a))
    expect(city.sentences.find((each) => each.failing > 0)?.exceptions[0]).toEqual({
      column: 'city',
      value: 'Berlni',
      row: 21,
      rows: 1,
    })
    expect((await of('total')).sentences.map((each) => each.says)).not.toContain('computed net tax total')
    const before = (await of('status')).sentences.map((each) => each.says)
    expect(before).toContain('one of')
    await dismiss(other.path, 'orders', ['`status` should be one of "open" or "closed"'], '2024-05-15')
    expect((await of('status')).sentences.map((each) => each.says)).toEqual(before.filter((each) => each !== 'one of'))
    await other.close()
  }, 60_000)
})
