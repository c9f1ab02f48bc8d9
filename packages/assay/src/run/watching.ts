import type { Page } from '@assay/core'
import type { Project } from '../config.ts'
import type * as deliveries from '../deliveries/index.ts'
import type * as store from '../history/index.ts'
import type { DatasetRecord, DeliveryRecord, Outcome } from '../record.ts'
import type { Due } from './awaited.ts'
import type { Pages } from './pages.ts'
import type { EngineLimits, Parts } from './parts.ts'

export type Store = typeof store
export type Deliveries = typeof deliveries

/** Everything that works on kept deliveries: how to read and judge, where they are kept, who is told. */
export interface Watching {
  readonly parts: Parts
  readonly project: Project
  readonly store: Store
  readonly deliveries: Deliveries
  readonly history: store.History
  readonly limits: EngineLimits
  /** The clock on the wall; it may jump. */
  readonly clock: () => Date
  /** When data is due, by dataset; brought up to date at every look. */
  readonly dues: Map<string, Due>
  readonly say: (event: WatchEvent) => void
  /** Told what is being done with a delivery that is judged. */
  readonly progress: (of: Pick<DeliveryRecord, 'dataset' | 'number'>, says: string) => void
  /** Called within the transaction that keeps an outcome: what it writes is kept together with it, or not at all. */
  readonly onOutcome: (tx: store.Tx, outcome: Outcome) => Promise<void>
}

/** Something that a watcher did or found, for logs and the terminal. */
export interface WatchEvent {
  readonly level: 'info' | 'warn' | 'error'
  readonly dataset: string | null
  readonly delivery: DeliveryRecord | null
  readonly text: string
}

/** A page with what it is checked together with. */
export interface WatchedPage {
  readonly page: Page
  readonly dataset: DatasetRecord
  readonly pages: Pages
}
