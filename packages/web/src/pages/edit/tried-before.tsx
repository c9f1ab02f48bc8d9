import { counted } from '@assay/core'
import { HistoryChart } from '../../charts/history.tsx'
import type { TriedPastResponse } from '../../contract.ts'
import { Few } from '../../parts/few.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'

interface BeforeProps {
  readonly dataset: string
  readonly of: TriedPastResponse
  readonly share: boolean
  readonly severity: 'must' | 'should'
}

/** The deliveries on which a sentence would have broken. */
export function Before({ dataset, of, share, severity }: BeforeProps) {
  const broke = of.would.filter(({ status }) => status === 'broken')
  const points = of.would.map(({ value, ...each }) => ({ ...each, value: typeof value === 'number' ? value : null }))
  return (
    <div className="tried-before">
      <p>
        On the last {counted(of.tried, 'delivery', 'deliveries')} it would have broken{' '}
        <strong className={broke.length > 0 ? 'wrong' : ''}>{of.broken === 0 ? 'none' : counted(of.broken)}</strong>
      </p>
      <HistoryChart tall points={points} of={{ severity, share }} />
      {broke.length === 0 ? null : (
        <ul className="small">
          <Few
            most={6}
            items={broke.toReversed().map((each) => (
              <li key={each.delivery}>
                <Link to={addresses.page(dataset, each.delivery)}>delivery {each.delivery}</Link>,{' '}
                <Time at={each.arrivedAt} as="day-and-time" />: <CodeText>{each.reason}</CodeText>
              </li>
            ))}
          />
        </ul>
      )}
      {of.left > 0 ? (
        <p className="quiet">
          {counted(of.left, 'more delivery', 'more deliveries')} would have taken too long to measure.
        </p>
      ) : null}
    </div>
  )
}
