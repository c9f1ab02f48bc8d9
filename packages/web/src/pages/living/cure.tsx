import { visible } from '@assay/core'
import { useState } from 'react'
import { changes } from '../../api/live.ts'
import { send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { PageResult } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { CodeText } from '../../parts/text.tsx'
import { api } from '../../routing/addresses.ts'

type Mend = NonNullable<PageResult['mends']>[number]

interface CureProps {
  readonly dataset: string
  readonly delivery: number
  readonly sentence: string
  readonly mend: Mend
  readonly editor: boolean
}

/** What changed where a format did, and the page that would take it. */
export function Cure({ dataset, delivery, sentence, mend, editor }: CureProps) {
  const [asking, setAsking] = useState(false)
  const cure = async (reason: string) => {
    await send('POST', api(dataset, `/deliveries/${String(delivery)}/cure`), { sentence, reason })
    refresh(changes(dataset))
  }
  return (
    <div className="cure">
      <p>
        <strong>
          <CodeText>{mend.says}</CodeText>
        </strong>
      </p>
      <p className="quiet">
        {visible(mend.old.slice(0, 3).join(', '))} → {visible(mend.new.slice(0, 3).join(', '))};{' '}
        <CodeText>{mend.next}</CodeText>
      </p>
      {mend.patch === null ? null : (
        <pre tabIndex={0}>
          <code>{visible(mend.patch, 'lines')}</code>
        </pre>
      )}
      {editor && mend.patch !== null ? (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Change the page so, and judge again
        </button>
      ) : null}
      {asking ? (
        <ReasonDialog
          title="Change the page so?"
          action="Change and judge again"
          onReason={cure}
          onDone={() => setAsking(false)}
        >
          The page takes the new format from now on, and this delivery is judged again by it.
        </ReasonDialog>
      ) : null}
    </div>
  )
}
