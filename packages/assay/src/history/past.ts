import type { Past } from '@assay/core'
import { ACCEPTED } from '../record.ts'
import { saidLast } from './judged-wrong.ts'
import { restored } from './measurement-text.ts'
import { hashOf } from './packed.ts'
import { sealOf } from './seal.ts'
import type { Db } from './tables.ts'

/** A measurement of one delivery among others of the same measure. */
export interface PastMeasurement extends Past {
  readonly number: number
}

export interface PastQuery {
  readonly datasetId: number
  /** Only deliveries below this number. */
  readonly before?: number
  /** Only deliveries that arrived since then. */
  readonly since?: string
  /** Only the newest so many. */
  readonly last?: number
  /** Also of deliveries that were not accepted. */
  readonly all?: true
}

/**
 * The measurements of one measure on the accepted deliveries of a dataset, oldest first: of what was accepted, which is
 * without the rows set aside.
 */
export async function pastOf(db: Db, key: string, of: PastQuery): Promise<readonly PastMeasurement[]> {
  const rows = await db
    .selectFrom('measurement as m')
    .innerJoin('delivery as d', 'd.id', 'm.delivery_id')
    .innerJoin('measure as q', 'q.id', 'm.measure_id')
    .select(['d.number', 'd.arrived_at', 'd.set_aside'])
    .select(['m.rest', 'm.rows', 'm.counted', 'm.failing', 'm.state'])
    .select(saidLast.as('said'))
    .where('q.hash', '=', hashOf(key))
    .where('d.dataset_id', '=', of.datasetId)
    .$if(of.all === undefined, (query) => query.where('d.state', 'in', ACCEPTED))
    .$if(of.before !== undefined, (query) => query.where('d.number', '<', of.before ?? 0))
    .$if(of.since !== undefined, (query) => query.where('d.arrived_at', '>=', of.since ?? ''))
    .orderBy('m.delivery_id', 'desc')
    .orderBy('m.rest')
    // two of each delivery at most
    .$if(of.last !== undefined, (query) => query.limit(2 * (of.last ?? 0)))
    .execute()
  const seal = sealOf(db)
  const found = new Map<number, PastMeasurement>()
  for (const row of rows)
    if (row.rest === 0 || (row.set_aside ?? 0) > 0)
      found.set(row.number, {
        number: row.number,
        time: row.arrived_at,
        measurement: restored(row, seal),
        ...(row.said === 'expected' ? { expected: true } : {}),
        ...(row.said === 'should-have-alarmed' ? { unusual: true } : {}),
      })
  return [...found.values()].slice(0, of.last).reverse()
}

/** Which of these measures are known of the deliveries of a dataset whose files are kept, by the id of the delivery. */
export async function measuredOf(
  db: Db,
  datasetId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const hashes = new Map(keys.map((key) => [hashOf(key), key]))
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('measurement as m', 'm.delivery_id', 'd.id')
    .innerJoin('measure as q', 'q.id', 'm.measure_id')
    .select(['d.id', 'q.hash'])
    .where('d.dataset_id', '=', datasetId)
    .where('d.folder', 'is not', null)
    .where('m.rest', '=', 0)
    .where('q.hash', 'in', [...hashes.keys()])
    .execute()
  const found = new Map<number, Set<string>>()
  for (const { id, hash } of rows) {
    const known = found.get(id) ?? new Set()
    found.set(id, known.add(hashes.get(hash) ?? ''))
  }
  return found
}
