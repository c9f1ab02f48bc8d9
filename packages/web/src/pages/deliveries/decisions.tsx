import { useState } from 'react'
import { changes } from '../../api/live.ts'
import { send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { DeliveryResponse } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { api } from '../../routing/addresses.ts'

type What = 'release' | 'reject' | 'replay'

const NAMES: Readonly<Record<What, string>> = { release: 'Release', reject: 'Reject', replay: 'Judge again' }

const ACCEPTED: ReadonlySet<DeliveryResponse['state']> = new Set(['accepted', 'set-aside', 'released'])

/** What will be, and what stays as it is. */
function means(what: What, of: DeliveryResponse, current: DecisionsProps['current']): string {
  const accepted = ACCEPTED.has(of.state)
  const stays =
    current === null || current === undefined || of.current ? '' : ` Delivery ${String(current)} stays current.`
  switch (what) {
    case 'release': {
      const will = current === undefined ? '' : current !== null && current > of.number ? stays : ' It becomes current.'
      return `It is accepted as it is, although sentences are broken.${will}`
    }
    case 'reject':
      if (of.current) return 'It is taken back: the accepted delivery before it becomes current again.'
      return `${accepted ? 'It is taken back.' : 'It is not to be used.'}${stays}`
    case 'replay':
      return `Its kept rows are judged again by the page as it is now.${accepted ? ' Where it breaks what must hold now, it is accepted no longer.' : ''}`
  }
}

interface DecisionsProps {
  readonly dataset: string
  readonly delivery: DeliveryResponse
  /** The delivery in use; undefined until that is known. */
  readonly current: number | null | undefined
}

/** What a person may decide about a delivery as it stands; the server decides whether they may. */
export function Decisions({ dataset, delivery, current }: DecisionsProps) {
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
          {NAMES[what]}
          <span className="unseen"> delivery {delivery.number}</span>
        </button>
      ))}
      {asked === null ? null : (
        <ReasonDialog
          title={`${NAMES[asked]} delivery ${String(delivery.number)}?`}
          action={NAMES[asked]}
          onReason={(reason) => decide(asked, reason)}
          onDone={() => ask(null)}
        >
          {means(asked, delivery, current)}
        </ReasonDialog>
      )}
    </>
  )
}

function possible({ state, kept }: DeliveryResponse): readonly What[] {
  const again: readonly What[] = kept ? ['replay'] : []
  if (state === 'held') return kept ? ['release', 'reject', ...again] : ['reject']
  if (state === 'rejected') return kept ? ['release', ...again] : []
  if (ACCEPTED.has(state)) return ['reject', ...again]
  return state === 'not-checked' ? again : []
}
