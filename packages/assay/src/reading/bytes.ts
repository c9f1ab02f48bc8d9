import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { cutOff, damaged, unzstd } from './zstd.ts'
import { codeOf, wordsOf } from '../cause.ts'

export type Compression = 'none' | 'gzip' | 'zstd'

const chunkSize = 1 << 20

/** A file's bytes, decompressed and verified to the end. Throws `Failure` where the file is cut off or damaged. */
export function contents(path: string, compression: Compression, shown: string): AsyncIterable<Buffer> {
  const raw = createReadStream(path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>
  switch (compression) {
    case 'none':
      return raw
    case 'gzip':
      return gunzip(path, shown)
    case 'zstd':
      return unzstd(raw, shown)
  }
}

async function* gunzip(path: string, shown: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkSize })
  const unzip = createGunzip({ chunkSize: 1 << 18 })
  file.on('error', (cause) => unzip.destroy(cause))
  try {
    yield* file.pipe(unzip) as AsyncIterable<Buffer>
  } catch (cause) {
    throw gzipFailure(shown, cause)
  } finally {
    file.destroy()
    unzip.destroy()
  }
}

function gzipFailure(shown: string, cause: unknown): unknown {
  const code = codeOf(cause)
  if (code === 'Z_BUF_ERROR') return cutOff(shown)
  return code.startsWith('Z_') ? damaged(shown, wordsOf(cause)) : cause
}

/** What the file begins with, decompressed: at most `most` bytes, without verifying what comes after. */
export async function beginning(chunks: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    size += chunk.length
    if (size >= most) break
  }
  return Buffer.concat(parts).subarray(0, most)
}

/** The first and last bytes of a file as it lies on disk. */
export async function ends(path: string, bytes: number, most = 4096): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path)
  try {
    const read = async (at: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, at)
      return buffer.subarray(0, bytesRead)
    }
    return { head: await read(0), tail: await read(Math.max(0, bytes - most)) }
  } finally {
    await file.close()
  }
}

/** sha256 (hex) of a file as it lies on disk. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path)
  try {
    const into = Buffer.allocUnsafe(chunkSize)
    for (let got = 1; got > 0;) {
      got = (await file.read(into, 0, chunkSize)).bytesRead
      hash.update(into.subarray(0, got))
    }
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}
