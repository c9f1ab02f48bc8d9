import { beside, counted, numberOf, stateOf } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import type { TriedResponse } from '../../contract.ts'
import { Failed } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Before } from './tried-before.tsx'
import { useTried } from './use-tried.ts'

interface TryPanelProps {
  readonly dataset: string
  /** A whole sentence, or null while it is none. */
  readonly sentence: string | null
}

/** The verdict while one types: on the newest delivery and on those before. */
export function TryPanel({ dataset, sentence }: TryPanelProps) {
  const { now, past, problem, stale, looksBack } = useTried(dataset, sentence)
  if (sentence === null) return null
  if (problem !== null) return <Failed problem={problem} />
  return (
    <div className={stale ? 'tried stale' : 'tried'} aria-live="polite">
      {now === null ? null : <Now of={now} />}
      {looksBack ? (
        <p className="looks-back quiet">Being tried on the deliveries before …</p>
      ) : past === null || past.would.length === 0 ? null : (
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
