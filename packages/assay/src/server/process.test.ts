import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../cli/run.ts'
import * as store from '../history/index.ts'
import { openWatched, type WatchedFolder } from '../run/watch.fixture.ts'

/** `assay serve` as the process that it is, with signals, and with other commands beside it. */

const BIN = fileURLToPath(new URL('../../bin/assay.js', import.meta.url))
let folder: WatchedFolder
let running: ChildProcess | null = null
beforeEach(async () => {
  folder = await openWatched('settle: 0 s\npoll: 200 ms\n')
  await folder.write(
    'orders.md',
    '---\ndataset: orders\nsource: in/*.csv\ndelivery: each file\nkey: [id]\n---\n# Orders\n\n- `id` must be unique\n- `price` must be at least 0\n- `name` must be present\n',
  )
})
afterEach(async () => {
  running?.kill('SIGKILL')
  await folder.close()
})

interface Serving {
  readonly url: string
  /** What was written to the standard output so far. */
  readonly logged: () => string
  /** Sends the signal; the exit status, and what was written to the standard error. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly status: number | null; readonly said: string }>
}

async function serving(): Promise<Serving> {
  const child = spawn(process.execPath, [BIN, 'serve', '--project', folder.path, '--port', '0', '--threads', '1'])
  running = child
  let out = ''
  let said = ''
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const ended = once(child, 'close') as Promise<[number | null]>
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/listens on http:\/\/[\d.:]+;/)
  return {
    url: /http:\/\/[\d.:]+/.exec(said)?.[0] ?? '',
    logged: () => out,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [status] = await ended
      return { status, said }
    },
  }
}

const csv = (rows: number, price = 5) =>
  `id,price,name\n${Array.from({ length: rows }, (_, i) => `${String(i)},${String(price)},a name of ${String(i)}\n`).join('')}`

const deliveries = () =>
  folder.read(async (db) => {
    const dataset = await store.datasetNamed(db, 'orders')
    return [...(await store.deliveriesOf(db, dataset?.id ?? 0, { limit: 100 }))].reverse()
  })
const judged = (n: number) =>
  expect
    .poll(async () => (await deliveries()).filter((each) => each.judgedAt !== null).length, { timeout: 60_000 })
    .toBe(n)

it('logs JSON, one object a line, with level, time and message', async () => {
  await folder.write('in/1.csv', csv(3))
  await folder.write('in/2.csv', csv(3, -5))
  const { url, logged, stop } = await serving()
  await judged(2)
  await fetch(`${url}/api/overview`)
  expect((await stop()).status).toBe(0)
  const lines = logged()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.length).toBeGreaterThanOrEqual(2)
  for (const line of lines)
    expect(line).toMatchObject({
      level: expect.any(Number) as number,
      time: expect.any(Number) as number,
      msg: expect.stringMatching(/./) as string,
    })
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 30, dataset: 'orders', delivery: 1, state: 'accepted' }),
  )
  expect(lines).toContainEqual(expect.objectContaining({ level: 40, dataset: 'orders', delivery: 2, state: 'held' }))
})

it('ends the check in hand after a SIGTERM, leaves nothing half written, and goes on at the next start', async () => {
  await folder.write('in/1.csv', csv(400_000))
  await folder.write('in/2.csv', csv(10, 6))
  const first = await serving()
  // somebody looks on; that does not hold it up
  const events = await fetch(`${first.url}/api/events`)
  let seen = ''
  for await (const part of events.body as unknown as AsyncIterable<Uint8Array>) {
    seen += new TextDecoder().decode(part)
    if (seen.includes('event: progress')) break
  }
  const { status, said } = await first.stop()
  expect([status, said]).toEqual([0, expect.stringContaining('ending after the work in hand')])
  for (const { judgedAt, state } of await deliveries()) expect(state).toBe(judgedAt === null ? 'arrived' : 'accepted')
  const second = await serving()
  await judged(2)
  expect((await second.stop('SIGINT')).status).toBe(0)
  expect((await deliveries()).map(({ number, state, rows }) => ({ number, state, rows }))).toEqual([
    { number: 1, state: 'accepted', rows: 400_000 },
    { number: 2, state: 'accepted', rows: 10 },
  ])
  const kept = readdirSync(join(folder.state, 'deliveries/orders'))
  expect(kept.sort()).toEqual(['1', '2'])
  expect(await folder.rows('current/orders.parquet', 'count(*) AS n')).toEqual([{ n: 10 }])
})

it('is not held up by a connection on which nothing is asked, as browsers open them in advance', async () => {
  const { url, stop } = await serving()
  const silent = connect(Number(new URL(url).port), '127.0.0.1')
  await once(silent, 'connect')
  expect(await fetch(`${url}/health`)).toMatchObject({ status: 200 })
  const gone = once(silent, 'close')
  const start = performance.now()
  expect((await stop()).status).toBe(0)
  await gone
  // Node would wait for it for a minute
  expect(performance.now() - start).toBeLessThan(30_000)
})

describe('with commands beside it', () => {
  const assay = async (...args: readonly string[]) => {
    let said = ''
    const say = (text: string) => (said += text)
    const streams = { out: say, error: say, terminal: false, colour: false, width: 100 }
    return { status: await run(args, streams), said }
  }

  it('loses nothing, and nobody is told that the database is locked', async () => {
    await folder.write('in/0.csv', csv(5))
    const { logged, stop } = await serving()
    await judged(1)
    const project = ['--project', folder.path, '--by', 'Ada', '--reason']
    const arriving = (async () => {
      for (let i = 1; i <= 12; i++) {
        await folder.write(`in/${String(i)}.part`, csv(100 + i, i % 3 === 0 ? -1 : i))
        await rename(join(folder.path, `in/${String(i)}.part`), join(folder.path, `in/${String(i)}.csv`))
      }
    })()
    const told: (readonly [number, string])[] = []
    const deciding = async (what: 'reject' | 'release', reason: string) => {
      const { status, said } = await assay(what, 'orders', '1', ...project, reason)
      told.push([status, said])
    }
    const decided = (async () => {
      for (let i = 0; i < 8; i++) {
        await deciding('reject', `no ${String(i)}`)
        await deciding('release', `yes ${String(i)}`)
      }
    })()
    const looking = (async () => {
      for (let i = 0; i < 6; i++) {
        told.push(await assay('check', join(folder.path, 'orders.md')).then(({ said }) => [0, said]))
        const { status, said } = await assay('history', 'orders', '--project', folder.path)
        told.push([status, said])
      }
    })()
    await Promise.all([arriving, decided, looking])
    await judged(13)
    const watched = await assay('watch', '--once', folder.path)
    expect(watched).toMatchObject({
      status: 2,
      said: expect.stringContaining('Another process already watches') as string,
    })
    expect((await stop()).status).toBe(0)
    expect(told.filter(([status]) => status !== 0)).toEqual([])
    expect([logged(), ...told.map(([, said]) => said)].join('\n')).not.toMatch(/locked|SQLITE_BUSY|a fault of Assay/i)
    expect((await deliveries()).map((each) => each.state)).toEqual([
      'released',
      ...Array.from({ length: 12 }, (_, i) => ((i + 1) % 3 === 0 ? 'held' : 'accepted')),
    ])
    const decisions = await folder.read(async (db) =>
      store.decisionsOf(db, { datasetId: (await store.datasetNamed(db, 'orders'))?.id ?? 0 }),
    )
    expect(decisions.map((each) => each.reason)).toEqual(
      Array.from({ length: 8 }, (_, i) => [`no ${String(i)}`, `yes ${String(i)}`]).flat(),
    )
  })
})
