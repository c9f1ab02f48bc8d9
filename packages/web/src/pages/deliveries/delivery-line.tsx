import { counted, fileSize, STATE_OF_DELIVERY, stateOf, visible } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import type { DeliveryResponse } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { WORD_OF_DELIVERY } from '../../parts/words.ts'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { Decisions } from './decisions.tsx'
import { Decided } from './decided.tsx'

export interface Broke {
  readonly canonical: string
  readonly severity: 'must' | 'should'
}

interface DeliveryLineProps {
  readonly dataset: string
  readonly of: DeliveryResponse
  readonly broke: readonly Broke[]
  readonly editor: boolean
  /** The delivery in use; undefined until that is known. */
  readonly current: number | null | undefined
}

export function DeliveryLine({ dataset, of, broke, editor, current }: DeliveryLineProps) {
  const { number, state, setAside } = of
  const word = WORD_OF_DELIVERY[state]
  const sameAs = of.sameAs === null ? '' : `, as delivery ${String(of.sameAs)}`
  return (
    <li className="delivery" id={`delivery-${String(number)}`}>
      <Glyph state={STATE_OF_DELIVERY[state]} name={word} />
      <div>
        <p>
          <Link to={addresses.page(dataset, number)}>
            <strong>{number}</strong>
          </Link>{' '}
          <Time at={of.arrivedAt} as="day-and-time" />
          <span className="quiet">
            {of.rows === null ? '' : ` · ${counted(of.rows, 'row')}`} · {fileSize(of.bytes)} · {visible(of.source)}
          </span>
          {of.outcome === null || of.outcome === word ? <span className="quiet"> · {`${word}${sameAs}`}</span> : null}
          {of.current ? <strong className="small"> · current</strong> : null}
        </p>
        {of.outcome === null || of.outcome === word ? null : (
          <p className="small">
            <CodeText>{of.outcome}</CodeText>
            {setAside !== null && setAside > 0 ? (
              <>
                {' · '}
                <Link to={addresses.setAside(dataset, number)}>{counted(setAside, 'row')} set aside</Link>
              </>
            ) : null}
          </p>
        )}
        {broke.length === 0 ? null : (
          <ul className="broke">
            {broke.map(({ canonical, severity }) => (
              <li key={canonical}>
                <Glyph state={stateOf({ status: 'broken', severity })} />{' '}
                <Link to={addresses.page(dataset, number, canonical)}>
                  <CodeText>{canonical}</CodeText>
                </Link>
              </li>
            ))}
          </ul>
        )}
        <Decided decisions={of.decisions} />
      </div>
      <div className="actions">
        {editor ? <Decisions dataset={dataset} delivery={of} current={current} /> : null}
        {number > 1 ? (
          <Link className="small" to={addresses.compare(dataset, number - 1, number)}>
            Compare<span className="unseen"> delivery {number} with the one before</span>
          </Link>
        ) : null}
      </div>
    </li>
  )
}
