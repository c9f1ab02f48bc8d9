import type { Marker, State } from '@assay/core'

/** What marks one number of a drawing: the shape and the colour of its state. */
export function Mark({ marker, state }: { readonly marker: Marker; readonly state: State }) {
  if (marker.kind === 'path') return <path className={`mark ${state}`} d={marker.d} />
  return <circle className={`mark ${state}`} cx={marker.cx} cy={marker.cy} r={marker.r} />
}
