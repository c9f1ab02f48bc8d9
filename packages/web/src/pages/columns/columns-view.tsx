import { visible } from '@assay/core'
import { useResource } from '../../api/resource.ts'
import type { ColumnsResponse } from '../../contract.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Share } from '../../share/share.tsx'
import { Link } from '../../routing/link.tsx'

const ShareOf = ({ dataset, of }: { readonly dataset: string; readonly of: ColumnsResponse }) => (
  <Share
    name={`${dataset} columns`}
    csv={() => [['column', 'kind'], ...of.columns.map(({ name, kind }) => [name, kind])]}
  />
)

/** The columns of the newest delivery, to choose one. */
export function ColumnsView({ dataset }: { readonly dataset: string }) {
  useTitle(`Columns of ${dataset}`)
  const columns = useResource<ColumnsResponse>(api(dataset, '/columns'))
  return (
    <>
      {columns.data ? <ShareOf dataset={dataset} of={columns.data} /> : null}
      <h1>Columns</h1>
      <p className="quiet">
        <Link to={addresses.page(dataset)}>{dataset}</Link>
      </p>
      <Known of={columns}>
        {(known) =>
          known.columns.length === 0 ? (
            <Empty title="No column is known yet.">They are read from the first delivery that is kept.</Empty>
          ) : (
            <ul className="columns">
              {known.columns.map(({ name, kind, private: hidden }) => (
                <li key={name}>
                  <Link to={addresses.column(dataset, name)}>
                    <code>{visible(name)}</code>
                  </Link>{' '}
                  <span className="quiet">
                    {kind}
                    {hidden ? ', private' : ''}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Known>
    </>
  )
}
