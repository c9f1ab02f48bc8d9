import type { Command } from 'commander'
import { kept } from '../main.ts'
import { toldOf } from '../run/told.ts'
import type { Streams } from './output.ts'
import { decider, deliveryNumber, folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface Options extends ProjectOption {
  readonly by?: string
  readonly reason: string
}

/** `assay current`, `release`, `reject`, `replay`: what counts as accepted. `assay expected`, `missed`: what counts as usual. */
export function addDeciding(program: Command, streams: Streams, exit: (status: number) => void): void {
  const current = program
    .command('current')
    .description('print the path of the newest accepted rows, as Parquet')
    .argument('<dataset>', 'as the page calls it')
  projectOption(current).action(async (dataset: string, options: ProjectOption) => {
    streams.out(`${await (await kept()).current(dataset, folderOf(options))}\n`)
  })
  decision(program, streams, exit, 'release', 'accept a delivery that was held, with all its rows')
  decision(program, streams, exit, 'reject', 'a delivery counts as accepted no longer')
  decision(program, streams, exit, 'replay', 'judge a kept delivery again, by its page as it is now')
  judged(program, streams, 'expected', 'a number that is not as usual is as it should be')
  judged(program, streams, 'missed', 'a number that is as usual should have alarmed')
}

function decision(
  program: Command,
  streams: Streams,
  exit: (status: number) => void,
  what: 'release' | 'reject' | 'replay',
  description: string,
): void {
  const command = program
    .command(what)
    .description(`${description}; who and why is kept`)
    .argument('<dataset>', 'as the page calls it')
    .argument('<number>', 'of the delivery', deliveryNumber)
    .option('--by <name>', 'who decides (default: who is logged in)')
  if (what === 'replay') command.option('--reason <text>', 'why', 'judged again')
  else command.requiredOption('--reason <text>', 'why')
  projectOption(command).action(async (dataset: string, number: number, options: Options) => {
    const of = { dataset, number, by: decider(options.by), reason: options.reason }
    const done = await (await kept())[what](of, folderOf(options))
    streams.out(`${toldOf(done)}\n`)
    exit(what === 'replay' && (done.state === 'held' || done.state === 'not-checked') ? 1 : 0)
  })
}

const KINDS = { expected: 'expected', missed: 'should-have-alarmed' } as const

/** A person's word about a verdict. */
function judged(program: Command, streams: Streams, what: 'expected' | 'missed', description: string): void {
  const command = program
    .command(what)
    .description(`${description}: what is usual is learnt by it`)
    .argument('<dataset>', 'as the page calls it')
    .argument('<number>', 'of the delivery', deliveryNumber)
    .argument('<sentence>', 'a part of its text')
    .option('--by <name>', 'who says so (default: who is logged in)')
    .requiredOption('--reason <text>', 'why')
  projectOption(command).action(async (dataset: string, number: number, sentence: string, options: Options) => {
    const { reason } = options
    const of = { dataset, number, sentence, kind: KINDS[what], by: decider(options.by), reason }
    const done = await (await kept()).judgedWrong(of, folderOf(options))
    const learnt = what === 'missed' ? 'nothing usual is learnt from it' : 'what is usual is learnt from it too'
    const when = done.teaches ? '' : `, once ${dataset} ${String(number)} is released`
    streams.out(`${dataset} ${String(number)}, ${done.sentence}: ${learnt}${when}\n`)
  })
}
