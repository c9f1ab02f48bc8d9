import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFolder, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const evidenceOf = async (settings: string, sentences: readonly string[]) =>
  (await folder.page(settings, sentences)).verdicts.map((each) => each.evidence)

/** 30,000 rows; every third fails, three quarters of these in the country XX, which a few good rows have too. */
const many = `
  SELECT i AS id, CASE WHEN i % 3 = 0 THEN -1.5 ELSE i % 100 END::DOUBLE AS price,
    CASE WHEN i % 12 IN (0, 3, 6) OR i % 100 = 7 THEN 'XX' ELSE 'C' || (i % 20) END AS country,
    DATE '2024-01-01' + CAST(i % 10 AS INTEGER) AS day, ['a', 'b'][1 + i % 2] AS half,
    CASE WHEN i <= 30 THEN 'first' ELSE 'later' END AS batch
  FROM generate_series(1, 30000) t(i)`

describe('what failing rows have in common', () => {
  it('is counted exactly, also where only a sample of them was looked at', async () => {
    await folder.parquet('many.parquet', many)
    const [evidence] = await evidenceOf('source: many.parquet\nkey: id', ['`price` must be at least 0'])
    const xx = Array.from({ length: 30_000 }, (_, i) => i + 1).filter(
      (i) => [0, 3, 6].includes(i % 12) || i % 100 === 7,
    )
    const failing = xx.filter((i) => i % 3 === 0).length
    expect(failing).toBe(7500)
    expect(evidence?.common).toEqual([{ column: 'country', value: 'XX', failing, rows: xx.length }])
    expect(evidence).toMatchObject({ total: 10_000, columns: ['row', 'id', 'price', 'country'] })
    expect(evidence?.rows[1]).toEqual([6, 6, -1.5, 'XX'])
  })

  it('is found for a rare fault beside a frequent one', async () => {
    await folder.parquet('many.parquet', many)
    const [, evidence] = await evidenceOf('source: many.parquet\nkey: id', [
      '`price` must be at least 0',
      '`id` must be more than 30',
    ])
    expect(evidence?.common).toEqual([{ column: 'batch', value: 'first', failing: 30, rows: 30 }])
  })

  it('compares numbers and dates as they are written', async () => {
    await folder.parquet(
      'typed.parquet',
      `SELECT i AS v, CASE WHEN i > 40 THEN 0.1 ELSE i END::FLOAT AS n, CASE WHEN i > 40 THEN TIMESTAMPTZ '2024-01-01 10:00:00+02' END AS d, CASE WHEN i > 40 THEN INTERVAL 3 DAY END AS s, CASE WHEN i > 40 THEN [i % 1] END AS l FROM generate_series(1, 50) t(i)`,
    )
    const [evidence] = await evidenceOf('source: typed.parquet', ['`v` must be at most 40'])
    const all = { failing: 10, rows: 10 }
    expect(evidence?.common).toEqual([
      { column: 'n', value: '0.1', ...all },
      { column: 'd', value: '2024-01-01 08:00:00+00', ...all },
      { column: 's', value: '3 days', ...all },
    ])
  })
})

