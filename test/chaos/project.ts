import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDuckdb } from '../../packages/assay/src/engines/duckdb.ts'
import type { Engine } from '../../packages/assay/src/engines/engine.ts'
import * as store from '../../packages/assay/src/history/index.ts'

/** A project whose deliveries are known beforehand, and processes of `assay` in it that are killed at any moment. */

const ROWS = 400
const COMMAND = fileURLToPath(new URL('../../packages/assay/bin/assay.js', import.meta.url))

const PAGE = `---
source: in/*.csv
delivery: each file
quarantine: 1%
---
# Feed

- \`price\` must be at least 0
- \`id\` must be unique
- the number of rows must not fall by more than 50% since the last delivery
- \`of\` must be present
`
/** Sentences of the page. */
const SENTENCES = 4

export type Fate = 'accepted' | 'set-aside' | 'held'
/** What must become of the delivery of this number. */
export const fateOf = (k: number): Fate => (k % 5 === 0 ? 'held' : k % 3 === 0 ? 'set-aside' : 'accepted')

function csvOf(k: number): string {
  const wrong = { held: ROWS, 'set-aside': 1, accepted: 0 }[fateOf(k)]
  const lines = Array.from({ length: ROWS }, (_, i) => `${String(i)},${i < wrong ? '-1' : '1'},${String(k)}`)
  return `id,price,of\n${lines.join('\n')}\n`
}

export interface Ended {
  readonly killed: boolean
  readonly status: number | null
  readonly output: string
  readonly seconds: number
}

export interface Project {
  readonly path: string
  readonly state: string
  /** A new file to be found; gives its number. */
  feed(): number
  /** Runs the command and kills it after so many milliseconds, if it runs so long. */
  run(args: readonly string[], killAfter?: number): Promise<Ended>
  /** Runs the command where no file can grow beyond so many kB, as on a disk that is full. */
  runCramped(args: readonly string[], kilobytes: number): Promise<Ended>
  /** Whose rows `current` holds now; throws when they are not all of one delivery. Null when there is none. */
  current(): Promise<number | null>
  /** What of the promises is not kept now, in words. */
  faults(): Promise<readonly string[]>
  /** The same when nothing is left to be done: every file is one delivery with its fate. */
  finalFaults(): Promise<readonly string[]>
  /** The messages that must be told, oldest first. */
  outbox(): Promise<readonly Told[]>
  /** Which alarms are not as they must be by the deliveries, in words, when all is told. */
  alarmFaults(heard: readonly { readonly alarm: string; readonly event: string }[]): Promise<readonly string[]>
  close(): Promise<void>
}

/** A message of the outbox. */
export interface Told {
  readonly key: string
  readonly sent: boolean
}

/** @param alarms where its alarms go */
export async function openProject(alarms?: { readonly url: string; readonly secret: string }): Promise<Project> {
  const path = mkdtempSync(join(tmpdir(), 'assay-chaos-'))
  const state = join(path, '.assay')
  mkdirSync(join(path, 'in'))
  const channels = alarms
    ? `alarms:\n  channels:\n    desk: { kind: webhook, url: '${alarms.url}', secret: '${alarms.secret}' }\n`
    : ''
  writeFileSync(join(path, 'assay.yaml'), `settle: 0 s\nretention: { deliveries: 1000 }\n${channels}`)
  writeFileSync(join(path, 'feed.md'), PAGE)
  const engine = await openDuckdb({ threads: 1 })
  let fed = 0
  const history = async <T>(work: (db: store.Db, dataset: number) => Promise<T>): Promise<T | null> => {
    const opened = await store.readHistory(state)
    const dataset = opened ? await store.datasetNamed(opened.db, 'feed') : null
    try {
      return opened && dataset ? await work(opened.db, dataset.id) : null
    } finally {
      await opened?.close()
    }
  }
  return {
    path,
    state,
    feed() {
      fed++
      writeFileSync(join(path, 'in', `feed-${String(fed).padStart(5, '0')}.csv`), csvOf(fed))
      return fed
    },
    run: (args, killAfter) => runIn(path, [process.execPath, COMMAND, ...args], killAfter),
    runCramped: (args, kilobytes) =>
      runIn(path, [
        'bash',
        '-c',
        `ulimit -f ${String(kilobytes)}; exec "$@"`,
        'bash',
        process.execPath,
        COMMAND,
        ...args,
      ]),
    current: () => currentOf(engine, state),
    faults: async () => (await history((db, dataset) => faultsOf(db, dataset, state))) ?? [],
    finalFaults: async () =>
      (await history((db, dataset) => finalFaultsOf(db, dataset, state, fed))) ?? ['there is no history'],
    outbox: async () => (await history(outboxOf)) ?? [],
    alarmFaults: async (heard) =>
      (await history((db, dataset) => alarmFaultsOf(db, dataset, heard))) ?? ['there is no history'],
    async close() {
      await engine.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

function runIn(cwd: string, [command = '', ...args]: readonly string[], killAfter?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      resolve({ killed: signal === 'SIGKILL', status, output, seconds: (performance.now() - start) / 1000 })
    })
  })
}

