import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { createColors } from 'picocolors'
import { calledAs } from '../config.ts'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import type { Result } from '../report/contract.ts'

export const FORMATS = ['pretty', 'json', 'junit', 'sarif', 'markdown', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** Where the command writes to: the process's own streams, or a test's. */
export interface Streams {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** Whether people look at what goes to `error`: progress. */
  readonly terminal: boolean
  /** Whether `out` may be coloured. */
  readonly colour: boolean
  readonly width: number
  /** The command as it was called. */
  readonly assay?: string
}

export function processStreams(): Streams {
  // whoever reads may stop reading, as `head` does; that is no fault
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  return {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY && process.env.TERM !== 'dumb',
    colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
    width: process.stdout.columns || 100,
    assay: calledAs(),
  }
}

/** Commands that a text names, as this one was called. */
const asCalled = (text: string, { assay = 'assay' }: Streams): string => text.replaceAll('`assay ', `\`${assay} `)

const withCommands = (result: Result, streams: Streams): Result => ({
  ...result,
  pages: result.pages.map(({ mends, ...page }) => ({
    ...page,
    ...(mends ? { mends: mends.map((each) => ({ ...each, next: asCalled(each.next, streams) })) } : {}),
  })),
})

/** Each format is loaded when it is asked for: a short check is mostly start-up. */
export async function render(found: Result, format: Format, streams: Streams, colour: boolean): Promise<string> {
  const { width, assay = 'assay' } = streams
  const result = withCommands(found, streams)
  switch (format) {
    case 'pretty':
      return (await import('../report/terminal.ts')).renderPretty(result, { colour, width, assay })
    case 'json':
      return (await import('../report/json.ts')).renderJson(found)
    case 'junit':
      return (await import('../report/junit.ts')).renderJunit(result, assay)
    case 'sarif':
      return (await import('../report/sarif.ts')).renderSarif(result)
    case 'markdown':
      return (await import('../report/markdown.ts')).renderMarkdown(result, assay)
    case 'html':
      return (await import('../report/html/html-report.ts')).renderHtml(result, assay)
  }
}

const ENDINGS: { readonly [ending: string]: Format } = {
  '.html': 'html',
  '.json': 'json',
  '.xml': 'junit',
  '.sarif': 'sarif',
  '.md': 'markdown',
  '.txt': 'pretty',
}

/** Writes a report; its format is said by the file's ending. */
export async function writeReport(result: Result, file: string, streams: Streams): Promise<void> {
  const format = reportFormat(file)
  try {
    await writeFile(file, await render(result, format, streams, false))
  } catch (cause) {
    throw new Failure('bad-option', `The report ${file} cannot be written: ${wordsOf(cause)}.`, { cause })
  }
}

export function reportFormat(file: string): Format {
  const format = ENDINGS[extname(file).toLowerCase()]
  if (!format)
    throw new Failure('bad-option', `A report cannot be written to ${file}.`, {
      next: `Its name must end in ${Object.keys(ENDINGS).join(', ')}.`,
    })
  return format
}

/** A failure in the words of a user, without a stack trace. */
export function explainFailure(failure: Failure, streams: Streams): void {
  const c = createColors(streams.colour)
  const next = failure.next === undefined ? '' : `${asCalled(failure.next, streams)}\n`
  streams.error(`${c.red('assay:')} ${failure.message}\n${next}`)
}

/** One line that is written over, for people only. */
export function progressLine(streams: Streams): { readonly say: (text: string) => void; readonly clear: () => void } {
  if (!streams.terminal) return { say: () => undefined, clear: () => undefined }
  const started = performance.now()
  const clear = () => {
    streams.error('\r\u001b[2K')
  }
  return {
    clear,
    say: (text) => {
      const seconds = (performance.now() - started) / 1000
      if (seconds > 0.5) streams.error(`\r\u001b[2K${text.slice(0, streams.width - 10)} … ${seconds.toFixed(0)} s`)
    },
  }
}
