import { Failure } from '../failure.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Db } from '../history/index.ts'
import type { Store } from './watching.ts'

/** A dataset by its name, or a `Failure` that says which there are. */
export async function namedDataset(store: Store, db: Db, name: string): Promise<DatasetRecord> {
  const found = await store.datasetNamed(db, name)
  if (found) return found
  const all = (await store.allDatasets(db)).map((each) => each.name)
  const some = all.slice(0, 10).join(', ')
  throw new Failure('no-dataset', `The history has no dataset ${name}.`, {
    next:
      all.length === 0
        ? 'It has none yet: run `assay watch --once` first.'
        : `It has ${some}${all.length > 10 ? ' …' : ''}.`,
  })
}

/** A delivery by its number. */
export async function numberedDelivery(
  store: Store,
  db: Db,
  dataset: DatasetRecord,
  number: number,
): Promise<DeliveryRecord> {
  const found = await store.deliveryNumbered(db, dataset.id, number)
  if (found) return found
  const [newest] = await store.deliveriesOf(db, dataset.id, { limit: 1 })
  throw new Failure('no-delivery', `There is no delivery ${dataset.name} ${String(number)}.`, {
    next: newest ? `The newest is ${dataset.name} ${String(newest.number)}.` : 'None has come yet.',
  })
}
