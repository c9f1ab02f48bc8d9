import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../failure.ts'
import type { Watching } from './watching.ts'

const PATIENCE_MS = 60_000

/** Whoever changes the files of deliveries that are there already does so alone; new ones may come meanwhile. */
export async function withFiles<T>(
  { store, project }: Pick<Watching, 'store' | 'project'>,
  work: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const lock = await store.holdLock(project.state, 'files')
    if (lock) return work().finally(() => lock.release())
    if (performance.now() > end)
      throw new Failure('files-locked', `Another process is changing the deliveries in ${project.state}.`, {
        next: 'Wait until it is done.',
      })
    await sleep(100)
  }
}
