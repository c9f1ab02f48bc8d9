import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPage, type NumberStyle } from '@assay/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, profile, suggest } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'
import { guessedStyle } from './facts/guessed-style.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())
const at = (name: string) => join(folder.path, name)

const guessed = (...columns: readonly (readonly string[])[]): NumberStyle | null =>
  guessedStyle(
    columns.map((texts, i) => ({
      name: `c${String(i)}`,
      kind: 'text',
      entries: false,
      texts,
      rows: Int32Array.from(texts.keys()),
      codes: Int32Array.from(texts.keys()),
    })),
  )
const cents = (i: number): string => `${String(100 + i)},${String(10 + i)}`
const many = (of: (i: number) => string): readonly string[] => Array.from({ length: 40 }, (_, i) => of(i))

describe('how numbers are written', () => {
  it.each<[string, NumberStyle | null, readonly (readonly string[])[]]>([
    ['decimal commas', '1.234,56', [many(cents), many(String)]],
    ['one digit after the comma', '1.234,56', [many((i) => `${String(i)},5`)]],
    [
      'dots between thousands',
      '1.234,56',
      [many((i) => `1.${String(100 + i)},50`), many((i) => `2.${String(100 + i)}`)],
    ],
    ['blanks between thousands', '1 234,56', [many(cents), many((i) => `1\u202f${String(100 + i)},5`)]],
    ['commas between thousands', '1,234.56', [many((i) => `1,${String(100 + i)}.50`), many((i) => `${String(i)}.5`)]],
    ['apostrophes', "1'234.56", [many((i) => `1'${String(100 + i)}.50`)]],
    ['lakhs', '12,34,567.89', [many((i) => `${String(1 + i)},23,${String(100 + i)}.5`), many((i) => `${String(i)}.5`)]],
    ['a few otherwise, and a mark for no value', '1.234,56', [[...many(cents), '12.5', 'n/a', '–']]],
    ['plain digits', null, [many((i) => `${String(i)}.25`), many(String)]],
    ['commas that may be between thousands', null, [many((i) => `1,${String(100 + i)}`)]],
    ['both', null, [many(cents), many((i) => `${String(i)}.25`)]],
    ['fractions of three digits beside', null, [many(cents), many((i) => `0.${String(100 + i)}`)]],
    ['dates with dots', null, [many((i) => `${String(10 + (i % 20))}.11.2026`)]],
    ['lists', null, [many((i) => (i % 3 === 0 ? '1,2' : `${String(i)},1,${String(i)}`))]],
    ['positions', null, [many((i) => `48.${String(i)},11.${String(i)}`)]],
    ['too few', null, [['1,5', '2,5'], many(String)]],
  ])('is told of %s', (_, style, columns) => {
    expect(guessed(...columns)).toBe(style)
  })
})

describe('a file with decimal commas', () => {
  const comma = (n: number): string => n.toFixed(2).replace('.', ',')
  beforeAll(async () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const [qty, price] = [1 + ((i * 7) % 9), 5 + ((i * 7919) % 90000) / 100]
      return [`A-${String(10000 + i)}`, String(qty), comma(price), comma(qty * price)].join(';')
    })
    await folder.write('invoices.csv', ['id;qty;price;net', ...rows, ''].join('\n'))
  })

  it('is suggested a page that says so and reads with it', async () => {
    const { page } = await suggest({ source: at('invoices.csv'), out: at('invoices.md'), now: NOW })
    const read = readPage(page, at('invoices.md'))
    expect(read.numbers).toBe('1.234,56')
    expect(read.sentences.map((each) => each.text)).toContain('`net` should be `qty` times `price`, give or take 0.01')
    expect(page).not.toContain('`price` should match')
    await writeFile(at('invoices.md'), page)
    const { summary } = await check({ pages: [at('invoices.md')], now: NOW })
    expect(summary).toMatchObject({ broken: 0, warnings: 0, unchecked: 0, holds: read.sentences.length })
  })

  it('is profiled as numbers', async () => {
    const { columns } = await profile({ source: at('invoices.csv'), now: NOW })
    expect(columns.find((each) => each.name === 'price')).toMatchObject({
      is: 'number',
      unlike: 0,
      written: '1.234,56',
    })
  })

  it('is read as the page says, where there is one', async () => {
    await folder.write('said.md', '---\nsource: invoices.csv\n---\n\n- `id` must be unique\n')
    const { columns } = await profile({ source: at('said.md'), now: NOW })
    expect(columns.find((each) => each.name === 'price')?.is).toBe('text')
  })
})
