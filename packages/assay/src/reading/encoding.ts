import { isUtf8 } from 'node:buffer'
import { Failure } from '../failure.ts'
import { looksUtf16 } from './format.ts'

export interface Encoding {
  /** Label of the WHATWG Encoding Standard, or `utf-8`. */
  readonly label: string
  /** Bytes of the byte order mark to leave out. */
  readonly mark: number
}

/** By byte order mark, else by the pattern of NULs, else UTF-8; `set` (from the page) wins. */
export function encodingOf(head: Buffer, set: string | undefined): Encoding {
  const marked = byMark(head)
  if (set !== undefined) {
    const label = known(set)
    return { label, mark: marked?.label === label ? marked.mark : 0 }
  }
  return marked ?? { label: looksUtf16(head) ?? 'utf-8', mark: 0 }
}

function byMark(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', mark: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', mark: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', mark: 2 }
  return undefined
}

function known(name: string): string {
  try {
    return new TextDecoder(name).encoding
  } catch (cause) {
    throw new Failure(
      'encoding',
      `There is no encoding ${JSON.stringify(name)}; expected one such as utf-8, utf-16le or windows-1252.`,
      { cause },
    )
  }
}

/** Thrown inside `toUtf8` and nowhere else: the bytes are not valid in the encoding. */
export class NotInEncoding extends Error {
  /** Position of the first wrong byte from 0, after decompression. */
  readonly at: number
  constructor(at: number) {
    super('not valid in its encoding')
    this.at = at
  }
}

/** The same text as UTF-8, without byte order mark. Throws `NotInEncoding`. */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, { label, mark }: Encoding): AsyncGenerator<Buffer> {
  const bare = withoutMark(chunks, mark)
  yield* label === 'utf-8' ? validated(bare, mark) : transcoded(bare, label, mark)
}

async function* withoutMark(chunks: AsyncIterable<Buffer>, mark: number): AsyncGenerator<Buffer> {
  let left = mark
  for await (const chunk of chunks) {
    const skip = Math.min(left, chunk.length)
    left -= skip
    if (skip < chunk.length) yield chunk.subarray(skip)
  }
}

async function* validated(chunks: AsyncIterable<Buffer>, mark: number): AsyncGenerator<Buffer> {
  let at = mark
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const both = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const whole = both.subarray(0, both.length - incompleteEnd(both))
    if (!isUtf8(whole)) throw new NotInEncoding(at + firstInvalid(whole))
    held = both.subarray(whole.length)
    at += whole.length
    if (whole.length > 0) yield whole
  }
  if (held.length > 0) throw new NotInEncoding(at)
}

/** Bytes at the end that begin a character which the next chunk may complete. */
function incompleteEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

function firstInvalid(bytes: Buffer): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high) >> 1
    const part = bytes.subarray(0, middle + 1)
    if (isUtf8(part.subarray(0, part.length - incompleteEnd(part)))) low = middle + 1
    else high = middle
  }
  // The byte that cannot stand here may follow the beginning of a character, which is then what is wrong.
  return low - incompleteEnd(bytes.subarray(0, low))
}

async function* transcoded(chunks: AsyncIterable<Buffer>, label: string, mark: number): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
  let at = mark
  const decode = (chunk: Buffer | undefined) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new NotInEncoding(at)
    }
  }
  for await (const chunk of chunks) {
    const text = decode(chunk)
    at += chunk.length
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  const rest = decode(undefined)
  if (rest !== '') yield Buffer.from(rest, 'utf8')
}

/** The beginning of a file as text; a character that the cut splits is left out. Throws `NotInEncoding`. */
export function decodeHead(head: Buffer, { label, mark }: Encoding, isWhole: boolean): string {
  const bytes = head.subarray(mark)
  if (label === 'utf-8') {
    const whole = isWhole ? bytes : bytes.subarray(0, bytes.length - incompleteEnd(bytes))
    if (!isUtf8(whole)) throw new NotInEncoding(mark + firstInvalid(whole))
    return whole.toString('utf8')
  }
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isWhole })
  } catch {
    throw new NotInEncoding(mark)
  }
}

/**
 * Does `work` in the encoding of a file. Where that is UTF-8 only because nothing says otherwise, and some byte is not, `work` is done
 * again in Windows-1252, in which every byte is a character, and a note says so.
 */
export async function inItsEncoding<T>(
  shown: string,
  head: Buffer,
  set: string | undefined,
  work: (encoding: Encoding) => Promise<T>,
): Promise<{ result: T; encoding: Encoding; notes: readonly string[] }> {
  const encoding = encodingOf(head, set)
  try {
    return { result: await work(encoding), encoding, notes: [] }
  } catch (cause) {
    if (!(cause instanceof NotInEncoding)) throw cause
    if (set !== undefined || encoding.mark > 0 || encoding.label !== 'utf-8')
      throw wrongEncoding(shown, encoding, cause)
    const western = { label: 'windows-1252', mark: 0 }
    return { result: await work(western), encoding: western, notes: [readAsWestern(shown, cause.at)] }
  }
}

function wrongEncoding(shown: string, { label }: Encoding, cause: NotInEncoding): Failure {
  const words = label.toUpperCase()
  return new Failure(
    'encoding',
    `${shown} is not valid ${words}: the first wrong byte is at or after byte ${String(cause.at + 1)}.`,
    {
      next: 'Write the file again, or set its encoding on the page.',
      cause,
    },
  )
}

const readAsWestern = (shown: string, at: number) =>
  `${shown} is not valid UTF-8 (first at byte ${String(at + 1)}), so it was read as Windows-1252; the page can set another encoding.`
