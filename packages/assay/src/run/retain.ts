import { isAccepted, type DatasetRecord, type DecisionRecord, type DeliveryRecord } from '../record.ts'
import { withFiles } from './files-lock.ts'
import type { Watching } from './watching.ts'

const DAY_MS = 86_400_000

/**
 * Files go when their delivery is neither among the newest nor young, the current one never. One that was current is young for as long
 * again after another took its place: its path was given out until then. Its verdicts and measurements stay; the whole result stays where
 * it was not accepted.
 */
export async function retain(watching: Watching, dataset: DatasetRecord): Promise<void> {
  const { store, history, deliveries, project, clock } = watching
  const { deliveries: most, days } = project.settings.retention
  const kept = await store.keptOf(history.db, dataset.id)
  const beyond = kept.slice(0, -most)
  if (beyond.length === 0) return
  const current = await store.lastAccepted(history.db, dataset.id)
  const decisions = await store.decisionsOf(history.db, { datasetId: dataset.id })
  const oldest = new Date(clock().getTime() - days * DAY_MS).toISOString()
  const gone = beyond.filter((each) => each.number !== current?.number && lastCurrent(each, kept, decisions) < oldest)
  if (gone.length === 0) return
  await withFiles(watching, async () => {
    await history.write(async (tx) => {
      const ids = gone.map((each) => each.id)
      await store.dropSnapshots(tx, ids)
      await store.dropResults(tx, dataset.id, Math.max(...gone.map((each) => each.number)) + 1)
    })
    for (const { folder } of gone)
      if (folder !== null) await deliveries.removeDelivery(project.state, dataset.name, folder)
  })
}

/** When another took its place, by coming or by what a person decided; when it came, of one that was never accepted. */
function lastCurrent(
  of: DeliveryRecord,
  kept: readonly DeliveryRecord[],
  decisions: readonly DecisionRecord[],
): string {
  const next = kept.find((each) => each.number > of.number && isAccepted(each))
  const places = isAccepted(of) && next ? [of, next] : [of]
  const decided = decisions.filter(
    ({ what, number }) => what !== 'forget' && places.some((each) => each.number === number),
  )
  return [...places.map((each) => each.arrivedAt), ...decided.map((each) => each.at)].reduce((a, b) => (a > b ? a : b))
}
