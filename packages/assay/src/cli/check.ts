import { dirname, resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { Failure } from '../failure.ts'
import { check } from '../main.ts'
import { readPages } from '../run/pages.ts'
import { failingFormat } from '../run/failing-file.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { FORMATS, progressLine, render, reportFormat, writeReport, type Format, type Streams } from './output.ts'
import { checkAgain } from './check-again.ts'

interface Options extends LimitOptions {
  readonly format: Format
  readonly source?: string
  readonly all?: true
  readonly failing?: string
  readonly report?: readonly string[]
  readonly now?: string
  readonly watch?: true
  readonly color: boolean
}

/** `assay check`: pages against their data. */
export function addCheck(program: Command, streams: Streams, exit: (status: number) => void): void {
  const command = program
    .command('check')
    .description(
      'check pages on their data; exit status 0: accepted, 1: not accepted, 2: a page or the command line is wrong',
    )
    .argument('[pages...]', 'Markdown pages, or folders with pages (default: this folder)')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(FORMATS).default('pretty'))
    .option('-s, --source <source>', 'check this file, glob or folder instead of the page’s own source')
    .option('-a, --all', 'check every delivery that the source holds, not only the newest')
    .option('--failing <file>', 'write every failing value to a .csv, .ndjson or .parquet file', once('--failing'))
    .option(
      '-r, --report <file>',
      'write a report too: .html, .json, .xml (JUnit), .sarif, .md or .txt; may be repeated',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--now <time>', 'judge as if it were this time (ISO 8601)')
    .option('-w, --watch', 'check again when a page or its data changes')
    .option('--no-color', 'without colour')
  limitOptions(command).action(async (given: readonly string[], options: Options) => {
    const pages = given.length > 0 ? given : ['.']
    if (options.failing !== undefined) failingFormat(options.failing)
    for (const file of options.report ?? []) reportFormat(file)
    const checked = () => checkOnce(pages, options, streams)
    if (options.watch) await checkAgain(pages, await sourcesOf(pages, options.source), checked, streams)
    else exit(await checked())
  })
}

/** For an option that names one file: of two the first would be left out without a word. */
const once =
  (option: string) =>
  (file: string, before?: string): string => {
    if (before !== undefined)
      throw new Failure('bad-option', `${option} names one file, and ${before} and ${file} are given.`)
    return file
  }

/** What a page's data is read from: watched as well as the page. */
async function sourcesOf(pages: readonly string[], source: string | undefined): Promise<readonly string[]> {
  if (source !== undefined) return [resolve(source)]
  const { checked } = await readPages(pages)
  return checked.flatMap((page) => (page.source === null ? [] : [resolve(dirname(page.path), page.source)]))
}

function time(written: string): Date {
  const at = new Date(written)
  if (Number.isNaN(at.getTime()))
    throw new Failure('bad-option', `"${written}" is not a time.`, { next: 'Write it as 2024-01-31T09:00:00Z.' })
  return at
}

async function checkOnce(pages: readonly string[], options: Options, streams: Streams): Promise<number> {
  const progress = progressLine(streams)
  const result = await check({
    pages,
    progress: progress.say,
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.all ? { all: true } : {}),
    ...(options.failing === undefined ? {} : { failing: options.failing }),
    ...(options.report === undefined ? {} : { writes: options.report }),
    ...(options.now === undefined ? {} : { now: time(options.now) }),
    ...limitsOf(options),
  }).finally(progress.clear)
  const text = await render(result, options.format, streams, options.color && streams.colour)
  streams.out(text.endsWith('\n') ? text : `${text}\n`)
  for (const file of options.report ?? []) {
    await writeReport(result, file, streams)
    streams.error(`report: ${resolve(file)}\n`)
  }
  if (options.failing !== undefined) streams.error(`failing values: ${resolve(options.failing)}\n`)
  return result.exitStatus
}
