import { Failure } from '../../failure.ts'

/** How records stand in a file: one on each line, in one list, or one after another over several lines. */
export type Layout = 'lines' | 'list' | 'sequence'

/** Decided by the beginning of the file. A first line that is broken does not hide that the others are records. */
export function layoutOf(head: string): Layout {
  const start = head.trimStart()
  if (start.startsWith('[')) return 'list'
  const lines = start.split('\n', 20).filter((line) => line.trim() !== '')
  const complete = lines.filter((line, i) => (i < lines.length - 1 || lines.length === 1) && isRecord(line))
  return complete.length > 0 || isRecord(lines[0] ?? '') || !/^\s*\{\s*("[^"]*"\s*:.*)?$/.test(lines[0] ?? '')
    ? 'lines'
    : 'sequence'
}

function isRecord(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
  } catch {
    // Not a record is the answer to the question, not a failure.
    return false
  }
}

/** The texts of the records of a file, one by one, whether they are valid or not. */
export async function* split(chunks: AsyncIterable<Buffer>, layout: Layout, shown: string): AsyncGenerator<string> {
  yield* layout === 'lines' ? lines(chunks) : elements(chunks, layout, shown)
}

async function* texts(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
}

async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: string[] = []
  for await (const text of texts(chunks)) {
    const parts = text.split('\n')
    const last = parts.pop() ?? ''
    for (const part of parts) {
      const line = held.length === 0 ? part : held.join('') + part
      held = []
      if (line.trim() !== '') yield line.trim()
    }
    held.push(last)
  }
  const line = held.join('').trim()
  if (line !== '') yield line
}

/** Finds where records begin and end by their brackets; what is inside is left to the parser. */
async function* elements(
  chunks: AsyncIterable<Buffer>,
  layout: 'list' | 'sequence',
  shown: string,
): AsyncGenerator<string> {
  const finder = elementFinder(layout, shown)
  for await (const text of texts(chunks)) yield* finder.take(text)
  yield* finder.end()
}

interface ElementFinder {
  take(text: string): Generator<string>
  end(): Generator<string>
}

function elementFinder(layout: 'list' | 'sequence', shown: string): ElementFinder {
  let text = ''
  let at = 0
  let start = -1
  let depth = 0
  let inString = false
  let list: 'before' | 'inside' | 'after' = layout === 'list' ? 'before' : 'inside'
  let found = 0

  const cut = (end: number): string => {
    const element = text.slice(start, end).trimEnd()
    start = -1
    found++
    return element
  }

  /** Moves to the end of the string that `at` is in; false when it goes on in the next text. */
  const passString = (): boolean => {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 92) at++
      else if (code === 34) {
        at++
        inString = false
        return true
      }
    }
    return false
  }

  function* step(char: string): Generator<string> {
    if (list === 'before') {
      if (char === '[') list = 'inside'
      return
    }
    if (list === 'after') throw afterList(shown)
    const closes = char === '}' || char === ']'
    if (start < 0) {
      if (layout === 'list' && char === ']') list = 'after'
      else if (char !== ',' || layout === 'sequence') begin(char)
    } else if (depth === 0 && layout === 'list' && (char === ',' || char === ']')) {
      yield cut(at)
      if (char === ']') list = 'after'
    } else if (closes && --depth === 0 && layout === 'sequence') {
      yield cut(at + 1)
    } else if (char === '{' || char === '[') depth++
    else if (char === '"') inString = true
  }

  function begin(char: string): void {
    start = at
    depth = char === '{' || char === '[' ? 1 : 0
    inString = char === '"'
  }

  return {
    *take(more) {
      const keep = start < 0 ? Math.min(at, text.length) : start
      text = text.slice(keep) + more
      at -= keep
      if (start >= 0) start = 0
      while (at < text.length) {
        if (inString) {
          if (!passString()) break
          continue
        }
        const char = text[at] ?? ''
        if (char > ' ' && (start < 0 || '{}[],"'.includes(char))) yield* step(char)
        at++
      }
    },
    *end() {
      if (layout === 'list' && list !== 'after') throw listCutOff(shown, found)
      if (start >= 0) yield cut(text.length)
    },
  }
}

function listCutOff(shown: string, found: number): Failure {
  return new Failure(
    'cut-off',
    `${shown} is cut off: its list of records is never closed (${String(found)} complete records, then the end).`,
    {
      next: 'Fetch or write the file again; nothing of it was used.',
    },
  )
}

function afterList(shown: string): Failure {
  return new Failure('damaged', `${shown} is damaged: there is text after the end of its list of records.`, {
    next: 'Write one list, or one record on each line.',
  })
}
