import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import type { DatasetRecord, DeliveryRecord, DeliveryState } from '../record.ts'
import { followed } from './deliver.ts'
import { withFiles } from './files-lock.ts'
import { keptFiles, notKept, readerOf } from './kept-files.ts'
import { namedDataset, numberedDelivery } from './named.ts'
import type { Watching } from './watching.ts'

/** Whose decision it is about which delivery, and why. */
export interface Decision {
  readonly dataset: string
  readonly number: number
  readonly by: string
  readonly reason: string
}

const MAY_RELEASE: readonly DeliveryState[] = ['held', 'rejected']
const MAY_REJECT: readonly DeliveryState[] = ['held', 'accepted', 'set-aside', 'released']

/** A delivery that was held counts as accepted from now on, with all its rows. */
export function release(watching: Watching, of: Decision): Promise<DeliveryRecord> {
  return withFiles(watching, async () => {
    const { dataset, delivery } = await decided(watching, of, 'release', MAY_RELEASE)
    await acceptedRows(watching, delivery)
    return concludedBy(watching, dataset, delivery, of, { what: 'release', is: 'released' })
  })
}

/** A delivery does not count as accepted from now on: `current` and the baselines are those before it. */
export async function reject(watching: Watching, of: Decision): Promise<DeliveryRecord> {
  const { dataset, delivery } = await decided(watching, of, 'reject', MAY_REJECT)
  return concludedBy(watching, dataset, delivery, of, { what: 'reject', is: 'rejected' })
}

async function decided(
  { store, history }: Watching,
  of: Decision,
  what: string,
  may: readonly DeliveryState[],
): Promise<{ dataset: DatasetRecord; delivery: DeliveryRecord }> {
  const dataset = await namedDataset(store, history.db, of.dataset)
  const delivery = await numberedDelivery(store, history.db, dataset, of.number)
  if (!may.includes(delivery.state))
    throw new Failure(
      'not-possible',
      `${of.dataset} ${String(of.number)} is ${delivery.state}: there is nothing to ${what}.`,
    )
  return { dataset, delivery }
}

async function concludedBy(
  watching: Watching,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
  of: Decision,
  to: { readonly what: 'release' | 'reject'; readonly is: DeliveryState },
): Promise<DeliveryRecord> {
  const { store, history, clock, onOutcome } = watching
  const done = await history.write(async (tx) => {
    const was = await store.deliveryById(tx, delivery.id)
    const { by, reason } = of
    const decision = await store.decide(tx, was, { ...to, by, reason, at: clock().toISOString() })
    const is = await store.deliveryById(tx, delivery.id)
    await onOutcome(tx, { dataset, delivery: is, was: was.state, result: null, decision })
    return is
  })
  await followed(watching, dataset)
  return done
}

/** A held delivery has no file of accepted rows yet: now they are all of it. */
async function acceptedRows(watching: Watching, delivery: DeliveryRecord): Promise<void> {
  const { deliveries, parts, limits } = watching
  const kept = await keptFiles(readerOf(watching), delivery)
  if (kept === null) throw notKept(delivery)
  const { folder, facts } = kept
  const accepted = join(folder, deliveries.ACCEPTED)
  if (await stat(accepted).catch(() => null)) return
  const unfinished = `${accepted}.part`
  await rm(unfinished, { recursive: true, force: true })
  const engine = await parts.openEngine(limits)
  try {
    const { relation } = await deliveries.readKept(engine, folder, facts, parts.readSource)
    await deliveries.storing(accepted, async () => {
      await deliveries.writeAccepted(engine, { from: folder, to: unfinished }, { facts, relation, all: true })
      await rename(unfinished, accepted)
    })
  } finally {
    await engine.close()
  }
}
