import type { DatasetRecord } from '../record.ts'
import type { Point } from '../history/index.ts'
import type { PageResult } from '../report/contract.ts'
import type { Reader } from './kept-files.ts'

/** So many deliveries are drawn. */
const DRAWN = 40

/** What became of the deliveries before one, and the number of each sentence on them: to be drawn, not to judge by. */
export interface PastDrawn {
  readonly deliveries: NonNullable<PageResult['earlier']>
  /** By canonical sentence, oldest first. */
  readonly points: ReadonlyMap<string, readonly Point[]>
}

/** The newest deliveries of a dataset below a number, or of all. */
export async function pastDrawn(
  { db, store }: Pick<Reader, 'db' | 'store'>,
  dataset: DatasetRecord,
  before?: number,
): Promise<PastDrawn> {
  const below = before === undefined ? {} : { before }
  const deliveries = await store.deliveriesOf(db, dataset.id, { limit: DRAWN, ...below })
  const series = await store.seriesOf(db, { datasetId: dataset.id, last: DRAWN, all: true, ...below })
  return {
    deliveries: deliveries.map(({ number, state, arrivedAt }) => ({ number, state, arrivedAt })).reverse(),
    points: new Map(series.map((each) => [each.canonical, each.points])),
  }
}

/** A result with what came before it. */
export function withPast(result: PageResult, past: PastDrawn | null): PageResult {
  if (past === null || past.deliveries.length === 0) return result
  return {
    ...result,
    earlier: past.deliveries,
    verdicts: result.verdicts.map((verdict) => {
      const points = past.points.get(verdict.canonical) ?? []
      if (points.length === 0) return verdict
      const history = points.map(({ delivery, status, value, low, high }) => ({ delivery, status, value, low, high }))
      return { ...verdict, history }
    }),
  }
}
