import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import type { DeliveryRecord } from '../record.ts'
import type { Decision } from './decide.ts'
import { concluded, published } from './deliver.ts'
import { withFiles } from './files-lock.ts'
import { judgeKept } from './judge-kept.ts'
import { keptFiles, notKept, readerOf } from './kept-files.ts'
import { namedDataset, numberedDelivery } from './named.ts'
import { readPages } from './pages.ts'
import type { Watching } from './watching.ts'

/**
 * Judges a kept delivery again, by its page as it is now and by the accepted deliveries before it; what comes out replaces
 * what was judged before. Files that were given out stay as they are: the new ones are in a folder of their own.
 */
export function replay(watching: Watching, of: Decision): Promise<DeliveryRecord> {
  return withFiles(watching, async () => {
    const { store, deliveries, history, project, parts } = watching
    const start = performance.now()
    const dataset = await namedDataset(store, history.db, of.dataset)
    const delivery = await numberedDelivery(store, history.db, dataset, of.number)
    const kept = await keptFiles(readerOf(watching), delivery)
    if (kept === null) throw notKept(delivery)
    const { folder: before, facts } = kept
    const name = deliveries.nextVersion(kept.of)
    const folder = deliveries.unfinishedFolder(project.state, dataset.name, `${name}-${String(process.pid)}`)
    try {
      await deliveries.storing(name, async () => {
        await rm(folder, { recursive: true, force: true })
        await deliveries.makeFolder(folder)
        await deliveries.linkTree(join(before, deliveries.SNAPSHOT), join(folder, deliveries.SNAPSHOT))
      })
      const pages = await readPages([dataset.page])
      const [page] = pages.checked
      if (!page) throw new Error('a page that was read is not there')
      const watched = { page, pages, dataset }
      const judged = await judgeKept(watching, {
        watched,
        delivery,
        source: { source: delivery.source, found: [], files: [] },
        folder,
        copies: facts.copies,
        facts,
        read: (engine) => deliveries.readKept(engine, folder, facts, parts.readSource),
      })
      if (judged.facts === null) throw new Failure('not-read', judged.result.outcome)
      await published(watching, delivery, folder, name)
      return await concluded(watching, watched, delivery, judged, {
        folder: name,
        seconds: (performance.now() - start) / 1000,
        decision: of,
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}
