import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@assay/core'
import { findProject } from '../config.ts'
import type { DeliverySource } from './deliveries.ts'
import type { Earlier } from './earlier.ts'
import { earlierOf } from './earlier-kept.ts'
import { readerOf } from './kept-files.ts'
import type { DeliveryRecord } from '../record.ts'
import type { Parts } from './parts.ts'
import { pastDrawn, type PastDrawn } from './past-drawn.ts'

/** What the history of a page's project knows. */
export interface Known {
  /**
   * What came before a delivery, and when the delivery itself arrived, if it was watched: judged at that time and by
   * those deliveries, a check and a watcher come to the same verdicts.
   */
  before(delivery: DeliverySource): Promise<{
    readonly earlier: Earlier
    /** Null of one that was not watched. */
    readonly watched: Pick<DeliveryRecord, 'number' | 'arrivedAt'> | null
    readonly past: PastDrawn
  }>
  close(): Promise<void>
}

/** Null where no history is kept, or the page's dataset is not in it. Nothing is written. */
export async function knownOf(parts: Parts, page: Page, now: string): Promise<Known | null> {
  const project = await findProject(page.path)
  if (!project || !(await stat(join(project.state, 'history.db')).catch(() => null))) return null
  const [store, deliveries] = await Promise.all([parts.history(), parts.deliveries()])
  const history = await store.readHistory(project.state)
  const dataset = history && (await store.datasetNamed(history.db, page.dataset))
  if (!dataset) {
    await history?.close()
    return null
  }
  const { db, close } = history
  const reader = readerOf({ parts, project, store, deliveries, history })
  return {
    async before({ source, found }) {
      const mark = deliveries.markOf({ source, files: found })
      const known = await store.deliveryMarked(db, dataset.id, { source, mark })
      const of = { dataset, at: known?.arrivedAt ?? now }
      return {
        earlier: await earlierOf(reader, known ? { ...of, before: known.number } : of),
        watched: known,
        past: await pastDrawn(reader, dataset, known?.number),
      }
    },
    close,
  }
}
