import type { Command } from 'commander'
import { cure } from '../main.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { progressLine, type Streams } from './output.ts'
import { deliveryNumber } from './project-option.ts'

interface Options extends LimitOptions {
  readonly source?: string
  readonly write?: true
  readonly json?: true
}

/** `assay mend`: the page as it would have to be for data that is delivered otherwise than before. */
export function addMend(program: Command, streams: Streams, exit: (status: number) => void): void {
  const command = program
    .command('mend')
    .description(
      'what a delivery changed, and the page that would take it, as a patch; exit status 0: nothing, or the page is amended, 1: something',
    )
    .argument('<page>', 'a Markdown page')
    .argument('[number]', 'of a delivery that is kept (default: the newest that is there)', deliveryNumber)
    .option('--source <file>', "another source than the page's own")
    .option('--write', 'amend the page')
    .option('--json', 'as JSON')
  limitOptions(command).action(async (page: string, number: number | undefined, options: Options) => {
    const progress = progressLine(streams)
    const cured = await cure({
      page,
      progress: progress.say,
      ...(number === undefined ? {} : { number }),
      ...(options.source === undefined ? {} : { source: options.source }),
      ...(options.write ? { write: true } : {}),
      ...limitsOf(options),
    }).finally(progress.clear)
    const { renderCured } = await import('../report/cured-terminal.ts')
    streams.out(options.json ? `${JSON.stringify(cured, null, 2)}\n` : renderCured(cured))
    exit(cured.mends.length === 0 || cured.written ? 0 : 1)
  })
}
