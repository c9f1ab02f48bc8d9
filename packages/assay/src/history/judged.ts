import { sql } from 'kysely'
import type { Counts, DeliveryRecord, DeliveryState, MeasurementRecord } from '../record.ts'
import { pageResultSchema, type PageResult, type VerdictResult } from '../report/contract.ts'
import { deliveryById } from './deliveries.ts'
import { stored } from './measurement-text.ts'
import { hashOf, packed, unpacked } from './packed.ts'
import { sealOf } from './seal.ts'
import { STATUSES, type Db, type Tx, type Unit } from './tables.ts'

export interface JudgedDelivery {
  readonly delivery: DeliveryRecord
  readonly datasetId: number
  readonly state: DeliveryState
  readonly at: string
  readonly result: PageResult
  /** One for each verdict; empty when the delivery could not be read. */
  readonly measurements: readonly MeasurementRecord[]
  /** The same without the rows set aside, where that was judged. */
  readonly rest: readonly MeasurementRecord[] | null
  readonly seconds: number
  readonly pageVersion: number
}

/** Keeps everything that was found out about a delivery; what an earlier judgement of it said is replaced. */
export async function putJudged(tx: Tx, of: JudgedDelivery): Promise<DeliveryRecord> {
  const { delivery, result } = of
  await sql`DELETE FROM verdict WHERE delivery_id = ${delivery.id} AND sentence_id IN (SELECT id FROM sentence WHERE dataset_id = ${of.datasetId})`.execute(
    tx,
  )
  const counts = countsOf(result)
  await tx
    .updateTable('delivery')
    .set({
      state: of.state,
      judged_at: of.at,
      rows: result.delivery.rows,
      set_aside: result.setAside,
      ...counts,
      outcome: result.outcome,
      seconds: of.seconds,
      page_version_id: of.pageVersion,
    })
    .where('id', '=', delivery.id)
    .execute()
  await putResult(tx, delivery.id, result)
  for (const [i, verdict] of result.verdicts.entries()) {
    const measurement = of.measurements[i]
    if (!measurement) continue
    const measureId = await putMeasure(tx, measurement)
    const sentenceId = await putSentence(tx, of, verdict, measureId, unitOf(measurement, verdict))
    await putMeasurement(tx, measureId, delivery.id, 0, measurement, verdict.value)
    await putVerdict(tx, sentenceId, delivery.id, 0, verdict)
    const rest = of.rest?.[i]
    if (!rest || !verdict.after) continue
    await putMeasurement(tx, measureId, delivery.id, 1, rest, verdict.after.value)
    await putVerdict(tx, sentenceId, delivery.id, 1, { ...verdict, ...verdict.after })
  }
  return deliveryById(tx, delivery.id)
}

export function countsOf(result: Pick<PageResult, 'verdicts'>): Counts {
  const count = (of: (verdict: VerdictResult) => boolean) => result.verdicts.filter(of).length
  return {
    holds: count((v) => v.status === 'holds'),
    broken: count((v) => v.status === 'broken' && v.severity === 'must'),
    warnings: count((v) => v.status === 'broken' && v.severity === 'should'),
    unchecked: count((v) => v.status === 'unchecked'),
    idle: count((v) => v.status === 'idle'),
  }
}

/** The measure of a measurement with the statements that it was taken by; gives its id. */
export async function putMeasure(tx: Tx, of: MeasurementRecord): Promise<number> {
  const hash = hashOf(of.key)
  const known = await tx.selectFrom('measure').select('id').where('hash', '=', hash).executeTakeFirst()
  const { id } =
    known ??
    (await tx.insertInto('measure').values({ hash, definition: of.key }).returning('id').executeTakeFirstOrThrow())
  await putStatements(tx, id, of.statements)
  return id
}

/** The newest statements only: they name the time of their delivery, so that every delivery has others. */
async function putStatements(tx: Tx, measureId: number, statements: readonly string[]): Promise<void> {
  const before = await tx
    .selectFrom('measure_statement as m')
    .innerJoin('statement as s', 's.id', 'm.statement_id')
    .select(['s.id', 's.hash'])
    .where('m.measure_id', '=', measureId)
    .orderBy('m.position')
    .execute()
  const hashes = statements.map(hashOf)
  if (hashes.length === 0 || before.map((each) => each.hash).join() === hashes.join()) return
  await tx.deleteFrom('measure_statement').where('measure_id', '=', measureId).execute()
  for (const [position, text] of statements.entries()) {
    const hash = hashes[position] ?? ''
    const known = await tx.selectFrom('statement').select('id').where('hash', '=', hash).executeTakeFirst()
    const { id } =
      known ??
      (await tx
        .insertInto('statement')
        .values({ hash, sql: packed(text) })
        .returning('id')
        .executeTakeFirstOrThrow())
    await tx.insertInto('measure_statement').values({ measure_id: measureId, position, statement_id: id }).execute()
  }
  for (const { id } of before)
    await sql`DELETE FROM statement WHERE id = ${id} AND NOT EXISTS (SELECT 1 FROM measure_statement WHERE statement_id = ${id})`.execute(
      tx,
    )
}

