import { afterEach, describe, expect, it } from 'vitest'
import { readPage } from '@assay/core'
import type { ProposalResponse, ProposalsResponse, SavedTextResponse } from './contract.ts'
import { BOARD, serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** Sentences that somebody would like to see on a page. */

const PAGE = `---
source: in/o-*.csv
delivery: each file
---
# Orders

What we sell.

- \`price\` must be at least 0
  Why: it is money.
- \`id\` must be present

## Notes

- ask Ada
`

describe('a proposal', () => {
  let served: Served
  afterEach(() => served.stop())
  const PATH = '/api/datasets/orders/proposals'
  const start = async () => {
    served = await serveFolder({ 'orders.md': PAGE, 'in/o-1.csv': 'id,price\n1,5\n2,7\n2,7\n' })
    await served.judged('orders', 1)
    return Promise.all(['viewer', 'editor'].map((role) => tokenFor(served, role as 'viewer' | 'editor')))
  }
  const waiting = async (headers = BOARD): Promise<ProposalsResponse['proposals']> =>
    ((await served.get(PATH, headers)).body as ProposalsResponse).proposals

  it('of a viewer waits with its verdict, until an editor says yes', async () => {
    const [viewer, editor] = await start()
    const made = await served.send('POST', PATH, { sentence: '`id` must be unique', after: 9, why: 'we join' }, viewer)
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'open', by: 'viewer', verdict: { status: 'broken', counted: 3, failing: 2 } },
    })
    const { id } = made.body as ProposalResponse
    expect(await waiting(viewer)).toMatchObject([{ id, why: 'we join', reading: expect.any(String) as string }])
    expect((await served.send('POST', `${PATH}/${String(id)}/accept`, {}, viewer)).status).toBe(403)
    expect((await served.send('POST', `${PATH}/${String(id)}/decline`, {}, viewer)).status).toBe(403)
    const accepted = await served.send('POST', `${PATH}/${String(id)}/accept`, { reason: 'yes' }, editor)
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        proposal: { state: 'accepted', decidedBy: 'editor', reason: 'yes' },
        saved: { by: 'editor', message: '`id` must be unique (proposed by viewer)' },
      },
    })
    expect((accepted.body as { saved: SavedTextResponse }).saved.diagnostics).toEqual([])
    const text = await served.folder.text('orders.md')
    expect(text).toContain('money.\n- `id` must be unique\n  Why: we join\n- `id` must be present')
    expect(readPage(text, 'orders.md').sentences).toHaveLength(3)
    expect(await waiting(viewer)).toEqual([])
    expect(await served.get(`${PATH}?state=all`, viewer)).toMatchObject({
      body: { proposals: [{ state: 'accepted' }] },
    })
    const again = await served.send('POST', `${PATH}/${String(id)}/decline`, {}, editor)
    expect(again).toMatchObject({ status: 409, body: { code: 'decided' } })
  })
  it('is as serious as it says, whatever the names and values in it', async () => {
    const [viewer] = await start()
    const { body } = await served.send('POST', PATH, { sentence: '`id` should be one of "must"' }, viewer)
    expect(body).toMatchObject({ verdict: { status: 'broken', severity: 'should' } })
  })
  it('that was declined changes nothing', async () => {
    const [viewer, editor] = await start()
    await served.send('POST', PATH, { sentence: '`id` must be unique' }, viewer)
    const no = await served.send('POST', `${PATH}/1/decline`, { reason: 'ids repeat' }, editor)
    expect(no).toMatchObject({ status: 200, body: { proposal: { state: 'declined', reason: 'ids repeat' } } })
    expect(await served.folder.text('orders.md')).toBe(PAGE)
    expect((await served.send('POST', `${PATH}/2/decline`, {}, editor)).status).toBe(404)
  })
  it('is made once, is a sentence, and is one line', async () => {
    const [viewer] = await start()
    const propose = (body: object) => served.send('POST', PATH, body, viewer)
    expect((await propose({ sentence: '`price` must be at least 0' })).body).toMatchObject({ code: 'said-already' })
    expect((await propose({ sentence: '`id` must be unique' })).status).toBe(201)
    expect((await propose({ sentence: '`id`  MUST be unique.' })).body).toMatchObject({ code: 'proposed-already' })
    expect((await propose({ sentence: '`id` must bee' })).body).toMatchObject({ code: 'no-sentence' })
    const injected = { sentence: '`id` must be present\n---\nsource: /etc/passwd' }
    for (const bad of [
      injected,
      { sentence: '`x` must be 1', why: 'a\n- b' },
      { sentence: '`x` must be 1', after: -1 },
    ])
      expect([bad, (await propose(bad)).status]).toEqual([bad, 400])
    expect((await served.send('POST', PATH, { sentence: '`x` must be 1' }, {})).status).toBe(403)
    expect((await served.get(PATH)).status).toBe(401)
  })
})
