import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ColumnResponse, SuggestionsResponse } from './contract.ts'
import { BOARD, serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** For who does not want to type: profiles, suggestions, and a word about a verdict. */

const rows = Array.from(
  { length: 300 },
  (_, i) => `${String(i)},${String((i * 7) % 90)}.5,p${String(i)}@x.yz,${['DE', 'FR', 'IT'][i % 3] ?? ''}`,
)
let served: Served
beforeAll(async () => {
  served = await serveFolder(
    {
      'pages/orders.md':
        '---\nsource: ../in/o-*.csv\ndelivery: each file\nkey: [id]\nprivate: [mail]\n---\n# Orders\n\n- `id` must be unique\n- `price` should be at most 80\n',
      'in/o-1.csv': `id,price,mail,country\n${rows.join('\n')}\n`,
      'assay.yaml': 'settle: 0 s\npoll: 200 ms\npages: [pages]\n',
    },
    'settle: 0 s\npoll: 200 ms\npages: [pages]\n',
  )
  await served.judged('orders', 1)
  // the kept delivery is looked at, not the source
  await served.folder.remove('in/o-1.csv')
})
afterAll(() => served.stop())
const PATH = '/api/datasets/orders'
const suggestions = async (query = ''): Promise<SuggestionsResponse> =>
  (await served.get(`${PATH}/suggestions${query}`)).body
const chanceOf = ({ sentences }: SuggestionsResponse): number => sentences.reduce((sum, each) => sum + each.chance, 0)

describe('a column', () => {
  it('has a profile', async () => {
    const found: ColumnResponse = (await served.get(`${PATH}/columns/price`)).body
    expect(found).toMatchObject({
      delivery: 1,
      rows: 300,
      sample: null,
      column: { name: 'price', is: 'number', rows: 300, present: 300, smallest: '0.5', largest: '89.5' },
    })
    expect(found.column.distribution).toMatchObject({ kind: 'numbers' })
  })
  it('that is private is not shown', async () => {
    const { text } = await served.get(`${PATH}/columns/mail`)
    expect(text).toContain('"private":true')
    expect(text).not.toContain('@')
  })
  it('that is not there is said', async () => {
    expect(await served.get(`${PATH}/columns/prise`)).toMatchObject({ status: 404, body: { code: 'no-column' } })
    expect((await served.get(`${PATH}/columns/${'x'.repeat(600)}`)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('what could be said', () => {
  it('is suggested, of one column too, and stays away once it was dismissed', async () => {
    const all = await suggestions()
    expect(all.sentences.length).toBeGreaterThan(1)
    expect(JSON.stringify(all)).not.toMatch(/p\d+@x/)
    expect(all.alarms).toBeCloseTo(chanceOf(all))
    const of = await suggestions('?column=country')
    expect(of.sentences.every((each) => each.columns.includes('country'))).toBe(true)
    expect(of.alarms).toBeCloseTo(chanceOf(of))
    expect(of.alarms).toBeLessThan(all.alarms)
    const sentence = of.sentences[0]?.sentence ?? ''
    expect(sentence).toContain('`country`')
    expect((await served.send('POST', `${PATH}/suggestions/dismiss`, { sentence })).body).toEqual({ added: 1 })
    expect((await served.send('POST', `${PATH}/suggestions/dismiss`, { sentence })).body).toEqual({ added: 0 })
    const left = await suggestions()
    expect(left.sentences.map((each) => each.sentence)).not.toContain(sentence)
    expect(left.alarms).toBeCloseTo(chanceOf(left))
    expect(left.alarms).toBeLessThan(all.alarms)
    expect(await served.folder.text('pages/assay-dismissed.yaml')).toContain('country')
    const nonsense = await served.send('POST', `${PATH}/suggestions/dismiss`, { sentence: 'the moon' })
    expect(nonsense.status).toBe(422)
  })
})

describe('a word about a verdict', () => {
  const say = (body: object, headers = BOARD, number = 1) =>
    served.send('POST', `${PATH}/deliveries/${String(number)}/judged-wrong`, body, headers)
  const sentence = '`price` should be at most 80'
  it('is kept with the delivery', async () => {
    const word = { sentence, kind: 'expected', reason: 'a sale' }
    expect(await say(word)).toMatchObject({ status: 200, body: { ...word, teaches: true } })
    expect((await served.get(`${PATH}/deliveries`)).body).toMatchObject({
      deliveries: [{ judgedWrong: [{ sentence, kind: 'expected', reason: 'a sale' }] }],
    })
  })
  it('is about a verdict that there is, and has a reason', async () => {
    expect((await say({ sentence: '`price` should be at most 81', kind: 'expected', reason: 'x' })).status).toBe(404)
    expect((await say({ sentence, kind: 'expected', reason: 'x' }, BOARD, 7)).status).toBe(404)
    for (const bad of [
      { sentence, kind: 'expected', reason: ' ' },
      { sentence, kind: 'fine', reason: 'x' },
    ])
      expect((await say(bad)).status).toBe(400)
  })
  it("is an editor's", async () => {
    const [viewer, editor] = [await tokenFor(served, 'viewer'), await tokenFor(served, 'editor')]
    const word = { sentence, kind: 'should-have-alarmed', reason: 'no' }
    expect((await say(word, viewer)).status).toBe(403)
    expect((await served.send('POST', `${PATH}/suggestions/dismiss`, { sentence }, viewer)).status).toBe(403)
    expect((await served.get(`${PATH}/suggestions`)).status).toBe(401)
    expect((await served.get(`${PATH}/columns/price`)).status).toBe(401)
    expect(await say(word, editor)).toMatchObject({ status: 200, body: { by: 'editor' } })
  })
})
