import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { useSending } from './sending.ts'
import { Failed } from './states.tsx'

interface ReasonDialogProps {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  /** What it means. */
  readonly children: ReactNode
  /** What is asked for besides the reason. */
  readonly also?: ReactNode
  /** It can be done without saying why. */
  readonly optional?: boolean
  readonly onReason: (reason: string) => Promise<void>
  /** It was done, or given up. */
  readonly onDone: () => void
}

/** Asks for the reason of a decision, which is kept with the name of whoever decides. */
export function ReasonDialog({ title, action, children, also, optional = false, onReason, onDone }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const { busy, problem, run } = useSending()
  const id = useId()
  const decide = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await onReason(reason.trim())
      onDone()
    })
  }
  return (
    <Dialog title={title} onClose={onDone}>
      <form onSubmit={decide}>
        <p>{children}</p>
        {also}
        <label htmlFor={id}>{optional ? 'Note, if there is one' : 'Reason'}</label>
        <textarea
          id={id}
          required={!optional}
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem === null ? null : <Failed problem={problem} />}
        <div className="actions">
          <button type="submit" className="button first" disabled={busy || (!optional && reason.trim() === '')}>
            {action}
          </button>
          <button type="button" className="button" onClick={onDone}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}
