import { afterEach, describe, expect, it } from 'vitest'
import type { Comparison, CuredResponse, PageResponse } from './contract.ts'
import { serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** Two deliveries compared, and the cure of a changed format. */

let served: Served
afterEach(() => served.stop())
const PATH = '/api/datasets/orders'

const PAGE = `---
source: in/o-*.csv
delivery: each file
key: [id]
private: [mail]
---
# Orders

- \`day\` must be a date written as YYYY-MM-DD
- \`price\` must be at least 0
`
const two = (n: number): string => String(n).padStart(2, '0')
const csv = (n: number, date: (i: number) => string, price = 5): string =>
  `id,day,price,mail\n${Array.from({ length: n }, (_, i) => `${String(i)},${date(i)},${String(i === 3 ? price : 5)},m${String(i)}@x.y`).join('\n')}\n`
const iso = (i: number): string => `2024-${two(1 + (i % 12))}-${two(1 + (i % 28))}`
const dmy = (i: number): string => iso(i).split('-').reverse().join('/')

describe('two deliveries', () => {
  it('are compared, the newest with the accepted one before it where nothing is said', async () => {
    served = await serveFolder({ 'orders.md': PAGE, 'in/o-1.csv': csv(50, iso), 'in/o-2.csv': csv(52, iso, 9) })
    await served.judged('orders', 2)
    const found = await served.get(`${PATH}/compare`)
    expect(found).toMatchObject({
      status: 200,
      body: {
        before: { number: 1, rows: 50 },
        after: { number: 2, rows: 52 },
        key: { columns: ['id'], from: 'page' },
        rows: { added: 2, removed: 0, changed: 1, same: 49 },
      },
    })
    expect(found.text).not.toMatch(/m\d+@x/)
    const turned: Comparison = (await served.get(`${PATH}/compare?a=2&b=1`)).body
    expect(turned.rows).toMatchObject({ added: 0, removed: 2 })
    expect((await served.get(`${PATH}/compare?a=1&b=7`)).status).toBe(404)
    expect((await served.get(`${PATH}/compare?a=x`)).status).toBe(400)
    await tokenFor(served, 'viewer')
    expect((await served.get(`${PATH}/compare`)).status).toBe(401)
  })
})

describe('a format that changed', () => {
  it('is cured: the page is mended, and the delivery judged by it again', async () => {
    served = await serveFolder({ 'orders.md': PAGE, 'in/o-1.csv': csv(200, iso), 'in/o-2.csv': csv(200, dmy) })
    await served.judged('orders', 2)
    const sentence = '`day` must be a date written as YYYY-MM-DD'
    const { body } = await served.get(`${PATH}/deliveries/2`)
    expect(body).toMatchObject({ delivery: { state: 'held' }, result: { mends: [{ code: 'written' }] } })
    const [viewer, editor] = [await tokenFor(served, 'viewer'), await tokenFor(served, 'editor')]
    const cure = (of: string, headers: typeof viewer, reason = 'they write it so now') =>
      served.send('POST', `${PATH}/deliveries/2/cure`, { sentence: of, reason }, headers)
    expect((await cure(sentence, viewer)).status).toBe(403)
    expect((await cure(sentence, editor, ' ')).status).toBe(400)
    expect(await cure('`price` must be at least 0', editor)).toMatchObject({ status: 404, body: { code: 'no-cure' } })
    const cured = await cure(sentence, editor)
    expect(cured).toMatchObject({
      status: 200,
      body: { delivery: { state: 'accepted', current: true }, notReplayed: null, saved: { by: 'editor' } },
    })
    expect((cured.body as CuredResponse).says).toContain('DD/MM/YYYY')
    expect(await served.folder.text('orders.md')).toBe(PAGE.replace('YYYY-MM-DD', 'DD/MM/YYYY'))
  })

  it('is not offered once what came later is as the page says', async () => {
    const files = { 'in/o-1.csv': csv(200, iso), 'in/o-2.csv': csv(200, dmy), 'in/o-3.csv': csv(201, iso) }
    served = await serveFolder({ 'orders.md': PAGE, ...files })
    await served.judged('orders', 3)
    const { body } = await served.get(`${PATH}/deliveries/2`)
    expect((body as Pick<PageResponse, 'result'>).result?.mends).toMatchObject([
      { patch: null, next: expect.stringContaining('Delivery 3 came later and is as the page says') },
    ])
    const cure = { sentence: '`day` must be a date written as YYYY-MM-DD', reason: 'they write it so now' }
    const refused = await served.send('POST', `${PATH}/deliveries/2/cure`, cure, await tokenFor(served, 'editor'))
    expect(refused).toMatchObject({ status: 422, body: { code: 'no-patch' } })
    expect(await served.folder.text('orders.md')).toBe(PAGE)
  })
})
