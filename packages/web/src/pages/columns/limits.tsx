import { axisLabel, labelsBeside, type Label, type NumberSpread } from '@assay/core'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Histogram } from '../../charts/distribution.tsx'
import { limitsIn, sentenceOf, withRoom, type LimitsOf } from './limits-said.ts'

/** The box of the histogram, in its own units. */
const [WIDTH, FLOOR] = [400, 116]
/** So many steps of the keyboard from one end to the other. */
const STEPS = 200

interface LimitsProps {
  readonly of: NumberSpread
  /** What is written at the moment; limits that it says are those that are drawn. */
  readonly typed: string
  /** Told when a limit was moved: what a page would say. */
  readonly onSentence: (sentence: string) => void
}

type End = 'low' | 'high'

/** The distribution with two limits that can be dragged, by hand or with the arrow keys, also beyond its values. */
export function Limits({ of, typed, onSentence }: LimitsProps) {
  const [first, last] = [of.bins[0]?.low ?? 0, of.bins.at(-1)?.high ?? 1]
  const step = stepOf(last - first)
  const [limits, setLimits] = useState<LimitsOf>({
    low: rounded(first, step, 'low'),
    high: rounded(last, step, 'high'),
  })
  const [read, setRead] = useState('')
  // what is drawn does not move under the hand that drags
  const [held, hold] = useState<NumberSpread | null>(null)
  const picture = useRef<HTMLDivElement>(null)
  if (typed !== read) {
    setRead(typed)
    setLimits({ ...limits, ...limitsIn(typed, of.column) })
  }
  if (last <= first) return <Histogram of={of} />
  const drawn = held ?? withRoom(of, limits)
  const [from, to] = [drawn.bins[0]?.low ?? first, drawn.bins.at(-1)?.high ?? last]
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
    // the picture may be narrower than what holds it
    const box = picture.current?.querySelector('svg')?.getBoundingClientRect()
    return box ? Math.max(from, Math.min(to, from + ((clientX - box.left) / box.width) * (to - from))) : from
  }
  const label = axisLabel(of.times, to - from)
  const ends = (['low', 'high'] as const).map((end) => {
    const x = Math.max(0, Math.min(WIDTH, ((limits[end] - from) / (to - from)) * WIDTH))
    return { end, x, text: label(limits[end]), side: end === 'low' ? 'right' : 'left' } as const
  })
  const labels = labelsBeside(ends, { width: WIDTH, gap: 6 })
  return (
    <div className="limits" ref={picture}>
      <Histogram of={drawn}>
        {ends.map(({ end, x, text }, i) => (
          <Handle
            key={end}
            end={end}
            x={x}
            value={limits[end]}
            text={text}
            label={labels[i]}
            range={{ from, to, step: step * Math.max(1, Math.round((last - first) / step / STEPS)) }}
            move={(value) => move(end, value)}
            hold={(is) => hold(is ? drawn : null)}
            valueAt={valueAt}
          />
        ))}
      </Histogram>
      <p className="quiet">Drag the two limits, or move them with the arrow keys, also beyond the values.</p>
    </div>
  )
}

interface HandleProps {
  readonly end: End
  readonly x: number
  readonly value: number
  readonly text: string
  /** Where the text stands. */
  readonly label: Label | undefined
  readonly range: { readonly from: number; readonly to: number; readonly step: number }
  readonly move: (value: number) => void
  readonly hold: (is: boolean) => void
  readonly valueAt: (clientX: number) => number
}

function Handle({ end, x, value, text, label, range, move, hold, valueAt }: HandleProps) {
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
      aria-valuemin={Math.min(range.from, value)}
      aria-valuemax={Math.max(range.to, value)}
      aria-valuenow={value}
      aria-valuetext={text}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus()
        hold(true)
      }}
      onLostPointerCapture={() => hold(false)}
      onPointerMove={drag}
    >
      <rect className="beyond" x={end === 'low' ? 0 : x} y="0" width={end === 'low' ? x : WIDTH - x} height={FLOOR} />
      <rect className="grip" x={x - 12} y="0" width="24" height={FLOOR + 8} />
      <line x1={x} x2={x} y1="4" y2={FLOOR} />
      <circle cx={x} cy={FLOOR} r="5" />
      <text className="limit-label" x={label?.x} y={label?.y} textAnchor={label?.anchor}>
        {text}
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
