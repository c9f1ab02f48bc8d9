import { afterText, counted, stateOf, visible } from '@assay/core'
import { useState } from 'react'
import { Distribution } from '../../charts/distribution.tsx'
import type { Series, VerdictResult } from '../../contract.ts'
import { Time } from '../../parts/time.tsx'
import { placeOf } from '../../parts/place.ts'
import { CodeText } from '../../parts/text.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { Cure } from './cure.tsx'
import { EvidenceTable } from './evidence-table.tsx'
import { Groups } from './groups.tsx'
import { InCommon } from './in-common.tsx'
import { JudgedWrong, SaidOf } from './judged-wrong.tsx'
import { Past } from './past.tsx'
import type { SentenceProps } from './sentence.tsx'
import { Statements } from './statements.tsx'

/** What lets a person see why: what the rows have in common, the rows, how values are spread, and how it came to that. */
export function Evidence(props: SentenceProps & { readonly series: Series | undefined }) {
  const { page, result, verdict, series, editor } = props
  const since = page.brokenSince[verdict.canonical]
  const mend = verdict.mend === undefined ? undefined : result.mends?.[verdict.mend]
  const after = afterText(verdict, result)
  const wrong = stateOf(verdict) === 'broken' || stateOf(verdict) === 'warning'
  return (
    <div className="why">
      {verdict.status === 'holds' ? null : (
        <p>
          <CodeText>{verdict.reason.replace(/\.?$/, '.')}</CodeText>
          {wrong && since !== undefined ? (
            <>
              {' '}
              Broken since <Time at={since} as="day-and-time" />.
            </>
          ) : null}
        </p>
      )}
      {mend !== undefined && page.delivery !== null ? (
        <Cure
          dataset={page.dataset}
          delivery={page.delivery.number}
          sentence={verdict.canonical}
          mend={mend}
          editor={editor}
        />
      ) : null}
      <Seen {...props} />
      <Groups verdict={verdict} />
      <Notes verdict={verdict} />
      {after === undefined ? null : <p className="after">{after}</p>}
      <p className="quiet">
        <CodeText>{verdict.reading}</CodeText>{' '}
        <span className="place">{visible(placeOf(result.page, verdict.line))}</span>
      </p>
      <Past dataset={page.dataset} verdict={verdict} series={series} shown={page.delivery?.number ?? null} />
      {page.delivery === null ? null : <SaidOf delivery={page.delivery} sentence={verdict.canonical} />}
      <div className="actions">
        <Rows {...props} />
        {editor && page.delivery !== null && series !== undefined ? (
          <JudgedWrong dataset={page.dataset} delivery={page.delivery.number} verdict={verdict} />
        ) : null}
        <ShowStatements dataset={page.dataset} sentence={verdict.canonical} />
      </div>
    </div>
  )
}

function Seen({ verdict }: SentenceProps) {
  const { evidence } = verdict
  if (evidence === undefined) return null
  return (
    <div className="seen">
      <div className="rows">
        <InCommon evidence={evidence} />
        <EvidenceTable evidence={evidence} sentence={verdict.canonical} />
      </div>
      {evidence.distribution === undefined ? null : <Distribution of={evidence.distribution} />}
    </div>
  )
}

function Rows({ page, verdict }: SentenceProps) {
  const { delivery } = page
  const total = verdict.evidence?.total ?? 0
  if (delivery === null || total === 0) return null
  if (!delivery.kept) return <p className="quiet">The rows of this delivery are no longer kept.</p>
  return (
    <Link className="button" to={addresses.rows(page.dataset, delivery.number, verdict.canonical)}>
      {total === 1 ? 'The row' : `All ${counted(total)} rows`}
    </Link>
  )
}

/** The lines below a sentence: why it matters, who owns it, and what else is written there. */
function Notes({ verdict }: { readonly verdict: VerdictResult }) {
  if (verdict.notes.length === 0) return null
  return (
    <div className="notes">
      {verdict.notes.map(({ label, text }, i) => (
        <p key={i}>
          {label === null ? null : (
            <strong>{label.toLowerCase() === 'why' ? 'Why it matters' : visible(label)} </strong>
          )}
          <CodeText>{text}</CodeText>
        </p>
      ))}
    </div>
  )
}

function ShowStatements({ dataset, sentence }: { readonly dataset: string; readonly sentence: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        SQL
      </button>
      {open ? <Statements dataset={dataset} sentence={sentence} /> : null}
    </>
  )
}
