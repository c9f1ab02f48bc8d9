import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { sha256 } from './bytes.ts'
import { readDelimited } from './delimited/read.ts'
import { findFiles } from './find-files.ts'
import type { FoundFile } from './find-files.ts'
import { formatOf } from './format.ts'
import type { Family, FileFormat } from './format.ts'
import { readExcel } from './excel/read.ts'
import { readJson } from './json/read.ts'
import { readParquet } from './parquet.ts'
import type { Reading, Task } from './part.ts'
import type { Snapshot, SourceSpec } from './snapshot.ts'

export { findFiles } from './find-files.ts'
export type { ReadFile, Snapshot, SnapshotColumn, SourceSpec, UnreadableRow } from './snapshot.ts'

const keptRows = 1000

/**
 * Reads what a source names into the engine. A `Failure` names the file, what was found and what was expected; rows
 * that cannot be read are no failure: they are counted and shown.
 */
export async function readSource(
  engine: Engine,
  spec: SourceSpec,
  progress: (text: string) => void = () => undefined,
): Promise<Snapshot> {
  const named = await findFiles(spec.source, spec.base)
  const files = spec.only ? named.filter((file) => spec.only?.includes(file.path)) : named
  const first = await oneFamily(files)
  const format = async (file: FoundFile) => (files.length === 1 ? first : formatOf(file))
  const started = once(() => fingerprintOf(files, spec.hashes))
  const reading = read({ engine, files, format, spec, progress }, first.family)
  // Parquet is queried where it lies: it is hashed beside the queries, and must be the same file until the last of them
  if (first.family !== 'parquet') await Promise.all([reading, started()])
  const snapshot = snapshotOf(files, await reading, first.family, {
    fingerprint: started,
    unchanged: () => unchanged(files),
  })
  await snapshot.unchanged()
  return snapshot
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => (done ??= work())
}

function read(task: Task, family: Family): Promise<Reading> {
  switch (family) {
    case 'delimited':
      return readDelimited(task)
    case 'json':
      return readJson(task)
    case 'parquet':
      return readParquet(task)
    case 'excel':
      return readExcel(task)
  }
}

async function oneFamily(files: readonly FoundFile[]): Promise<FileFormat> {
  let first: FileFormat | undefined
  for (const file of files) {
    const format = await formatOf(file)
    first ??= format
    if (format.family !== first.family)
      throw new Failure(
        'mixed-formats',
        `The files of one source must be of one format: ${files[0]?.shown ?? ''} is ${first.family}, ${file.shown} is ${format.family}.`,
        { next: 'Name the files by a pattern, such as *.csv.' },
      )
  }
  if (!first) throw new Failure('no-file', 'The source names no file.')
  return first
}

async function fingerprintOf(files: readonly FoundFile[], known?: ReadonlyMap<string, string>): Promise<string> {
  const all = createHash('sha256')
  for (const { path, shown } of files) all.update(`${known?.get(path) ?? (await sha256(path))} ${shown}\n`)
  return all.digest('hex')
}

/** The counts, the fingerprint and the rows come from several readings, which must have seen the same file. */
async function unchanged(files: readonly FoundFile[]): Promise<void> {
  for (const file of files) {
    const now = await stat(file.path).catch(() => undefined)
    if (now?.size === file.bytes && now.mtimeMs === file.modified) continue
    throw new Failure('changed', `${file.shown} was changed while it was read.`, {
      next: 'Check it again when it is written; writing under another name and renaming avoids this.',
    })
  }
}

function snapshotOf(
  files: readonly FoundFile[],
  reading: Reading,
  family: Family,
  later: Pick<Snapshot, 'fingerprint' | 'unchanged'>,
): Snapshot {
  const { relation, columns, notes } = reading
  const read = files.map((file, i) => {
    const { rows = 0, unreadable = 0, inWords = '' } = reading.files[i] ?? {}
    return { file: file.shown, bytes: file.bytes, rows, unreadable, format: inWords }
  })
  const sum = (of: (file: (typeof read)[number]) => number) => read.reduce((total, file) => total + of(file), 0)
  return {
    relation,
    columns,
    sparse: family === 'json',
    files: read,
    rows: sum(({ rows }) => rows),
    unreadable: sum(({ unreadable }) => unreadable),
    unreadableRows: reading.files.flatMap(({ unreadableRows }) => unreadableRows).slice(0, keptRows),
    ...later,
    bytes: sum(({ bytes }) => bytes),
    notes,
  }
}
