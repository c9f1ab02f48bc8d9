import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { Problem } from '../api/request.ts'
import { Dialog } from './dialog.tsx'
import { Failed } from './states.tsx'

interface ReasonDialogProps {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  readonly children: ReactNode
  readonly onReason: (reason: string) => Promise<void>
  /** It was done, or given up. */
  readonly onDone: () => void
}

/** Asks for the reason of a decision, which is kept with the name of whoever decides. */
export function ReasonDialog({ title, action, children, onReason, onDone }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const id = useId()
  const decide = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await onReason(reason.trim())
      onDone()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onDone}>
      <form onSubmit={(event) => void decide(event)}>
        <p>{children}</p>
        <label htmlFor={id}>Reason</label>
        <textarea
          id={id}
          required
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem === null ? null : <Failed problem={problem} />}
        <div className="actions">
          <button type="submit" className="button first" disabled={busy || reason.trim() === ''}>
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
