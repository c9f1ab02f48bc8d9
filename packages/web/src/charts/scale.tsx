import { scaleOf, type DrawnVerdict } from '@assay/core'
import { Mark } from './mark.tsx'

/** The number against its bound. What it says stands beside it in words. */
export function Scale({ verdict }: { readonly verdict: DrawnVerdict }) {
  const scale = scaleOf(verdict)
  if (scale === null) return null
  const { width, height, axis, ticks, band, marker, labels } = scale
  return (
    <svg className="scale" viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden="true" focusable="false">
      <rect className="band" {...band} />
      <line className="axis" x1="0" x2={width} y1={axis} y2={axis} />
      {ticks.map((x) => (
        <line key={x} className="axis" x1={x} x2={x} y1={axis - 3} y2={axis + 3} />
      ))}
      {labels.map(({ x, y, anchor, text }) => (
        <text key={x} className="label" x={x} y={y} textAnchor={anchor}>
          {text}
        </text>
      ))}
      <Mark marker={marker} state={marker.state} />
    </svg>
  )
}
