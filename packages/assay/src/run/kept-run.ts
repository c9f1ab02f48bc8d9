import { dirname, resolve } from 'node:path'
import type { Page } from '@assay/core'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Keep, PageRun } from './check-page.ts'
import type { Earlier } from './earlier.ts'
import { earlierOf } from './earlier-kept.ts'
import { keptFiles, readerOf } from './kept-files.ts'
import { readPages } from './pages.ts'
import type { Watching } from './watching.ts'

/** Which kept delivery is run, by which page, and what else its sentences may refer to. */
export interface ToRun {
  readonly dataset: DatasetRecord
  readonly delivery: DeliveryRecord
  readonly page: Page
  readonly others: PageRun['others']
  readonly keep: Keep
  /** The files that it was found in; where only what is kept is read, none. */
  readonly source?: PageRun['delivery']
  readonly progress?: (says: string) => void
}

export type KeptRun = PageRun & { readonly earlier: Earlier }

type Opening = Pick<Watching, 'parts' | 'project' | 'store' | 'deliveries' | 'history' | 'limits'>

/** The run of a page on a kept delivery: as of its arrival, by what had been accepted before it. */
export async function keptRun(
  watching: Opening,
  { dataset, delivery, page, others, keep, source, progress = () => undefined }: ToRun,
): Promise<KeptRun> {
  return {
    page,
    base: dirname(resolve(page.path)),
    source: page.source ?? '',
    delivery: source ?? { source: delivery.source, found: [], files: [] },
    number: delivery.number,
    others,
    now: delivery.arrivedAt,
    limits: watching.limits,
    progress,
    earlier: await earlierOf(readerOf(watching), { dataset, before: delivery.number, at: delivery.arrivedAt }),
    keep,
  }
}

/** The same on what is kept of the delivery, of which nothing is kept anew; null where its rows are not kept any more. */
export async function runAgain(
  opening: Opening,
  of: Pick<ToRun, 'dataset' | 'delivery' | 'page'>,
  judged: Keep['judged'] = () => Promise.resolve(),
): Promise<KeptRun | null> {
  const { parts, deliveries } = opening
  const kept = await keptFiles(readerOf(opening), of.delivery)
  if (kept === null) return null
  const { folder, facts } = kept
  const { byDataset } = await readPages([of.page.path])
  return keptRun(opening, {
    ...of,
    others: new Map([...byDataset].filter(([name]) => name !== of.page.dataset)),
    keep: { folders: [folder], read: (engine) => deliveries.readKept(engine, folder, facts, parts.readSource), judged },
  })
}
