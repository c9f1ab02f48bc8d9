import { counted } from '@assay/core'
import { HistoryChart } from '../../charts/history.tsx'
import type { Series, VerdictResult } from '../../contract.ts'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { pointsOf } from './points.ts'

const MOST_NAMED = 12

interface PastProps {
  readonly dataset: string
  readonly verdict: VerdictResult
  readonly series: Series | undefined
  readonly shown: number | null
}

/** The number over the deliveries, large, and the deliveries in which it broke. */
export function Past({ dataset, verdict, series, shown }: PastProps) {
  const points = pointsOf(series, null)
  if (series === undefined || points.length < 2) return null
  const broken = points.filter(({ status }) => status === 'broken').map(({ delivery }) => delivery)
  return (
    <div className="past">
      <HistoryChart tall points={points} of={{ severity: verdict.severity, share: series.unit === 'share' }} />
      <p className="quiet">
        {broken.length === 0
          ? `Broken in none of the last ${counted(points.length, 'delivery', 'deliveries')}.`
          : `Broken in ${counted(broken.length)} of the last ${counted(points.length, 'delivery', 'deliveries')}: `}
        {broken
          .slice(-MOST_NAMED)
          .reverse()
          .map((delivery, i) => (
            <span key={delivery}>
              {i > 0 ? ', ' : ''}
              {delivery === shown ? (
                `${String(delivery)} (this one)`
              ) : (
                <Link to={addresses.page(dataset, delivery, verdict.canonical)}>{delivery}</Link>
              )}
            </span>
          ))}
      </p>
    </div>
  )
}
