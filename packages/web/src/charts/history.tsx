import { historyLine, type HistoryPoint, type LineOf } from '@assay/core'
import { Mark } from './mark.tsx'

/** A number over the deliveries with the band that it must stay in. */
export function HistoryChart({
  points,
  of,
  tall,
}: {
  readonly points: readonly HistoryPoint[]
  readonly of: LineOf
  readonly tall?: boolean
}) {
  const drawn = historyLine(points, of)
  if (drawn === null) return null
  return (
    <svg
      className={tall ? 'history tall' : 'history'}
      viewBox={`0 0 ${String(drawn.width)} ${String(drawn.height)}`}
      role="img"
      aria-label={drawn.described}
    >
      <path className="band" d={drawn.band} />
      <path className="course" d={drawn.line} />
      {drawn.points.map(({ x, marker, state }) =>
        marker === null ? null : <Mark key={x} marker={marker} state={state} />,
      )}
    </svg>
  )
}
