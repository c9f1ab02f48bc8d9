import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { codeOf, wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import { sealAt } from './seal.ts'

/** How long a statement waits for another process before it is given up, with the event loop free in between. */
const PATIENCE_MS = 60_000
/** How long SQLite itself waits, with the event loop standing still. */
const BUSY_MS = 20

/**
 * Kysely on one connection of libsql. A transaction takes the lock for writing at its beginning: a transaction that begins by
 * reading may find at its first write that another process was faster, and can then only fail.
 */
export function libsqlDialect(path: string, options: { readonly readOnly: boolean }): Dialect {
  return {
    createAdapter: () => Object.assign(new SqliteAdapter(), { seal: sealAt(dirname(path)) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => driver(path, options.readOnly),
  }
}

function driver(path: string, readOnly: boolean): Driver {
  let database: Database.Database | undefined
  const turns = inTurn()
  const connection = (): DatabaseConnection => {
    if (!database) throw new Error('the history is not open')
    return connectionOn(database, path)
  }
  // not by a prepared statement: one that fails because of a lock would itself keep a lock until it is collected
  const run = (sql: string) =>
    patiently(path, () => {
      database?.exec(sql)
    })
  return {
    async init() {
      database = await opened(path, readOnly)
    },
    async acquireConnection() {
      await turns.take()
      return connection()
    },
    beginTransaction: () => run('BEGIN IMMEDIATE'),
    commitTransaction: () => run('COMMIT'),
    async rollbackTransaction() {
      // a full disk ends the transaction by itself
      if (database?.inTransaction) await run('ROLLBACK')
    },
    async releaseConnection() {
      turns.give()
    },
    async destroy() {
      database?.close()
    },
  }
}

async function opened(path: string, readOnly: boolean): Promise<Database.Database> {
  const db = await patiently(path, () => new Database(path, { timeout: BUSY_MS }))
  const settings = [
    'journal_mode = WAL',
    // a delivery that was said to be accepted stays so when the power fails
    'synchronous = FULL',
    'foreign_keys = ON',
    // what is erased by `forget` is overwritten
    'secure_delete = ON',
    'cache_size = -65536',
    'mmap_size = 1073741824',
    ...(readOnly ? ['query_only = ON'] : []),
  ]
  for (const each of settings) await patiently(path, () => db.exec(`PRAGMA ${each}`))
  return db
}

function connectionOn(database: Database.Database, path: string): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      return patiently(path, () => {
        const statement = database.prepare(sql)
        if (statement.reader) return { rows: statement.all([...parameters]) as R[] }
        const { changes, lastInsertRowid } = statement.run([...parameters])
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
      })
    },
    // eslint-disable-next-line require-yield
    async *streamQuery() {
      throw new Error('the history is not read as a stream')
    },
  }
}

/** Tries again while another process holds the lock. */
async function patiently<T>(path: string, work: () => T): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (let wait = 5; ; wait = Math.min(wait * 2, 250)) {
    try {
      return work()
    } catch (cause) {
      if (!isBusy(cause)) throw failureOf(path, cause)
      if (performance.now() > end) throw locked(path, cause)
    }
    await sleep(wait * (0.5 + Math.random()))
  }
}

const isBusy = (cause: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(cause))

const locked = (path: string, cause: unknown): Failure =>
  new Failure('history-locked', `Another process has been writing to ${path} for a minute.`, {
    next: 'Wait until it is done, or see what it is doing.',
    cause,
  })

/** What is wrong with the disk or the file is a failure of the machine; anything else is a fault of ours. */
function failureOf(path: string, cause: unknown): unknown {
  const code = codeOf(cause)
  const words = wordsOf(cause)
  if (/^SQLITE_(FULL|IOERR)/.test(code))
    return new Failure('storage', `${path} cannot be written: ${words}.`, {
      next: 'Is the disk full? Nothing was changed; it is tried again.',
      cause,
    })
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new Failure('history-damaged', `${path} is damaged or no history: ${words}.`, {
      next: 'Restore it from a copy, or move it away to begin a new one.',
      cause,
    })
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code))
    return new Failure('storage', `${path} cannot be opened for writing: ${words}.`, {
      next: 'Check the permissions of the file and its folder.',
      cause,
    })
  return cause
}

/** One after another, in the order of asking. */
function inTurn(): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = []
  let taken = false
  return {
    take: () =>
      new Promise((resolve) => {
        if (taken) waiting.push(resolve)
        else {
          taken = true
          resolve()
        }
      }),
    give() {
      const next = waiting.shift()
      if (next) next()
      else taken = false
    },
  }
}
