import { useState } from 'react'
import { changes } from '../../api/live.ts'
import { send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { DeliveryResponse } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { api } from '../../routing/addresses.ts'

type What = 'release' | 'reject' | 'replay'

const SAYS: Readonly<Record<What, { readonly name: string; readonly means: string }>> = {
  release: {
    name: 'Release',
    means: 'It is accepted as it is, although sentences are broken, and becomes current if none newer was accepted.',
  },
  reject: { name: 'Reject', means: 'It is taken back: the accepted delivery before it becomes current again.' },
  replay: { name: 'Judge again', means: 'Its kept rows are judged again by the page as it is now.' },
}

/** What a person may decide about a delivery as it stands; the server decides whether they may. */
export function Decisions({ dataset, delivery }: { readonly dataset: string; readonly delivery: DeliveryResponse }) {
  const urgent = delivery.state === 'held'
  const [asked, ask] = useState<What | null>(null)
  const decide = async (what: What, reason: string) => {
    await send('POST', api(dataset, `/deliveries/${String(delivery.number)}/${what}`), { reason })
    refresh(changes(dataset))
  }
  return (
    <>
      {possible(delivery).map((what) => (
        <button key={what} type="button" className={urgent ? 'button' : 'plain small'} onClick={() => ask(what)}>
          {SAYS[what].name}
          <span className="unseen"> delivery {delivery.number}</span>
        </button>
      ))}
      {asked === null ? null : (
        <ReasonDialog
          title={`${SAYS[asked].name} delivery ${String(delivery.number)}?`}
          action={SAYS[asked].name}
          onReason={(reason) => decide(asked, reason)}
          onDone={() => ask(null)}
        >
          {SAYS[asked].means}
        </ReasonDialog>
      )}
    </>
  )
}

function possible({ state, kept }: DeliveryResponse): readonly What[] {
  const again: readonly What[] = kept ? ['replay'] : []
  if (state === 'held') return kept ? ['release', 'reject', ...again] : ['reject']
  if (state === 'rejected') return kept ? ['release', ...again] : []
  if (state === 'accepted' || state === 'set-aside' || state === 'released') return ['reject', ...again]
  return state === 'not-checked' ? again : []
}
