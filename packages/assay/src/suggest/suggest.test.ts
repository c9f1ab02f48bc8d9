import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, neverFails, readPage } from '@assay/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, suggest } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'
import { dismiss } from './dismissed.ts'
import { csv, orders, SHOPS, type Order } from './orders.fixture.ts'
import type { Suggestion } from './suggest.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())
const at = (name: string) => join(folder.path, name)

async function suggested(rows: readonly Order[], source = 'orders.csv'): Promise<Suggestion> {
  await folder.write(source, csv(rows))
  return suggest({ source: at(source), out: at('orders.md'), now: NOW })
}

/** A row with the same in every cell. */
const cells = (cell: string) =>
  Object.fromEntries(Object.keys(orders(1)[0] ?? {}).map((name) => [name, cell])) as unknown as Order

const said = ({ page }: Suggestion): readonly string[] => readPage(page, 'orders.md').sentences.map((each) => each.text)

describe('a page from clean rows', () => {
  let found: Suggestion
  beforeAll(async () => {
    found = await suggested(orders(400))
  })

  it('says what a person would rely on', () => {
    expect(said(found)).toEqual(
      expect.arrayContaining([
        '`id` should be unique',
        '`id` should match /^A-\\d{5}$/',
        '`shop` should determine `city` and `country`',
        '`status` should be one of "open", "returned" or "shipped"',
        '`total` should be `net` plus `tax`',
        '`shipped` should be at least `ordered`',
        'where `status` is "open", `shipped` should be missing',
        'where `status` is one of "returned" or "shipped", `shipped` should be present',
      ]),
    )
  })

  it('is understood wholly, in canonical form, and accepted by what it was learnt from', async () => {
    const page = readPage(found.page, at('orders.md'))
    expect(page.diagnostics).toEqual([])
    expect(page.sentences.map((each) => each.text)).toEqual(page.sentences.map((each) => each.canonical))
    await writeFile(at('orders.md'), found.page)
    const result = await check({ pages: [at('orders.md')], now: NOW })
    expect(result.summary).toMatchObject({ broken: 0, warnings: 0, unchecked: 0, idle: 0 })
    expect(result.summary.holds).toBe(found.sentences.length)
  })

  it('holds on other rows of the same kind', async () => {
    await writeFile(at('orders.md'), found.page)
    await folder.write('more.csv', csv(orders(400, 400)))
    const result = await check({ pages: [at('orders.md')], source: at('more.csv'), now: NOW })
    expect(result.pages[0]?.verdicts.filter((each) => each.status !== 'holds').map((each) => each.sentence)).toEqual([])
    expect(found.alarms).toBeLessThan(1)
  })

  it('prints how many false alarms are expected of all its sentences', () => {
    const chances = found.sentences.map((each) => each.proposal.chance)
    expect(Math.min(...chances)).toBeGreaterThan(0)
    expect(found.alarms).toBeCloseTo(chances.reduce((sum, each) => sum + each, 0))
    expect(found.page).toContain(
      `Expected false alarms of these ${String(chances.length)} sentences: ${found.alarms.toFixed(2)} for each delivery`,
    )
  })

  it('has no sentence that no delivery can break', async () => {
    await writeFile(at('orders.md'), found.page)
    const ruined: readonly ((row: Order, i: number) => Order)[] = [
      ...['', '?', '-1000000', '1900-01-01', 'A-10000'].map((cell) => (row: Order) => ({
        ...cells(cell),
        status: row.status,
      })),
      (row, i) => ({
        ...row,
        status: '?',
        shop: `S0${String(1 + ((i >> 2) % 8))}`,
        net: '90000',
        ordered: '2030-01-01',
      }),
    ]
    const left = new Set(said(found))
    for (const [i, ruin] of ruined.entries()) {
      const source = `ruined-${String(i)}.csv`
      await folder.write(source, csv(orders(200, 400).map(ruin)))
      const { pages } = await check({ pages: [at('orders.md')], source: at(source), now: NOW })
      for (const each of pages[0]?.verdicts ?? []) if (each.status === 'broken') left.delete(each.sentence)
    }
    expect([...left]).toEqual([])
  })

  it('says nothing twice, and nothing of a column more than ten times', () => {
    const all = said(found)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeLessThanOrEqual(40)
    for (const column of Object.keys(orders(1)[0] ?? {}))
      expect(all.filter((each) => each.includes(`\`${column}\``)).length).toBeLessThanOrEqual(10)
    // what is one of three texts needs no other form
    expect(all.filter((each) => each.startsWith('`status` should'))).toHaveLength(1)
  })
})

describe('a page from few rows', () => {
  it('leaves out a limit with so much room that nothing can break it', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `T${String(100 + i)},${i % 2 === 0 ? '' : `note ${String(i)}`}`)
    await folder.write('few.csv', ['ticket,note', ...rows, ''].join('\n'))
    const few = await suggest({ source: at('few.csv'), out: at('few.md'), now: NOW })
    expect(said(few)).toContain('`ticket` should be unique')
    expect(few.page).not.toMatch(/at most 100%|at least 0%/)
    expect(few.sentences.filter((each) => neverFails(each.proposal.check) !== null)).toEqual([])
  })
})

