import { counted, visible } from '@assay/core'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import type { Comparison, DeliveriesResponse } from '../../contract.ts'
import { useNow } from '../../parts/now.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { dayAndTime } from '../../parts/times.ts'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { go, usePlace } from '../../routing/location.ts'
import { Share } from '../../share/share.tsx'
import { comparisonTable } from '../../share/tables.ts'
import { ColumnDifference } from './column-difference.tsx'
import { headline, isDifferent, keyText } from './words.ts'

/** Two deliveries side by side: columns, rows by their key, cells, distributions, and where a change concentrates. */
export function CompareView({ dataset }: { readonly dataset: string }) {
  useTitle(`Compare deliveries of ${dataset}`)
  const { query } = usePlace()
  const [a, b] = [query.get('a'), query.get('b')]
  const found = useResource<Comparison>(withQuery(api(dataset, '/compare'), { a, b }))
  return (
    <>
      {found.data ? <Share name={`${dataset} compared`} csv={shared(found.data)} /> : null}
      <h1>{found.data ? <CodeText>{headline(found.data)}</CodeText> : 'Compare two deliveries'}</h1>
      <p className="quiet">
        <Link to={addresses.page(dataset)}>{dataset}</Link>
      </p>
      <Choices
        dataset={dataset}
        a={found.data?.before.number ?? numberOf(a)}
        b={found.data?.after.number ?? numberOf(b)}
      />
      <Known of={found}>{(known) => <Shown of={known} />}</Known>
    </>
  )
}

/** What is asked for is chosen already while it has not come. */
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text))

const shared = (of: Comparison) => () => comparisonTable(of)

interface ChoicesProps {
  readonly dataset: string
  readonly a: number | null
  readonly b: number | null
}

function Choices({ dataset, a, b }: ChoicesProps) {
  const { deliveries = [] } = useResource<DeliveriesResponse>(api(dataset, '/deliveries')).data ?? {}
  const now = useNow()
  const kept = deliveries.filter(({ kept: is }) => is)
  const choice = (name: string, value: number | null, choose: (n: number) => void) => (
    <label>
      <span>{name}</span>
      <select value={value ?? ''} onChange={(event) => choose(Number(event.target.value))}>
        {value === null ? <option value="">…</option> : null}
        {kept.map(({ number, source, arrivedAt }) => (
          <option key={number} value={number}>
            {number}: {dayAndTime(arrivedAt, now)}, {visible(source)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <form className="filters two" onSubmit={(event) => event.preventDefault()}>
      {choice('Earlier', a, (n) => go(addresses.compare(dataset, n, b ?? undefined), 'replace'))}
      {choice('Later', b, (n) => go(addresses.compare(dataset, a ?? undefined, n), 'replace'))}
    </form>
  )
}

/** The columns that differ: as they are spoken of, and then the others. */
function inOrder(of: Comparison) {
  const place = (name: string): number => {
    const found = of.said.findIndex(({ column }) => column === name)
    return found < 0 ? of.said.length : found
  }
  return of.columns.filter((each) => isDifferent(each, of)).sort((a, b) => place(a.name) - place(b.name))
}

function Shown({ of }: { readonly of: Comparison }) {
  const different = inOrder(of)
  const [, ...also] = of.said
  if (of.same) return <Empty title="They are the same.">No column, row or value differs.</Empty>
  return (
    <>
      <p className="details">
        {counted(of.before.rows, 'row')} and {counted(of.after.rows, 'row')}; <CodeText>{keyText(of)}</CodeText>.
      </p>
      {also.length === 0 ? null : (
        <section aria-labelledby="also" className="where">
          <h2 id="also">Also</h2>
          <ul>
            {also.map(({ text }) => (
              <li key={text}>
                <CodeText>{text}</CodeText>
              </li>
            ))}
          </ul>
        </section>
      )}
      {of.notes.map((each) => (
        <p key={each} className="quiet">
          <CodeText>{each}</CodeText>
        </p>
      ))}
      <section aria-labelledby="columns" className="where">
        <h2 id="columns">
          {counted(different.length)} of {counted(of.columns.length, 'column')}{' '}
          {different.length === 1 ? 'differs' : 'differ'}
        </h2>
        {different.map((each) => (
          <ColumnDifference key={each.name} column={each} of={of} />
        ))}
      </section>
    </>
  )
}
