import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { contents } from '../bytes.ts'
import { decodeHead, inItsEncoding, toUtf8 } from '../encoding.ts'
import type { Encoding } from '../encoding.ts'
import type { FoundFile } from '../find-files.ts'
import { headSize } from '../format.ts'
import type { FileFormat } from '../format.ts'
import type { SourceSpec, UnreadableRow } from '../snapshot.ts'
import { writeClean } from './clean.ts'
import { dialectInWords, dialectOf } from './dialect.ts'
import { columnNames, firstRecord } from './header.ts'
import type { Lying } from './load.ts'
import type { Dialect } from './record.ts'
import { canBeRegular, scanRegular } from './scan.ts'

/** A file that the engine can read, and how many rows it must find there. */
export interface Prepared {
  /** The file as found, or a copy in the folder for temporary files. */
  readonly path: string
  readonly dialect: Dialect
  /** A clean copy has commas, no header, and the number of the row as its first field. */
  readonly isClean: boolean
  readonly names: readonly string[]
  /** Data rows, unreadable ones included. */
  readonly rows: number
  readonly unreadable: number
  readonly unreadableRows: readonly UnreadableRow[]
  /** Bytes of the longest record, or as many as a record of a regular file may have. */
  readonly longest: number
  readonly inWords: string
  readonly notes: readonly string[]
}

/** Records of regular files are read where they lie up to this length; longer ones go through a copy. */
export const regularRecord = 16 << 20

/** What the beginning of a file tells, read in an encoding that what comes later may still refute. */
export interface Outline {
  readonly encoding: Encoding
  readonly dialect: Dialect
  readonly names: readonly string[]
  readonly firstLineIsPlain: boolean
  /** The line before the header that says the delimiter, with its end; mostly none. */
  readonly separatorLine: string
}

interface Job {
  readonly file: FoundFile
  readonly format: FileFormat
  readonly spec: SourceSpec
  readonly outline: Outline
  /** Where a copy may be written. */
  readonly copy: string
  /** False to read even a regular file carefully. */
  readonly trustRegular: boolean
}

export async function outlineOf(job: Pick<Job, 'file' | 'format' | 'spec'>): Promise<Outline> {
  const { result } = await inItsEncoding(job.file.shown, job.format.head, job.spec.encoding, async (encoding) =>
    understand(encoding, job),
  )
  return result
}

/** How the engine would read a file where it lies, if all of it is as its beginning is; null when it needs a copy. */
export function asItLies({ file, format, outline }: Pick<Job, 'file' | 'format' | 'outline'>): Lying | null {
  const { dialect, names, encoding, firstLineIsPlain, separatorLine } = outline
  const original = format.compression === 'none' && encoding.label === 'utf-8'
  if (!original || !firstLineIsPlain || separatorLine !== '' || !canBeRegular(dialect, names.length)) return null
  return { path: file.path, dialect, names, isClean: false, longest: regularRecord }
}

export async function prepare(job: Job): Promise<Prepared> {
  const { file, format, spec } = job
  const { result, encoding, notes } = await inItsEncoding(file.shown, format.head, spec.encoding, (believed) =>
    prepareIn(believed, job),
  )
  const packed = format.compression === 'none' ? [] : [format.compression]
  const inWords = ['CSV', ...packed, dialectInWords(result.dialect), encoding.label.toUpperCase()].join(', ')
  return { ...result, inWords, notes }
}

async function prepareIn(encoding: Encoding, job: Job): Promise<Omit<Prepared, 'inWords' | 'notes'>> {
  const { file, format } = job
  const outline = job.outline.encoding.label === encoding.label ? job.outline : understand(encoding, job)
  const { dialect, names } = outline
  const asWritten = outline.firstLineIsPlain && outline.separatorLine === ''
  const rows = job.trustRegular && asWritten ? await regularRows(encoding, dialect, names.length, job) : undefined
  const original = format.compression === 'none' && encoding.label === 'utf-8'
  if (rows !== undefined) {
    const path = original ? file.path : job.copy
    const longest = regularRecord
    return { path, dialect, isClean: false, names, rows, unreadable: 0, unreadableRows: [], longest }
  }
  const decoded = without(outline.separatorLine, toUtf8(contents(file.path, format.compression, file.shown), encoding))
  const cleaned = await writeClean(decoded, dialect, names.length, file.shown, job.copy)
  return { path: job.copy, dialect, isClean: true, names, ...cleaned }
}

function understand(encoding: Encoding, { file, format, spec }: Pick<Job, 'file' | 'format' | 'spec'>): Outline {
  const isWhole = format.head.length < headSize
  const whole = decodeHead(format.head, encoding, isWhole)
  const [line = '', said] = SEPARATOR_LINE.exec(whole) ?? []
  const head = whole.slice(line.length)
  const dialect = dialectOf(head, isWhole, { ...(said === undefined ? {} : { delimiter: said }), ...spec }, file.shown)
  const first = firstRecord(head, isWhole, dialect, file.shown)
  const names = columnNames(first.fields, dialect.header, file.shown)
  const firstLineIsPlain = !first.fields.some((field) => /[\r\n]/.test(field))
  return { encoding, dialect, names, firstLineIsPlain, separatorLine: line }
}

/** What Excel puts before the header to say the delimiter: `sep=;`. It is no row. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)/i

async function* without(line: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = Buffer.byteLength(line)
  for await (const chunk of chunks) {
    const cut = Math.min(left, chunk.length)
    left -= cut
    if (cut < chunk.length) yield chunk.subarray(cut)
  }
}

/** Data rows of a file that is wholly regular. What the engine could not read where it lies is copied on the way. */
async function regularRows(
  encoding: Encoding,
  dialect: Dialect,
  width: number,
  { file, format, copy }: Job,
): Promise<number | undefined> {
  const scan = scanRegular(dialect, width)
  const needsCopy = format.compression !== 'none' || encoding.label !== 'utf-8'
  const out = needsCopy ? createWriteStream(copy) : undefined
  try {
    for await (const chunk of toUtf8(contents(file.path, format.compression, file.shown), encoding)) {
      if (!scan.take(chunk)) return undefined
      if (out && !out.write(chunk)) await once(out, 'drain')
    }
  } finally {
    if (out) await closed(out)
  }
  const records = scan.end()
  return records === undefined ? undefined : records - (dialect.header ? 1 : 0)
}

async function closed(out: ReturnType<typeof createWriteStream>): Promise<void> {
  if (out.errored) throw out.errored
  const done = once(out, 'close')
  out.end()
  await done
}
