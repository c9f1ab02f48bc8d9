import { writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { counted } from '@assay/core'
import type { Command } from 'commander'
import { codeOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import { adopt, dismissSuggestions, suggest, suggestionsIn } from '../main.ts'
import type { Adoption } from '../suggest/contract.ts'
import { formatOf } from './format-option.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { progressLine, type Streams } from './output.ts'

interface Options extends LimitOptions {
  readonly out?: string
  readonly format?: string
  readonly allFiles?: true
  readonly column?: string
  readonly dismiss?: readonly string[]
  readonly adopt?: true
}

/** `assay suggest`: from a source to a page. */
export function addSuggest(program: Command, streams: Streams): void {
  limitOptions(
    program
      .command('suggest')
      .description('look at a source and write the page that it could have; of a page, what it could say too')
      .argument('<source>', 'a file, glob or folder, or a Markdown page')
      .option('-o, --out <page>', 'write the page to this file, which must not be there yet')
      .option('-f, --format <format>', 'page (Markdown), json or html; of --adopt: patch or json')
      .option('--column <name>', 'only sentences that speak of this column')
      .option('--all-files', 'several files are one delivery, not one each')
      .option(
        '--adopt',
        'of a page that fails today: the tolerances that hold the line, as a patch or with --out as a page',
      )
      .option(
        '--dismiss <sentence>',
        'do not suggest this sentence again, whatever its numbers; may be repeated',
        (sentence: string, before: readonly string[] = []) => [...before, sentence],
      ),
  ).action((source: string, options: Options) => {
    if (options.dismiss) return dismissed(source, options.dismiss, options, streams)
    return options.adopt ? adopted(source, options, streams) : suggested(source, options, streams)
  })
}

async function suggested(source: string, options: Options, streams: Streams): Promise<void> {
  const format = formatOf(options.format ?? 'page', ['page', 'json', 'html'])
  const progress = progressLine(streams)
  const start = performance.now()
  const found = await suggest({
    source,
    progress: progress.say,
    ...limitsOf(options),
    ...(options.out === undefined ? {} : { out: options.out }),
    ...(options.column === undefined ? {} : { column: options.column }),
    ...(options.allFiles ? { delivery: 'all files' as const } : {}),
  }).finally(progress.clear)
  const told = () => suggestionsIn(found, source, (performance.now() - start) / 1000)
  if (format === 'json') streams.out(`${JSON.stringify(await told(), null, 2)}\n`)
  if (format === 'html')
    streams.out((await import('../report/html/suggestions.ts')).renderSuggestionsHtml(await told()))
  if (options.out === undefined) {
    if (format === 'page') streams.out(found.page)
    return
  }
  await written(options.out, found.page)
  const exceptions = found.sentences.filter((each) => each.failing > 0).length
  const said = `${resolve(options.out)}: ${counted(found.sentences.length, 'sentence')}, ${String(exceptions)} of them with exceptions; ${found.alarms.toFixed(2)} false alarms expected.\nassay check ${options.out} measures them.\n`
  if (format === 'page') streams.out(said)
  else streams.error(said)
}

async function written(path: string, page: string, over = false): Promise<void> {
  try {
    await writeFile(path, page, { flag: over ? 'w' : 'wx' })
  } catch (cause) {
    const there = codeOf(cause) === 'EEXIST'
    throw new Failure('bad-option', there ? `${path} is there already.` : `${path} cannot be written.`, {
      cause,
      ...(there ? { next: `\`assay suggest ${path}\` shows what it could say too.` } : {}),
    })
  }
}

/** The patch goes to where it can be piped; what was done is said beside it. */
async function adopted(page: string, options: Options, streams: Streams): Promise<void> {
  const format = formatOf(options.format ?? 'patch', ['patch', 'json'])
  const progress = progressLine(streams)
  const found = await adopt({ page, progress: progress.say, ...limitsOf(options) }).finally(progress.clear)
  if (format === 'json') streams.out(`${JSON.stringify(found, null, 2)}\n`)
  else if (options.out === undefined) streams.out(found.patch)
  if (options.out !== undefined) await written(options.out, found.text, resolve(options.out) === resolve(page))
  streams.error(summary(found))
}

function summary({ page, adopted: taken, reduced, paid, left, unchanged }: Adoption): string {
  const counts = [
    `${counted(taken.length, 'sentence')} adopted`,
    ...(reduced.length > 0 ? [`${String(reduced.length)} tighter than before`] : []),
    ...(paid.length > 0 ? [`${String(paid.length)} paid off`] : []),
    `${String(unchanged)} as they were`,
    ...(left.length > 0 ? [`${String(left.length)} that cannot be adopted`] : []),
  ]
  const lines = left.map((each) => `${page}:${String(each.line)}: ${each.sentence}\n  ${each.why}\n`)
  return `${counts.join(', ')}.\n${lines.join('')}`
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
