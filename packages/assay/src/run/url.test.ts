import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchUrl, poller } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import { check } from '../main.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** A server that gives what is put there, and what it was asked. */
interface Feed {
  readonly url: string
  body: string
  etag: string | null
  lastModified: string | null
  status: number
  retryAfter: string | null
  /** Breaks off after so many bytes. */
  cut: number | null
  readonly asked: IncomingHttpHeaders[]
  close(): void
}

async function openFeed(): Promise<Feed> {
  const asked: IncomingHttpHeaders[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.headers)
    const { 'if-none-match': etag, 'if-modified-since': since } = request.headers
    if ((feed.etag !== null && etag === feed.etag) || (feed.lastModified !== null && since === feed.lastModified)) {
      response.writeHead(304).end()
      return
    }
    response.writeHead(feed.status, {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': Buffer.byteLength(feed.body),
      ...(feed.etag === null ? {} : { etag: feed.etag }),
      ...(feed.lastModified === null ? {} : { 'last-modified': feed.lastModified }),
      ...(feed.retryAfter === null ? {} : { 'retry-after': feed.retryAfter }),
    })
    if (feed.cut === null) response.end(feed.body)
    else response.write(feed.body.slice(0, feed.cut), () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const feed: Feed = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/feed?key=s3cret`,
    body: 'id,price\n1,5\n',
    etag: '"1"',
    lastModified: null,
    status: 200,
    retryAfter: null,
    cut: null,
    asked,
    close: () => server.close(),
  }
  return feed
}

let folder: WatchedFolder
let feed: Feed
beforeEach(async () => {
  folder = await openWatched()
  feed = await openFeed()
  await folder.write('feed.md', `---\nsource: ${feed.url}\n---\n- \`price\` must be at least 0\n`)
})
afterEach(async () => {
  feed.close()
  await folder.close()
})
const shown = () => feed.url.split('?')[0] ?? ''

describe('a URL', () => {
  it('is a delivery when its content is new, and is asked for what has changed only', async () => {
    expect((await folder.watch()).told).toEqual([`feed 1 (${shown()}): accepted`])
    expect((await folder.watch()).told).toEqual([])
    expect(feed.asked.map((each) => each['if-none-match'])).toEqual([undefined, '"1"'])
    feed.body = 'id,price\n1,-5\n'
    feed.etag = '"2"'
    expect((await folder.watch()).told).toEqual([`feed 2 (${shown()}): held: 1 of 1 sentence broken`])
    expect(readdirSync(join(folder.state, 'incoming/feed'))).toEqual([])
    expect(await folder.rows('deliveries/feed/2/snapshot.parquet')).toEqual([{ id: '1', price: '-5' }])
  })

  it('whose server knows times only is asked for what was modified since', async () => {
    feed.etag = null
    feed.lastModified = 'Wed, 01 May 2024 06:00:00 GMT'
    await folder.watch()
    expect((await folder.watch()).told).toEqual([])
    feed.body = 'id,price\n1,6\n'
    feed.lastModified = 'Thu, 02 May 2024 06:00:00 GMT'
    expect((await folder.watch()).told).toEqual([`feed 2 (${shown()}): accepted`])
    await folder.watch()
    expect(feed.asked.map((each) => each['if-modified-since'])).toEqual([
      undefined,
      'Wed, 01 May 2024 06:00:00 GMT',
      'Wed, 01 May 2024 06:00:00 GMT',
      'Thu, 02 May 2024 06:00:00 GMT',
    ])
  })

  it('that gives the same again, because it cannot say that it did not change, is no delivery', async () => {
    feed.etag = null
    await folder.watch()
    expect((await folder.watch()).told).toEqual([])
    expect(readdirSync(join(folder.state, 'incoming/feed'))).toEqual([])
  })

  it('is left for later when it is busy, breaks off or cannot be reached, and nothing is half taken', async () => {
    feed.status = 503
    feed.retryAfter = '120'
    const busy = await folder.watch()
    expect(busy.delivered).toEqual([])
    expect(busy.left).toEqual(['feed'])
    expect(busy.said.map((each) => each.text)).toEqual([`feed: ${shown()} answered 503 Service Unavailable.`])
    feed.status = 200
    feed.cut = 5
    expect((await folder.watch()).said[0]?.text).toContain('broke off')
    expect(readdirSync(join(folder.state, 'incoming/feed'))).toEqual([])
    feed.cut = null
    expect((await folder.watch()).told).toEqual([`feed 1 (${shown()}): accepted`])
    feed.close()
    feed.status = 404
  })

  it('is fetched by a check too, with what stands behind the question mark shown nowhere', async () => {
    const result = await check({ pages: [join(folder.path, 'feed.md')] })
    expect(result.pages[0]).toMatchObject({ state: 'accepted', delivery: { source: shown(), rows: 1 } })
    expect(JSON.stringify(result)).not.toContain('s3cret')
    feed.status = 404
    const refused = await check({ pages: [join(folder.path, 'feed.md')] })
    expect(refused.pages[0]).toMatchObject({ state: 'not-checked' })
    expect(refused.pages[0]?.diagnostics[0]?.message).toContain('answered 404 Not Found')
  })
})

describe('polling', () => {
  it('waits twice as long after each failure, an hour at most', () => {
    let now = 0
    const polling = poller(30_000, () => now)
    const failure = new Failure('fetch', 'no')
    const waits = Array.from({ length: 9 }, () => {
      polling.failed('u', failure)
      return polling.wait('u') / 1000
    })
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
    now = 4_000_000
    expect(polling.wait('u')).toBe(0)
    polling.answered('u')
    expect(polling.wait('u')).toBe(30_000)
    polling.failed('u', Object.assign(new Failure('not-now', 'busy'), {}))
    expect(polling.wait('u')).toBe(60_000)
  })

  /** Milliseconds that are waited after the feed has answered so. */
  async function waitAfter(status: number, retryAfter: string | null): Promise<number> {
    Object.assign(feed, { status, retryAfter })
    const failure = await fetchUrl(feed.url, null, join(folder.path, 'fetched')).catch((error: unknown) => error)
    if (!(failure instanceof Failure)) throw new Error('it did not fail')
    const polling = poller(30_000, () => 0)
    polling.failed('u', failure)
    return polling.wait('u')
  }

  it('waits as long as the server asks, in seconds or until a time, and never shorter than it would', async () => {
    expect(await waitAfter(503, null)).toBe(60_000)
    expect(await waitAfter(503, '7200')).toBe(7_200_000)
    expect(await waitAfter(429, '90')).toBe(90_000)
    expect(await waitAfter(429, '5')).toBe(60_000)
    expect(await waitAfter(503, 'soon')).toBe(60_000)
    const until = await waitAfter(503, new Date(Date.now() + 7_200_000).toUTCString())
    expect(until).toBeGreaterThan(7_100_000)
    expect(until).toBeLessThanOrEqual(7_200_000)
    // it refuses: that it says when to come back changes nothing
    expect(await waitAfter(404, '7200')).toBe(60_000)
  })
})