describe('how the values lie', () => {
  it('is drawn in bins that hold every number, with those that fail', async () => {
    await folder.parquet('many.parquet', many)
    const [low, high] = await evidenceOf('source: many.parquet', [
      '`price` must be at least 0',
      '`price` must be at most 50',
    ])
    for (const [evidence, failing] of [
      [low, 10_000],
      [high, high?.total],
    ] as const) {
      if (evidence?.distribution?.kind !== 'numbers') throw new Error('no numbers are drawn')
      const sum = (of: 'rows' | 'failing') =>
        evidence.distribution?.kind === 'numbers' ? evidence.distribution.bins.reduce((n, bin) => n + bin[of], 0) : 0
      expect([evidence.distribution.bins.length, sum('rows'), sum('failing')]).toEqual([30, 30_000, failing])
    }
    const first = low?.distribution?.kind === 'numbers' ? low.distribution.bins[0] : undefined
    expect(first).toMatchObject({ low: -1.5, failing: 10_000 })
  })

  it('shows the bulk where many values lie far out, in an outer bin that reaches as far as they do', async () => {
    await folder.parquet(
      'cents.parquet',
      'SELECT CASE WHEN i % 6 = 0 THEN 1000 + i * 69 ELSE 1 + i % 900 END::DOUBLE AS price FROM generate_series(1, 1000) t(i)',
    )
    const [evidence] = await evidenceOf('source: cents.parquet', ['`price` must be between 1 and 1,000'])
    if (evidence?.distribution?.kind !== 'numbers') throw new Error('no numbers are drawn')
    const { bins, marks } = evidence.distribution
    expect(marks).toEqual([1, 1000])
    expect(bins.filter((bin) => bin.rows > bin.failing && bin.high <= 1200).length).toBeGreaterThan(8)
    expect(bins.at(-1)?.high).toBe(1000 + 996 * 69)
    expect(bins.at(-2)?.high).toBeLessThan(4000)
    expect(bins.reduce((n, bin) => n + bin.failing, 0)).toBe(evidence.total)
  })

  it('shows the texts that fail first, and counts the others', async () => {
    await folder.parquet('many.parquet', many)
    const [found, starts] = await evidenceOf('source: many.parquet', [
      '`country` must not be "XX"',
      '`country` must start with "C1"',
    ])
    const of = (evidence: typeof found) => {
      if (evidence?.distribution?.kind !== 'texts') throw new Error('no texts are drawn')
      const { values, others } = evidence.distribution
      const sum = (what: 'rows' | 'failing') => values.reduce((n, each) => n + each[what], others[what])
      return { values, others, rows: sum('rows'), failing: sum('failing') }
    }
    expect(of(found).values[0]).toMatchObject({ value: 'XX', failing: found?.total })
    expect(of(found)).toMatchObject({ rows: 30_000, failing: found?.total, others: { different: 11 } })
    expect(of(starts)).toMatchObject({ rows: 30_000, failing: starts?.total })
    expect(of(starts).values.every((each) => each.failing === each.rows)).toBe(true)
  })

  it('is of the rows that the sentence is about, and of values that cannot be read too', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'EU' : 'US'},${i === 1 ? 'n/a' : String(i)}`)
    await folder.write('scope.csv', `c,v\n${rows.join('\n')}\n`)
    const [inScope] = await evidenceOf('source: scope.csv', ['where `c` is "EU", `v` must be between 0 and 40'])
    const drawn = inScope?.distribution
    if (drawn?.kind !== 'numbers') throw new Error('no numbers are drawn')
    expect(drawn.bins.reduce((n, bin) => n + bin.rows, 0)).toBe(29)
    expect(drawn.bins.reduce((n, bin) => n + bin.failing, 0)).toBe(10)
    expect(drawn.unread).toEqual({ rows: 1, failing: 1 })
    const [texts] = await evidenceOf('source: scope.csv', ['where `v` is "3", `c` must be "US"'])
    expect(texts?.distribution).toMatchObject({ values: [{ value: 'EU', rows: 1, failing: 1 }] })
  })

  it('is by shape where every text is there once, and not at all where that says nothing', async () => {
    const codes = Array.from({ length: 40 }, (_, i) => (i < 3 ? `X-${String(i)}` : `AB-${String(100 + i)}`))
    await folder.write('codes.csv', `v,w\n${codes.map((code, i) => `${code},${'Zyx'.repeat(i + 1)}`).join('\n')}\n`)
    const [found, one] = await evidenceOf('source: codes.csv', [
      '`v` must match /^AB/',
      '`w` must be at least 9 characters long',
    ])
    expect(found?.distribution).toMatchObject({
      shapes: 'each',
      values: [
        { value: 'AA-999', rows: 37, failing: 0 },
        { value: 'A-9', rows: 3, failing: 3 },
      ],
    })
    expect(one?.total).toBe(2)
    expect(one?.distribution).toBeUndefined()
  })

  it('is not drawn where what fails is missing', async () => {
    await folder.write('gaps.csv', 'v,w\na,1\na,2\n,3\nb,4\n')
    const [found] = await evidenceOf('source: gaps.csv', ['`v` must be present'])
    expect(found).toMatchObject({ total: 1 })
    expect(found?.distribution).toBeUndefined()
  })

  it('is not drawn for columns that are private', async () => {
    await folder.parquet('many.parquet', many)
    const [evidence] = await evidenceOf('source: many.parquet\nprivate: price', ['`price` must be at least 0'])
    expect(evidence?.distribution).toBeUndefined()
    expect(evidence?.rows[0]?.[1]).toMatch(/^#[0-9a-f]{12}$/)
  })
})

it('is there for every broken sentence of a long page', async () => {
  await folder.write('a.csv', `v,w\n${Array.from({ length: 200 }, (_, i) => `${String(i)},x\n`).join('')}`)
  const found = await evidenceOf(
    'source: a.csv',
    Array.from({ length: 120 }, (_, i) => `\`v\` must be at most ${String(i)}`),
  )
  expect(found.map((each) => each?.total)).toEqual(Array.from({ length: 120 }, (_, i) => 199 - i))
  expect(found.map((each) => each?.rows[0])).toEqual(Array.from({ length: 120 }, (_, i) => [i + 2, String(i + 1)]))
})

it('tells columns apart that differ in case only', async () => {
  await folder.write('a.csv', 'v,V\n1,2\n3,4\n')
  const [evidence] = await evidenceOf('source: a.csv', ['`v` and `V` must be 0'])
  expect(evidence?.rows).toEqual([
    [1, '1', '2'],
    [2, '3', '4'],
  ])
})

it('is the same in every run', async () => {
  await folder.parquet('many.parquet', many)
  const sentences = ['`price` must be at least 0', '`country` must not be "XX"', '`half` must be "a"']
  const once = await evidenceOf('source: many.parquet', sentences)
  for (let again = 0; again < 3; again++) expect(await evidenceOf('source: many.parquet', sentences)).toEqual(once)
})
