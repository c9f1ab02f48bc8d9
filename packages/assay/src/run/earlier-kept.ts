import type { Past } from '@assay/core'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Earlier, LastDelivery } from './earlier.ts'
import type { WatchedArrivals } from './clock.ts'
import { keptFiles, type Reader } from './kept-files.ts'

/** Nothing that a sentence says goes back further than a year and a month. */
const LONGEST_MS = 400 * 86_400_000

/** So many deliveries are looked at for the newest: their numbers follow when they were found, not when they came. */
const NEWEST = 10

/** When the newest deliveries of a dataset arrived: those below a number, or all. */
export async function arrivalsOf(
  { db, store }: Pick<Reader, 'db' | 'store'>,
  dataset: DatasetRecord,
  before?: number,
): Promise<WatchedArrivals> {
  const below = before === undefined ? {} : { before }
  const newest = await store.deliveriesOf(db, dataset.id, { limit: NEWEST, ...below })
  return { watchedSince: dataset.firstSeen, arrivals: newest.map((each) => each.arrivedAt) }
}

/** What is known of a dataset's accepted deliveries below a number, or of all. */
export async function earlierOf(
  reader: Reader,
  of: { readonly dataset: DatasetRecord; readonly before?: number; readonly at: string },
): Promise<Earlier> {
  const { db, store } = reader
  const accepted = await store.lastAccepted(db, of.dataset.id, of.before)
  return {
    last: accepted ? await lastOf(reader, accepted) : null,
    async history(keys) {
      const since = new Date(Date.parse(of.at) - LONGEST_MS).toISOString()
      const found = new Map<string, readonly Past[]>()
      for (const [key, last] of keys)
        found.set(
          key,
          await store.pastOf(db, key, {
            datasetId: of.dataset.id,
            ...(of.before === undefined ? {} : { before: of.before }),
            ...(Number.isFinite(last) ? { last } : { since }),
          }),
        )
      return found
    },
    arrivals: () => arrivalsOf(reader, of.dataset, of.before),
  }
}

/** Null when its files are no longer kept. */
async function lastOf(reader: Reader, delivery: DeliveryRecord): Promise<LastDelivery | null> {
  const kept = await keptFiles(reader, delivery)
  if (kept === null) return null
  const { folder, facts } = kept
  return {
    arrived: delivery.arrivedAt,
    paths: [folder],
    read: (engine) => reader.deliveries.readAccepted(engine, folder, facts, reader.readSource),
  }
}
