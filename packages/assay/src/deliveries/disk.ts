import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'

const CHUNK = 1 << 20

/** What is written into the state folder fails as one thing, whatever was wrong: it is tried again, and nothing is lost. */
export async function storing<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Failure && cause.code !== 'engine') throw cause
    throw new Failure('storage', `${what} could not be kept: ${wordsOf(cause)}.`, {
      next: 'Is the disk full? Nothing was changed; it is tried again.',
      cause,
    })
  }
}

/** sha256 (hex) of a file. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Copies a file and gives the sha256 (hex) of exactly what was copied. Not a link: whoever opens the same file for writing
 * again, as many programs do, would change the kept one with it.
 */
export async function copyHashed(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true })
  const hash = createHash('sha256')
  const out = await open(to, 'wx')
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: CHUNK })) {
      hash.update(chunk as Buffer)
      for (let at = 0; at < (chunk as Buffer).length;) at += (await out.write(chunk as Buffer, at)).bytesWritten
    }
  } finally {
    await out.close()
  }
  return hash.digest('hex')
}

/** A file again under another name, or a folder of files; they never change, so that they need not be copied. */
export async function linkTree(from: string, to: string): Promise<void> {
  if (!(await stat(from)).isDirectory()) return link(from, to)
  await mkdir(to)
  for (const name of await readdir(from)) await linkTree(join(from, name), join(to, name))
}

/** Everything in a folder is on the disk, and then the folder has its name: either all of it is there, or nothing. */
export async function publish(unfinished: string, folder: string): Promise<void> {
  await flushTree(unfinished)
  await rename(unfinished, folder)
  await flush(dirname(folder))
}

async function flushTree(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) for (const name of await readdir(path)) await flushTree(join(path, name))
  await flush(path)
}

export async function flush(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
}
