import { beside, numberOf, stateOf } from '@assay/core'
import { useEffect, useRef, useState } from 'react'
import { Glyph } from '../../charts/glyph.tsx'
import { HistoryChart } from '../../charts/history.tsx'
import { Scale } from '../../charts/scale.tsx'
import type { PageResponse, PageResult, Series, VerdictResult } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'
import { go, usePlace } from '../../routing/location.ts'
import { Evidence } from './evidence.tsx'
import { pointsOf } from './points.ts'

export interface SentenceProps {
  readonly page: PageResponse
  readonly result: PageResult
  readonly verdict: VerdictResult
  readonly editor: boolean
}

/** A sentence lit by its verdict; one click opens what explains it, and its address names it. */
export function Sentence(props: SentenceProps) {
  const { page, verdict } = props
  const state = stateOf(verdict)
  const { open, toggle, place } = useOpen(verdict.canonical, state === 'broken')
  const series = page.series.find(({ canonical }) => canonical === verdict.canonical)
  return (
    <details className={`item ${state}`} open={open} ref={place}>
      <summary className="line" onClick={toggle}>
        <Glyph state={state} />
        <span className="sentence">
          <CodeText>{verdict.sentence}</CodeText>
        </span>
        <span className="margin">
          <span className="value">{numberOf(verdict)}</span>{' '}
          <span className="beside">
            <CodeText>{beside(verdict)}</CodeText>
          </span>
        </span>
        <span className="picture">
          <Picture series={series} verdict={verdict} shown={page.delivery?.number ?? null} />
        </span>
      </summary>
      {open ? <Evidence {...props} series={series} /> : null}
    </details>
  )
}

/** Broken sentences lie open at first, and the one of the address, which is brought into sight. */
function useOpen(canonical: string, atFirst: boolean) {
  const { hash } = usePlace()
  const place = useRef<HTMLDetailsElement>(null)
  const named = hash === canonical
  const [chosen, choose] = useState<boolean | null>(null)
  const open = chosen ?? (named || atFirst)
  useEffect(() => {
    if (named && place.current && !inSight(place.current)) place.current.scrollIntoView({ block: 'start' })
  }, [named])
  return {
    open,
    place,
    toggle(event: { preventDefault(): void }) {
      event.preventDefault()
      choose(!open)
      const { pathname, search } = location
      go(`${pathname}${search}${open ? '' : `#${encodeURIComponent(canonical)}`}`, 'replace')
    },
  }
}

function inSight(of: HTMLElement): boolean {
  const { top } = of.getBoundingClientRect()
  return top >= 0 && top < innerHeight * 0.7
}

/** Over the deliveries up to the one that is shown; the number against its bound where there is one delivery only. */
function Picture({
  series,
  verdict,
  shown,
}: {
  readonly series: Series | undefined
  readonly verdict: VerdictResult
  readonly shown: number | null
}) {
  const points = pointsOf(series, shown)
  return points.length > 1 ? (
    <HistoryChart points={points} of={{ severity: verdict.severity, share: series?.unit === 'share' }} />
  ) : (
    <Scale verdict={verdict} />
  )
}
