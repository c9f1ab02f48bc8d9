import type { Failure } from '../failure.ts'
import { NotNow } from './url.ts'

/** When a URL may be asked again, by a clock that does not jump (milliseconds). */
export interface Poller {
  /** Milliseconds until then; 0: now. */
  wait(url: string): number
  answered(url: string): void
  failed(url: string, failure: Failure): void
}

const LONGEST_MS = 3_600_000

/** Every `poll`; after each failure in a row twice as long, an hour at most, and never before the server said. */
export function poller(poll: number, clock: () => number = () => performance.now()): Poller {
  const next = new Map<string, { readonly at: number; readonly failures: number }>()
  return {
    wait: (url) => Math.max(0, (next.get(url)?.at ?? 0) - clock()),
    answered(url) {
      next.set(url, { at: clock() + poll, failures: 0 })
    },
    failed(url, failure) {
      const failures = (next.get(url)?.failures ?? 0) + 1
      const backOff = Math.min(Math.max(poll, 1000) * 2 ** failures, Math.max(poll, LONGEST_MS))
      const asked = failure instanceof NotNow ? (failure.wait ?? 0) : 0
      next.set(url, { at: clock() + Math.max(backOff, asked), failures })
    },
  }
}
