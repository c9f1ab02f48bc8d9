import type { DatasetRecord } from '../record.ts'
import { withFiles } from './files-lock.ts'
import type { Watching } from './watching.ts'

const DAY_MS = 86_400_000

/**
 * Files go when their delivery is neither among the newest nor young, the current one never. Its verdicts and measurements
 * stay; the whole result stays where it was not accepted.
 */
export async function retain(watching: Watching, dataset: DatasetRecord): Promise<void> {
  const { store, history, deliveries, project, clock } = watching
  const { deliveries: most, days } = project.settings.retention
  const kept = await store.keptOf(history.db, dataset.id)
  const current = await store.lastAccepted(history.db, dataset.id)
  const oldest = new Date(clock().getTime() - days * DAY_MS).toISOString()
  const gone = kept.slice(0, -most).filter((each) => each.arrivedAt < oldest && each.number !== current?.number)
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
