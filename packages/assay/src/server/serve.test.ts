import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackWebhookServer } from '../alarms/servers.fixture.ts'
import { Failure } from '../failure.ts'
import { tokens } from '../main.ts'
import { openWatched, type WatchedFolder } from '../run/watch.fixture.ts'
import { bearer, judgedAt, started } from './served.fixture.ts'

/** The whole server in its own process's clothes: real files, a real history, real requests. */

let folder: WatchedFolder
const stops: (() => Promise<void>)[] = []
beforeEach(async () => {
  folder = await openWatched('settle: 0 s\npoll: 200 ms\n')
  await folder.write(
    'orders.md',
    '---\nsource: in/o-*.csv\ndelivery: each file\nkey: [id]\nowner: finance\nlabels: [money]\n---\n# Orders\n\n- `price` must be at least 0\n',
  )
  await folder.write('in/o-1.csv', 'id,price\n1,5\n')
  await folder.write('in/o-2.csv', 'id,price\n1,5\n2,-5\n')
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await folder.close()
})

async function served(more: { readonly host?: string } = {}): Promise<string> {
  const { url, stop } = await started(folder.path, more)
  stops.push(stop)
  return url
}

const json = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json().catch(() => null)) as never,
  }
}
const judged = (url: string) => judgedAt(url, 'orders', 2)
const post = (body: unknown, headers: Record<string, string> = { 'x-assay': '1' }): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

describe('what it says', () => {
  it('the datasets, the page with its verdicts, the alarms; a decision changes them', async () => {
    const url = await served()
    await judged(url)
    expect((await json(`${url}/api/overview`)).body).toMatchObject({
      headline: 'Orders needs someone.',
      labels: ['money'],
      datasets: [{ dataset: 'orders', state: 'broken', owner: 'finance', openAlarms: 1, says: '1 broken' }],
    })
    expect((await json(`${url}/api/overview?owner=others`)).body).toMatchObject({ all: 0, datasets: [] })
    expect((await json(`${url}/api/datasets/orders`)).body).toMatchObject({
      current: 1,
      delivery: { number: 2, state: 'held' },
      result: { verdicts: [{ status: 'broken', failing: 1 }] },
      series: [{ canonical: '`price` must be at least 0', points: [{ value: 1 }, { value: 0.5 }] }],
      brokenSince: { '`price` must be at least 0': expect.any(String) as string },
    })
    const sentence = encodeURIComponent('`price` must be at least 0')
    const { body: sql } = await json(`${url}/api/datasets/orders/sql?sentence=${sentence}`)
    expect(JSON.stringify(sql)).toContain('SELECT')
    const released = await json(`${url}/api/datasets/orders/deliveries/2/release`, post({ reason: 'a correction' }))
    expect(released.body).toMatchObject({
      delivery: { state: 'released', current: true, decisions: [{ reason: 'a correction' }] },
    })
    expect((await json(`${url}/api/alarms`)).body).toMatchObject({ alarms: [{ state: 'closed', cause: 'price' }] })
    expect((await json(`${url}/api/alarms/1`)).body).toMatchObject({ events: [{ what: 'opened' }, { what: 'closed' }] })
  })
  it('is ready after the first look, has metrics and an OpenAPI document of every route', async () => {
    const url = await served()
    await judged(url)
    expect((await json(`${url}/health`)).body).toEqual({ status: 'ok' })
    expect((await json(`${url}/ready`)).body).toMatchObject({ status: 'ready', unsent: 0 })
    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toContain(
      'assay_measurement{dataset="orders",sentence="`price` must be at least 0",severity="must"} 0.5',
    )
    const { paths } = (await json(`${url}/api/openapi.json`)).body as { paths: Record<string, unknown> }
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/overview',
        '/api/datasets/{dataset}',
        '/api/alarms/{id}',
        '/api/session',
        '/health',
      ]),
    )
  })
  it('has the metrics that docs/serving.md names, with their labels, and no others of its own', async () => {
    const documented = readFileSync(new URL('../../../../docs/serving.md', import.meta.url), 'utf8')
    const names = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '')
    const listed = [...documented.matchAll(/^\| `(assay_\w+)` +\|([^|]*)\|/gm)].map(
      ([, name = '', labels = '']) => [name, names(labels)] as const,
    )
    const url = await served()
    await judged(url)
    const metrics = await (await fetch(`${url}/metrics`)).text()
    const shown = [...metrics.matchAll(/^(assay_\w+)(?:\{(.*)\})? [-\d.e+]+$/gm)].map(
      ([, name = '', labels = '']) => [name, [...labels.matchAll(/(\w+)="/g)].map((match) => match[1] ?? '')] as const,
    )
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(listed))
    expect(metrics).toContain('assay_alarms_open{dataset="orders"} 1\n')
    expect(metrics).toContain('assay_delivery_accepted{dataset="orders"} 0\n')
    expect(metrics).toContain('assay_delivery_rows{dataset="orders"} 2\n')
    expect(metrics).toMatch(/^process_cpu_seconds_total \d/m)
  })
  it('tells those who listen when a delivery was judged', async () => {
    const url = await served()
    await judged(url)
    const events = await fetch(`${url}/api/events`)
    await folder.write('in/o-3.csv', 'id,price\n7,7\n')
    let seen = ''
    for await (const part of events.body as unknown as AsyncIterable<Uint8Array>) {
      seen += new TextDecoder().decode(part)
      if (seen.includes('event: delivery')) break
    }
    expect(seen).toContain('"dataset":"orders","number":3,"state":"accepted"')
  })
  it('nothing that is not there, and no answer with a stack', async () => {
    const url = await served()
    expect(await json(`${url}/api/datasets/nosuch`)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await json(`${url}/api/datasets/..%2f..%2fetc%2fpasswd`)).toMatchObject({ status: 404 })
    expect(await json(`${url}/api/overview?state=purple`)).toMatchObject({ status: 400, body: { code: 'bad-request' } })
    await judged(url)
    const again = await json(`${url}/api/datasets/orders/deliveries/1/release`, post({ reason: 'x' }))
    expect(again).toMatchObject({ status: 422, body: { code: 'not-possible' } })
  })
})

