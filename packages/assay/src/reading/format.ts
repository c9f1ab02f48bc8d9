import { isUtf8 } from 'node:buffer'
import { Failure } from '../failure.ts'
import { beginning, contents, ends } from './bytes.ts'
import type { Compression } from './bytes.ts'
import type { FoundFile } from './find-files.ts'

export type Family = 'delimited' | 'json' | 'parquet' | 'excel'

export interface FileFormat {
  readonly family: Family
  readonly compression: Compression
  /** What the file begins with, decompressed; at most `headSize` bytes. */
  readonly head: Buffer
}

export const headSize = 1 << 20

const byEnding: Record<string, Family> = {
  csv: 'delimited',
  tsv: 'delimited',
  tab: 'delimited',
  psv: 'delimited',
  json: 'json',
  ndjson: 'json',
  jsonl: 'json',
  parquet: 'parquet',
  pq: 'parquet',
  parq: 'parquet',
  xlsx: 'excel',
}
const compressions: Record<string, Compression> = { gz: 'gzip', gzip: 'gzip', zst: 'zstd', zstd: 'zstd' }
const words: Record<Family, string> = {
  delimited: 'delimited text',
  json: 'JSON',
  parquet: 'Parquet',
  excel: 'an Excel workbook (.xlsx)',
}

interface Named {
  readonly family: Family | undefined
  readonly compression: Compression
}

function byName(shown: string): Named {
  const parts = shown.toLowerCase().split('/').at(-1)?.split('.').slice(1) ?? []
  const compression = compressions[parts.at(-1) ?? ''] ?? 'none'
  const ending = compression === 'none' ? parts.at(-1) : parts.at(-2)
  return { family: byEnding[ending ?? ''], compression }
}

/** What a file is, by its content; a file that is not what its name says is a `Failure`. */
export async function formatOf(file: FoundFile): Promise<FileFormat> {
  const named = byName(file.shown)
  const { head: raw, tail } = await ends(file.path, file.bytes)
  if (raw.length === 0) throw emptyFile(file)
  const compression = compressionOf(raw)
  if (compression !== named.compression) throw otherCompression(file, compression, named)
  const head = compression === 'none' && isBinary(raw) ? raw : await textHead(file, compression)
  if (compression !== 'none' && isBinary(head))
    throw notWhatItSays(
      file,
      `${isParquet(head) ? words.parquet : 'a ZIP archive'} inside ${compression}`,
      'compressed text',
    )
  const family = familyOf(head, tail, file, named)
  if (named.family !== undefined && named.family !== family)
    throw notWhatItSays(file, words[family], words[named.family])
  return { family, compression, head }
}

async function textHead(file: FoundFile, compression: Compression): Promise<Buffer> {
  const head = await beginning(contents(file.path, compression, file.shown), headSize)
  if (head.length === 0) throw emptyFile(file)
  return head
}

const startsWith = (bytes: Buffer, magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte)

function compressionOf(raw: Buffer): Compression {
  if (startsWith(raw, [0x1f, 0x8b])) return 'gzip'
  return startsWith(raw, [0x28, 0xb5, 0x2f, 0xfd]) ? 'zstd' : 'none'
}

const isParquet = (raw: Buffer) => startsWith(raw, [0x50, 0x41, 0x52, 0x31])
const isZip = (raw: Buffer) => startsWith(raw, [0x50, 0x4b, 0x03, 0x04])
const isBinary = (raw: Buffer) => isParquet(raw) || isZip(raw)

function familyOf(head: Buffer, tail: Buffer, file: FoundFile, named: Named): Family {
  if (isParquet(head)) {
    if (tail.length < 12 || !isParquet(tail.subarray(-4)))
      throw new Failure('cut-off', `${file.shown} is cut off: it begins as Parquet and does not end so.`, {
        next: 'Fetch or write the file again; nothing of it was used.',
      })
    return 'parquet'
  }
  if (isZip(head)) {
    if (head.includes('[Content_Types].xml') || head.includes('xl/') || named.family === 'excel') return 'excel'
    throw notWhatItSays(file, 'a ZIP archive', 'data')
  }
  const strange = strangeContent(head)
  if (strange !== undefined)
    throw notWhatItSays(file, strange, named.family ? words[named.family] : 'CSV, JSON, Parquet or Excel')
  return textFamily(head, file, named)
}