describe('a page from rows with mistakes in them', () => {
  it('shows the exceptions, and its failing values are the mistakes', async () => {
    const rows = orders(400)
    const spoil = (row: number, change: Partial<Order>) => Object.assign(rows[row] ?? {}, change)
    spoil(10, { city: 'Berlni' })
    spoil(20, { country: 'Italia' })
    spoil(31, { status: 'shiped' })
    spoil(42, { total: '1.00' })
    spoil(53, { id: 'A10053' })
    spoil(64, { shop: 'S99x' })
    spoil(77, { net: '12.5O' })
    const found = await suggested(rows)
    await writeFile(at('orders.md'), found.page)
    await check({ pages: [at('orders.md')], failing: at('failing.csv'), now: NOW })
    const failing = (await readFile(at('failing.csv'), 'utf8')).trim().split('\n').slice(1)
    const cells = new Set(
      failing.map((line) => line.split(',')).map(([, row, , column]) => `${String(row)} ${String(column)}`),
    )
    expect([...cells].sort()).toEqual(
      ['11 city', '21 country', '32 status', '43 total', '54 id', '65 shop', '78 net'].sort(),
    )
    expect(found.page).toContain('1 exception, such as "shiped" in `status` (row 32)')
  })

  it.each([',', '.'])('shows of two columns the rows that were counted, with a decimal %s', async (point) => {
    const written = (n: number): string => n.toFixed(2).replace('.', point)
    // of other lengths, so that as texts they are in another order
    const rows = Array.from({ length: 90 }, (_, i) => `${written(10.5 + 3 * i)};${written(5.5 + 3 * i)}`)
    await folder.write('sums.csv', ['gross;net', ...rows, `${written(5)};${written(9.5)}`, ''].join('\n'))
    const { sentences } = await suggest({ source: at('sums.csv'), out: at('sums.md'), now: NOW })
    const ordered = sentences.find((each) => format(each.proposal.check).startsWith('`gross` should be at least `net`'))
    expect(ordered).toMatchObject({ counted: 91, failing: 1 })
    expect(ordered?.exceptions.map((each) => each.row)).toEqual([91])
  })
})

describe('what is known already', () => {
  it('is not suggested again: what was dismissed, and what the page says', async () => {
    await folder.write('orders.csv', csv(orders(400)))
    await dismiss(folder.path, 'orders', ['`status` should be one of "open" or "closed"'], '2024-05-15')
    const without = await suggest({ source: at('orders.csv'), out: at('orders.md'), now: NOW })
    expect(said(without).filter((each) => each.startsWith('`status` should'))).toEqual([])
    expect(await readFile(at('assay-dismissed.yaml'), 'utf8')).toContain('on: 2024-05-15')

    await folder.write(
      'mine.md',
      '---\ndataset: orders\nsource: orders.csv\n---\n- `id` must be unique\n- `net` must be more than 0\n',
    )
    const more = await suggest({ source: at('mine.md'), now: NOW })
    expect(more.page).not.toContain('---')
    expect(more.page).toContain('`total` should be `net` plus `tax`')
    expect(more.page).toContain(`sentences: ${more.alarms.toFixed(2)} for each delivery`)
    expect(more.page).not.toMatch(/`id` should be unique|`net` should be (?:between|at least)/)
  })
})

describe('other datasets and deliveries', () => {
  it('looks columns up in the datasets of other pages', async () => {
    const other = await openFolder()
    await other.write(
      'shops.csv',
      `code,name\n${SHOPS.map(([code, name]) => `${code ?? ''},${name ?? ''}\n`).join('')}`,
    )
    await other.write('shops.md', '---\nsource: shops.csv\nkey: code\n---\n- `code` must be unique\n')
    await other.write('orders.csv', csv(orders(200)))
    const found = await suggest({
      source: join(other.path, 'orders.csv'),
      out: join(other.path, 'orders.md'),
      now: NOW,
    })
    expect(said(found)).toContain('`shop` should be found in `code` of `shops`')
    await other.close()
  })

  it('learns from the earlier files and drops what the newest breaks', async () => {
    for (const [i, from] of [0, 300, 600].entries()) {
      const rows = orders(300, from)
      // a status that only the newest has
      if (i === 2) for (const row of rows.slice(0, 40)) row.status = 'lost'
      await folder.write(`days/orders-${String(i + 1)}.csv`, csv(rows))
    }
    const found = await suggest({ source: at('days/orders-*.csv'), out: at('days.md'), now: NOW })
    expect(found.page).toContain('delivery: each file')
    expect(said(found).filter((each) => each.startsWith('`status` should be one of'))).toEqual([])
    expect(said(found)).toContain('`total` should be `net` plus `tax`')
    expect(found.dropped).toBeGreaterThan(0)
  })
})
