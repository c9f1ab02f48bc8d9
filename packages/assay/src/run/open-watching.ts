import type { Project } from '../config.ts'
import { Failure } from '../failure.ts'
import { alarmOf } from './alarming.ts'
import type { EngineLimits, Parts } from './parts.ts'
import type { Watching } from './watching.ts'

export interface WatchingOptions extends EngineLimits {
  readonly clock?: () => Date
  readonly say?: Watching['say']
  readonly progress?: Watching['progress']
  readonly onOutcome?: Watching['onOutcome']
}

/** Opens the history of a project for whoever works on its deliveries; `close` must follow. */
export async function openWatching(
  parts: Parts,
  project: Project,
  options: WatchingOptions,
): Promise<Watching & { close(): Promise<void> }> {
  const { clock, say, progress, onOutcome, ...limits } = options
  const [store, deliveries] = await Promise.all([parts.history(), parts.deliveries()])
  const history = await store.openHistory(project.state)
  const watching: Watching & { close(): Promise<void> } = {
    parts,
    project,
    store,
    deliveries,
    history,
    limits,
    clock: clock ?? (() => new Date()),
    dues: new Map(),
    say: say ?? (() => undefined),
    progress: progress ?? (() => undefined),
    onOutcome: onOutcome ?? ((tx, outcome) => alarmOf(watching, tx, outcome)),
    close: () => history.close(),
  }
  return watching
}

/** Only one process at a time finds and judges new deliveries; all else can be done beside it. */
export async function holdWatch(parts: Parts, project: Project): Promise<{ release(): void }> {
  const store = await parts.history()
  const lock = await store.holdLock(project.state, 'watch')
  if (lock) return lock
  throw new Failure('watched', `Another process already watches the deliveries in ${project.state}.`, {
    next: 'Let it do so, or stop it first.',
  })
}
