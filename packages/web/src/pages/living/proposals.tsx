import { stateOf, visible } from '@assay/core'
import { useState } from 'react'
import { Problem, send } from '../../api/request.ts'
import { refresh, useResource } from '../../api/resource.ts'
import { Glyph } from '../../charts/glyph.tsx'
import type { ProposalResponse, ProposalsResponse } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Failed } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { api, ofDataset } from '../../routing/addresses.ts'
import { Before } from '../edit/tried-before.tsx'
import { useTriedPast } from '../edit/use-tried.ts'

/** Sentences that wait for an editor's yes or no, each with its verdict on the newest delivery. */
export function Proposals({ dataset, editor }: { readonly dataset: string; readonly editor: boolean }) {
  const open = useResource<ProposalsResponse>(api(dataset, '/proposals')).data?.proposals ?? []
  const [accepted, accept] = useState<string | null>(null)
  return (
    <>
      {accepted === null ? null : (
        <p className="accepted" role="status">
          Accepted, and judged from the next delivery on: <CodeText>{accepted}</CodeText>
        </p>
      )}
      {open.length === 0 ? null : (
        <section className="proposals" aria-labelledby="proposals">
          <h2 id="proposals">Proposed</h2>
          {open.map((each, i) => (
            <Proposal
              key={each.id}
              dataset={dataset}
              of={each}
              editor={editor}
              tried={editor && i < MOST_TRIED}
              onAccept={() => accept(each.sentence)}
            />
          ))}
        </section>
      )}
    </>
  )
}

/** So many proposals are tried on past deliveries by themselves. */
const MOST_TRIED = 5

interface ProposalProps {
  readonly dataset: string
  readonly of: ProposalResponse
  readonly editor: boolean
  /** On past deliveries too. */
  readonly tried: boolean
  readonly onAccept: () => void
}

function Proposal({ dataset, of, editor, tried, onAccept }: ProposalProps) {
  const { verdict } = of
  const state = verdict === null ? 'idle' : stateOf(verdict)
  return (
    <div className={`item ${state}`} tabIndex={-1}>
      <div className="line">
        <Glyph state={state} />
        <span className="sentence">
          <CodeText>{of.sentence}</CodeText>
        </span>
        <span className="margin">
          <span className="value">{verdict === null ? 'not judged' : visible(verdict.shown)}</span>{' '}
          <span className="beside">
            <CodeText>{verdict?.reason ?? ''}</CodeText>
          </span>
        </span>
        <span className="picture" />
      </div>
      <div className="proposal">
        <p className="quiet">
          proposed by {visible(of.by)} <Time at={of.at} as="ago" />
          {of.why === null ? '' : `: ${visible(of.why)}`}
        </p>
        <p className="quiet">
          <CodeText>{of.reading}</CodeText>
        </p>
        {tried ? <TriedBefore dataset={dataset} of={of} /> : null}
        {editor ? <Answers dataset={dataset} of={of} onAccept={onAccept} /> : null}
      </div>
    </div>
  )
}

/** What an editor decides by: on which deliveries it would have broken. */
function TriedBefore({ dataset, of }: Pick<ProposalProps, 'dataset' | 'of'>) {
  const past = useTriedPast(dataset, of.sentence)
  if (past instanceof Problem) return <Failed problem={past} />
  if (past === null || past.would.length === 0) return null
  return (
    <Before
      dataset={dataset}
      of={past}
      share={of.verdict?.shown.endsWith('%') === true}
      severity={of.verdict?.severity ?? 'must'}
    />
  )
}

const ANSWERS = {
  accept: {
    name: 'Accept',
    means:
      'It is written into the page, with who proposed it, and judged from the next delivery on, or by Judge again.',
  },
  decline: { name: 'Decline', means: 'It leaves the page; who proposed it can read why.' },
} as const

function Answers({ dataset, of, onAccept }: Pick<ProposalProps, 'dataset' | 'of' | 'onAccept'>) {
  const [asked, ask] = useState<keyof typeof ANSWERS | null>(null)
  const answer = async (what: keyof typeof ANSWERS, reason: string) => {
    await send('POST', api(dataset, `/proposals/${String(of.id)}/${what}`), { reason })
    if (what === 'accept') onAccept()
    refresh(ofDataset(dataset))
  }
  return (
    <div className="actions">
      {(['accept', 'decline'] as const).map((what) => (
        <button key={what} type="button" className="button" onClick={() => ask(what)}>
          {ANSWERS[what].name}
        </button>
      ))}
      {asked === null ? null : (
        <ReasonDialog
          title={`${ANSWERS[asked].name} this sentence?`}
          action={ANSWERS[asked].name}
          onReason={(reason) => answer(asked, reason)}
          onDone={() => ask(null)}
        >
          {ANSWERS[asked].means}
        </ReasonDialog>
      )}
    </div>
  )
}
