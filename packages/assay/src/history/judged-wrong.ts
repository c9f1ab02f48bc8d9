import { sql } from 'kysely'
import type { JudgedWrongKind, JudgedWrongRecord } from '../record.ts'
import type { Db, Tx } from './tables.ts'

/** Keeps what a person says of the verdict of a sentence on a delivery: what is usual is learnt from it (`pastOf`). */
export async function putJudgedWrong(
  tx: Tx,
  of: { readonly sentence: number; readonly delivery: number } & Pick<
    JudgedWrongRecord,
    'kind' | 'by' | 'at' | 'reason'
  >,
): Promise<void> {
  const { measure_id } = await tx
    .selectFrom('sentence')
    .select('measure_id')
    .where('id', '=', of.sentence)
    .executeTakeFirstOrThrow()
  const { kind, by, at, reason } = of
  await tx
    .insertInto('judged_wrong')
    .values({ measure_id, delivery_id: of.delivery, sentence_id: of.sentence, kind, by, at, reason })
    .execute()
}

/** What was said of the verdicts of a dataset, or of those of its deliveries that are numbered; oldest first. */
export function judgedWrongOf(
  db: Db,
  of: { readonly datasetId: number; readonly numbers?: readonly number[] },
): Promise<readonly JudgedWrongRecord[]> {
  return db
    .selectFrom('judged_wrong as w')
    .innerJoin('delivery as d', 'd.id', 'w.delivery_id')
    .innerJoin('dataset as s', 's.id', 'd.dataset_id')
    .innerJoin('sentence as t', 't.id', 'w.sentence_id')
    .select(['s.name as dataset', 'd.number', 't.canonical as sentence', 'w.kind', 'w.by', 'w.at', 'w.reason'])
    .where('d.dataset_id', '=', of.datasetId)
    .$if(of.numbers !== undefined, (query) => query.where('d.number', 'in', of.numbers ?? []))
    .orderBy('w.id')
    .execute()
}

/** What was said last of the measurement of a row; of a table `m` of measurements. */
export const saidLast = sql<JudgedWrongKind | null>`(SELECT w.kind FROM judged_wrong w
  WHERE w.measure_id = m.measure_id AND w.delivery_id = m.delivery_id ORDER BY w.id DESC LIMIT 1)`
