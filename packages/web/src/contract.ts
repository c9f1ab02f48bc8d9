/** What the server answers; types alone, so that nothing of the server gets into the browser. */
export type * from '../../assay/src/server/contract.ts'
