import type { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Watching } from '../run/watching.ts'
import type { ServerEvent } from './contract.ts'

/** How often it is looked whether something happened. */
const EVERY_MS = 500

/**
 * Tells those who look what happened in the history besides this server's own work: what the clock opened or woke, and what somebody
 * decided on the command line.
 */
export async function tellChanges(
  { store, history, say }: Pick<Watching, 'store' | 'history' | 'say'>,
  events: EventEmitter<{ change: [ServerEvent] }>,
  signal: AbortSignal,
): Promise<void> {
  let told = await store.toldSoFar(history.db)
  while (!signal.aborted) {
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    try {
      const changes = await store.changesSince(history.db, told)
      told = changes.told
      for (const each of changes.alarms) events.emit('change', { kind: 'alarm', ...each })
      for (const each of changes.deliveries) events.emit('change', { kind: 'delivery', ...each })
    } catch (error) {
      say({ level: 'error', dataset: null, delivery: null, text: `what changed cannot be told: ${String(error)}` })
    }
  }
}
