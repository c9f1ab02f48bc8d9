import type { ForgottenFile, SnapshotFacts } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { ForgottenInHistory } from '../history/index.ts'
import type { Key } from '../record.ts'
import { withFiles } from './files-lock.ts'
import { namedDataset } from './named.ts'
import type { Watching } from './watching.ts'

/** Where the rows of a key were erased. */
export interface Forgotten {
  readonly dataset: string
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
    const files = await inFiles(watching, dataset.id, of.keys)
    const at = clock().toISOString()
    const inHistory = await history.write(async (tx) => {
      for (const number of new Set(files.map((each) => each.delivery))) {
        const delivery = await store.deliveryNumbered(tx, dataset.id, number)
        if (delivery)
          await store.decide(tx, delivery, { what: 'forget', by: of.by, reason: of.reason, at, is: delivery.state })
      }
      return store.forgetInHistory(tx, dataset.id, of.keys)
    })
    await history.compact()
    return { dataset: dataset.name, files, history: inHistory, source: dataset.source }
  })
}

async function inFiles(watching: Watching, datasetId: number, keys: readonly Key[]): Promise<Forgotten['files']> {
  const { store, deliveries, history, project, parts, limits } = watching
  const found: Forgotten['files'][number][] = []
  const engine = await parts.openEngine(limits)
  try {
    for (const delivery of await store.keptOf(history.db, datasetId)) {
      const facts = (await store.snapshotOf(history.db, delivery.id)) as SnapshotFacts | null
      if (facts === null || delivery.folder === null) continue
      for (const name of deliveries.versionsOf(delivery.folder)) {
        const folder = deliveries.deliveryFolder(project.state, delivery.dataset, name)
        const done = await deliveries.forgetInFolder(engine, folder, facts, keys)
        found.push(...done.files.map((each) => ({ ...each, delivery: delivery.number, folder: name })))
        // how the snapshot of the newest folder is read is kept as soon as it is so
        if (name === delivery.folder) await history.write((tx) => store.putSnapshot(tx, delivery.id, name, done.facts))
      }
    }
  } finally {
    await engine.close()
  }
  return found
}
