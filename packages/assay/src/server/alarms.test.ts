import { afterEach, expect, it } from 'vitest'
import { serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** Who is told of an alarm, and why nobody is. */

let served: Served
afterEach(() => served.stop())

const PAGE = '---\nsource: o-*.csv\ndelivery: each file\nowner: ops\n---\n# Orders\n\n- `price` must be at least 0\n'
const BAD = 'id,price\n1,-5\n2,6\n'
const CHANNEL = '  channels:\n    chat: { kind: webhook, url: "http://127.0.0.1:9/", secret: sixteen-letters- }\n'
const settings = (alarms: string) => `settle: 0 s\npoll: 200 ms\n${alarms === '' ? '' : `alarms:\n${alarms}`}`

async function untold(alarms: string) {
  served = await serveFolder({ 'orders.md': PAGE, 'o-1.csv': BAD }, settings(alarms))
  await served.judged('orders', 1)
  const { body } = await served.get('/api/alarms/1')
  return (body as { untold: unknown; messages: readonly unknown[] }).untold
}

it('is that there is no channel', async () => {
  expect(await untold('')).toEqual({ why: 'no-channels', until: null })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const editor = await tokenFor(served, 'editor')
  const snoozed = await served.send('POST', '/api/alarms/1', { what: 'snooze', note: null, until }, editor)
  expect(snoozed).toMatchObject({ status: 200, body: { untold: { why: 'quiet', until } } })
})

it('is that none fits', async () => {
  expect(await untold(`${CHANNEL}  routes:\n    - { owner: others, to: [chat] }\n`)).toEqual({
    why: 'no-route',
    until: null,
  })
})

it('is nothing where somebody is, or will be', async () => {
  expect(await untold(CHANNEL)).toBeNull()
})

it('is said to those who were told that somebody looks after it', async () => {
  await untold(CHANNEL)
  const answered = await served.send('POST', '/api/alarms/1', {
    what: 'acknowledge',
    note: 'the supplier is asked',
    until: null,
  })
  expect(
    (answered.body as { messages: readonly object[] }).messages.map((each) => 'note' in each && each.note),
  ).toEqual([null, expect.stringMatching(/^acknowledged by .*: the supplier is asked$/)])
})
