import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

export interface LineWriter {
  line(text: string): Promise<void>
  /** Gives the bytes of the longest line. */
  close(): Promise<number>
}

/** Writes lines in large pieces, and waits when the disk does not keep up. */
export function lineWriter(path: string): LineWriter {
  const file = createWriteStream(path, { highWaterMark: 1 << 22 })
  const failed = once(file, 'error').then(([cause]) => {
    throw cause
  })
  failed.catch(() => undefined)
  let held: string[] = []
  let size = 0
  let longest = 0
  const flush = async () => {
    const more = file.write(held.join(''))
    held = []
    size = 0
    if (!more) await Promise.race([once(file, 'drain'), failed])
  }
  return {
    async line(text) {
      held.push(text, '\n')
      size += text.length
      longest = Math.max(longest, text.length * 3)
      if (size > 1 << 20) await flush()
    },
    async close() {
      await flush()
      const closed = once(file, 'close')
      file.end()
      await Promise.race([closed, failed])
      return longest
    },
  }
}
