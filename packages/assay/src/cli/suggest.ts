import { writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import { dismissSuggestions, suggest } from '../main.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { progressLine, type Streams } from './output.ts'

interface Options extends LimitOptions {
  readonly out?: string
  readonly allFiles?: true
  readonly dismiss?: readonly string[]
}

/** `assay suggest`: from a source to a page. */
export function addSuggest(program: Command, streams: Streams): void {
  limitOptions(
    program
      .command('suggest')
      .description('look at a source and write the page that it could have; of a page, what it could say too')
      .argument('<source>', 'a file, glob or folder, or a Markdown page')
      .option('-o, --out <page>', 'write the page to this file, which must not be there yet')
      .option('--all-files', 'several files are one delivery, not one each')
      .option(
        '--dismiss <sentence>',
        'do not suggest this sentence again, whatever its numbers; may be repeated',
        (sentence: string, before: readonly string[] = []) => [...before, sentence],
      ),
  ).action((source: string, options: Options) =>
    options.dismiss ? dismissed(source, options.dismiss, options, streams) : suggested(source, options, streams),
  )
}

async function suggested(source: string, options: Options, streams: Streams): Promise<void> {
  const progress = progressLine(streams)
  const found = await suggest({
    source,
    progress: progress.say,
    ...limitsOf(options),
    ...(options.out === undefined ? {} : { out: options.out }),
    ...(options.allFiles ? { delivery: 'all files' as const } : {}),
  }).finally(progress.clear)
  if (options.out === undefined) {
    streams.out(found.page)
    return
  }
  await written(options.out, found.page)
  const exceptions = found.sentences.filter((each) => each.failing > 0).length
  streams.out(
    `${resolve(options.out)}: ${String(found.sentences.length)} sentences, ${String(exceptions)} of them with exceptions; ${found.alarms.toFixed(2)} false alarms expected.\nassay check ${options.out} measures them.\n`,
  )
}

async function written(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page, { flag: 'wx' })
  } catch (cause) {
    const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    throw new Failure('bad-option', there ? `${path} is there already.` : `${path} cannot be written.`, {
      cause,
      ...(there ? { next: `\`assay suggest ${path}\` shows what it could say too.` } : {}),
    })
  }
}

async function dismissed(
  source: string,
  sentences: readonly string[],
  options: Options,
  streams: Streams,
): Promise<void> {
  const folder = dirname(resolve(options.out ?? (/\.(?:md|markdown)$/i.test(source) ? source : 'page.md')))
  const { file, added } = await dismissSuggestions({ source, folder, sentences })
  streams.out(
    `${file}: ${String(added)} more ${added === 1 ? 'sentence' : 'sentences'} that are not suggested again.\n`,
  )
}
