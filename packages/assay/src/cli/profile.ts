import type { Command } from 'commander'
import { profile } from '../main.ts'
import type { Profile } from '../suggest/contract.ts'
import { formatOf } from './format-option.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import { progressLine, type Streams } from './output.ts'

interface Options extends LimitOptions {
  readonly format: string
  readonly allFiles?: true
  readonly column?: string
}

/** `assay profile`: what a source is like. */
export function addProfile(program: Command, streams: Streams): void {
  limitOptions(
    program
      .command('profile')
      .description('show what a source is like: its columns, and what they have to do with one another')
      .argument('<source>', 'a file, glob or folder, or a Markdown page')
      .option('-f, --format <format>', 'pretty, json or html', 'pretty')
      .option('--column <name>', 'only this column')
      .option('--all-files', 'several files are one delivery, not one each'),
  ).action(async (source: string, options: Options) => {
    const format = formatOf(options.format, ['pretty', 'json', 'html'])
    const progress = progressLine(streams)
    const found = await profile({
      source,
      progress: progress.say,
      ...limitsOf(options),
      ...(options.column === undefined ? {} : { column: options.column }),
      ...(options.allFiles ? { delivery: 'all files' as const } : {}),
    }).finally(progress.clear)
    streams.out(await rendered(found, format, streams))
  })
}

async function rendered(found: Profile, format: 'pretty' | 'json' | 'html', streams: Streams): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(found, null, 2)}\n`
    case 'html':
      return (await import('../report/html/profile.ts')).renderProfileHtml(found)
    case 'pretty':
      return (await import('../report/profile-terminal.ts')).renderProfile(found, streams)
  }
}
