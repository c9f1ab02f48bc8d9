import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import type { EngineRow } from '../engines/engine.ts'
import * as store from '../history/index.ts'
import { watch } from '../main.ts'
import { toldOf } from './told.ts'
import type { WatchOnce } from './watch.ts'
import type { WatchOptions } from './watch-with.ts'
import type { WatchEvent } from './watching.ts'

/** A project in a folder of its own, whose deliveries are watched once at a time. */
export interface WatchedFolder {
  readonly path: string
  readonly state: string
  write(name: string, content: string | Uint8Array): Promise<void>
  remove(name: string): Promise<void>
  /** Works off what is there; what was said comes with it. */
  watch(
    options?: WatchOptions,
  ): Promise<WatchOnce & { readonly told: readonly string[]; readonly said: readonly WatchEvent[] }>
  /** The rows of a Parquet file, or of a folder of them, in the state folder. */
  rows(path: string, columns?: string): Promise<readonly EngineRow[]>
  /** Reads the history. */
  read<T>(work: (db: store.Db) => Promise<T>): Promise<T>
  text(path: string): Promise<string>
  close(): Promise<void>
}

export async function openWatched(settings = 'settle: 0 s\n'): Promise<WatchedFolder> {
  const path = await mkdtemp(join(tmpdir(), 'assay-watch-'))
  const state = join(path, '.assay')
  await writeFile(join(path, 'assay.yaml'), settings)
  return {
    path,
    state,
    async write(name, content) {
      await mkdir(dirname(join(path, name)), { recursive: true })
      await writeFile(join(path, name), content)
    },
    remove: (name) => rm(join(path, name)),
    async watch(options = {}) {
      const said: WatchEvent[] = []
      const done = await watch({ pages: [path], threads: 1, say: (event) => said.push(event), ...options })
      if (!done) throw new Error('it was told to stop')
      return { ...done, told: done.delivered.map(toldOf), said }
    },
    async rows(of, columns = '*') {
      const engine = await openDuckdb({ threads: 1 })
      try {
        return await engine.query(`SELECT ${columns} FROM read_parquet('${join(state, of)}')`)
      } finally {
        await engine.close()
      }
    },
    async read(work) {
      const history = await store.readHistory(state)
      if (!history) throw new Error('there is no history')
      return work(history.db).finally(history.close)
    },
    text: (of) => readFile(join(path, of), 'utf8'),
    close: () => rm(path, { recursive: true, force: true }),
  }
}
