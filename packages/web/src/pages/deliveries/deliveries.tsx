import { counted, type HistoryPoint } from '@assay/core'
import { useMemo, useState } from 'react'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import { Glyph } from '../../charts/glyph.tsx'
import { HistoryChart } from '../../charts/history.tsx'
import type { DeliveriesResponse, DeliveryResponse, PageResponse, SessionResponse } from '../../contract.ts'
import { useLatest } from '../../parts/latest.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { Share } from '../../share/share.tsx'
import { deliveryTable } from '../../share/tables.ts'
import { DeliveryLine, type Broke } from './delivery-line.tsx'

const AT_ONCE = 60

/** What arrived, newest first: what became of it, how much it was and what it broke. */
export function Deliveries({ dataset, session }: { readonly dataset: string; readonly session: SessionResponse }) {
  useTitle(`Deliveries of ${dataset}`)
  const [limit, setLimit] = useState(AT_ONCE)
  const found = useLatest(useResource<DeliveriesResponse>(withQuery(api(dataset, '/deliveries'), { limit })))
  const page = useLatest(useResource<PageResponse>(withQuery(api(dataset), { last: limit }))).data
  const broke = useMemo(() => brokenBy(page?.series ?? []), [page])
  return (
    <>
      {found.data ? <ShareOf dataset={dataset} deliveries={found.data.deliveries} /> : null}
      <h1>Deliveries</h1>
      <p className="quiet">
        <Link to={addresses.page(dataset)}>{page?.title ?? dataset}</Link>
      </p>
      <Known of={found}>
        {({ deliveries }) =>
          deliveries.length === 0 ? (
            <Empty title="Nothing was delivered yet.">Put data where the source of the page says.</Empty>
          ) : (
            <>
              <Rows deliveries={deliveries} />
              <ol className="timeline">
                {page?.due?.late ? <Late due={page.due.due} /> : null}
                {deliveries.map((each) => (
                  <DeliveryLine
                    key={each.number}
                    dataset={dataset}
                    of={each}
                    broke={broke.get(each.number) ?? []}
                    editor={session.role !== 'viewer'}
                    current={page?.current}
                  />
                ))}
              </ol>
              {deliveries.length === limit && limit < 500 ? (
                <p className="more">
                  <button type="button" className="button" onClick={() => setLimit(Math.min(500, limit + AT_ONCE))}>
                    {counted(AT_ONCE)} more
                  </button>
                </p>
              ) : null}
            </>
          )
        }
      </Known>
    </>
  )
}

interface Shared {
  readonly dataset: string
  readonly deliveries: readonly DeliveryResponse[]
}

const ShareOf = ({ dataset, deliveries }: Shared) => (
  <Share name={`${dataset} deliveries`} csv={() => deliveryTable(deliveries)} />
)

/** By the number of a delivery, the sentences that it broke, with their severity. */
function brokenBy(series: PageResponse['series']): ReadonlyMap<number, readonly Broke[]> {
  const broke = new Map<number, Broke[]>()
  for (const { canonical, severity, points } of series)
    for (const { delivery, status } of points)
      if (status === 'broken') broke.set(delivery, [...(broke.get(delivery) ?? []), { canonical, severity }])
  return broke
}

/** How many rows came each time. */
function Rows({ deliveries }: { readonly deliveries: readonly DeliveryResponse[] }) {
  const points = [...deliveries].reverse().map(({ number, rows }): HistoryPoint => ({
    delivery: number,
    value: rows,
    low: null,
    high: null,
    status: 'holds',
  }))
  if (points.length < 2) return null
  return (
    <figure className="rows-over-time">
      <figcaption className="quiet">rows in each delivery</figcaption>
      <HistoryChart tall points={points} of={{ severity: 'should', share: false }} />
    </figure>
  )
}

const Late = ({ due }: { readonly due: string | null }) => (
  <li className="delivery">
    <Glyph state="broken" name="late" />
    <div>
      <p>
        <strong className="late">not arrived</strong>
        {due === null ? null : (
          <>
            , was due <Time at={due} as="day-and-time" />
          </>
        )}
      </p>
    </div>
  </li>
)
