import { useRef, useState } from 'react'
import { Problem } from '../api/request.ts'

export interface Sending {
  /** Something is under way. */
  readonly busy: boolean
  /** Why the last was not done. */
  readonly problem: Problem | null
  /** Does one thing at a time: what is asked for meanwhile is the same click again, and is not done. */
  readonly run: (what: () => Promise<void>) => Promise<void>
}

/** What a person sends to the server: whether it is under way, and why it was not done. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // a second click can come before what the first one changed is drawn
  const underWay = useRef(false)
  const run = async (what: () => Promise<void>) => {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    try {
      await what()
      setProblem(null)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
