import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import type { Engine, EngineRow, EngineValue } from './engine.ts'
import { plainValues } from './duckdb-values.ts'

export interface DuckdbOptions {
  /** Most memory the engine may use before it spills to disk, in its own words (`1500MB`). Default: 60% of the machine's, 4 GB at most. */
  readonly memory?: string
  /** Default: one for each core. */
  readonly threads?: number
  /** A statement that runs longer is interrupted. Default: one hour. */
  readonly timeoutSeconds?: number
}

/** Opens an empty engine in memory, in UTC, with a folder of its own for what does not fit. */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<Engine> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'assay-')))
  unfinished.add(root)
  try {
    const instance = await DuckDBInstance.create(':memory:', settings(options, root))
    const pool = connections(instance, options.timeoutSeconds ?? 3600)
    await pool.use('SET', (connection) => connection.run(`SET GLOBAL TimeZone = 'UTC'`))
    await mkdir(join(root, 'files'))
    return engineOn(instance, pool, root)
  } catch (cause) {
    await rm(root, { recursive: true, force: true })
    throw cause instanceof Failure ? cause : engineFailure(cause)
  }
}

/** Folders of open engines: a process that ends before it closes them, as after Ctrl+C, leaves nothing behind. */
const unfinished = new Set<string>()
process.once('exit', () => {
  for (const root of unfinished) rmSync(root, { recursive: true, force: true })
})

/** Only `files` is open to statements after the lock: what spills and the (empty) folder of extensions are not. */
function settings(options: DuckdbOptions, root: string): Record<string, string> {
  return {
    memory_limit: options.memory ?? defaultMemory(),
    temp_directory: join(root, 'spill'),
    extension_directory: join(root, 'extensions'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  }
}

function defaultMemory(): string {
  const megabytes = Math.floor(Math.min(0.6 * availableMemory(), 4e9) / 1e6)
  return `${String(Math.max(megabytes, 200))}MB`
}

/** The container's limit where there is one; `constrainedMemory` is 0 or absurdly large where there is none. */
function availableMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

interface Connections {
  /** Runs `work` on a connection of its own and interrupts it at the time limit. */
  use<T>(sql: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T>
  take(): Promise<DuckDBConnection>
  limited<T>(connection: DuckDBConnection, sql: string, work: () => Promise<T>): Promise<T>
  close(): void
}

function connections(instance: DuckDBInstance, timeoutSeconds: number): Connections {
  const idle: DuckDBConnection[] = []
  const take = async () => idle.pop() ?? (await instance.connect())
  const limited = <T>(connection: DuckDBConnection, sql: string, work: () => Promise<T>) =>
    withinTime(connection, timeoutSeconds, sql, work)
  return {
    take,
    limited,
    async use(sql, work) {
      const connection = await take()
      try {
        return await limited(connection, sql, () => work(connection))
      } finally {
        idle.push(connection)
      }
    },
    close() {
      for (const connection of idle.splice(0)) connection.closeSync()
    },
  }
}

async function withinTime<T>(
  connection: DuckDBConnection,
  seconds: number,
  sql: string,
  work: () => Promise<T>,
): Promise<T> {
  let late = false
  let again: NodeJS.Timeout | undefined
  // An interrupt that comes before the statement has begun is lost, therefore it is repeated until it works.
  const timer = setTimeout(() => {
    late = true
    again = setInterval(() => {
      connection.interrupt()
    }, 50)
    connection.interrupt()
  }, seconds * 1000)
  try {
    return await work()
  } catch (cause) {
    throw late ? timeoutFailure(seconds, cause) : engineFailure(cause, sql)
  } finally {
    clearTimeout(timer)
    clearInterval(again)
  }
}

function timeoutFailure(seconds: number, cause: unknown): Failure {
  return new Failure('timeout', `The engine was stopped after ${String(seconds)} s, the limit for one query.`, {
    next: 'Raise the time limit, or check fewer rows at a time.',
    cause,
  })
}

function engineFailure(cause: unknown, sql?: string): Failure {
  const words = wordsOf(cause)
  const first = words.split('\n', 1)[0] ?? words
  return new Failure('engine', first, sql === undefined ? { cause } : { cause: new Error(sql, { cause }) })
}

function engineOn(instance: DuckDBInstance, pool: Connections, root: string): Engine {
  const temporary = join(root, 'files')
  const query = (sql: string) =>
    pool.use(sql, async (connection) => {
      const result = await connection.run(sql)
      return result.convertRowObjects(plainValues) as Promise<EngineRow[]>
    })
  const run = (sql: string) => pool.use(sql, async (connection) => void (await connection.run(sql)))
  return {
    temporary,
    query,
    run,
    stream: (sql) => streamOn(pool, sql),
    async describe(relation) {
      const rows = await query(`DESCRIBE SELECT * FROM ${relation}`)
      return rows.map((row) => ({ name: String(row['column_name']), type: String(row['column_type']) }))
    },
    lockDown: async (paths) => {
      for (const statement of lockingStatements([...paths, temporary])) await run(statement)
    },
    async close() {
      pool.close()
      instance.closeSync()
      await rm(root, { recursive: true, force: true })
      unfinished.delete(root)
    },
  }
}

/** Its own connection, because another statement on the same one would end a streaming result. */
async function* streamOn(pool: Connections, sql: string): AsyncIterable<readonly EngineRow[]> {
  const connection = await pool.take()
  try {
    const result = await pool.limited(connection, sql, () => connection.stream(sql))
    const names = result.deduplicatedColumnNames()
    for (;;) {
      const chunk = await pool.limited(connection, sql, () => result.fetchChunk())
      if (chunk === null || chunk.rowCount === 0) return
      yield chunk.convertRows(plainValues).map((row) => named(names, row))
    }
  } finally {
    connection.closeSync()
  }
}

function named(names: readonly string[], row: readonly (EngineValue | null)[]): EngineRow {
  return Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))
}

/**
 * A path may be a file or a folder, so each is allowed as both, and as it must be written where the engine expects a pattern.
 * Allowing comes before locking.
 */
function lockingStatements(paths: readonly string[]): string[] {
  const written = paths.flatMap((path) => [path, path.replace(/[*?[]/g, '[$&]')])
  const list = `[${written.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}]`
  return [
    `SET GLOBAL allowed_paths = ${list}`,
    `SET GLOBAL allowed_directories = ${list}`,
    'SET GLOBAL enable_external_access = false',
    'SET GLOBAL lock_configuration = true',
  ]
}
