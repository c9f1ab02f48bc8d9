import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** A verdict with all that belongs to it, as it is exported; one for each sentence and delivery. */
export interface ExportedRow {
  readonly dataset: string
  readonly delivery: number
  readonly arrived_at: string
  readonly delivery_state: string
  readonly sentence: string
  readonly reading: string
  readonly severity: string
  readonly status: string
  readonly why: string | null
  readonly value: number | string | null
  readonly unit: string
  readonly bound: string
  readonly low: number | null
  readonly high: number | null
  readonly counted: number | null
  readonly failing: number | null
  readonly reason: string
  readonly seconds: number | null
  readonly without_rows_set_aside: number
}

/** All verdicts of a dataset, or of all datasets: sentence by sentence, so that never more than one's is held. */
export async function* exportedRows(db: Db, datasetId?: number): AsyncGenerator<readonly ExportedRow[]> {
  const sentences = await db
    .selectFrom('sentence')
    .select('id')
    .$if(datasetId !== undefined, (query) => query.where('dataset_id', '=', datasetId ?? 0))
    .orderBy('dataset_id')
    .orderBy('line')
    .orderBy('id')
    .execute()
  for (const { id } of sentences) {
    const { rows } = await sql<ExportedRow>`
      SELECT v.dataset, v.number AS delivery, v.arrived_at, v.delivery_state, v.sentence, v.reading, v.severity, v.status,
        v.why, v.value, v.unit, v.bound, v.low, v.high, v.counted, v.failing, v.reason, m.seconds, v.without_rows_set_aside
      FROM assay_verdicts v
      JOIN sentence t ON t.id = v.sentence_id
      JOIN delivery d ON d.dataset_id = t.dataset_id AND d.number = v.number
      LEFT JOIN measurement m ON m.measure_id = t.measure_id AND m.delivery_id = d.id AND m.rest = v.without_rows_set_aside
      WHERE v.sentence_id = ${id} ORDER BY v.number, v.without_rows_set_aside`.execute(db)
    yield rows
  }
}
