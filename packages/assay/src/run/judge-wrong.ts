import { Failure } from '../failure.ts'
import { isAccepted, type JudgedWrongKind, type JudgedWrongRecord, type VerdictRecord } from '../record.ts'
import { namedDataset, numberedDelivery } from './named.ts'
import type { Decision } from './decide.ts'
import type { Watching } from './watching.ts'

/** Whose word it is about which verdict, and why. */
export interface JudgedWrong extends Decision {
  /** Canonical, or a part of it. */
  readonly sentence: string
  readonly kind: JudgedWrongKind
}

/**
 * Keeps a person's word about a verdict: "this is expected" or "this should have alarmed". What is usual is learnt by it: a
 * number that is expected may be the first of a new level, and from one that should have alarmed nothing is learnt. The verdict
 * stays as it was given. Only accepted deliveries teach, so a held one must be released as well.
 */
export async function judgedWrong(
  { store, history, clock }: Watching,
  of: JudgedWrong,
): Promise<JudgedWrongRecord & { readonly teaches: boolean }> {
  const dataset = await namedDataset(store, history.db, of.dataset)
  const delivery = await numberedDelivery(store, history.db, dataset, of.number)
  const verdicts = await store.verdictsOf(history.db, { datasetId: dataset.id, deliveryId: delivery.id })
  const { sentence, canonical } = meant(verdicts, of)
  const { kind, by, reason } = of
  const at = clock().toISOString()
  await history.write((tx) => store.putJudgedWrong(tx, { sentence, delivery: delivery.id, kind, by, at, reason }))
  const teaches = isAccepted(delivery)
  return { dataset: of.dataset, number: of.number, sentence: canonical, kind, by, at, reason, teaches }
}

function meant(verdicts: readonly VerdictRecord[], { sentence: said, dataset, number }: JudgedWrong): VerdictRecord {
  const exact = verdicts.find((each) => each.canonical === said)
  const found = exact ? [exact] : verdicts.filter((each) => each.canonical.toLowerCase().includes(said.toLowerCase()))
  const [first] = found
  if (first && found.length === 1) return first
  throw new Failure(
    'no-sentence',
    found.length === 0
      ? `No sentence that was judged on ${dataset} ${String(number)} has "${said}" in it.`
      : `${String(found.length)} sentences of ${dataset} have "${said}" in them.`,
    { next: `\`assay history ${dataset}\` shows them.` },
  )
}
