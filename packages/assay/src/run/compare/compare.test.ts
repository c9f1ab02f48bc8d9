import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdb } from '../../engines/duckdb.ts'
import { compare, kept } from '../../main.ts'
import { renderComparison } from '../../report/compare-terminal.ts'
import { renderComparisonHtml } from '../../report/html/comparison.ts'
import type { ComparedColumn, Comparison } from '../../report/compare-contract.ts'
import { openWatched } from '../watch.fixture.ts'

/** A small table: the first row names its columns; an empty cell is missing. */
type Table = readonly (readonly string[])[]

let folder = ''
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-compare-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const csv = (table: Table): string => `${table.map((row) => row.map(quoted).join(',')).join('\n')}\n`
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

async function file(table: Table): Promise<string> {
  const path = join(folder, `${String(++files)}.csv`)
  await writeFile(path, csv(table))
  return path
}

async function compared(
  before: Table,
  after: Table,
  options: { key?: string[]; page?: string } = {},
): Promise<Comparison> {
  return compare({ before: await file(before), after: await file(after), threads: 1, ...options })
}

const column = (of: Comparison, name: string): ComparedColumn => {
  const found = of.columns.find((each) => each.name === name)
  if (!found) throw new Error(`no column ${name}`)
  return found
}

const CELLS = ['', 'a', 'b', '7', '07', '7.0', '1e1', '10', '2024-01-05', 'x y']
const cell = fc.constantFrom(...CELLS)
const rows = (key: fc.Arbitrary<string>) => fc.array(fc.tuple(key, cell, cell), { minLength: 1, maxLength: 14 })
const HEAD = ['id', 'p', 'q']
const keyed = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 20 }).map((n) => `k${String(n)}`),
      cell,
      cell,
    ),
    { selector: ([id]) => id, minLength: 1, maxLength: 14 },
  ) // prettier-ignore
  .map((found): Table => [HEAD, ...found])
const loose = rows(fc.constantFrom('', 'k1', 'k2', 'k3')).map((found): Table => [HEAD, ...found])

/** Rows by their texts, with how often they occur. */
const bag = (table: Table): Map<string, number> => {
  const found = new Map<string, number>()
  for (const row of table.slice(1)) found.set(row.join('\0'), (found.get(row.join('\0')) ?? 0) + 1)
  return found
}
const surplus = (of: Table, over: Table): number =>
  [...bag(of)].reduce((sum, [row, n]) => sum + Math.max(0, n - (bag(over).get(row) ?? 0)), 0)

