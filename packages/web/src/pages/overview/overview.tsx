import { counted, visible } from '@assay/core'
import { useState } from 'react'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import type { OverviewResponse } from '../../contract.ts'
import { useSettled } from '../../parts/settled.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { usePlace } from '../../routing/location.ts'
import { Share } from '../../share/share.tsx'
import { overviewTable } from '../../share/tables.ts'
import { DatasetRow } from './dataset-row.tsx'
import { Filters } from './filters.tsx'
import { useLatest } from '../../parts/latest.ts'

const AT_ONCE = 100
/** The search is asked for when the typing pauses. */
const SETTLES_MS = 200

/** All datasets, the worst first; the first line says in words what needs someone. */
export function Overview() {
  useTitle('Overview')
  const { query } = usePlace()
  const [limit, setLimit] = useState(AT_ONCE)
  const q = useSettled(query.get('q'), SETTLES_MS)
  const filters = { q, owner: query.get('owner'), state: query.get('state'), label: query.get('label') }
  const found = useLatest(useResource<OverviewResponse>(withQuery('/api/overview', { ...filters, limit })))
  return (
    <Known of={found}>
      {(overview) => (
        <>
          <Share name="overview" csv={() => overviewTable(overview)} />
          <h1>{visible(overview.headline)}</h1>
          <p className="details">
            {visible(overview.details)}{' '}
            {Object.values(filters).some((each) => each !== null)
              ? `${counted(overview.all, 'dataset fits', 'datasets fit')}.`
              : `${counted(overview.sentences, 'sentence')} on ${counted(overview.all, 'dataset')}.`}
          </p>
          <Filters overview={overview} />
          <Table overview={overview} />
          {overview.datasets.length < overview.all ? (
            <p className="more">
              <button type="button" className="button" onClick={() => setLimit(Math.min(500, limit + AT_ONCE))}>
                {counted(Math.min(AT_ONCE, overview.all - overview.datasets.length))} more of{' '}
                {counted(overview.all, 'dataset')}
              </button>
            </p>
          ) : null}
        </>
      )}
    </Known>
  )
}

function Table({ overview }: { readonly overview: OverviewResponse }) {
  if (overview.datasets.length === 0) return <NoDataset some={overview.sentences > 0} />
  const due = overview.datasets.some((each) => each.due !== null)
  return (
    <table className="datasets">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">State</span>
          </th>
          <th scope="col">Dataset</th>
          <th scope="col">Owner</th>
          <th scope="col">Deliveries</th>
          <th scope="col">Sentences</th>
          <th scope="col">Last delivery</th>
          {due ? <th scope="col">Next due</th> : null}
        </tr>
      </thead>
      <tbody>
        {overview.datasets.map((each) => (
          <DatasetRow key={each.dataset} of={each} due={due} />
        ))}
      </tbody>
    </table>
  )
}

const NoDataset = ({ some }: { readonly some: boolean }) =>
  some ? (
    <Empty title="No dataset fits these filters.">
      <Link to={addresses.overview}>Show all datasets</Link>
    </Empty>
  ) : (
    <Empty title="Nothing was delivered yet.">
      Write a page, for example with <code>assay suggest orders.csv --out orders.md</code>, and put data where its
      source says. What arrives is seen here without a reload.
    </Empty>
  )
