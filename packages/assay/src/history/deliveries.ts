import { sql } from 'kysely'
import { ACCEPTED, type DecisionRecord, type DeliveryRecord } from '../record.ts'
import type { Db, Tx } from './tables.ts'

const select = (db: Db) =>
  db
    .selectFrom('delivery as d')
    .innerJoin('dataset as s', 's.id', 'd.dataset_id')
    .leftJoin('delivery as f', 'f.id', 'd.same_as')
    .selectAll('d')
    .select(['s.name as dataset', 'f.number as same_number'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

function record(row: Row): DeliveryRecord {
  const { id, dataset, number, state, source, fingerprint, bytes, rows, outcome, seconds } = row
  return {
    id,
    dataset,
    number,
    state,
    source,
    arrivedAt: row.arrived_at,
    judgedAt: row.judged_at,
    fingerprint,
    sameAs: row.same_number,
    bytes,
    rows,
    setAside: row.set_aside,
    counts:
      row.holds === null
        ? null
        : {
            holds: row.holds,
            broken: row.broken ?? 0,
            warnings: row.warnings ?? 0,
            unchecked: row.unchecked ?? 0,
            idle: row.idle ?? 0,
          },
    outcome,
    seconds,
    folder: row.folder,
    pageVersion: row.page_version_id,
  }
}

export interface Arrival {
  readonly datasetId: number
  readonly source: string
  /** What its files looked like: names, sizes, times. */
  readonly mark: string
  readonly arrivedAt: string
  readonly fingerprint: string
  readonly bytes: number
  /** Id of the delivery whose content it repeats. */
  readonly sameAs: number | null
}

/** Records a delivery that was found, with the next number. */
export async function arrive(tx: Tx, of: Arrival): Promise<DeliveryRecord> {
  const last = await tx
    .selectFrom('delivery')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('dataset_id', '=', of.datasetId)
    .executeTakeFirst()
  const { id } = await tx
    .insertInto('delivery')
    .values({
      dataset_id: of.datasetId,
      number: (last?.number ?? 0) + 1,
      state: of.sameAs === null ? 'arrived' : 'same',
      source: of.source,
      mark: of.mark,
      arrived_at: of.arrivedAt,
      fingerprint: of.fingerprint,
      same_as: of.sameAs,
      bytes: of.bytes,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return deliveryById(tx, id)
}

export async function deliveryById(db: Db, id: number): Promise<DeliveryRecord> {
  return record(await select(db).where('d.id', '=', id).executeTakeFirstOrThrow())
}

export async function deliveryNumbered(db: Db, datasetId: number, number: number): Promise<DeliveryRecord | null> {
  const row = await select(db).where('d.dataset_id', '=', datasetId).where('d.number', '=', number).executeTakeFirst()
  return row ? record(row) : null
}

/** Newest first, at most `limit`, below the number `before`. */
export async function deliveriesOf(
  db: Db,
  datasetId: number,
  { limit, before }: { readonly limit: number; readonly before?: number },
): Promise<readonly DeliveryRecord[]> {
  const rows = await select(db)
    .where('d.dataset_id', '=', datasetId)
    .$if(before !== undefined, (query) => query.where('d.number', '<', before ?? 0))
    .orderBy('d.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(record)
}

/** Whether a later delivery has been judged. */
export async function isJudgedAfter(db: Db, datasetId: number, number: number): Promise<boolean> {
  const later = await db
    .selectFrom('delivery')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('number', '>', number)
    .where('judged_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/** Deliveries that were found and whose verdicts are not there: a crash or a full disk came between. Oldest first. */
export async function unfinished(db: Db, datasetId: number): Promise<readonly DeliveryRecord[]> {
  const rows = await select(db)
    .where('d.state', '=', 'arrived')
    .where('d.dataset_id', '=', datasetId)
    .orderBy('d.id')
    .execute()
  return rows.map(record)
}

/** What the newest delivery of each source of a dataset looked like. */
export async function marksOf(db: Db, datasetId: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['source', 'mark', (eb) => eb.fn.max('id').as('id')])
    .where('dataset_id', '=', datasetId)
    .groupBy('source')
    .execute()
  return new Map(rows.map((row) => [row.source, row.mark]))
}

/** The newest delivery of a source that looked so; null when there is none. Where its content repeats another's, that one. */
export async function deliveryMarked(
  db: Db,
  datasetId: number,
  of: { readonly source: string; readonly mark: string },
): Promise<DeliveryRecord | null> {
  const row = await select(db)
    .where('d.dataset_id', '=', datasetId)
    .where('d.source', '=', of.source)
    .where('d.mark', '=', of.mark)
    .orderBy('d.id', 'desc')
    .executeTakeFirst()
  if (!row?.same_as) return row ? record(row) : null
  return deliveryById(db, row.same_as)
}

/**
 * The earlier delivery with this content, or null. With `newest` only where nothing else came after it: what returns after
 * something else is a change.
 */
export async function withContent(
  db: Db,
  datasetId: number,
  fingerprint: string,
  { newest }: { readonly newest: boolean },
): Promise<DeliveryRecord | null> {
  const row = await select(db)
    .where('d.dataset_id', '=', datasetId)
    .where('d.fingerprint', '=', fingerprint)
    .where('d.same_as', 'is', null)
    .orderBy('d.id', 'desc')
    .executeTakeFirst()
  if (!row || !newest) return row ? record(row) : null
  const later = await db
    .selectFrom('delivery')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('number', '>', row.number)
    .where('fingerprint', '<>', fingerprint)
    .limit(1)
    .executeTakeFirst()
  return later ? null : record(row)
}

/** The newest accepted delivery, below the number `before`; null when there is none. */
export async function lastAccepted(db: Db, datasetId: number, before?: number): Promise<DeliveryRecord | null> {
  const newest = await db
    .selectFrom('delivery')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('dataset_id', '=', datasetId)
    .where('state', 'in', ACCEPTED)
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .executeTakeFirst()
  return newest?.number == null ? null : deliveryNumbered(db, datasetId, newest.number)
}

/** The newest accepted delivery of every dataset that has one. */
export async function currents(db: Db): Promise<readonly { readonly dataset: string; readonly number: number }[]> {
  const rows = await db
    .selectFrom('dataset as s')
    .select([
      's.name as dataset',
      (eb) =>
        eb
          .selectFrom('delivery as d')
          .select((inner) => inner.fn.max('d.number').as('number'))
          .whereRef('d.dataset_id', '=', 's.id')
          .where('d.state', 'in', ACCEPTED)
          .as('number'),
    ])
    .execute()
  return rows.flatMap(({ dataset, number }) => (number === null ? [] : [{ dataset, number }]))
}

/** Keeps a person's decision, and the state that it leads to. */
export async function decide(
  tx: Tx,
  delivery: DeliveryRecord,
  { what, by, at, reason, is }: Pick<DecisionRecord, 'what' | 'by' | 'at' | 'reason' | 'is'>,
): Promise<DecisionRecord> {
  await tx
    .insertInto('decision')
    .values({ delivery_id: delivery.id, what, by, at, reason, was: delivery.state, is })
    .execute()
  await tx.updateTable('delivery').set({ state: is }).where('id', '=', delivery.id).execute()
  return { dataset: delivery.dataset, number: delivery.number, what, by, at, reason, was: delivery.state, is }
}

/** Decisions about all deliveries of a dataset, or about those that are numbered; oldest first. */
export async function decisionsOf(
  db: Db,
  of: { readonly datasetId: number; readonly numbers?: readonly number[] },
): Promise<readonly DecisionRecord[]> {
  return db
    .selectFrom('decision as c')
    .innerJoin('delivery as d', 'd.id', 'c.delivery_id')
    .innerJoin('dataset as s', 's.id', 'd.dataset_id')
    .select(['s.name as dataset', 'd.number', 'c.what', 'c.by', 'c.at', 'c.reason', 'c.was', 'c.is'])
    .where('d.dataset_id', '=', of.datasetId)
    .$if(of.numbers !== undefined, (query) => query.where('d.number', 'in', of.numbers ?? []))
    .orderBy('c.id')
    .execute()
}

/** The folder of a delivery's files, and how the snapshot in it is read again. */
export async function putSnapshot(tx: Tx, deliveryId: number, folder: string, facts: unknown): Promise<void> {
  const json = JSON.stringify(facts)
  await tx
    .insertInto('snapshot')
    .values({ delivery_id: deliveryId, facts: json })
    .onConflict((conflict) => conflict.column('delivery_id').doUpdateSet({ facts: json }))
    .execute()
  await tx.updateTable('delivery').set({ folder }).where('id', '=', deliveryId).execute()
}

/** What `putSnapshot` was given; null when the snapshot is gone. */
export async function snapshotOf(db: Db, deliveryId: number): Promise<unknown> {
  const row = await db.selectFrom('snapshot').select('facts').where('delivery_id', '=', deliveryId).executeTakeFirst()
  return row ? (JSON.parse(row.facts) as unknown) : null
}

/** Deliveries whose snapshots are kept, oldest first. */
export async function keptOf(db: Db, datasetId: number): Promise<readonly DeliveryRecord[]> {
  return (
    await select(db)
      .where('d.dataset_id', '=', datasetId)
      .where('d.folder', 'is not', null)
      .orderBy('d.number')
      .execute()
  ).map(record)
}

/** The same of all datasets: the folders alone, by dataset and number. */
export async function keptFolders(
  db: Db,
): Promise<readonly { readonly dataset: string; readonly number: number; readonly folder: string }[]> {
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('dataset as s', 's.id', 'd.dataset_id')
    .select(['s.name as dataset', 'd.number', 'd.folder'])
    .where('d.folder', 'is not', null)
    .execute()
  return rows.flatMap(({ folder, ...of }) => (folder === null ? [] : [{ ...of, folder }]))
}

/** The snapshots of these deliveries are gone. */
export async function dropSnapshots(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('snapshot').where('delivery_id', 'in', ids).execute()
  await tx.updateTable('delivery').set({ folder: null }).where('id', 'in', ids).execute()
}

/** Results of deliveries that were accepted, below the number `before`: they are large, and their verdicts stay. */
export async function dropResults(tx: Tx, datasetId: number, before: number): Promise<void> {
  await sql`DELETE FROM result WHERE delivery_id IN (
    SELECT id FROM delivery WHERE dataset_id = ${datasetId} AND number < ${before} AND state IN ('accepted', 'set-aside'))`.execute(
    tx,
  )
}
