import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kept, tokens } from '../main.ts'
import { serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** What those who look are told as it happens. */

let served: Served
beforeEach(async () => {
  served = await serveFolder({
    'orders.md': '---\nsource: in/o-*.csv\ndelivery: each file\n---\n# Orders\n\n- `price` must be at least 0\n',
    'in/o-1.csv': 'id,price\n1,5\n',
    'in/o-2.csv': 'id,price\n1,-5\n',
  })
  await served.judged('orders', 2)
})
afterEach(() => served.stop())

it('a check that runs, its verdict, and the alarm that it closes', async () => {
  const until = await served.listen()
  await served.folder.write('in/o-3.csv', 'id,price\n1,6\n')
  const seen = await until((seen) => seen.includes('"number":3,"state":"accepted"') && seen.includes('"kind":"alarm"'))
  const at = (text: string) => seen.indexOf(text)
  expect(at('"kind":"progress","dataset":"orders","number":3,"says":"reading in/o-3.csv"')).toBeGreaterThan(-1)
  expect(at('"says":"measuring 1 sentence"')).toBeGreaterThan(at('"says":"reading'))
  expect(at('"state":"accepted"')).toBeGreaterThan(at('"says":"measuring'))
  expect(seen).toContain('event: alarm\ndata: {"kind":"alarm","id":1,"dataset":"orders"}')
})

/** Decides on the command line; what was told until then, and of it. */
async function released(): Promise<string> {
  const until = await served.listen()
  await (
    await kept()
  ).release({ dataset: 'orders', number: 2, by: 'Ada', reason: 'a refund' }, { folder: served.folder.path })
  return until((seen) => seen.includes('"state":"released"'))
}

it('what somebody decided on the command line', async () => {
  expect(await released()).toContain(
    'event: delivery\ndata: {"kind":"delivery","dataset":"orders","number":2,"state":"released"}',
  )
})

describe('whoever may not look any longer', () => {
  // what happened before is told by then: it comes up to half a second later
  beforeEach(released)

  const ends = async (headers: Readonly<Record<string, string>>, then: () => Promise<unknown>) => {
    const stream = await fetch(`${served.url}/api/events`, { headers })
    const heard = stream.text()
    await then()
    await served.folder.write('in/o-3.csv', 'id,price\n1,6\n')
    return heard
  }

  it('hears nothing more once their token is revoked', async () => {
    await tokenFor(served, 'admin')
    const viewer = await tokenFor(served, 'viewer')
    const heard = await ends(viewer, () => tokens.revoke(2, { by: 'Ada', folder: served.folder.path }))
    expect(heard).not.toContain('event:')
  })

  it('hears nothing more without a token once there is one', async () => {
    expect(await ends({}, () => tokenFor(served, 'viewer'))).not.toContain('event:')
  })
})
