import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { Failure } from '../failure.ts'
import { libsqlDialect } from './driver.ts'
import { MIGRATIONS } from './migrations.ts'
import type { Db, Tables, Tx } from './tables.ts'

/** An open history. Several processes may have it open at once. */
export interface History {
  /** For reading; not blocked by a writer. */
  readonly db: Db
  /** One transaction, with the lock for writing from its beginning; all of it is kept, or nothing. Keep it short. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * What a process was committing when it died, and what nobody sees while others have the history open, would come back as
   * soon as they close it. Afterwards it is gone for good, so that what is done by what is seen now stays right.
   */
  settle(): Promise<void>
  /** What was deleted is gone from the disk too, as far as nobody reads it at the moment. */
  compact(): Promise<void>
  close(): Promise<void>
}

export const historyFile = (state: string): string => join(state, 'history.db')

/** Opens the history in a state folder, and makes or updates it. */
export async function openHistory(state: string): Promise<History> {
  await mkdir(state, { recursive: true })
  const path = historyFile(state)
  const writer = new Kysely<Tables>({ dialect: libsqlDialect(path, { readOnly: false }) })
  try {
    await migrate(writer, path)
  } catch (error) {
    await writer.destroy()
    throw error
  }
  const reader = new Kysely<Tables>({ dialect: libsqlDialect(path, { readOnly: true }) })
  return {
    db: reader,
    write: (work) => writer.transaction().execute(work),
    async settle() {
      // any write goes to the place in the log where the other one lies
      await writer.transaction().execute((tx) => sql.raw(VERSION).execute(tx))
    },
    async compact() {
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(writer)
    },
    async close() {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

/** Opens the history for reading only; null when there is none. One that an older version wrote counts as none. */
export async function readHistory(state: string): Promise<Pick<History, 'db' | 'close'> | null> {
  const path = historyFile(state)
  if ((await stat(path).catch(() => undefined)) === undefined) return null
  const db = new Kysely<Tables>({ dialect: libsqlDialect(path, { readOnly: true }) })
  const close = () => db.destroy()
  if ((await versionOf(db, path)) === MIGRATIONS.length) return { db, close }
  await close()
  return null
}

const VERSION = `PRAGMA user_version = ${String(MIGRATIONS.length)}`

async function migrate(db: Db, path: string): Promise<void> {
  if ((await versionOf(db, path)) === MIGRATIONS.length) return
  await db.transaction().execute(async (tx) => {
    const done = await versionOf(tx, path)
    for (const statement of MIGRATIONS.slice(done).flatMap(statementsOf)) await sql.raw(statement).execute(tx)
    await sql.raw(VERSION).execute(tx)
  })
}

const statementsOf = (migration: string): readonly string[] =>
  migration
    .split(/;\s*(?:\n|$)/)
    .map((each) => each.trim())
    .filter((each) => each !== '')

async function versionOf(db: Db, path: string): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`PRAGMA user_version`.execute(db)
  const version = rows[0]?.user_version ?? 0
  if (version > MIGRATIONS.length)
    throw new Failure('newer-history', `${path} was written by a newer version of Assay.`, {
      next: 'Update Assay, or use another state folder.',
    })
  return version
}
