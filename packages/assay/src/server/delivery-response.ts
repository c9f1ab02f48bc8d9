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
  const decisions = await store.decisionsOf(history.db, { datasetId: dataset.id, number: of.number })
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
    decisions: decisions.map(({ what, by, at, reason, was, is }) => ({ what, by, at, reason, was, is })),
  }
}
