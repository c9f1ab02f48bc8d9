import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import { compare } from '../main.ts'
import type { Comparison } from '../report/compare-contract.ts'
import type { CompareOptions } from '../run/compare/compare.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { progressLine, type Streams } from './output.ts'
import { deliveryNumber, folderOf, projectOption, type ProjectOption } from './project-option.ts'

const FORMATS = ['pretty', 'json', 'html'] as const
type Format = (typeof FORMATS)[number]

interface Options extends ProjectOption, LimitOptions {
  readonly format: Format
  readonly key?: readonly string[]
  readonly page?: string
  readonly out?: string
  readonly exitCode?: true
  readonly color: boolean
}

/** `assay compare`: how two deliveries differ. */
export function addCompare(program: Command, streams: Streams, exit: (status: number) => void): void {
  const command = program
    .command('compare')
    .description('how two deliveries of a dataset differ, or two files; exit status 0, whether they do or not')
    .argument('<dataset-or-file>', 'a dataset of the history, or the older of two files')
    .argument(
      '[older]',
      'number of the older delivery (default: the last accepted one before the newer); or the newer file',
    )
    .argument('[newer]', 'number of the newer delivery (default: the newest)')
    .option(
      '-k, --key <column>',
      'rows are told apart by this column; may be repeated (default: `key` of the page, else a column that is unique)',
      (column: string, before: readonly string[] = []) => [...before, column],
    )
    .option('--page <page>', 'of two files: the page that says how they are read, their key, and what is private')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(FORMATS).default('pretty'))
    .option('-o, --out <file>', 'write it to this file instead')
    .option('--exit-code', 'exit status 1 when they differ')
    .option('--no-color', 'without colour')
  limitOptions(projectOption(command)).action(
    async (first: string, second: string | undefined, third: string | undefined, options: Options) => {
      const progress = progressLine(streams)
      const found = await compare({
        ...limitsOf(options),
        ...comparedBy(first, second, third, options),
        progress: progress.say,
        ...(options.key ? { key: options.key } : {}),
      }).finally(progress.clear)
      const text = await rendered(found, options, streams)
      if (options.out === undefined) streams.out(text)
      else await written(options.out, text, streams)
      exit(options.exitCode && !found.same ? 1 : 0)
    },
  )
}

/** What is said by the arguments: numbers are those of deliveries, all else are files. */
function comparedBy(
  first: string,
  second: string | undefined,
  third: string | undefined,
  options: Options,
): CompareOptions {
  const numbers = [second, third].filter((each) => each !== undefined)
  if (numbers.every((each) => /^\d+$/.test(each))) {
    const [before, after] = numbers.map(deliveryNumber)
    return {
      dataset: first,
      ...folderOf(options),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    }
  }
  if (second !== undefined && third === undefined)
    return { before: first, after: second, ...(options.page === undefined ? {} : { page: options.page }) }
  throw new Failure('bad-option', 'Two deliveries of a dataset are compared, or two files.', {
    next: 'Say it as `assay compare DATASET 16 17`, or as `assay compare OLD.csv NEW.csv`.',
  })
}

async function rendered(found: Comparison, options: Options, streams: Streams): Promise<string> {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(found, null, 2)}\n`
    case 'html':
      return (await import('../report/html/comparison.ts')).renderComparisonHtml(found)
    case 'pretty': {
      const { renderComparison } = await import('../report/compare-terminal.ts')
      const colour = options.color && streams.colour && options.out === undefined
      return renderComparison(found, { colour, width: streams.width })
    }
  }
}

async function written(file: string, text: string, streams: Streams): Promise<void> {
  await writeFile(file, text).catch((cause: unknown) => {
    throw new Failure('bad-option', `${file} cannot be written: ${wordsOf(cause)}.`, { cause }) // prettier-ignore
  })
  streams.error(`comparison: ${resolve(file)}\n`)
}
