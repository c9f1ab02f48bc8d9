import { findProject } from '../config.ts'
import { Failure } from '../failure.ts'
import type { Word } from '../alarms/index.ts'
import type { AlarmRecord, DeliveryRecord, JudgedWrongRecord } from '../record.ts'
import { sayOfAlarm, telling } from './alarming.ts'
import { release, reject, type Decision } from './decide.ts'
import { forget, type Forgotten, type ForgetOptions } from './forget.ts'
import { judgedWrong, type JudgedWrong } from './judge-wrong.ts'
import { namedDataset } from './named.ts'
import { openWatching, type WatchingOptions } from './open-watching.ts'
import type { Parts } from './parts.ts'
import { replay } from './replay.ts'
import { exportHistory, showHistory, type HistoryQuery, type ShownHistory } from './show-history.ts'
import { tryPage, type Tried } from './try.ts'
import { projectWithHistory } from './watch-with.ts'
import type { Watching } from './watching.ts'

export interface KeptOptions extends WatchingOptions {
  /** A folder of the project; the working directory when absent. */
  readonly folder?: string
}

/** What can be done with the deliveries of a project, beside a watcher that may be at work. */
export interface Kept {
  /** Absolute path of the newest accepted rows: a Parquet file, or a folder of them. It stays readable while it is kept. */
  current(dataset: string, options?: KeptOptions): Promise<string>
  release(of: Decision, options?: KeptOptions): Promise<DeliveryRecord>
  reject(of: Decision, options?: KeptOptions): Promise<DeliveryRecord>
  replay(of: Decision, options?: KeptOptions): Promise<DeliveryRecord>
  /** A person's word about a verdict; `teaches`: whether its delivery is accepted, so that what is usual is learnt by it. */
  judgedWrong(of: JudgedWrong, options?: KeptOptions): Promise<JudgedWrongRecord & { readonly teaches: boolean }>
  /** Alarms that are not closed, or all; newest first, at most 500. */
  alarms(options: KeptOptions & { readonly all: boolean }): Promise<readonly AlarmRecord[]>
  /** A person's word about an alarm; false when it cannot be said of it. */
  sayOfAlarm(id: number, word: Word, options?: KeptOptions): Promise<boolean>
  history(of: HistoryQuery, options?: KeptOptions): Promise<ShownHistory>
  /** Erases rows by their key, and says where. */
  forget(of: ForgetOptions, options?: KeptOptions): Promise<Forgotten>
  /** What an edited page says of the deliveries that were judged before it. */
  tryPage(page: string, options?: KeptOptions): Promise<Tried>
  /** Writes every verdict to a file; gives how many. */
  export(of: { readonly dataset?: string; readonly file: string }, options?: KeptOptions): Promise<number>
}

const MOST_ALARMS = 500

export function keptWith(parts: Parts): Kept {
  const on = <T>(options: KeptOptions | undefined, work: (watching: Watching) => Promise<T>) =>
    onProject(parts, options ?? {}, work)
  return {
    current: (dataset, options) => on(options, (watching) => currentOf(watching, dataset)),
    release: (of, options) => on(options, (watching) => release(watching, of)),
    reject: (of, options) => on(options, (watching) => reject(watching, of)),
    replay: (of, options) => on(options, (watching) => replay(watching, of)),
    judgedWrong: (of, options) => on(options, (watching) => judgedWrong(watching, of)),
    alarms: ({ all, ...options }) =>
      on(options, async ({ store, history }) =>
        all ? store.alarmsOf(history.db, { limit: MOST_ALARMS }) : [...(await store.openAlarms(history.db))].reverse(),
      ),
    sayOfAlarm: (id, word, options) => on(options, (watching) => sayOfAlarm(watching, id, word)),
    history: (of, options) => on(options, (watching) => showHistory(watching, of)),
    forget: (of, options) => on(options, (watching) => forget(watching, of)),
    // a page that lies outside of a project is of the one that one stands in
    tryPage: async (page, options) =>
      on({ folder: (await findProject(page)) ? page : '.', ...options }, (watching) => tryPage(watching, page)),
    export: (of, options) => on(options, (watching) => exportHistory(watching, of)),
  }
}

async function onProject<T>(
  parts: Parts,
  { folder = '.', ...options }: KeptOptions,
  work: (watching: Watching) => Promise<T>,
): Promise<T> {
  const watching = await openWatching(parts, await projectWithHistory(folder), options)
  try {
    const done = await work(watching)
    await telling(watching)
    return done
  } finally {
    await watching.close()
  }
}

async function currentOf({ store, history, deliveries, project }: Watching, name: string): Promise<string> {
  const dataset = await namedDataset(store, history.db, name)
  const current = await store.lastAccepted(history.db, dataset.id)
  if (current?.folder) return deliveries.acceptedPath(project.state, name, current.folder)
  throw new Failure('no-current', `No delivery of ${name} is accepted.`, {
    next: '`assay history` shows why; `assay release` accepts one that was held.',
  })
}