async function currentOf(engine: Engine, state: string): Promise<number | null> {
  const link = join(state, 'current/feed.parquet')
  // in one reading: the link always leads to a whole file
  const bytes = await readFile(link).catch(() => null)
  if (bytes === null) return null
  for (const magic of [bytes.subarray(0, 4), bytes.subarray(-4)])
    if (magic.toString('latin1') !== 'PAR1') throw new Error('current leads to half a file')
  // an engine opens a file more than once, and does so at the path that the link leads to, which stays what it is
  const path = realpathSync(link)
  const [row] = await engine.query(
    `SELECT count(*) AS n, min(CAST("of" AS INTEGER)) AS low, max(CAST("of" AS INTEGER)) AS high FROM read_parquet('${path}')`,
  )
  const k = Number(row?.['low'])
  const fate = fateOf(k)
  const rows = Number(row?.['n'])
  if (row?.['low'] !== row?.['high']) throw new Error('current holds rows of several deliveries')
  if (rows !== (fate === 'set-aside' ? ROWS - 1 : ROWS))
    throw new Error(`current has ${String(rows)} rows of ${String(k)}`)
  return k
}

/** At any moment: whatever is said to be judged has all its verdicts and its files, and everything else is to be done. */
async function faultsOf(db: store.Db, dataset: number, state: string): Promise<readonly string[]> {
  const faults: string[] = []
  for (const delivery of await store.deliveriesOf(db, dataset, { limit: 10_000 })) {
    const name = `feed ${String(delivery.number)} (${delivery.state})`
    if (delivery.state === 'arrived') continue
    const verdicts = await store.verdictsOf(db, { datasetId: dataset, deliveryId: delivery.id })
    if (verdicts.length !== SENTENCES) faults.push(`${name} has ${String(verdicts.length)} verdicts`)
    if ((await store.resultOf(db, delivery.id)) === null) faults.push(`${name} has no result`)
    const files = ['snapshot.parquet', ...(delivery.state === 'held' ? [] : ['accepted.parquet'])]
    for (const file of files)
      if (!existsSync(join(state, 'deliveries/feed', delivery.folder ?? '', file)))
        faults.push(`${name} has no ${file}`)
  }
  return faults
}

async function finalFaultsOf(db: store.Db, dataset: number, state: string, fed: number): Promise<readonly string[]> {
  const all = [...(await store.deliveriesOf(db, dataset, { limit: 10_000 }))].reverse()
  const faults = [...(await faultsOf(db, dataset, state))]
  const sources = all.map((each) => each.source)
  const expected = Array.from({ length: fed }, (_, i) => `in/feed-${String(i + 1).padStart(5, '0')}.csv`)
  if (JSON.stringify(sources) !== JSON.stringify(expected)) faults.push(`deliveries are ${sources.join(', ')}`)
  const decided = new Set((await store.decisionsOf(db, { datasetId: dataset })).map((each) => each.number))
  for (const { number, state: is } of all)
    if (is !== fateOf(number) && !decided.has(number)) faults.push(`feed ${String(number)} is ${is}`)
  const newest = await store.lastAccepted(db, dataset)
  const link = existsSync(join(state, 'current/feed.parquet'))
    ? readlinkSync(join(state, 'current/feed.parquet'))
    : null
  const wanted = newest ? `../deliveries/feed/${newest.folder ?? ''}/accepted.parquet` : null
  if (link !== wanted) faults.push(`current is ${String(link)}, not ${String(wanted)}`)
  const left = readdirSync(join(state, 'deliveries/feed')).filter((each) => !/^\d+(-\d+)?$/.test(each))
  if (left.length > 0) faults.push(`left behind: ${left.join(', ')}`)
  return faults
}

async function outboxOf(db: store.Db): Promise<readonly Told[]> {
  const rows = await db.selectFrom('outbox').select(['key', 'sent_at']).orderBy('id').execute()
  return rows.map((row) => ({ key: row.key, sent: row.sent_at !== null }))
}

/** Every delivery with something wrong lies within an alarm, and of every alarm its beginning and its end were heard. */
async function alarmFaultsOf(
  db: store.Db,
  dataset: number,
  heard: readonly { readonly alarm: string; readonly event: string }[],
): Promise<readonly string[]> {
  const alarms = await store.alarmsOf(db, { limit: 10_000 })
  const faults: string[] = []
  for (const { id, number, state } of await store.deliveriesOf(db, dataset, { limit: 10_000 }))
    if (
      (state === 'held' || state === 'set-aside') &&
      !alarms.some(
        (each) => (each.firstDelivery ?? Infinity) <= id && (each.state !== 'closed' || id <= (each.lastDelivery ?? 0)),
      )
    )
      faults.push(`feed ${String(number)} is ${state}, and no alarm says so`)
  for (const { id, state } of alarms)
    for (const event of ['opened', ...(state === 'closed' ? ['closed'] : [])])
      if (!heard.some((each) => each.alarm === `feed#${String(id)}` && each.event === event))
        faults.push(`nobody heard that alarm ${String(id)} was ${event}`)
  return faults
}
