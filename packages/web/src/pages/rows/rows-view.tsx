import { counted, visible } from '@assay/core'
import { useMemo, useState } from 'react'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import type { DeliveryResult, EvidenceResult, RowsResponse, SetAsideResponse } from '../../contract.ts'
import { useLatest } from '../../parts/latest.ts'
import { useSettled } from '../../parts/settled.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { setQuery, usePlace } from '../../routing/location.ts'
import { Share } from '../../share/share.tsx'
import { InCommon } from '../living/in-common.tsx'
import { RowTable } from './row-table.tsx'
import { PAGE } from './row-pages.ts'

interface Of {
  readonly dataset: string
  readonly delivery: number
}

/** Every row of a delivery that fails a sentence. */
export function FailingRows({ dataset, delivery }: Of) {
  const sentence = usePlace().query.get('sentence') ?? ''
  useTitle(`Rows of delivery ${String(delivery)}`)
  const evidence = useEvidence({ dataset, delivery }, sentence)
  const telling = useMemo(() => (evidence?.common ?? []).map(({ column }) => column), [evidence])
  return (
    <>
      <h1>Rows that fail</h1>
      <p className="sentence-said">
        <CodeText>{sentence}</CodeText>
      </p>
      <Back dataset={dataset} delivery={delivery} sentence={sentence} />
      {evidence === undefined || evidence.common.length === 0 ? null : <InCommon evidence={evidence} />}
      <Searched
        path={withQuery(api(dataset, `/deliveries/${String(delivery)}/rows`), { sentence })}
        nothing={`No row of delivery ${String(delivery)} fails it.`}
        sentence={sentence}
        telling={telling}
      />
    </>
  )
}

/** What stands beside the sentence on its page. */
function useEvidence({ dataset, delivery }: Of, sentence: string): EvidenceResult | undefined {
  const { result } = useResource<DeliveryResult>(api(dataset, `/deliveries/${String(delivery)}`)).data ?? {}
  return result?.verdicts.find(({ canonical }) => canonical === sentence)?.evidence
}

/** The rows that a delivery was accepted without, each with what it broke. */
export function SetAsideRows({ dataset, delivery }: Of) {
  useTitle(`Rows set aside of delivery ${String(delivery)}`)
  return (
    <>
      <h1>Rows set aside</h1>
      <Back dataset={dataset} delivery={delivery} />
      <Searched
        path={api(dataset, `/deliveries/${String(delivery)}/set-aside`)}
        nothing={`No row of delivery ${String(delivery)} was set aside.`}
      />
    </>
  )
}

const Back = ({ dataset, delivery, sentence }: Of & { readonly sentence?: string }) => (
  <p className="quiet">
    <Link to={addresses.page(dataset, delivery, sentence)}>
      {dataset}, delivery {delivery}
    </Link>
  </p>
)

interface SearchedProps {
  readonly path: string
  readonly nothing: string
  readonly sentence?: string
  readonly telling?: readonly string[]
}

const NOTHING: readonly string[] = []

/** The search stands in the address; the rows that fit are asked for a part at a time. */
function Searched({ path, nothing, sentence = '', telling = NOTHING }: SearchedProps) {
  const [sought, seek] = useState(usePlace().query.get('q') ?? '')
  const q = useSettled(sought, 200)
  const filtered = withQuery(path, { q })
  const first = useLatest(useResource<RowsResponse | SetAsideResponse>(withQuery(filtered, { limit: PAGE })))
  const search = (text: string) => {
    seek(text)
    setQuery('q', text)
  }
  return (
    <Known of={first}>
      {(found) =>
        found.total === 0 ? (
          <Empty title={nothing}>What is shown here is read from the kept rows of the delivery.</Empty>
        ) : (
          <>
            <Share name="rows" csv={withQuery(filtered, { format: 'csv' })} />
            <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
              <label>
                <span>Search</span>
                <input type="search" value={sought} onChange={(event) => search(event.target.value)} />
              </label>
              <span role="status" className="found">
                {found.matching === found.total
                  ? counted(found.total, 'row')
                  : `${counted(found.matching)} of ${counted(found.total, 'row')}`}
              </span>
            </form>
            {found.matching === 0 ? (
              <p className="quiet">No row has “{visible(q)}” in it.</p>
            ) : (
              <RowTable key={filtered} path={filtered} found={found} sentence={sentence} telling={telling} />
            )}
          </>
        )
      }
    </Known>
  )
}
