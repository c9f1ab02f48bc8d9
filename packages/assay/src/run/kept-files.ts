import { Failure } from '../failure.ts'
import type { SnapshotFacts } from '../deliveries/index.ts'
import type { Db } from '../history/index.ts'
import type { DeliveryRecord } from '../record.ts'
import type { Parts } from './parts.ts'
import type { Deliveries, Store, Watching } from './watching.ts'

/** Where a history is read. */
export interface Reader {
  readonly db: Db
  readonly store: Store
  readonly deliveries: Deliveries
  readonly state: string
  readonly readSource: Parts['readSource']
}

export const readerOf = ({
  parts,
  project,
  store,
  deliveries,
  history,
}: Pick<Watching, 'parts' | 'project' | 'store' | 'deliveries'> & {
  readonly history: Pick<Watching['history'], 'db'>
}): Reader => ({
  db: history.db,
  store,
  deliveries,
  state: project.state,
  readSource: parts.readSource,
})

/** The folder with the files of a delivery, the name of its version in `of`, and how its snapshot is read. */
export interface KeptFiles {
  readonly folder: string
  readonly of: string
  readonly facts: SnapshotFacts
}

/** Null when they are not kept any more. */
export async function keptFiles(
  { db, store, deliveries, state }: Omit<Reader, 'readSource'>,
  delivery: Pick<DeliveryRecord, 'id' | 'dataset' | 'folder'>,
): Promise<KeptFiles | null> {
  const facts = (await store.snapshotOf(db, delivery.id)) as SnapshotFacts | null
  if (facts === null || delivery.folder === null) return null
  return { folder: deliveries.deliveryFolder(state, delivery.dataset, delivery.folder), of: delivery.folder, facts }
}

/** Whoever needs the rows of a delivery that are not kept is told why. */
export const notKept = ({ dataset, number, state, source }: DeliveryRecord): Failure =>
  new Failure(
    'not-kept',
    `The rows of ${dataset} ${String(number)} are not kept${state === 'same' ? ': it is the same as another delivery' : ''}.`,
    {
      next:
        state === 'not-checked'
          ? `Write ${source} again: then it is a new delivery.`
          : 'Only its verdicts and numbers are.',
    },
  )
