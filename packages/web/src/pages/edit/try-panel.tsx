import { beside, counted, numberOf, stateOf } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import { HistoryChart } from '../../charts/history.tsx'
import type { TriedPastResponse, TriedResponse } from '../../contract.ts'
import { Few } from '../../parts/few.tsx'
import { Failed } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { useTried } from './use-tried.ts'

interface TryPanelProps {
  readonly dataset: string
  /** A whole sentence, or null while it is none. */
  readonly sentence: string | null
}

/** The verdict while one types: on the newest delivery and on those before. */
export function TryPanel({ dataset, sentence }: TryPanelProps) {
  const { now, past, problem, stale } = useTried(dataset, sentence)
  if (sentence === null) return null
  if (problem !== null) return <Failed problem={problem} />
  return (
    <div className={stale ? 'tried stale' : 'tried'} aria-live="polite">
      {now === null ? null : <Now of={now} />}
      {past === null || past.would.length === 0 ? null : (
        <Before
          dataset={dataset}
          of={past}
          share={now?.verdict?.shown.endsWith('%') === true}
          severity={now?.verdict?.severity ?? 'must'}
        />
      )}
    </div>
  )
}

function Now({ of }: { readonly of: TriedResponse }) {
  const { verdict, sampled, delivery } = of
  if (verdict === null)
    return delivery === null ? <p className="quiet">There is no delivery yet whose rows are kept.</p> : null
  const state = stateOf(verdict)
  const on = sampled === null ? 'on all rows of' : `on ${counted(sampled.rows)} of the ${counted(sampled.of, 'row')} of`
  return (
    <div className={`tried-now ${state}`}>
      <p>
        <Glyph state={state} /> <strong className={`value ${state}`}>{numberOf(verdict)}</strong>{' '}
        <span className="quiet">
          <CodeText>{beside(verdict)}</CodeText>
        </span>
      </p>
      <p className="quiet">
        {on} delivery {delivery}
        {sampled === null ? '' : '; the exact number follows'}
      </p>
      <p className="quiet">
        Reads: <CodeText>{of.reading ?? ''}</CodeText>
      </p>
    </div>
  )
}

interface BeforeProps {
  readonly dataset: string
  readonly of: TriedPastResponse
  readonly share: boolean
  readonly severity: 'must' | 'should'
}

function Before({ dataset, of, share, severity }: BeforeProps) {
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
