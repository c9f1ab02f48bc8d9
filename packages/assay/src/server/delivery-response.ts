import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { DeliveryResponse } from './contract.ts'
import type { Services } from './services.ts'

/** A delivery as the API gives it, with what people decided about it. */
export async function deliveryResponse(
  { store, history }: Services,
  dataset: DatasetRecord,
  of: DeliveryRecord,
  current: DeliveryRecord | null,
): Promise<DeliveryResponse> {
  const named = { datasetId: dataset.id, number: of.number }
  const [decisions, said] = await Promise.all([
    store.decisionsOf(history.db, named),
    store.judgedWrongOf(history.db, named),
  ])
  const { number, state, source, arrivedAt, judgedAt, fingerprint, sameAs, bytes, rows, setAside, counts } = of
  return {
    number,
    state,
    source,
    arrivedAt,
    judgedAt,
    fingerprint,
    sameAs,
    bytes,
    rows,
    setAside,
    counts,
    outcome: of.outcome,
    seconds: of.seconds,
    kept: of.folder !== null,
    current: current?.number === number,
    judgedWrong: said.map(({ sentence, kind, by, at, reason }) => ({ sentence, kind, by, at, reason })),
    decisions: decisions.map(({ what, by, at, reason, was, is }) => ({ what, by, at, reason, was, is })),
  }
}
