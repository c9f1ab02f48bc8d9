import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '../failure.ts'
import { SNAPSHOT } from './folders.ts'
import { copyHashed, hashFile, storing } from './disk.ts'

export interface CandidateFile {
  /** Absolute. */
  readonly path: string
  /** As shown to people. */
  readonly shown: string
  readonly bytes: number
  /** In milliseconds since 1970. */
  readonly modified: number
  readonly partitions: readonly (readonly [string, string | null])[]
}

/** What a source holds and may be a delivery that is not known yet. */
export interface Candidate {
  /** What it is found as: a file, a source, a partition of it. */
  readonly source: string
  readonly files: readonly CandidateFile[]
  /** It was fetched, so that nobody writes to it any more. */
  readonly fetched?: true
}

/** What the files look like from outside: another text when one was written to, came or went. */
export function markOf({ files }: Candidate): string {
  const seen = files.map(({ shown, bytes, modified }) => [shown, bytes, modified])
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex')
}

/** The mark as it is now; null when a file is gone. */
export async function markNow(candidate: Candidate): Promise<string | null> {
  const files: CandidateFile[] = []
  for (const file of candidate.files) {
    const found = await stat(file.path).catch(() => null)
    if (!found?.isFile()) return null
    files.push({ ...file, bytes: found.size, modified: found.mtimeMs })
  }
  return markOf({ ...candidate, files })
}

/** What was taken of a candidate: its content is known, and Parquet is copied already. */
export interface Taken {
  /** sha256 over the contents and the folders that say values, not over names: a file that comes again under another name is the same. */
  readonly content: string
  /** sha256 over names and contents, as every check shows it. */
  readonly fingerprint: string
  readonly bytes: number
  /** sha256 by path of what is to be read. */
  readonly hashes: ReadonlyMap<string, string>
  /** Parquet files in the folder, by their names there, with their names as delivered; null when they are to be converted. */
  readonly copies: readonly Copy[] | null
}

export interface Copy {
  /** Relative to the folder. */
  readonly kept: string
  readonly shown: string
}

/** Reads the candidate once: text is hashed, Parquet is copied into the folder. Throws a `Failure` `changed` when it is written to meanwhile. */
export async function take(candidate: Candidate, folder: string): Promise<Taken> {
  const before = markOf(candidate)
  const parquet = await allParquet(candidate)
  const hashes = new Map<string, string>()
  const content = createHash('sha256')
  const fingerprint = createHash('sha256')
  const copies: Copy[] = []
  for (const [i, file] of candidate.files.entries()) {
    const kept = keptName(candidate, i)
    const to = join(folder, kept)
    const hash = parquet ? await storing(file.shown, () => copyHashed(file.path, to)) : await hashFile(file.path)
    hashes.set(parquet ? to : file.path, hash)
    copies.push({ kept, shown: file.shown })
    content.update(`${hash} ${JSON.stringify(file.partitions)}\n`)
    fingerprint.update(`${hash} ${file.shown}\n`)
  }
  if ((await markNow(candidate)) !== before) throw changed(candidate)
  return {
    content: content.digest('hex'),
    fingerprint: fingerprint.digest('hex'),
    bytes: candidate.files.reduce((sum, file) => sum + file.bytes, 0),
    hashes,
    copies: parquet ? copies : null,
  }
}

export const changed = ({ source }: Candidate): Failure =>
  new Failure('changed', `${source} was changed while it was read.`, {
    next: 'It is read again when it is written; writing under another name and renaming avoids this.',
  })

async function allParquet({ files }: Candidate): Promise<boolean> {
  for (const file of files) {
    const opened = await open(file.path)
    try {
      const { buffer, bytesRead } = await opened.read(Buffer.alloc(4), 0, 4, 0)
      if (bytesRead < 4 || buffer.toString('latin1') !== 'PAR1') return false
    } finally {
      await opened.close()
    }
  }
  return files.length > 0
}

/** One file is the snapshot; several are a folder of that name, in which the folders that say values are kept. */
function keptName({ files }: Candidate, at: number): string {
  const file = files[at]
  if (!file) throw new Error('no such file')
  if (files.length === 1 && file.partitions.length === 0) return SNAPSHOT
  const values = file.partitions.map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${value === null ? '__HIVE_DEFAULT_PARTITION__' : encodeURIComponent(value)}`,
  )
  return join(SNAPSHOT, ...values, `${String(at + 1).padStart(4, '0')}-${basename(file.path)}`)
}
