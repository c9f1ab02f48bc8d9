import type { Command } from 'commander'
import { kept } from '../main.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import type { Streams } from './output.ts'
import { folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface Options extends ProjectOption, LimitOptions {
  readonly json?: true
}

/** `assay try`: an edited page over the deliveries of the past. */
export function addTry(program: Command, streams: Streams, exit: (status: number) => void): void {
  const command = program
    .command('try')
    .description('which past deliveries an edited page would have broken; exit status 0: none, 1: some, 2: it is wrong')
    .argument('<page>', 'a Markdown page; outside of a project it is tried on the one of this folder')
    .option('--json', 'as JSON')
  limitOptions(projectOption(command)).action(async (page: string, options: Options) => {
    const tried = await (await kept()).tryPage(page, { ...limitsOf(options), ...folderOf(options) })
    const { renderTried, wouldBreak } = await import('../report/tried-terminal.ts')
    streams.out(
      options.json
        ? `${JSON.stringify(tried, null, 2)}\n`
        : renderTried(tried, { colour: streams.colour, width: streams.width }),
    )
    exit(tried.mistakes.length > 0 ? 2 : tried.deliveries.some(wouldBreak) ? 1 : 0)
  })
}
