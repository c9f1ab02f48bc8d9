import { visible } from '@assay/core'
import { useState } from 'react'
import { send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { DeliveryResponse, VerdictResult } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Time } from '../../parts/time.tsx'
import { api, ofDataset } from '../../routing/addresses.ts'

interface JudgedWrongProps {
  readonly dataset: string
  readonly delivery: number
  readonly verdict: VerdictResult
}

/** A person knows better: it teaches what is usual, and is kept with their name and reason. */
export function JudgedWrong({ dataset, delivery, verdict }: JudgedWrongProps) {
  const [asking, setAsking] = useState(false)
  if (verdict.status !== 'broken' && verdict.status !== 'holds') return null
  const kind = verdict.status === 'broken' ? 'expected' : 'should-have-alarmed'
  const name = kind === 'expected' ? 'This is expected' : 'This should have alarmed'
  const say = async (reason: string) => {
    await send('POST', api(dataset, `/deliveries/${String(delivery)}/judged-wrong`), {
      sentence: verdict.canonical,
      kind,
      reason,
    })
    refresh(ofDataset(dataset))
  }
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {name}
      </button>
      {asking ? (
        <ReasonDialog title={name} action="Keep this" onDone={() => setAsking(false)} onReason={say}>
          {kind === 'expected'
            ? 'The number stays, and so does the verdict on this delivery. What is usual is learnt from it from now on.'
            : 'The number of this delivery is never again learnt as usual.'}
        </ReasonDialog>
      ) : null}
    </>
  )
}

const WORDS: Readonly<Record<DeliveryResponse['judgedWrong'][number]['kind'], string>> = {
  expected: 'expected',
  'should-have-alarmed': 'should have alarmed',
}

/** What people said of a verdict, and why. */
export const SaidOf = ({ delivery, sentence }: { readonly delivery: DeliveryResponse; readonly sentence: string }) =>
  delivery.judgedWrong
    .filter((each) => each.sentence === sentence)
    .map(({ kind, by, at, reason }) => (
      <p key={at} className="quiet said">
        {WORDS[kind]}, says {visible(by)} <Time at={at} as="day-and-time" />: {visible(reason)}
      </p>
    ))
