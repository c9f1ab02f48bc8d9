import { markOf, type Candidate } from './candidate.ts'

export interface Settler {
  /** Milliseconds until it will be known whether the candidate is still written to; 0 when it is not. */
  wait(candidate: Candidate): number
  /** It was taken, or is gone. */
  forget(source: string): void
}

/**
 * A candidate is whole when it has looked the same for some time (milliseconds), by a clock that does not jump: the times of
 * files and the clock on the wall may.
 */
export function settler(settle: number, clock: () => number = () => performance.now()): Settler {
  const seen = new Map<string, { readonly mark: string; readonly since: number }>()
  return {
    wait(candidate) {
      const mark = markOf(candidate)
      const before = seen.get(candidate.source)
      const now = clock()
      if (before?.mark !== mark) seen.set(candidate.source, { mark, since: now })
      return before?.mark === mark ? Math.max(0, settle - (now - before.since)) : settle
    },
    forget(source) {
      seen.delete(source)
    },
  }
}