const magics: readonly (readonly [string, readonly number[]])[] = [
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['an old Excel workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a bzip2 file', [0x42, 0x5a, 0x68]],
  ['an xz file', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['an ORC file', [0x4f, 0x52, 0x43]],
  ['an Avro file', [0x4f, 0x62, 0x6a, 0x01]],
  ['an Arrow file', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
]

function strangeContent(head: Buffer): string | undefined {
  const known = magics.find(
    ([what, magic]) => startsWith(head, magic) && (!/ORC|bzip2/.test(what) || controls(head) > 0),
  )
  if (known) return known[0]
  if (hasUtf16Mark(head) || looksUtf16(head)) return undefined
  // Text with some NULs in its fields is still text; bytes of any value are seldom valid UTF-8.
  const share = controls(head) / Math.min(head.length, 65536)
  if (share > 0.3 || (share > 0.05 && !isUtf8(head.subarray(0, 65536)))) return 'binary data'
  return undefined
}

/** Bytes that text does not have, in the first 64 KB. A NUL here and there can be a field's. */
function controls(head: Buffer): number {
  return head
    .subarray(0, 65536)
    .reduce((sum, byte) => sum + (byte < 32 && ![9, 10, 12, 13, 27].includes(byte) ? 1 : 0), 0)
}

const hasUtf16Mark = (head: Buffer) => startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])

/** UTF-16 without a mark: nearly every second byte of western text is NUL. */
export function looksUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const sample = head.subarray(0, 4096)
  if (sample.length < 4) return undefined
  const nuls = [0, 0]
  sample.forEach((byte, i) => {
    if (byte === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nuls
  const half = sample.length / 2
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le'
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : undefined
}

function textFamily(head: Buffer, file: FoundFile, named: Named): Family {
  const text = plainStart(head)
  if (text.trim() === '' && named.family !== 'delimited') throw emptyFile(file, 'only blanks')
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text))
    throw notWhatItSays(
      file,
      /^\s*<\?xml/i.test(text) ? 'XML' : 'an HTML page',
      named.family ? words[named.family] : 'data',
    )
  if (named.family === 'json') {
    if (/^\s*[[{]/.test(text)) return 'json'
    throw notWhatItSays(
      file,
      `text that begins with ${JSON.stringify(text.trim().slice(0, 20))}`,
      'JSON, an array or one object on each line',
    )
  }
  return looksLikeJson(text) ? 'json' : 'delimited'
}

/** A brace can begin a CSV as well, so the brace must be followed by what only JSON has. */
const looksLikeJson = (text: string) => /^\s*(\[\s*([{\]]|$)|\{\s*(["}]|$))/.test(text)

/** The start as text, good enough to tell formats apart. */
function plainStart(head: Buffer): string {
  const sample = head.subarray(0, 4096)
  if (isUtf8(sample)) return sample.toString('utf8').replace(/^\ufeff/, '')
  return sample
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\xff\xfe|\xfe\xff|\xef\xbb\xbf)/, '')
}

function emptyFile(file: FoundFile, what = 'no bytes'): Failure {
  return new Failure('empty-file', `${file.shown} is empty: it has ${what}; at least a header was expected.`, {
    next: 'Check whether the delivery was written completely.',
  })
}

function otherCompression(file: FoundFile, found: Compression, named: Named): Failure {
  const inside = named.family ? ` ${words[named.family]}` : ' text'
  return notWhatItSays(
    file,
    found === 'none' ? 'content that is not compressed' : `${found}-compressed content`,
    named.compression === 'none' ? `plain${inside}` : `${named.compression}-compressed${inside}`,
  )
}

function notWhatItSays(file: FoundFile, found: string, expected: string): Failure {
  return new Failure(
    'not-what-it-says',
    `${file.shown} is not what its name says: found ${found}, expected ${expected}.`,
    {
      next: 'Fetch or write the file again, or give it the ending of what it is.',
    },
  )
}
