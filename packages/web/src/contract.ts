import type { DeliveryResponse, PageResponse } from '../../assay/src/server/contract.ts'

/** What the server answers; types alone, so that nothing of the server gets into the browser. */
export type * from '../../assay/src/server/contract.ts'

/** A page as a document with its verdicts. */
export type PageResult = NonNullable<PageResponse['result']>
export type VerdictResult = PageResult['verdicts'][number]
export type EvidenceResult = NonNullable<VerdictResult['evidence']>
export type Series = PageResponse['series'][number]
export interface DeliveryResult {
  readonly delivery: DeliveryResponse
  readonly result: PageResult | null
}