describe('who may', () => {
  const token = async (role: 'viewer' | 'editor' | 'admin') =>
    (await tokens.add({ name: role, role, by: 'Ada', folder: folder.path })).token

  it('without a token anybody on this machine, and from elsewhere nobody', async () => {
    await expect(served({ host: '0.0.0.0' })).rejects.toThrow(Failure)
    const url = await served()
    expect((await json(`${url}/api/session`)).body).toMatchObject({ role: 'admin', open: true })
    const strange = await fetch(`${url}/api/overview`, { headers: { 'x-forwarded-host': 'evil' } })
    expect(strange.status).toBe(200)
  })
  it('with tokens only who has one, as far as its role goes', async () => {
    const [viewer, editor, admin] = [await token('viewer'), await token('editor'), await token('admin')]
    const url = await served({ host: '0.0.0.0' })
    const at = url.replace('0.0.0.0', '127.0.0.1')
    for (const path of [
      '/api/overview',
      '/api/datasets/orders',
      '/api/alarms',
      '/api/events',
      '/metrics',
      '/api/tokens',
    ])
      expect([path, (await fetch(at + path)).status]).toEqual([path, 401])
    expect((await fetch(`${at}/api/overview`, { headers: bearer('assay_guess') })).status).toBe(401)
    expect((await fetch(`${at}/api/overview`, { headers: bearer(viewer) })).status).toBe(200)
    const release = (who: string) =>
      json(`${at}/api/datasets/orders/deliveries/9/release`, post({ reason: 'x' }, bearer(who)))
    expect(await release(viewer)).toMatchObject({ status: 403, body: { code: 'role' } })
    expect((await release(editor)).status).toBe(404)
    expect((await fetch(`${at}/api/tokens`, { headers: bearer(editor) })).status).toBe(403)
    const listed = await json(`${at}/api/tokens`, { headers: bearer(admin) })
    expect(JSON.stringify(listed.body)).not.toContain('hash')
    await fetch(`${at}/api/tokens/1`, { method: 'DELETE', headers: bearer(admin) })
    expect((await fetch(`${at}/api/overview`, { headers: bearer(viewer) })).status).toBe(401)
  })
  it('every route of the document says who may call it, and obeys', async () => {
    const viewer = await token('viewer')
    const url = await served()
    const { paths } = (await json(`${url}/api/openapi.json`)).body as {
      paths: Record<string, Record<string, Operation>>
    }
    interface Operation {
      readonly summary?: string
      readonly description?: string
    }
    const open: string[] = []
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { summary, description }] of Object.entries(methods)) {
        const name = `${method} ${path}`
        expect([name, summary ?? 'nothing']).not.toEqual([name, 'nothing'])
        const at = url + path.replace(/\{(?:number|id|version)\}/g, '1').replace(/\{\w+\}/g, 'nosuch')
        if (description === undefined) open.push(name)
        else {
          const call = (headers: Record<string, string>) =>
            fetch(at, {
              method: method.toUpperCase(),
              headers: { 'x-assay': '1', 'content-type': 'application/json', ...headers },
              ...(method === 'get' || method === 'delete' ? {} : { body: '{}' }),
            })
          expect([name, (await call({})).status]).toEqual([name, 401])
          if (description !== 'For the role viewer.')
            expect([name, (await call(bearer(viewer))).status]).toEqual([name, 403])
        }
      }
    expect(open.sort()).toEqual(['delete /api/session', 'get /health', 'get /ready', 'post /api/session'])
    expect(Object.keys(paths).length).toBeGreaterThan(25)
  })
  it('a cookie that scripts cannot read, and no change that another site asked for', async () => {
    const editor = await token('editor')
    const url = await served()
    const signIn = await fetch(`${url}/api/session`, post({ token: editor }))
    const cookie = signIn.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const mine = { cookie: cookie.split(';')[0] ?? '' }
    expect((await fetch(`${url}/api/session`, { headers: mine })).status).toBe(200)
    const release = (headers: Record<string, string>) =>
      json(`${url}/api/datasets/orders/deliveries/9/release`, post({ reason: 'x' }, { ...mine, ...headers }))
    expect(await release({})).toMatchObject({ status: 403, body: { code: 'forged' } })
    expect(await release({ 'x-assay': '1', origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await release({ 'x-assay': '1', 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect((await release({ 'x-assay': '1', origin: url })).status).toBe(404)
    for (let i = 0; i < 10; i++) await fetch(`${url}/api/session`, post({ token: 'guess' }))
    expect((await fetch(`${url}/api/session`, post({ token: 'guess' }))).status).toBe(429)
  })
  it('a second server on the same history says so and stops', async () => {
    await served()
    await expect(served()).rejects.toThrow('Another process already watches')
  })
  it('takes no more than two megabytes at once', async () => {
    const url = await served()
    const sent = await json(`${url}/api/session`, post({ token: 'x'.repeat(3 * 1024 * 1024) }))
    expect(sent).toMatchObject({ status: 413, body: { code: 'bad-request', message: expect.any(String) as string } })
    expect((await json(`${url}/api/session`, post({ token: 'x'.repeat(2 * 1024 * 1024 - 100) }))).status).toBe(400)
  })
  it('allows no script that is not its own', async () => {
    const { headers } = await fetch(`${await served()}/health`)
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })
})

describe('what is late', () => {
  it('is an alarm, once, and is over when it has come', async () => {
    const slack = await slackWebhookServer()
    await folder.write(
      'assay.yaml',
      `settle: 0 s\nalarms: { channels: { q: { kind: slack, webhook: "${slack.url}" } } }\n`,
    )
    await folder.write(
      'feed.md',
      '---\nsource: feed/*.csv\ndelivery: each file\n---\n# Feed\n\n- the data must arrive every day by 06:00\n  Why: the shop opens at seven.\n',
    )
    const look = (at: string) => folder.watch({ pages: [`${folder.path}/feed.md`], clock: () => new Date(at) })
    await folder.write('feed/1.csv', 'id\n1\n')
    await look('2030-05-01T05:00:00Z')
    await look('2030-05-02T05:00:00Z')
    await look('2030-05-02T06:30:00Z')
    await look('2030-05-02T06:31:00Z')
    const texts = () => slack.taken.map((each) => (each as { text: string }).text)
    expect(texts()).toEqual(['🔴 Feed has not arrived'])
    expect(JSON.stringify(slack.taken[0])).toContain('the shop opens at seven')
    await slack.close()
  })
})
