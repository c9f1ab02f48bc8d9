import { dirname, resolve } from 'node:path'
import type { Page } from '@assay/core'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Keep, PageRun } from './check-page.ts'
import type { Earlier } from './earlier.ts'
import { earlierOf } from './earlier-kept.ts'
import { readerOf } from './kept-files.ts'
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

/** The run of a page on a kept delivery: as of its arrival, by what had been accepted before it. */
export async function keptRun(
  watching: Pick<Watching, 'parts' | 'project' | 'store' | 'deliveries' | 'history' | 'limits'>,
  { dataset, delivery, page, others, keep, source, progress = () => undefined }: ToRun,
): Promise<PageRun & { readonly earlier: Earlier }> {
  return {
    page,
    base: dirname(resolve(page.path)),
    source: page.source ?? '',
    delivery: source ?? { source: delivery.source, found: [], files: [] },
    others,
    now: delivery.arrivedAt,
    limits: watching.limits,
    progress,
    earlier: await earlierOf(readerOf(watching), { dataset, before: delivery.number, at: delivery.arrivedAt }),
    keep,
  }
}
