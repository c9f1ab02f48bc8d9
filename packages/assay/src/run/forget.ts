import { columnsIn, nearest, quoteColumn, readPage } from '@assay/core'
import type { ForgottenFile, SnapshotFacts } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { ForgottenInHistory } from '../history/index.ts'
import type { DatasetRecord, Key } from '../record.ts'
import { withFiles } from './files-lock.ts'
import { keptFiles, readerOf } from './kept-files.ts'
import { namedDataset } from './named.ts'
import type { Watching } from './watching.ts'

/** Where the rows of a key were erased. */
export interface Forgotten {
  readonly dataset: string
  /** With the columns as they are written there. */
  readonly keys: readonly Key[]
  readonly files: readonly (ForgottenFile & { readonly delivery: number; readonly folder: string })[]
  readonly history: ForgottenInHistory
  /** What Assay does not own: there the rows are still. */
  readonly source: string | null
}

export interface ForgetOptions {
  readonly dataset: string
  readonly keys: readonly Key[]
  readonly by: string
  readonly reason: string
}

/**
 * Erases all rows with these values from the kept files of a dataset and from everything that its history shows of rows.
 * The numbers of sentences stay: they say nothing of one row. Who asked for it is kept, what for is not.
 */
export function forget(watching: Watching, of: ForgetOptions): Promise<Forgotten> {
  if (of.keys.length === 0) throw new Failure('bad-option', 'Say which rows: --key COLUMN=VALUE.')
  return withFiles(watching, async () => {
    const { store, history, clock } = watching
    const dataset = await namedDataset(store, history.db, of.dataset)
    const keys = await asWritten(watching, dataset, of.keys)
    const files = await inFiles(watching, dataset.id, keys)
    const at = clock().toISOString()
    const inHistory = await history.write(async (tx) => {
      for (const number of new Set(files.map((each) => each.delivery))) {
        const delivery = await store.deliveryNumbered(tx, dataset.id, number)
        if (delivery)
          await store.decide(tx, delivery, { what: 'forget', by: of.by, reason: of.reason, at, is: delivery.state })
      }
      return store.forgetInHistory(tx, dataset.id, keys)
    })
    await history.compact()
    return { dataset: dataset.name, keys, files, history: inHistory, source: dataset.source }
  })
}

/** Of its page, the newest. */
const MOST_VERSIONS = 1000

/**
 * The keys with their columns as they are written there: a file is read in small and capital letters alike, what evidence and
 * measurements show is not. A name of a column that was never there erases nothing, which would look as if it was done.
 */
async function asWritten(watching: Watching, dataset: DatasetRecord, keys: readonly Key[]): Promise<readonly Key[]> {
  const known = new Set<string>()
  // a field of a column is known by the column
  const isThere = ({ column }: Key) => known.has(column) || known.has(column.split('.')[0] ?? '')
  for await (const names of columnsKept(watching, dataset)) {
    for (const name of names) known.add(name)
    if (keys.every(isThere)) return keys
  }
  // of what was kept nothing says what columns it had
  if (known.size === 0) return keys
  const names = [...known]
  return keys.map((key) => {
    if (isThere(key)) return key
    const [first = '', ...fields] = key.column.split('.')
    const alike = (name: string) => names.find((each) => each.toLowerCase() === name.toLowerCase())
    const column = alike(key.column) ?? alike(first)?.concat(...fields.map((each) => `.${each}`))
    if (column === undefined) throw noColumn(dataset, key.column, names)
    return { ...key, column }
  })
}

function noColumn({ name }: DatasetRecord, column: string, names: readonly string[]): Failure {
  const [near] = nearest(column, names, 1)
  const some = names.slice(0, 10).map(quoteColumn).join(', ')
  return new Failure('no-column', `Nothing that is kept of ${name} has a column ${column}.`, {
    next: near === undefined ? `It has ${some}${names.length > 10 ? ' …' : ''}.` : `Did you mean ${quoteColumn(near)}?`,
  })
}

/** The columns of what is kept, the newest first; then those that the versions of the page name. */
async function* columnsKept(
  { store, history }: Watching,
  dataset: DatasetRecord,
): AsyncGenerator<readonly string[], void> {
  for (const { id } of [...(await store.keptOf(history.db, dataset.id))].reverse()) {
    const facts = (await store.snapshotOf(history.db, id)) as SnapshotFacts | null
    yield facts?.columns.map((each) => each.name) ?? []
  }
  for (const { id } of await store.pageVersions(history.db, dataset.id, MOST_VERSIONS)) {
    const version = await store.pageVersion(history.db, dataset.id, id)
    const page = version === null ? null : readPage(version.text, dataset.page)
    yield page === null ? [] : [...page.key, ...page.private, ...columnsIn(page.sentences)]
  }
}

async function inFiles(watching: Watching, datasetId: number, keys: readonly Key[]): Promise<Forgotten['files']> {
  const { store, deliveries, history, project, parts, limits } = watching
  const found: Forgotten['files'][number][] = []
  const engine = await parts.openEngine(limits)
  try {
    for (const delivery of await store.keptOf(history.db, datasetId)) {
      const kept = await keptFiles(readerOf(watching), delivery)
      if (kept === null) continue
      for (const name of deliveries.versionsOf(kept.of)) {
        const folder = deliveries.deliveryFolder(project.state, delivery.dataset, name)
        const done = await deliveries.forgetInFolder(engine, folder, kept.facts, keys)
        found.push(...done.files.map((each) => ({ ...each, delivery: delivery.number, folder: name })))
        // how the snapshot of the newest folder is read is kept as soon as it is so
        if (name === kept.of) await history.write((tx) => store.putSnapshot(tx, delivery.id, name, done.facts))
      }
    }
  } finally {
    await engine.close()
  }
  return found
}
