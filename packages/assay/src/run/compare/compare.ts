import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readPage, type Page } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import { Failure } from '../../failure.ts'
import type { Snapshot } from '../../reading/snapshot.ts'
import type { DatasetRecord, DeliveryRecord } from '../../record.ts'
import { comparisonSchema, type ComparedSide, type Comparison } from '../../report/compare-contract.ts'
import { readingOptions } from '../dataset.ts'
import { keptFiles, readerOf } from '../kept-files.ts'
import { namedDataset, numberedDelivery } from '../named.ts'
import { openWatching } from '../open-watching.ts'
import type { EngineLimits, Parts } from '../parts.ts'
import { pageText } from '../page-file.ts'
import { projectWithHistory } from '../watch-with.ts'
import type { Opening } from '../open-deliveries.ts'
import { readyFor } from '../prepared.ts'
import { compareTwo } from './compare-two.ts'
import { comparison } from './comparison.ts'
import type { Two } from './sides.ts'

interface Shared {
  /** Columns that rows are told apart by; the page's key when absent, else a column that is unique in both. */
  readonly key?: readonly string[]
  readonly progress?: (text: string) => void
}

/** Two deliveries of a dataset that are kept. */
export interface CompareKept extends Shared {
  readonly dataset: string
  /** A number; when absent the newest that was accepted before the other. */
  readonly before?: number
  /** A number; the newest when absent. */
  readonly after?: number
}

/** Two sources: files, globs or folders, relative to the working directory. */
export interface CompareSources extends Shared {
  readonly before: string
  readonly after: string
  /** A page that says how they are to be read, their key, and which columns are private. */
  readonly page?: string
}

export type CompareOptions = EngineLimits &
  (
    | (CompareKept & {
        /** A folder of the project; the working directory when absent. */
        readonly folder?: string
      })
    | CompareSources
  )

/** How two deliveries differ: the same as the command `assay compare --format json`. */
export async function compareWith(parts: Parts, options: CompareOptions): Promise<Comparison> {
  if (!('dataset' in options)) return compareSources(parts, options)
  const watching = await openWatching(parts, await projectWithHistory(options.folder ?? '.'), limitsOf(options))
  try {
    return await compareKept(watching, options)
  } finally {
    await watching.close()
  }
}

const limitsOf = ({ memory, threads, timeoutSeconds }: EngineLimits): EngineLimits => ({
  ...(memory === undefined ? {} : { memory }),
  ...(threads === undefined ? {} : { threads }),
  ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
})

/** One of the two: how it is called, how it is read, and what the engine may read for it once it is locked. */
interface Compared {
  readonly called: Omit<ComparedSide, 'rows' | 'unreadable' | 'columns' | 'fingerprint'>
  readonly read: (engine: Engine) => Promise<Snapshot>
  readonly paths: readonly string[]
}

/** Two deliveries of a project whose history is open. */
export async function compareKept(watching: Opening, of: CompareKept): Promise<Comparison> {
  const { store, history } = watching
  const dataset = await namedDataset(store, history.db, of.dataset)
  const after = await newer(watching, dataset, of.after)
  const before = await older(watching, dataset, of.before, after)
  const page = await pageOf(watching, dataset, after)
  const sides = { before: await keptSide(watching, before), after: await keptSide(watching, after) }
  return compared(watching.parts, { page, dataset: dataset.name, sides, limits: watching.limits, shared: of })
}

async function newer(
  { store, history }: Opening,
  dataset: DatasetRecord,
  number: number | undefined,
): Promise<DeliveryRecord> {
  if (number !== undefined) return numberedDelivery(store, history.db, dataset, number)
  const all = await store.deliveriesOf(history.db, dataset.id, { limit: 100 })
  const found = all.find((each) => each.folder !== null)
  if (found) return found
  throw new Failure('no-delivery', `No delivery of ${dataset.name} is kept.`)
}

async function older(
  { store, history }: Opening,
  dataset: DatasetRecord,
  number: number | undefined,
  after: DeliveryRecord,
): Promise<DeliveryRecord> {
  if (number !== undefined) return numberedDelivery(store, history.db, dataset, number)
  const found = await store.lastAccepted(history.db, dataset.id, after.number)
  if (found) return found
  throw new Failure('no-delivery', `No delivery of ${dataset.name} before ${String(after.number)} was accepted.`, {
    next: `Say which: assay compare ${dataset.name} 1 ${String(after.number)}`,
  })
}

