import { strip, type DeliveryOutcome } from '@assay/core'
import { useState, type KeyboardEvent } from 'react'
import { addresses } from '../routing/addresses.ts'
import { Link } from '../routing/link.tsx'
import { useNow } from '../parts/now.ts'
import { dayAndTime } from '../parts/times.ts'
import { WORD_OF_DELIVERY } from '../parts/words.ts'

export interface Delivered {
  readonly number: number
  readonly state: DeliveryOutcome
  readonly arrivedAt: string
  readonly broken: number
  readonly warnings: number
}

interface StripProps {
  readonly dataset: string
  readonly deliveries: readonly Delivered[]
  /** One more that should have come. */
  readonly late?: boolean
  readonly shown?: number | undefined
  /** Each delivery is a link to its page. */
  readonly linked?: boolean
}

/** The deliveries side by side, oldest first. Where they are links they are one stop of the keyboard, and its arrows go from one to the next. */
export function Strip({ dataset, deliveries, late = false, shown, linked = false }: StripProps) {
  const now = useNow()
  const [focused, setFocused] = useState<number | null>(null)
  const all = [
    ...deliveries.map((each) => ({ ...each, warned: each.warnings > 0 })),
    ...(late ? [{ number: null, state: 'late' as const }] : []),
  ]
  const drawn = strip(all)
  const said = (i: number): string => {
    const of = deliveries[i]
    return of
      ? `delivery ${String(of.number)}, ${dayAndTime(of.arrivedAt, now)}: ${WORD_OF_DELIVERY[of.state]}`
      : WORD_OF_DELIVERY.late
  }
  const boxes = drawn.boxes.map((box, i) => (
    <g key={box.delivery ?? 'late'} className={`box ${box.fill}`} transform={`translate(${String(box.x)} 0)`}>
      <title>{said(i)}</title>
      <rect className="body" width={box.width} height={box.height} rx="1" />
      {box.cap > 0 ? <rect className="cap" width={box.width} height={box.cap} rx="1" /> : null}
      {box.delivery !== null && box.delivery === shown ? (
        <rect className="shown" x="-2" y="-2" width={box.width + 4} height={box.height + 4} rx="2" />
      ) : null}
    </g>
  ))
  const size = {
    width: drawn.width,
    height: drawn.height,
    viewBox: `0 0 ${String(drawn.width)} ${String(drawn.height)}`,
  }
  if (!linked)
    return (
      <svg className="strip" {...size} role="img" aria-label={summary(deliveries, late)}>
        {boxes}
      </svg>
    )
  const stop = Math.max(
    0,
    deliveries.findIndex(({ number }) => number === (focused ?? shown)),
  )
  return (
    <svg
      className="strip linked"
      {...size}
      role="group"
      aria-label={`${summary(deliveries, late)}; arrow keys go from one to the next`}
      onKeyDown={walk}
    >
      {boxes.map((box, i) => {
        const of = deliveries[i]
        return of ? (
          <Link
            key={of.number}
            to={addresses.page(dataset, of.number)}
            aria-label={said(i)}
            tabIndex={i === stop ? 0 : -1}
            onFocus={() => setFocused(of.number)}
          >
            {box}
          </Link>
        ) : (
          box
        )
      })}
    </svg>
  )
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** The focus goes to another of the links. */
function walk(event: KeyboardEvent<SVGSVGElement>): void {
  const step = STEPS[event.key]
  if (step === undefined) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((each) => each === document.activeElement)
  const to = links[step(at, links.length - 1)]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  to.focus()
}

function summary(deliveries: readonly Delivered[], late: boolean): string {
  const wrong = deliveries.filter(({ state }) => state === 'held' || state === 'rejected' || state === 'not-checked')
  return `the last ${String(deliveries.length)} deliveries, ${String(wrong.length)} of them not accepted${late ? '; one is late' : ''}`
}
