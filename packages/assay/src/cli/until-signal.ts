import type { Streams } from './output.ts'

/** The first signal lets the work in hand end; the second ends at once. */
export function untilSignal(streams: Streams): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal)
    process.once(signal, () => {
      streams.error('ending after the work in hand\n')
      stop.abort()
      process.once(signal, () => process.exit(130))
    })
  }
  return stop.signal
}
