import type { HistoryPoint } from '@assay/core'
import type { Series } from '../../contract.ts'

/** What is drawn of a series, up to a delivery. */
export function pointsOf(series: Series | undefined, until: number | null): readonly HistoryPoint[] {
  return (series?.points ?? []).flatMap((each) =>
    until !== null && each.delivery > until
      ? []
      : [{ ...each, value: typeof each.value === 'number' ? each.value : null }],
  )
}
