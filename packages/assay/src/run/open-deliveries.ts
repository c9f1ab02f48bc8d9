import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { oneByOne, type OneByOne } from '../one-by-one.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Earlier } from './earlier.ts'
import { keptFiles, notKept, readerOf } from './kept-files.ts'
import { runAgain } from './kept-run.ts'
import type { EngineLimits } from './parts.ts'
import { prepared, type Prepared } from './prepared.ts'
import type { Watching } from './watching.ts'

/** What opening kept deliveries needs. */
export type Opening = Pick<Watching, 'parts' | 'project' | 'store' | 'deliveries' | 'history' | 'limits' | 'clock'>

/** Which delivery, and by which page it is read. */
export interface ToOpen {
  readonly dataset: DatasetRecord
  readonly delivery: DeliveryRecord
  readonly page: Page
}

/** A kept delivery in an engine of its own, which reads nothing else any more. */
export interface OpenDelivery extends ToOpen, Prepared {
  readonly engine: Engine
  readonly earlier: Earlier
  /** For work that makes tables: one after the other. */
  readonly alone: OneByOne
  /** What was found out about it and stays true as long as it is open, by whatever name. */
  readonly known: Map<string, unknown>
}

/** Deliveries stay open for a while: whoever looks at one looks again. */
export interface OpenDeliveries {
  /** `Failure` with `not-kept` when its rows are gone, with `busy` when too many are in use at once. */
  use<T>(of: ToOpen, work: (open: OpenDelivery) => Promise<T>): Promise<T>
  /** Those of a dataset are closed as soon as nobody uses them: something about it has changed, or rows were erased. */
  release(dataset: string): void
  close(): Promise<void>
}

/** So many are open at once, each with so much memory before it spills to disk. */
const MOST_OPEN = 4
const MEMORY = '512MB'
const IDLE_MS = 5 * 60_000
/** Datasets that are looked into may be others by then. */
const OLD_MS = 15 * 60_000
/** Nobody waits longer for an answer. */
const MOST_SECONDS = 60

/** What an engine may take while somebody waits, who waits no longer than so many seconds. */
export const limitsWhile = (limits: EngineLimits, seconds: number): EngineLimits => ({
  memory: MEMORY,
  ...limits,
  timeoutSeconds: Math.min(limits.timeoutSeconds ?? seconds, seconds),
})

interface Entry {
  readonly dataset: string
  readonly stamp: string
  readonly since: number
  readonly opening: Promise<OpenDelivery>
  users: number
  usedAt: number
  retired: boolean
  timer?: NodeJS.Timeout
}

const used = (dataset: string, stamp: string, since: number, opening: Promise<OpenDelivery>): Entry => ({
  dataset,
  stamp,
  since,
  opening,
  users: 1,
  usedAt: since,
  retired: false,
})

export function openDeliveries(opening: Opening): OpenDeliveries {
  const held = new Map<string, Entry>()
  const closing = new Set<Promise<void>>()
  const live = new Set<Entry>()
  const end = (entry: Entry): void => {
    clearTimeout(entry.timer)
    const done = entry.opening
      // a table that is being made is made first
      .then((open) => open.alone(() => open.engine.close()))
      .catch(() => undefined)
      .finally(() => {
        live.delete(entry)
        closing.delete(done)
      })
    closing.add(done)
  }
  const retire = (entry: Entry): void => {
    if (entry.retired) return
    entry.retired = true
    for (const [key, each] of held) if (each === entry) held.delete(key)
    if (entry.users === 0) end(entry)
  }
  const makeRoom = (): void => {
    const busy = [...live].filter((each) => each.users > 0 || !each.retired)
    if (busy.length < MOST_OPEN) return
    const [idlest] = busy.filter((each) => each.users === 0).sort((a, b) => a.usedAt - b.usedAt)
    if (!idlest)
      throw new Failure('busy', 'Too many deliveries are being looked at.', { next: 'Try again in a moment.' })
    retire(idlest)
  }
  /** In use from now on: nobody may close it in between. */
  const entryOf = async (of: ToOpen): Promise<Entry> => {
    const { key, stamp } = await placeOf(opening, of)
    const known = held.get(key)
    const now = performance.now()
    if (known && known.stamp === stamp && now - known.since < OLD_MS) {
      known.users++
      return known
    }
    if (known) retire(known)
    makeRoom()
    const entry = used(of.dataset.name, stamp, now, opened(opening, of))
    entry.opening.catch(() => {
      retire(entry)
    })
    held.set(key, entry)
    live.add(entry)
    return entry
  }
  return {
    async use(of, work) {
      const entry = await entryOf(of)
      clearTimeout(entry.timer)
      try {
        return await work(await entry.opening)
      } finally {
        entry.users--
        entry.usedAt = performance.now()
        clearTimeout(entry.timer)
        if (entry.retired && entry.users === 0) end(entry)
        else
          entry.timer = setTimeout(() => {
            if (entry.users === 0) retire(entry)
          }, IDLE_MS).unref()
      }
    },
    release(dataset) {
      for (const entry of [...held.values()]) if (entry.dataset === dataset) retire(entry)
    },
    async close() {
      for (const entry of [...held.values()]) retire(entry)
      await Promise.all(closing)
    },
  }
}

/** Where the files of a delivery are, and how they are told from others: erasing rows writes them anew. */
async function placeOf(opening: Opening, { delivery, page }: ToOpen) {
  const files = await keptFiles(readerOf(opening), delivery)
  if (files === null) throw notKept(delivery)
  const found = await stat(join(files.folder, opening.deliveries.SNAPSHOT)).catch(() => null)
  if (found === null) throw notKept(delivery)
  const { sentences, ...settings } = page
  const said = JSON.stringify([settings, sentences.map((each) => each.check)])
  const key = `${String(delivery.id)} ${files.of} ${createHash('sha256').update(said).digest('hex')}`
  return { key, stamp: `${String(found.ino)} ${String(found.mtimeMs)} ${String(found.size)}` }
}

async function opened(opening: Opening, of: ToOpen): Promise<OpenDelivery> {
  const { parts, limits } = opening
  const run = await runAgain(opening, of)
  if (run === null) throw notKept(of.delivery)
  const engine = await parts.openEngine(limitsWhile(limits, MOST_SECONDS))
  try {
    const made = await prepared(engine, run, parts)
    return { ...of, ...made, engine, earlier: run.earlier, alone: oneByOne(), known: new Map() }
  } catch (error) {
    await engine.close()
    throw error
  }
}
