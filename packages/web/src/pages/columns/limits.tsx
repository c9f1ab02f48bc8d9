import { axisLabel, quoteColumn, type NumberSpread } from '@assay/core'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Histogram } from '../../charts/distribution.tsx'

/** The box of the histogram, in its own units. */
const [WIDTH, FLOOR] = [400, 116]
/** So many steps of the keyboard from one end to the other. */
const STEPS = 200

interface LimitsProps {
  readonly of: NumberSpread
  /** Told when a limit was moved: what a page would say. */
  readonly onSentence: (sentence: string) => void
}

type End = 'low' | 'high'

/** The distribution with two limits that can be dragged, by hand or with the arrow keys. */
export function Limits({ of, onSentence }: LimitsProps) {
  const [from, to] = [of.bins[0]?.low ?? 0, of.bins.at(-1)?.high ?? 1]
  const step = stepOf(to - from)
  const [limits, setLimits] = useState({ low: rounded(from, step, 'low'), high: rounded(to, step, 'high') })
  const picture = useRef<HTMLDivElement>(null)
  if (to <= from) return <Histogram of={of} />
  const move = (end: End, value: number) => {
    const next =
      end === 'low'
        ? { ...limits, low: Math.min(rounded(value, step), limits.high) }
        : { ...limits, high: Math.max(rounded(value, step), limits.low) }
    if (next.low === limits.low && next.high === limits.high) return
    setLimits(next)
    onSentence(sentenceOf(of, next))
  }
  const valueAt = (clientX: number) => {
    const box = picture.current?.getBoundingClientRect()
    return box ? from + ((clientX - box.left) / box.width) * (to - from) : from
  }
  const label = axisLabel(of.times, to - from)
  return (
    <div className="limits" ref={picture}>
      <Histogram of={of}>
        {(['low', 'high'] as const).map((end) => (
          <Handle
            key={end}
            end={end}
            x={Math.max(0, Math.min(WIDTH, ((limits[end] - from) / (to - from)) * WIDTH))}
            value={limits[end]}
            label={label(limits[end])}
            range={{ from, to, step: step * Math.max(1, Math.round((to - from) / step / STEPS)) }}
            move={(value) => move(end, value)}
            valueAt={valueAt}
          />
        ))}
      </Histogram>
      <p className="quiet">Drag the two limits, or move them with the arrow keys.</p>
    </div>
  )
}

interface HandleProps {
  readonly end: End
  readonly x: number
  readonly value: number
  readonly label: string
  readonly range: { readonly from: number; readonly to: number; readonly step: number }
  readonly move: (value: number) => void
  readonly valueAt: (clientX: number) => number
}

function Handle({ end, x, value, label, range, move, valueAt }: HandleProps) {
  const moved: Readonly<Record<string, number>> = {
    ArrowLeft: value - range.step,
    ArrowDown: value - range.step,
    ArrowRight: value + range.step,
    ArrowUp: value + range.step,
    PageDown: value - 10 * range.step,
    PageUp: value + 10 * range.step,
    Home: range.from,
    End: range.to,
  }
  const press = (event: KeyboardEvent) => {
    const to = moved[event.key]
    if (to === undefined) return
    event.preventDefault()
    move(to)
  }
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) move(valueAt(event.clientX))
  }
  return (
    <g
      className="handle"
      role="slider"
      tabIndex={0}
      aria-label={end === 'low' ? 'Lowest allowed' : 'Highest allowed'}
      aria-valuemin={range.from}
      aria-valuemax={range.to}
      aria-valuenow={value}
      aria-valuetext={label}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus()
      }}
      onPointerMove={drag}
    >
      <rect className="beyond" x={end === 'low' ? 0 : x} y="0" width={end === 'low' ? x : WIDTH - x} height={FLOOR} />
      <rect className="grip" x={x - 12} y="0" width="24" height={FLOOR + 8} />
      <line x1={x} x2={x} y1="4" y2={FLOOR} />
      <circle cx={x} cy={FLOOR} r="5" />
      <text
        className="limit-label"
        x={end === 'low' ? x + 6 : x - 6}
        y="13"
        textAnchor={end === 'low' ? 'start' : 'end'}
      >
        {label}
      </text>
    </g>
  )
}

/** A step with one digit, so that limits come out as a person would write them. */
const stepOf = (span: number): number => 10 ** Math.floor(Math.log10(Math.max(span, Number.MIN_VALUE) / 100))

function rounded(value: number, step: number, toward?: End): number {
  const steps = value / step
  const whole = toward === 'low' ? Math.floor(steps) : toward === 'high' ? Math.ceil(steps) : Math.round(steps)
  return Number((whole * step).toPrecision(12))
}

function sentenceOf(of: NumberSpread, { low, high }: { readonly low: number; readonly high: number }): string {
  const written = of.times ? (n: number) => new Date(n * 1000).toISOString().slice(0, 10) : String
  return `${quoteColumn(of.column)} must be between ${written(low)} and ${written(high)}`
}
