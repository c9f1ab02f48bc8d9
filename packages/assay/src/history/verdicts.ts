import { sql } from 'kysely'
import type { VerdictRecord } from '../record.ts'
import { unpacked } from './packed.ts'
import { STATUSES, type Db, type Unit } from './tables.ts'

/** The verdicts of one delivery in the order of the page; `rest`: those without the rows set aside. */
export async function verdictsOf(
  db: Db,
  of: { readonly datasetId: number; readonly deliveryId: number; readonly rest?: true },
): Promise<readonly (VerdictRecord & { readonly unit: Unit; readonly brokenSince: number | null })[]> {
  const rows = await db
    .selectFrom('sentence as t')
    .innerJoin('verdict as v', 'v.sentence_id', 't.id')
    .select(['t.id', 't.canonical', 't.severity', 't.bound', 't.unit', 'v.status', 'v.why', 'v.blocks', 'v.value'])
    .select(['v.low', 'v.high', 'v.counted', 'v.failing', 'v.reason'])
    .select(
      // the first of the deliveries in a row on which it is broken
      sql<number | null>`CASE WHEN v.status = 1 THEN (
        SELECT d.number FROM verdict w JOIN delivery d ON d.id = w.delivery_id
        WHERE w.sentence_id = t.id AND w.rest = 0 AND w.status = 1 AND w.delivery_id <= v.delivery_id
        AND w.delivery_id > coalesce((SELECT max(x.delivery_id) FROM verdict x WHERE x.sentence_id = t.id AND x.rest = 0
          AND x.status = 0 AND x.delivery_id < v.delivery_id), 0)
        ORDER BY w.delivery_id LIMIT 1) END`.as('broken_since'),
    )
    .where('t.dataset_id', '=', of.datasetId)
    .where('v.delivery_id', '=', of.deliveryId)
    .where('v.rest', '=', of.rest ? 1 : 0)
    .orderBy('t.line')
    .orderBy('t.id')
    .execute()
  return rows.map((row) => ({
    sentence: row.id,
    canonical: row.canonical,
    severity: row.severity,
    status: STATUSES[row.status] ?? 'unchecked',
    why: row.why,
    blocks: row.blocks === 1,
    value: row.value,
    unit: row.unit,
    bound: row.bound,
    low: row.low,
    high: row.high,
    counted: row.counted,
    failing: row.failing,
    reason: row.reason ?? '',
    brokenSince: row.broken_since,
  }))
}

/** The newest sentence of a dataset's page that reads so canonically; null when there is none. */
export async function sentenceNamed(db: Db, datasetId: number, canonical: string): Promise<number | null> {
  const row = await db
    .selectFrom('sentence')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('canonical', '=', canonical)
    .orderBy('last_delivery_id', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The statements that the measure of a sentence was last taken by. */
export async function statementsOf(db: Db, sentence: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('sentence as t')
    .innerJoin('measure_statement as m', 'm.measure_id', 't.measure_id')
    .innerJoin('statement as s', 's.id', 'm.statement_id')
    .select('s.sql')
    .where('t.id', '=', sentence)
    .orderBy('m.position')
    .execute()
  return rows.map((row) => unpacked(row.sql))
}

/** How long it took to measure a sentence on the newest delivery, with all that shares its scan; null when it never was. */
export async function secondsOf(db: Db, sentence: number): Promise<number | null> {
  const row = await db
    .selectFrom('sentence as t')
    .innerJoin('measurement as m', 'm.measure_id', 't.measure_id')
    .select('m.seconds')
    .where('t.id', '=', sentence)
    .orderBy('m.delivery_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seconds ?? null
}