describe('the laws', () => {
  it('a delivery does not differ from itself, however its rows are told apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(keyed, loose), fc.boolean(), async (table, byKey) => {
        const found = await compared(table, table, byKey ? { key: ['id'] } : {})
        expect(found.same).toBe(true)
        expect(found.rows).toEqual({ added: 0, removed: 0, changed: 0, same: table.length - 1 })
        expect(found.where).toEqual([])
        for (const each of found.columns) {
          expect([each.came?.different ?? 0, each.gone?.different ?? 0, each.changed?.cells ?? 0]).toEqual([0, 0, 0])
          expect(each.distance?.value ?? 0).toBe(0)
          expect(each.form?.changed ?? false).toBe(false)
        }
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  it('what is added one way is removed the other way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(keyed, loose), fc.oneof(keyed, loose), fc.boolean(), async (a, b, byKey) => {
        const options = byKey ? { key: ['id'] } : {}
        const [there, back] = [await compared(a, b, options), await compared(b, a, options)]
        expect(back.rows).toEqual({ ...there.rows, added: there.rows.removed, removed: there.rows.added })
        expect([back.cells, back.same]).toEqual([there.cells, there.same])
        for (const each of there.columns) {
          const other = column(back, each.name)
          expect(other.came).toEqual(each.gone)
          expect(other.changed?.filled).toEqual(each.changed?.emptied)
          expect(other.distance).toEqual(each.distance)
        }
      }),
      { numRuns: 20 },
    )
  }, 120_000)

  it('by a key that is unique, rows and cells are those that a recount finds', async () => {
    await fc.assert(
      fc.asyncProperty(keyed, keyed, async (a, b) => {
        const found = await compared(a, b, { key: ['id'] })
        const [was, is] = [a, b].map((table) => new Map(table.slice(1).map((row) => [row[0] ?? '', row])))
        const both = [...(was?.keys() ?? [])].filter((id) => is?.has(id))
        const differ = (id: string, at: number) => was?.get(id)?.[at] !== is?.get(id)?.[at]
        const changed = both.filter((id) => differ(id, 1) || differ(id, 2))
        expect(found.rows).toEqual({
          added: (is?.size ?? 0) - both.length,
          removed: (was?.size ?? 0) - both.length,
          changed: changed.length,
          same: both.length - changed.length,
        })
        for (const [at, name] of HEAD.entries()) {
          if (at === 0) continue
          const cells = both.filter((id) => differ(id, at))
          const emptied = cells.filter((id) => is?.get(id)?.[at] === '')
          const filled = cells.filter((id) => was?.get(id)?.[at] === '')
          const counted = column(found, name)
          expect(counted.changed).toMatchObject({ cells: cells.length, emptied: emptied.length, filled: filled.length })
          expect(counted.missing).toEqual({ before: missing(a, at), after: missing(b, at) })
        }
      }),
      { numRuns: 30 },
    )
  }, 120_000)

  it('without a key, rows are counted as often as they occur', async () => {
    await fc.assert(
      fc.asyncProperty(loose, loose, async (a, b) => {
        const found = await compared(a, b)
        if (found.key.from !== 'none') return
        const removed = surplus(a, b)
        expect(found.rows).toEqual({
          added: surplus(b, a),
          removed,
          changed: 0,
          same: a.length - 1 - removed,
        })
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it('where a key stands in several rows, those that are the same are paired first', async () => {
    await fc.assert(
      fc.asyncProperty(loose, loose, async (a, b) => {
        const found = await compared(a, b, { key: ['id'] })
        let [added, removed, changed] = [0, 0, 0]
        for (const id of new Set([...a, ...b].slice(1).map((row) => row[0] ?? ''))) {
          const of = (table: Table): Table => [HEAD, ...table.slice(1).filter((row) => row[0] === id)]
          const [gone, come] = [surplus(of(a), of(b)), surplus(of(b), of(a))]
          // a row without a key is no other than before
          const pairs = id === '' ? 0 : Math.min(gone, come)
          ;[added, removed, changed] = [added + come - pairs, removed + gone - pairs, changed + pairs]
        }
        expect(found.rows).toEqual({ added, removed, changed, same: a.length - 1 - removed - changed })
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})

const missing = (table: Table, at: number): number => table.slice(1).filter((row) => row[at] === '').length

/** Two hundred rows with a key, of which a cell is made by each function. */
const made = (head: readonly string[], ...cells: ((i: number) => string)[]): Table => [
  head,
  ...Array.from({ length: 200 }, (_, i) => [`k${String(i)}`, ...cells.map((each) => each(i))]),
]
const country = (i: number): string => ['DE', 'FR', 'US', 'IT'][i % 4] ?? ''
const colour = (i: number): string => ['red', 'green', 'blue'][i % 3] ?? ''
const price = (i: number): string => `${String(10 + ((i * 37) % 100))}.50`

describe('where a change concentrates', () => {
  const head = ['id', 'country', 'colour', 'price']
  const before = made(head, country, colour, price)
  const changedIn = async (is: (i: number) => boolean) =>
    (
      await compared(
        before,
        made(head, country, colour, (i) => (is(i) ? '1' : price(i))),
      )
    ).where.find((each) => each.of === 'cells')

  it('is one value, counted exactly', async () => {
    const found = await changedIn((i) => country(i) === 'FR' && i % 8 === 1)
    expect(found).toEqual({
      of: 'cells',
      column: 'price',
      total: 25,
      conditions: [{ column: 'country', values: ['FR'] }],
      part: 25,
      rows: 50,
      outOf: 200,
    })
  })

  it('is two values together, or two of one column', async () => {
    const together = await changedIn((i) => country(i) === 'FR' && colour(i) === 'red')
    expect(together?.conditions.map(({ column: name, values }) => [name, values]).sort()).toEqual([
      ['colour', ['red']],
      ['country', ['FR']],
    ])
    expect([together?.part, together?.rows]).toEqual([together?.total, together?.total])
    const either = await changedIn((i) => country(i) === 'FR' || country(i) === 'IT')
    expect(either).toMatchObject({ conditions: [{ column: 'country', values: ['FR', 'IT'] }], part: 100, rows: 100 })
  })

  it('is nothing where it is spread', async () => {
    expect(await changedIn((i) => (i * 7919) % 13 === 0)).toBeUndefined()
  })
})

describe('columns', () => {
  it('that were renamed, that came and that went are told apart', async () => {
    const before = made(['id', 'seen', 'country', 'old'], price, country, colour)
    const after = made(['id', 'last seen', 'country', 'new'], price, country, (i) => String(i * i))
    const found = await compared(before, after)
    expect(found.columns.map(({ name, state, was }) => [name, state, was])).toEqual([
      ['id', 'kept', null],
      ['last seen', 'renamed', 'seen'],
      ['country', 'kept', null],
      ['new', 'added', null],
      ['old', 'removed', null],
    ])
    expect(found.rows).toMatchObject({ added: 0, removed: 0, changed: 0 })
    expect(found.same).toBe(false)
  })

  it('whose values are written in another way say so', async () => {
    const day = (i: number): string => String(13 + (i % 15))
    const found = await compared(
      made(
        ['id', 'on', 'n'],
        (i) => `2024-03-${day(i)}`,
        (i) => String(i),
      ),
      made(
        ['id', 'on', 'n'],
        (i) => `${day(i)}/03/2024`,
        (i) => `${String(i)}.0`,
      ),
    )
    expect(column(found, 'on')).toMatchObject({ kind: { before: 'date', after: 'text' }, form: { changed: true, after: 'DD/MM/YYYY (100%)' } }) // prettier-ignore
    expect(column(found, 'n').changed).toMatchObject({ cells: 200, rewritten: 200 })
    expect(column(found, 'on').changed?.examples[0]).toMatchObject({ before: '2024-03-13', after: '13/03/2024' })
  })

  it('of numbers are drawn and their distance is that of a recount', async () => {
    const shift = (i: number): string => String(Number(price(i)) + 30)
    const found = column(await compared(made(['id', 'x'], price), made(['id', 'x'], shift)), 'x')
    const numbers = Array.from({ length: 200 }, (_, i) => Number(price(i)))
    const atMost = (x: number, by: number) => numbers.filter((each) => each + by <= x).length / 200
    const most = Math.max(...numbers.flatMap((x) => [x, x + 30]).map((x) => atMost(x, 0) - atMost(x, 30)))
    expect(found.distance?.name).toBe('Kolmogorov–Smirnov distance')
    expect(found.distance?.value).toBeCloseTo(most, 2)
    expect(found.numbers).toMatchObject({ before: { smallest: 10.5, largest: 109.5 }, after: { smallest: 40.5 } })
    const bins = found.distribution?.kind === 'numbers' ? found.distribution.bins : []
    expect(bins.reduce((sum, each) => sum + each.before, 0)).toBe(200)
    expect(bins.reduce((sum, each) => sum + each.after, 0)).toBe(200)
  })

  it('a code is not the number that it looks like', async () => {
    const found = await compared(
      made(['id', 'zip'], () => '01234'),
      made(['id', 'zip'], () => '1234'),
    )
    expect(column(found, 'zip').changed).toMatchObject({ cells: 200, rewritten: 200 })
    expect(column(found, 'zip').form?.changed).toBe(true)
  })

  it('may be many', async () => {
    const wide = (by: number): Table => {
      const head = Array.from({ length: 510 }, (_, i) => `c${String(i)}`)
      return [['id', ...head], ...Array.from({ length: 20 }, (_, r) => [`k${String(r)}`, ...head.map((_, i) => (i === 400 ? String(r + by) : String((r * i) % 7)))])] // prettier-ignore
    }
    const found = await compared(wide(0), wide(1))
    expect(found.rows).toMatchObject({ changed: 20, same: 0 })
    expect(found.cells).toBe(20)
    expect(column(found, 'c400').changed?.cells).toBe(20)
  }, 120_000)
})

describe('what is said first', () => {
  const head = ['at', 'country', 'price', 'stars']
  /** A day of other rows: no cell of \`at\` is in another day. */
  const day = (n: number, cell: (i: number) => string, stars: (i: number) => string = (i) => String(i % 5)): Table => [
    head,
    ...Array.from({ length: 200 }, (_, i) => [`2024-03-${String(10 + n)} 12:${String(i % 60).padStart(2, '0')}:${String(n)}${String(Math.floor(i / 60))}`, country(i), cell(i), stars(i)]), // prettier-ignore
  ]
  const said = async (before: Table, after: Table) => {
    const found = await compared(before, after)
    return { found, texts: found.said.map(({ text }) => text) }
  }

  it('of other rows are the numbers beyond all earlier ones, and which rows have them', async () => {
    const { found, texts } = await said(
      day(1, price),
      day(2, (i) => (country(i) === 'FR' ? `-${price(i)}` : price(i))),
    )
    expect(found.others).toBe(true)
    expect(texts[0]).toBe('`price` has 50 negative numbers (25%), before none: down to −107.5; all of them with `country` = FR, which no other row has') // prettier-ignore
    expect(column(found, 'price')).toMatchObject({ beyond: { below: 50, above: 0 }, numbers: { after: { negative: 50 } } }) // prettier-ignore
    expect(texts.join()).not.toMatch(/rows (added|removed)/)
    expect(texts.at(-1)).toMatch(/^`at` goes on: 2024-03-12 12:00/)
    const text = renderComparison(found, { colour: false, width: 200 })
    expect(text).toContain('These are other rows: no `at` is in both.')
    expect(text).not.toMatch(/200 rows (added|removed)/)
  })

  it('of what is missing in more rows is where it is missing', async () => {
    const { texts } = await said(
      day(1, price),
      day(2, (i) => (country(i) === 'US' && i % 8 !== 2 ? '' : price(i))),
    )
    expect(texts[0]).toBe('`price` is missing in 12.5% of rows, before in 0%; all of them with `country` = US, which 50 rows have') // prettier-ignore
  })

  it('is nothing where another day differs as days do', async () => {
    const { found, texts } = await said(
      day(1, price),
      day(2, (i) => price(i + 3)),
    )
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('`at` goes on')
    expect(found.where).toEqual([])
    const back = await said(
      day(2, (i) => price(i + 3)),
      day(1, price),
    )
    expect(back.texts[0]).toContain('`at` goes back')
  })

  it('are the new values that chance does not bring', async () => {
    const { texts } = await said(
      day(1, price, colour),
      day(2, price, (i) => (i < 2 ? 'pink' : i < 40 ? 'grey' : colour(i))),
    )
    expect(texts[0]).toBe('`stars` has new values: grey in 38 rows')
  })
})

it('private columns appear only as hashes, and equal values as equal ones', async () => {
  const page = join(folder, 'page.md')
  await writeFile(page, '---\nsource: x.csv\nkey: id\nprivate: [id, mail]\nmissing: ["-"]\n---\n')
  const head = ['id', 'mail', 'amount']
  const mail = (i: number): string => `secret${String(i % 3)}@example.com`
  const found = await compared(
    made(head, mail, () => '-'),
    made(
      head,
      (i) => (i < 5 ? 'other@secret.org' : mail(i)),
      (i) => (i < 5 ? '4' : ''),
    ),
    { page },
  )
  expect(JSON.stringify(found)).not.toMatch(/secret|"k\d/)
  expect(found.key).toMatchObject({ columns: ['id'], from: 'page' })
  const { changed, came } = column(found, 'mail')
  expect(changed?.cells).toBe(5)
  expect(came?.examples[0]?.value).toMatch(/^#[0-9a-f]{12}$/)
  expect(changed?.examples.map((each) => each.after)).toContain(came?.examples[0]?.value)
  expect(column(found, 'amount')).toMatchObject({ missing: { before: 200, after: 195 }, changed: { filled: 5 } })
})

it('where no row is in both, all are new by the key that both have', async () => {
  const others = made(['id', 'price'], price).map((row, i) => (i === 0 ? row : [`other${String(i)}`, ...row.slice(1)]))
  const found = await compared(made(['id', 'price'], price), others)
  expect(found.key).toMatchObject({ columns: ['id'], from: 'proposed' })
  expect(found.rows).toEqual({ added: 200, removed: 200, changed: 0, same: 0 })
})

it('a key that is not in both is refused with the columns that are', async () => {
  await expect(compared(made(['id', 'x'], price), made(['id', 'x'], price), { key: ['ID'] })).rejects.toThrow(/no column `ID` in both/) // prettier-ignore
})

describe('deliveries that are kept', () => {
  const page =
    '---\ndataset: d\nsource: in/*.csv\ndelivery: each file\nkey: id\nprivate: mail\n---\n- `n` must be at least 0\n'
  const rows = (n: number, of: (i: number) => string) =>
    csv([['id', 'n', 'mail'], ...Array.from({ length: n }, (_, i) => [String(i), of(i), `m${String(i)}@x.org`])])

  it('are by themselves the newest and the last accepted before it, and the page says their key', async () => {
    const folder = await openWatched()
    try {
      await folder.write('d.md', page)
      await folder.write(
        'in/1.csv',
        rows(10, (i) => String(i)),
      )
      await folder.watch()
      await folder.write(
        'in/2.csv',
        rows(10, () => '-1'),
      )
      await folder.watch()
      await folder.write(
        'in/3.csv',
        rows(12, (i) => String(i === 3 ? -7 : i)),
      )
      await folder.watch()
      const found = await compare({ dataset: 'd', folder: folder.path, threads: 1 })
      expect([found.before.number, found.before.state, found.after.number, found.after.state]).toEqual([1, 'accepted', 3, 'held']) // prettier-ignore
      expect(found).toMatchObject({ key: { columns: ['id'], from: 'page' }, rows: { added: 2, changed: 1, same: 9 } })
      expect(column(found, 'n').changed?.examples).toEqual([{ key: ['3'], before: '3', after: '-7' }])
      expect(JSON.stringify(found)).not.toContain('x.org')
      const others = await compare({ dataset: 'd', before: 2, after: 3, folder: folder.path, threads: 1 })
      expect(others.rows).toMatchObject({ added: 2, changed: 10 })
      await expect(compare({ dataset: 'd', before: 9, folder: folder.path })).rejects.toThrow('no delivery d 9')
      expect(await (await kept()).current('d', { folder: folder.path })).toContain('/1/')
    } finally {
      await folder.close()
    }
  })

  it('that are no longer kept cannot be compared, and that is said', async () => {
    const folder = await openWatched('settle: 0 s\nretention: { deliveries: 1, days: 0 }\n')
    try {
      await folder.write('d.md', page)
      for (const i of [1, 2, 3]) {
        await folder.write(`in/${String(i)}.csv`, rows(i, String))
        await folder.watch()
      }
      await expect(compare({ dataset: 'd', before: 1, folder: folder.path })).rejects.toThrow('The rows of d 1 are not kept any more') // prettier-ignore
    } finally {
      await folder.close()
    }
  })
})

it('the terminal and the HTML say the same, and nothing of the data is markup', async () => {
  const hostile = '<img src=x onerror=alert(1)>'
  const before = made(['id', 'country', hostile], country, price)
  const after = made(['id', 'country', hostile], country, (i) => (country(i) === 'FR' ? hostile : price(i)))
  const found = await compared(before, after)
  const [text, html] = [renderComparison(found, { colour: false, width: 120 }), renderComparisonHtml(found)]
  for (const said of ['50 rows changed', 'country', 'FR', 'of it in']) {
    expect(text).toContain(said)
    expect(html).toContain(said)
  }
  expect(text).toContain('Nothing else changed: `id`')
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img')
})

it('columns with types are compared as what they hold, also with texts', async () => {
  const found = await compare({ before: await file(made(['id', 'n', 'on'], String, () => '2024-05-01')), after: await parquet(), key: ['id'], threads: 1 }) // prettier-ignore
  expect(found.rows).toMatchObject({ added: 0, removed: 0, changed: 1 })
  expect(column(found, 'n').changed?.examples).toEqual([{ key: ['k7'], before: '7', after: '-1' }])
  expect(column(found, 'on')).toMatchObject({ kind: { before: 'date', after: 'date' }, changed: { cells: 0 } })
})

/** The same rows as columns with types, but one. */
async function parquet(): Promise<string> {
  const path = join(folder, `${String(++files)}.parquet`)
  const engine = await openDuckdb({ threads: 1 })
  try {
    await engine.run(`COPY (SELECT 'k' || i AS id, (CASE i WHEN 7 THEN -1 ELSE i END)::INTEGER AS n, DATE '2024-05-01' AS "on" FROM range(200) t(i)) TO '${path}' (FORMAT parquet)`) // prettier-ignore
    return path
  } finally {
    await engine.close()
  }
}
