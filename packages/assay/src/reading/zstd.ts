import { Decompress } from 'fzstd'
import xxhash from 'xxhash-wasm'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'

const frameMagic = 0xfd2fb528
const skippable = (magic: number) => magic >= 0x184d2a50 && magic <= 0x184d2a5f

/**
 * Decompresses Zstandard (RFC 8878) and verifies what the decompressor does not: that every frame is complete and, where
 * it has one, that its checksum (the low 32 bits of XXH64 of the content) is right.
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const { create64 } = await xxhash()
  const input = reader(chunks, file)
  while (!(await input.atEnd())) {
    const magic = (await input.take(4)).readUInt32LE()
    if (skippable(magic)) {
      await input.take((await input.take(4)).readUInt32LE())
      continue
    }
    if (magic !== frameMagic) throw damaged(file, 'what follows is not Zstandard')
    yield* frame(input, create64(), file)
  }
}

interface Reader {
  atEnd(): Promise<boolean>
  /** Exactly so many bytes; a file that ends before is a failure. */
  take(bytes: number): Promise<Buffer>
}

function reader(chunks: AsyncIterable<Buffer>, file: string): Reader {
  const iterator = chunks[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async () => {
    const next = await iterator.next()
    if (next.done === true) return false
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
    return true
  }
  return {
    atEnd: async () => held.length === 0 && !(await more()),
    async take(bytes) {
      while (held.length < bytes) if (!(await more())) throw cutOff(file)
      const taken = held.subarray(0, bytes)
      held = held.subarray(bytes)
      return taken
    },
  }
}

interface Hash {
  update(input: Uint8Array): Hash
  digest(): bigint
}

async function* frame(input: Reader, hash: Hash, file: string): AsyncGenerator<Buffer> {
  const out: Buffer[] = []
  const decompress = new Decompress((chunk) => {
    hash.update(chunk)
    // The decompressor uses its window again, so what it gives is copied.
    out.push(Buffer.from(chunk))
  })
  const { bytes, checksum } = await header(input)
  const push = (part: Buffer, last: boolean) => {
    try {
      decompress.push(part, last)
    } catch (cause) {
      throw damaged(file, wordsOf(cause))
    }
  }
  push(Buffer.concat([magicBytes, bytes]), false)
  for (let last = false; !last;) {
    const block = await input.take(3)
    const head = block.readUIntLE(0, 3)
    last = (head & 1) === 1
    const kind = (head >> 1) & 3
    if (kind === 3) throw damaged(file, 'a block of an unknown kind')
    push(Buffer.concat([block, await input.take(kind === 1 ? 1 : head >> 3)]), last && !checksum)
    yield* out.splice(0)
  }
  if (!checksum) return
  const expected = await input.take(4)
  push(expected, true)
  yield* out.splice(0)
  if (Number(hash.digest() & 0xffffffffn) !== expected.readUInt32LE())
    throw damaged(file, 'the checksum of its content is wrong')
}

const magicBytes = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Frame header: descriptor, then window, dictionary and content size, whose lengths the descriptor tells. */
async function header(input: Reader): Promise<{ bytes: Buffer; checksum: boolean }> {
  const descriptor = await input.take(1)
  const flags = descriptor.readUInt8()
  const single = (flags & 0x20) !== 0
  const sizeFlag = flags >> 6
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const contentSize = sizeFlag === 0 ? (single ? 1 : 0) : 2 ** sizeFlag
  const rest = await input.take((single ? 0 : 1) + dictionary + contentSize)
  return { bytes: Buffer.concat([descriptor, rest]), checksum: (flags & 4) !== 0 }
}

export function cutOff(file: string): Failure {
  return new Failure('cut-off', `${file} is cut off: the compressed data ends before its end.`, {
    next: 'Fetch or write the file again; nothing of it was used.',
  })
}

export function damaged(file: string, why: string): Failure {
  return new Failure('damaged', `${file} is damaged: ${why}.`, {
    next: 'Fetch or write the file again; nothing of it was used.',
  })
}
