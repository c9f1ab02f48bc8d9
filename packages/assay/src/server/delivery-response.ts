import type { DatasetRecord, DecisionRecord, DeliveryRecord, JudgedWrongRecord } from '../record.ts'
import type { DeliveryResponse } from './contract.ts'
import type { Services } from './services.ts'

type Kept = Pick<Services, 'store'> & { readonly history: Pick<Services['history'], 'db'> }

/** Deliveries as the API gives them, with what people decided about each: that is asked for once, however many they are. */
export async function deliveryResponses(
  kept: Kept,
  dataset: DatasetRecord,
  of: readonly DeliveryRecord[],
  current: DeliveryRecord | null,
): Promise<DeliveryResponse[]> {
  const decided = await decidedOf(kept, dataset, of)
  return of.map((each) => responseOf(each, decided, current))
}

/** One delivery as the API gives it. */
export const deliveryResponse = async (
  kept: Kept,
  dataset: DatasetRecord,
  of: DeliveryRecord,
  current: DeliveryRecord | null,
): Promise<DeliveryResponse> => responseOf(of, await decidedOf(kept, dataset, [of]), current)

interface Decided {
  readonly decisions: readonly DecisionRecord[]
  readonly said: readonly JudgedWrongRecord[]
}

async function decidedOf(
  { store, history }: Kept,
  dataset: DatasetRecord,
  of: readonly DeliveryRecord[],
): Promise<Decided> {
  const numbered = { datasetId: dataset.id, numbers: of.map(({ number }) => number) }
  const [decisions, said] = await Promise.all([
    store.decisionsOf(history.db, numbered),
    store.judgedWrongOf(history.db, numbered),
  ])
  return { decisions, said }
}

function responseOf(of: DeliveryRecord, decided: Decided, current: DeliveryRecord | null): DeliveryResponse {
  const { number, state, source, arrivedAt, judgedAt, fingerprint, sameAs, bytes, rows, setAside, counts } = of
  const its = (each: { readonly number: number }) => each.number === number
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
    judgedWrong: decided.said
      .filter(its)
      .map(({ sentence, kind, by, at, reason }) => ({ sentence, kind, by, at, reason })),
    decisions: decided.decisions
      .filter(its)
      .map(({ what, by, at, reason, was, is }) => ({ what, by, at, reason, was, is })),
  }
}
