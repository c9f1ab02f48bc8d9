import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RowsResponse, SetAsideResponse } from './contract.ts'
import { serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** Rows of kept deliveries: those that fail a sentence, and those set aside. */

const PAGE = `---
source: in/o-*.csv
delivery: each file
key: [id]
private: [mail]
quarantine: 50%
---
# Orders

- \`price\` must be at least 0
- \`mail\` must contain "@"
- \`id\` must be unique
- the number of rows must be at least 1
`
const orders = (n: number): string =>
  ['id,price,mail,note']
    .concat(
      Array.from({ length: n }, (_, i) => {
        const bad = i % 3 === 0
        return `${String(i)},${bad ? '-1' : '5'},${i === 7 ? 'nobody' : `m${String(i)}@x.y`},"${bad ? `said ""no"", row ${String(i)}` : ''}"`
      }),
    )
    .join('\n') + '\n'

let served: Served
beforeAll(async () => {
  served = await serveFolder({ 'orders.md': PAGE, 'in/o-1.csv': orders(600) })
  await served.judged('orders', 1)
})
afterAll(() => served.stop())

const rows = async (sentence: string, more = ''): Promise<RowsResponse> =>
  (await served.get(`/api/datasets/orders/deliveries/1/rows?sentence=${encodeURIComponent(sentence)}${more}`)).body
const PRICE = '`price` must be at least 0'

describe('the rows that fail a sentence', () => {
  it('all of them, a part at a time, each with where it came from', async () => {
    const first = await rows(PRICE, '&limit=150')
    expect(first).toMatchObject({
      delivery: 1,
      columns: ['id', 'price', 'mail', 'note'],
      key: ['id'],
      blamed: ['price'],
      total: 200,
      matching: 200,
      next: 150,
    })
    expect(first.rows[1]).toMatchObject({ file: 'in/o-1.csv', row: 4 })
    expect(first.rows[1]?.cells.slice(0, 2)).toEqual(['3', '-1'])
    const second = await rows(PRICE, '&limit=150&after=150')
    expect([second.rows.length, second.next]).toEqual([50, null])
    expect(second.rows.at(-1)?.cells[0]).toBe('597')
  })
  it('those with a text in a cell', async () => {
    const found = await rows(PRICE, `&q=${encodeURIComponent('ROW 59')}`)
    expect(found.matching).toBe(3)
    expect(found.rows.map((each) => each.cells[0])).toEqual(['591', '594', '597'])
    expect((await rows(PRICE, `&q=${encodeURIComponent(`%' OR 1=1 --`)}`)).matching).toBe(0)
  })
  it('never a private value, not even to be searched for', async () => {
    const found = await rows('`mail` must contain "@"')
    expect(found).toMatchObject({ total: 1, blamed: ['mail'] })
    const [row] = found.rows
    expect(row?.cells[2]).toMatch(/^#[0-9a-f]{12}$/)
    expect((await rows('`mail` must contain "@"', '&q=nobody')).matching).toBe(0)
    const csv = await served.get(
      `/api/datasets/orders/deliveries/1/rows?format=csv&sentence=${encodeURIComponent('`mail` must contain "@"')}`,
    )
    expect(csv.text).not.toContain('nobody')
  })
  it('as CSV, all of them', async () => {
    const csv = await served.get(
      `/api/datasets/orders/deliveries/1/rows?format=csv&limit=1&sentence=${encodeURIComponent(PRICE)}`,
    )
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="orders-1-failing.csv"')
    const lines = csv.text.trim().split('\n')
    expect(lines).toHaveLength(201)
    expect(lines[0]).toBe('file,row,id,price,mail,note')
    expect(lines[2]).toMatch(/^in\/o-1\.csv,4,3,-1,"#[0-9a-f]{12}","said ""no"", row 3"$/)
  })
  it('none where there are none, and no answer where rows cannot fail', async () => {
    expect(await rows('`id` must be unique')).toMatchObject({ total: 0, rows: [], next: null })
    const whole = await served.get(
      `/api/datasets/orders/deliveries/1/rows?sentence=${encodeURIComponent('the number of rows must be at least 1')}`,
    )
    expect(whole).toMatchObject({ status: 422, body: { code: 'no-rows' } })
    const unsaid = await served.get(
      `/api/datasets/orders/deliveries/1/rows?sentence=${encodeURIComponent('`price` must be at least 1')}`,
    )
    expect(unsaid).toMatchObject({ status: 404, body: { code: 'no-sentence' } })
    for (const path of [
      '2/rows?sentence=x',
      '1/rows',
      `1/rows?sentence=x&limit=501`,
      '0/rows?sentence=x',
      '1/rows?sentence=x&after=-1',
    ])
      expect([path, (await served.get(`/api/datasets/orders/deliveries/${path}`)).status >= 400]).toEqual([path, true])
  })
})

describe('the rows set aside', () => {
  it('each with the sentences that it broke', async () => {
    const found: SetAsideResponse = (await served.get('/api/datasets/orders/deliveries/1/set-aside?limit=2&after=2'))
      .body
    expect(found).toMatchObject({ total: 201, matching: 201, next: 4, columns: ['id', 'price', 'mail', 'note'] })
    expect(found.rows[0]).toMatchObject({ file: 'in/o-1.csv', row: 7, broke: [PRICE] })
    expect(found.rows[0]?.cells.slice(0, 2)).toEqual(['6', '-1'])
    expect(found.rows[1]).toMatchObject({ row: 8, broke: ['`mail` must contain "@"'] })
    expect(found.rows[1]?.cells[2]).toMatch(/^#/)
  })
  it('as CSV', async () => {
    const csv = await served.get('/api/datasets/orders/deliveries/1/set-aside?format=csv&q=row%20597')
    expect(csv.text).toMatch(
      /^file,row,id,price,mail,note,broke\nin\/o-1\.csv,598,597,-1,"#[0-9a-f]{12}","said ""no"", row 597",`price` must be at least 0\n$/,
    )
  })
  it('not for nobody', async () => {
    await tokenFor(served, 'viewer')
    expect((await served.get('/api/datasets/orders/deliveries/1/set-aside')).status).toBe(401)
    expect((await served.get('/api/datasets/orders/deliveries/1/rows?sentence=x')).status).toBe(401)
  })
})