/** The page as it is now; where it is gone, as it was then. What was private to it then stays so. */
async function pageOf({ store, history }: Opening, dataset: DatasetRecord, of: DeliveryRecord): Promise<Page> {
  const now = await readFile(dataset.page, 'utf8').catch(() => null)
  const then = of.pageVersion === null ? null : await store.pageVersion(history.db, dataset.id, of.pageVersion)
  const text = now ?? then?.text
  if (text === undefined)
    throw new Failure('no-page', `The page ${dataset.page} is gone, and with it what it says of private columns.`)
  const page = readPage(text, dataset.page)
  const before = then === null ? [] : readPage(then.text, dataset.page).private
  return { ...page, private: [...new Set([...page.private, ...before])] }
}

async function keptSide(watching: Opening, delivery: DeliveryRecord): Promise<Compared> {
  const { store, deliveries, history, parts } = watching
  const { number, source, arrivedAt, state, sameAs } = delivery
  const files =
    sameAs === null
      ? delivery
      : await numberedDelivery(store, history.db, await namedDataset(store, history.db, delivery.dataset), sameAs)
  const kept = await keptFiles(readerOf(watching), files)
  const name = `${delivery.dataset} ${String(number)}`
  if (kept === null)
    throw new Failure(
      'not-kept',
      `The rows of ${name} are not kept${state === 'not-checked' ? ': it could not be read' : ' any more'}.`,
      {
        next: 'How long they are is said by `retention` in assay.yaml.',
      },
    )
  const { folder, facts } = kept
  return {
    called: { name, number, source, arrivedAt, state },
    read: (engine) => deliveries.readKept(engine, folder, facts, parts.readSource),
    paths: [folder],
  }
}

/** Files need no page and no history. */
async function compareSources(parts: Parts, options: EngineLimits & CompareSources): Promise<Comparison> {
  const page = await pageAt(options.page)
  const sides = {
    before: await sourceSide(parts, page, options.before),
    after: await sourceSide(parts, page, options.after),
  }
  return compared(parts, { page, dataset: null, sides, limits: limitsOf(options), shared: options })
}

async function pageAt(path: string | undefined): Promise<Page> {
  if (path === undefined) return readPage('', resolve('page.md'))
  const page = readPage(await pageText(path), resolve(path))
  const wrong = page.diagnostics.find((each) => each.severity === 'error' && each.code === 'front-matter')
  if (wrong) throw new Failure('bad-page', `${path}:${String(wrong.line)}: ${wrong.message}`)
  return page
}

async function sourceSide(parts: Parts, page: Page, source: string): Promise<Compared> {
  const base = process.cwd()
  const files = await parts.findFiles(source, base)
  return {
    called: { name: source, number: null, source, arrivedAt: null, state: null },
    read: (engine) => parts.readSource(engine, { ...readingOptions(page), source, base }),
    paths: files.map((each) => each.path),
  }
}

async function compared(
  parts: Parts,
  of: {
    readonly page: Page
    readonly dataset: string | null
    readonly sides: Two<Compared>
    readonly limits: EngineLimits
    readonly shared: Shared
  },
): Promise<Comparison> {
  const start = performance.now()
  const { page, dataset, sides, shared } = of
  const { key, progress = () => undefined } = shared
  const engine = await parts.openEngine(of.limits)
  try {
    progress(`reading ${sides.before.called.name}`)
    const before = await sides.before.read(engine)
    progress(`reading ${sides.after.called.name}`)
    const after = await sides.after.read(engine)
    await readyFor(engine, Math.max(before.columns.length, after.columns.length))
    await engine.lockDown([...sides.before.paths, ...sides.after.paths])
    const found = await compareTwo(engine, page, { before, after }, { progress, ...(key ? { key } : {}) })
    const said = {
      before: await sideOfResult(sides.before, before),
      after: await sideOfResult(sides.after, after),
    }
    const seconds = (performance.now() - start) / 1000
    return comparisonSchema.parse(comparison(found, { page, dataset, sides: said, seconds }))
  } finally {
    await engine.close()
  }
}

async function sideOfResult({ called }: Compared, snapshot: Snapshot): Promise<ComparedSide> {
  const { rows, unreadable, columns } = snapshot
  const fingerprint = await snapshot.fingerprint()
  return { ...called, rows: rows - unreadable, unreadable, columns: columns.length, fingerprint }
}
