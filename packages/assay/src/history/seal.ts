import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from './tables.ts'
import { codeOf } from '../cause.ts'

/**
 * Texts that show values of private columns are kept sealed: encrypted (AES-256-GCM) with a key that lies beside the history
 * and that only its owner can read. So a copy of the history, or whoever may read its views, learns nothing, while what was
 * measured can still be judged by another bound. Without the key they are gone.
 */
export interface Seal {
  close(text: string): string
  /** Null when it was sealed with another key, or changed. */
  open(sealed: string): string | null
}

export const KEY_FILE = 'seal.key'
const MARK = 'sealed:'
const ALGORITHM = 'aes-256-gcm'
const IV = 12
const TAG = 16

export const isSealed = (text: string): boolean => text.startsWith(MARK)

/** The seal of a state folder; its key is made when something is sealed for the first time. */
export function sealAt(folder: string): Seal {
  const path = join(folder, KEY_FILE)
  let key: Buffer | null = null
  return {
    close(text) {
      const iv = randomBytes(IV)
      const cipher = createCipheriv(ALGORITHM, (key ??= keyAt(path) ?? madeAt(path)), iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${MARK}${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`
    },
    open(sealed) {
      key ??= keyAt(path)
      return key === null ? null : opened(key, Buffer.from(sealed.slice(MARK.length), 'base64'))
    },
  }
}

function opened(key: Buffer, bytes: Buffer): string | null {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV))
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function keyAt(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** It gets its name when it is whole; of two processes that make one at once, the first one's counts. */
function madeAt(path: string): Buffer {
  const unfinished = `${path}.${String(process.pid)}`
  const file = openSync(unfinished, 'w', 0o600)
  writeSync(file, randomBytes(32))
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(unfinished, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return readFileSync(path)
}

/** The seal of an open history, or of a transaction on it. */
export function sealOf(db: Db): Seal {
  const { adapter } = db.getExecutor()
  if ('seal' in adapter) return adapter.seal as Seal
  throw new Error('a history without a seal')
}
