import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { codeOf } from '../cause.ts'

/**
 * Holds a lock that ends with the process, however it ends. Null when another process has it. It is SQLite's own lock on a
 * file of its own, so that nothing stale is ever left behind.
 */
export async function holdLock(state: string, name: string): Promise<{ release(): void } | null> {
  await mkdir(state, { recursive: true })
  const database = new Database(join(state, `${name}.lock`))
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    if (codeOf(cause).startsWith('SQLITE_BUSY')) return null
    throw cause
  }
  return {
    release() {
      database.exec('ROLLBACK')
      database.close()
    },
  }
}
