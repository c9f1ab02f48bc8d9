import { counted, quoteColumn } from '@assay/core'
import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import { kept } from '../main.ts'
import type { Key } from '../record.ts'
import type { Forgotten } from '../run/forget.ts'
import type { Streams } from './output.ts'
import { decider, folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface Options extends ProjectOption {
  readonly key?: readonly Key[]
  readonly by?: string
  readonly reason: string
  readonly json?: true
}

/** `assay forget`: rows of a person or a thing are erased from everything that is kept. */
export function addForget(program: Command, streams: Streams): void {
  const command = program
    .command('forget')
    .description('erase rows by their key from kept deliveries, evidence and alarms, and say where they were')
    .argument('<dataset>', 'as the page calls it')
    .requiredOption('-k, --key <column=value>', 'which rows; may be repeated: then all must fit', key)
    .option('--by <name>', 'who asks for it (default: who is logged in)')
    .option('--reason <text>', 'why; it is kept, so do not name the row in it', 'erased on request')
    .option('--json', 'as JSON')
  projectOption(command).action(async (dataset: string, options: Options) => {
    const of = { dataset, keys: options.key ?? [], by: decider(options.by), reason: options.reason }
    const found = await (await kept()).forget(of, folderOf(options))
    streams.out(options.json ? `${JSON.stringify(found, null, 2)}\n` : told(found))
  })
}

function key(written: string, before: readonly Key[] = []): readonly Key[] {
  const at = written.indexOf('=')
  if (at <= 0)
    throw new Failure('bad-option', `"${written}" does not name rows.`, { next: 'Write it as --key customer_id=4711.' })
  return [...before, { column: written.slice(0, at), value: written.slice(at + 1) }]
}

const FILES = {
  snapshot: 'of what was delivered',
  accepted: 'of what was accepted',
  'set-aside': 'of what was set aside',
} as const

/** What was done, a line for each place. */
function told({ dataset, keys, files, history, source }: Forgotten): string {
  const rows = `rows of ${dataset} where ${keys.map((each) => `${quoteColumn(each.column)} is "${each.value}"`).join(' and ')}`
  const { results, measurements, verdicts, alarms, messages } = history
  const folders = [...new Set(files.map((each) => each.folder))]
  const done = [
    ...folders.map((folder) => {
      const parts = files.filter((each) => each.folder === folder)
      const said = parts.map((each) => `${counted(each.rows, 'row')} ${FILES[each.file]}`).join(', ')
      return `delivery ${folder}: erased ${said}`
    }),
    ...results.map((each) => `delivery ${String(each)}: erased from the evidence that is shown`),
    ...(measurements > 0 ? [`erased from ${counted(measurements, 'measurement')}`] : []),
    ...(verdicts > 0 ? [`erased from ${counted(verdicts, 'verdict')}`] : []),
    ...alarms.map((each) => `alarm ${String(each)}: erased from its text`),
    ...(messages > 0 ? [`erased from ${counted(messages, 'message')} to be sent or sent`] : []),
  ]
  if (done.length === 0) return `Nothing was erased: there are no ${rows}.\n`
  const own = source === null ? '' : `The source ${source} is not Assay’s: what is there stays, and comes again.\n`
  return `The ${rows}:\n${done.map((each) => `  ${each}\n`).join('')}${own}`
}
