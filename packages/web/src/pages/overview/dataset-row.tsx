import { counted, visible, type State } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import { Strip } from '../../charts/strip.tsx'
import type { DatasetSummary } from '../../contract.ts'
import { useRunning } from '../../api/live.ts'
import { useNow } from '../../parts/now.ts'
import { span } from '../../parts/times.ts'
import { Time } from '../../parts/time.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'

/** The shape that a dataset is drawn with: data that has not come is as little known as what could not be checked. */
const SHAPES: Readonly<Record<DatasetSummary['state'], State>> = {
  broken: 'broken',
  late: 'broken',
  unchecked: 'unchecked',
  warning: 'warning',
  holds: 'holds',
  idle: 'idle',
}

const NEEDS: readonly DatasetSummary['state'][] = ['broken', 'late', 'unchecked', 'warning']

interface DatasetRowProps {
  readonly of: DatasetSummary
  /** Any dataset says when it is due. */
  readonly due: boolean
}

export function DatasetRow({ of, due }: DatasetRowProps) {
  const { dataset, title, owner, labels, state, says, since, strip } = of
  return (
    <tr>
      <td>
        <Glyph state={SHAPES[state]} name={state === 'late' ? 'late' : undefined} />
      </td>
      <th scope="row">
        <Link to={addresses.page(dataset)}>{visible(title ?? dataset)}</Link>
        {labels.length > 0 ? <span className="labels">{visible(labels.join(', '))}</span> : null}
      </th>
      <td className="owner">{visible(owner ?? '')}</td>
      <td className="deliveries">
        <Strip dataset={dataset} deliveries={strip} late={state === 'late'} />
      </td>
      <td className="says">
        <p>
          {visible(says)}
          {NEEDS.includes(state) && since !== null ? (
            <>
              {' '}
              since <Time at={since} />
            </>
          ) : null}
        </p>
        {of.proposed === 0 ? null : (
          <p>
            <Link to={addresses.page(dataset)}>
              {counted(of.proposed, 'sentence')} proposed, {of.proposed === 1 ? 'waits' : 'wait'} for an editor
            </Link>
          </p>
        )}
        <Running dataset={dataset} />
      </td>
      <td className="quiet">{of.last === null ? 'none yet' : <Last of={of.last} />}</td>
      {due ? (
        <td className="quiet due">
          <Due of={of.due} />
        </td>
      ) : null}
    </tr>
  )
}

const OUTCOMES: Readonly<Record<NonNullable<DatasetSummary['last']>['state'], string>> = {
  arrived: 'arrived',
  accepted: 'accepted',
  'set-aside': 'set aside',
  released: 'released',
  held: 'held',
  rejected: 'rejected',
  'not-checked': 'not checked',
  same: 'the same',
}

function Last({ of }: { readonly of: NonNullable<DatasetSummary['last']> }) {
  const setAside = of.state === 'set-aside' && of.setAside !== null ? `${String(of.setAside)} ` : ''
  return (
    <>
      {setAside}
      {OUTCOMES[of.state]}
      {of.state === 'arrived' ? ' ' : ', arrived '}
      <Time at={of.arrivedAt} as="ago" />
    </>
  )
}

function Due({ of }: { readonly of: DatasetSummary['due'] }) {
  const now = useNow()
  if (of === null) return null
  if (of.late)
    return <strong className="late">late{of.due === null ? '' : ` ${span(now - Date.parse(of.due))}`}</strong>
  return of.next === null ? null : <Time at={of.next} as="until" />
}

/** What is being checked of it at this moment. */
function Running({ dataset }: { readonly dataset: string }) {
  const said = useRunning(dataset)
  return said === undefined ? null : <p className="quiet">{visible(said)}</p>
}
