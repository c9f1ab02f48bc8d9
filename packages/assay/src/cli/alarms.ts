import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import { kept } from '../main.ts'
import type { Word } from '../alarms/index.ts'
import type { Streams } from './output.ts'
import { decider, folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface SayOptions extends ProjectOption {
  readonly by?: string
  readonly note?: string
  readonly for?: number
}

/** `assay alarms`: what is open, and a person's word about it. */
export function addAlarms(program: Command, streams: Streams): void {
  const group = program.command('alarms').description('alarms that are not closed, and what is said about them')
  const list = group
    .command('list', { isDefault: true })
    .description('alarms, newest first')
    .option('--all', 'closed ones too')
  projectOption(list).action(async (options: ProjectOption & { readonly all?: true }) => {
    const alarms = await (await kept()).alarms({ ...folderOf(options), all: options.all === true })
    if (alarms.length === 0) streams.error(options.all ? 'no alarms yet\n' : 'no alarm is open\n')
    for (const { id, severity, state, until, title, openedAt, closedAt } of alarms) {
      const end = closedAt !== null ? `, closed ${closedAt}` : until !== null ? ` until ${until}` : ''
      streams.out(`${String(id)}  ${severity}  ${state}${end}  since ${openedAt}\n    ${title}\n`)
    }
  })
  say(group, 'acknowledge', 'somebody knows of it: only what is more serious is told again', false)
  say(group, 'snooze', 'nothing is told for a while; then again, where it still stands', true)
  say(group, 'mute', 'nothing is told of this cause for a while, also when it opens again', true)
  say(group, 'unmute', 'a snooze or mute ends now', false)
  for (const command of group.commands)
    command.exitOverride().configureOutput({ writeOut: streams.out, writeErr: streams.error })
}

function say(group: Command, what: Exclude<Word['what'], 'expected'>, description: string, ends: boolean): void {
  const command = group
    .command(what)
    .description(description)
    .argument('<id>', 'as listed')
    .option('--by <name>', 'who says so (default: who is logged in)')
    .option('--note <text>', 'why')
  if (ends) command.requiredOption('--for <duration>', 'such as 4h or 2d', milliseconds)
  projectOption(command).action(async (id: string, options: SayOptions) => {
    const until = options.for === undefined ? null : new Date(Date.now() + options.for).toISOString()
    const word = { what, by: decider(options.by), note: options.note ?? null, until }
    if (!(await (await kept()).sayOfAlarm(Number(id), word, folderOf(options))))
      throw new Failure('no-alarm', `There is no alarm ${id} that this can be said of.`, {
        next: '`assay alarms` lists them.',
      })
  })
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function milliseconds(written: string): number {
  const [, n, unit = ''] = /^(\d+)([mhdw])$/.exec(written) ?? []
  if (n !== undefined) return Number(n) * (UNITS[unit] ?? 0)
  throw new Failure('bad-option', `"${written}" is no duration: write 30m, 4h, 2d or 1w.`)
}
