import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ColumnsResponse, TriedPastResponse, TriedResponse, ValuesResponse } from './contract.ts'
import { BOARD, serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** What whoever writes a sentence asks for while typing. */

const PAGE = `---
source: in/o-*.csv
delivery: each file
key: [id]
private: [mail]
words:
  dear: price > 10
measures:
  takings: sum(price)
---
# Orders

- \`price\` must be at least 0
- \`customer\` must be found in \`id\` of \`customers\`
`
const CUSTOMERS = '---\nsource: customers.csv\nkey: [id]\n---\n# Customers\n\n- `id` must be present\n'
const OTHERS = '---\nsource: others.csv\nkey: [id]\n---\n# Others\n\n- `id` must be present\n'
const day = (n: number): string =>
  `id,price,mail,customer,city\n${Array.from({ length: 20 }, (_, i) => `${String(i)},${String(i === 0 ? n : 5)},m${String(i)}@x.y,${String(i % 3)},${i % 2 ? 'Bonn' : 'Berlin'}`).join('\n')}\n`

let served: Served
beforeAll(async () => {
  served = await serveFolder({
    'orders.md': PAGE,
    'customers.md': CUSTOMERS,
    'others.md': OTHERS,
    'customers.csv': 'id\n0\n1\n2\n',
    'others.csv': 'id\n0\n',
    'in/o-1.csv': day(5),
    'in/o-2.csv': day(50),
    'in/o-3.csv': day(-1),
    'in/o-4.csv': day(7),
  })
  await served.judged('orders', 4)
})
afterAll(() => served.stop())

const attempt = async (sentence: string, sample = false): Promise<TriedResponse> =>
  (await served.send('POST', '/api/datasets/orders/try', { sentence, sample })).body
const past = async (sentence: string, last = 40): Promise<TriedPastResponse> =>
  (await served.send('POST', '/api/datasets/orders/try/past', { sentence, last })).body

describe('a sentence that is tried', () => {
  it('has its reading and its verdict on the newest delivery, with evidence', async () => {
    const tried = await attempt('`price` must be between 0 and 6')
    expect(tried).toMatchObject({
      canonical: '`price` must be between 0 and 6',
      diagnostics: [],
      delivery: 4,
      sampled: null,
      verdict: { status: 'broken', counted: 20, failing: 1, evidence: { total: 1, blamed: ['price'] } },
    })
    expect(tried.reading).toContain('from 0 to 6')
    expect(await attempt('price must be required')).toMatchObject({ canonical: null, verdict: null })
  })
  it('says where it is wrong, and what could be meant', async () => {
    const { diagnostics, verdict } = await attempt('`price` must bee at least 0')
    expect(verdict).toBeNull()
    expect(diagnostics).toMatchObject([{ severity: 'error', at: 13, end: 16 }])
    expect((await attempt('`city` must match /(/')).diagnostics).toMatchObject([{ code: 'pattern', at: 18 }])
    expect(await attempt('`prise` must be at least 0')).toMatchObject({
      verdict: { status: 'unchecked', why: 'no-column' },
    })
  })
  it('can say the words of the page and what the page looks into, and nothing else', async () => {
    expect(await attempt('where it is dear, `city` must be "Bonn"')).toMatchObject({ verdict: { status: 'idle' } })
    expect(await attempt('the takings must be at least 1')).toMatchObject({ verdict: { status: 'holds' } })
    expect(await attempt('`id` must be found in `id` of `customers`')).toMatchObject({
      verdict: { status: 'broken', failing: 17 },
    })
    const other = await attempt('`id` must be found in `id` of `others`')
    expect(other).toMatchObject({ verdict: null, diagnostics: [{ code: 'not-tried', severity: 'note' }] })
    for (const hostile of [
      '`id` must be found in `id` of `/etc/passwd`',
      "`id` must be found in `id` of `read_csv('/etc/passwd')`",
      '`x"; DROP TABLE y; --` must be present',
      "the sum of `price) FROM read_text('/etc/passwd') --` must be 1",
      "`city` must be \"'; ATTACH '/tmp/x.db'; --\"",
    ]) {
      const { verdict } = await attempt(hostile)
      expect([hostile, verdict?.status ?? 'none']).toEqual([
        hostile,
        expect.stringMatching(/^(none|unchecked|broken)$/),
      ])
      expect(JSON.stringify(verdict)).not.toContain('root:')
    }
  })
  it('shows no private value, and to a viewer nothing that rests on one', async () => {
    const tried = await attempt('the largest `mail` must be "a"')
    expect(JSON.stringify(tried.verdict)).not.toMatch(/m\d+@x/)
    expect(JSON.stringify(tried.verdict)).toMatch(/#[0-9a-f]{12}/)
  })
  it('is one line of at most 4,000 characters', async () => {
    const nested = `where ${'('.repeat(21)}\`price\` is 1${')'.repeat(21)}, \`id\` must be 1`
    for (const sentence of [nested, '', 'a\nb', 'x'.repeat(4001), 1, null])
      expect((await served.send('POST', '/api/datasets/orders/try', { sentence })).status).toBe(400)
    const more = { sentence: '`id` must be present', source: '/etc/passwd' }
    expect((await served.send('POST', '/api/datasets/orders/try', more)).status).toBe(400)
    expect((await served.send('POST', '/api/datasets/nosuch/try', { sentence: 'x' })).status).toBe(404)
  })
})

describe('the deliveries of the past', () => {
  it('are measured anew from their kept rows where the measure is new, and judged each', async () => {
    const tried = await past('`price` must be at most 10')
    expect(tried).toMatchObject({ tried: 4, broken: 1, measured: 4, left: 0 })
    expect(tried.would.map((each) => [each.delivery, each.status, each.value])).toEqual([
      [1, 'holds', 1],
      [2, 'broken', 0.95],
      [3, 'holds', 1],
      [4, 'holds', 1],
    ])
  })
  it('need no data where only the bound is another', async () => {
    const tried = await past('`price` should be at least 0 in at least 99% of rows')
    expect(tried).toMatchObject({ tried: 4, broken: 1, measured: 0 })
    expect(tried.would[2]).toMatchObject({ delivery: 3, status: 'broken' })
  })
  it('are compared with the accepted ones before each', async () => {
    const { would } = await past('the sum of `price` must not rise by more than 10% since the last delivery')
    // the second is accepted and so the fourth is compared with it: the third was held
    expect(would.map((each) => each.status)).toEqual(['idle', 'broken', 'holds', 'holds'])
  })
  it('only as many as asked for', async () => {
    expect((await past('`price` must be at most 10', 2)).would.map((each) => each.delivery)).toEqual([3, 4])
    const tooMany = { sentence: '`price` must be at most 10', last: 401 }
    expect((await served.send('POST', '/api/datasets/orders/try/past', tooMany)).status).toBe(400)
  })
})

describe('what can be said', () => {
  it('columns with what they read as, words, datasets', async () => {
    const found: ColumnsResponse = (await served.get('/api/datasets/orders/columns')).body
    expect(found).toEqual({
      delivery: 4,
      columns: [
        { name: 'id', kind: 'number', private: false },
        { name: 'price', kind: 'number', private: false },
        { name: 'mail', kind: 'text', private: true },
        { name: 'customer', kind: 'number', private: false },
        { name: 'city', kind: 'text', private: false },
      ],
      words: ['dear'],
      measures: ['takings'],
      datasets: ['customers'],
    })
  })
  it('values of a column, the frequent ones first, none of a private one', async () => {
    const values = async (query: string): Promise<ValuesResponse> =>
      (await served.get(`/api/datasets/orders/values?${query}`)).body
    expect(await values('column=city&starts=bO')).toEqual({ values: [{ value: 'Bonn', rows: 10 }] })
    expect((await values('column=city')).values.map((each) => each.value)).toEqual(['Berlin', 'Bonn'])
    expect(await values('column=mail')).toEqual({ values: [] })
    expect(await values('column=nosuch')).toEqual({ values: [] })
    expect(await values(`column=city&starts=${encodeURIComponent(`') OR 1=1 --`)}`)).toEqual({ values: [] })
  })
})

describe('who may', () => {
  it('a viewer tries, though not what rests on a private column; nobody without a token or from elsewhere', async () => {
    const [viewer, editor] = [await tokenFor(served, 'viewer'), await tokenFor(served, 'editor')]
    const tried = async (sentence: string, headers: typeof viewer) =>
      served.send('POST', '/api/datasets/orders/try', { sentence }, headers)
    const secret = 'where `mail` is "m1@x.y", the number of rows must be 0'
    expect((await tried('`price` must be present', viewer)).body).toMatchObject({ verdict: { status: 'holds' } })
    expect((await tried(secret, viewer)).body).toMatchObject({ verdict: null, diagnostics: [{ code: 'not-tried' }] })
    const over = await served.send('POST', '/api/datasets/orders/try/past', { sentence: secret }, viewer)
    expect(over.body).toMatchObject({ tried: 0, would: [] })
    expect((await tried(secret, editor)).body).toMatchObject({ verdict: { status: 'broken' } })
    expect((await tried(secret, BOARD)).status).toBe(401)
    expect((await served.get('/api/datasets/orders/columns')).status).toBe(401)
    expect((await served.get('/api/datasets/orders/values?column=city')).status).toBe(401)
  })
})