async function putSentence(
  tx: Tx,
  { delivery, datasetId }: JudgedDelivery,
  verdict: VerdictResult,
  measureId: number,
  unit: Unit | null,
): Promise<number> {
  const { canonical, severity, bound, line, reading, sentence } = verdict
  const { id } = await tx
    .insertInto('sentence')
    .values({
      dataset_id: datasetId,
      canonical,
      measure_id: measureId,
      text: sentence,
      reading,
      severity,
      bound,
      line,
      unit: unit ?? 'number',
      first_delivery_id: delivery.id,
      last_delivery_id: delivery.id,
    })
    .onConflict((conflict) =>
      conflict.columns(['dataset_id', 'canonical', 'measure_id']).doUpdateSet({
        text: sentence,
        reading,
        line,
        ...(bound === '' ? {} : { bound }),
        ...(unit === null ? {} : { unit }),
        first_delivery_id: sql<number>`min(first_delivery_id, excluded.first_delivery_id)`,
        last_delivery_id: sql<number>`max(last_delivery_id, excluded.last_delivery_id)`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What the number of a sentence is; null where nothing was measured that would say so. */
function unitOf({ measurement }: MeasurementRecord, verdict: VerdictResult): Unit | null {
  if (verdict.value === null) return null
  if (typeof verdict.value === 'string') return 'text'
  if (verdict.failing !== null || verdict.shown.endsWith('%')) return 'share'
  if (measurement.kind !== 'number') return 'number'
  const leaf = Object.values(measurement.groups[0]?.leaves ?? {})[0]
  return leaf?.kind === 'duration' || leaf?.kind === 'instant' ? leaf.kind : 'number'
}

export async function putMeasurement(
  tx: Tx,
  measureId: number,
  deliveryId: number,
  rest: 0 | 1,
  of: MeasurementRecord,
  value: number | string | null,
): Promise<void> {
  const row = {
    ...stored(of.measurement, of.secret ? sealOf(tx) : null),
    value,
    seconds: Number(of.seconds.toPrecision(3)),
  }
  await tx
    .insertInto('measurement')
    .values({ measure_id: measureId, delivery_id: deliveryId, rest, ...row })
    .onConflict((conflict) => conflict.columns(['measure_id', 'delivery_id', 'rest']).doUpdateSet(row))
    .execute()
}

async function putVerdict(
  tx: Tx,
  sentenceId: number,
  deliveryId: number,
  rest: 0 | 1,
  v: VerdictResult,
): Promise<void> {
  const row = {
    status: STATUSES.indexOf(v.status),
    value: v.value,
    counted: v.counted,
    failing: v.failing,
    low: v.band?.low ?? null,
    high: v.band?.high ?? null,
    blocks: v.blocks ? 1 : 0,
    why: v.why,
    reason: v.status === 'holds' ? null : v.reason,
  }
  await tx
    .insertInto('verdict')
    .values({ sentence_id: sentenceId, delivery_id: deliveryId, rest, ...row })
    // a page may say the same sentence twice
    .onConflict((conflict) => conflict.columns(['sentence_id', 'delivery_id', 'rest']).doUpdateSet(row))
    .execute()
}

export async function putResult(tx: Tx, deliveryId: number, result: PageResult): Promise<void> {
  const json = packed(JSON.stringify(result))
  await tx
    .insertInto('result')
    .values({ delivery_id: deliveryId, json })
    .onConflict((conflict) => conflict.column('delivery_id').doUpdateSet({ json }))
    .execute()
}

/** The whole result of a delivery with its evidence; null when it is no longer kept. */
export async function resultOf(db: Db, deliveryId: number): Promise<PageResult | null> {
  const row = await db.selectFrom('result').select('json').where('delivery_id', '=', deliveryId).executeTakeFirst()
  return row ? pageResultSchema.parse(JSON.parse(unpacked(row.json))) : null
}
