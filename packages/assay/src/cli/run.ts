import { Command, CommanderError } from 'commander'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import { addAlarms } from './alarms.ts'
import { addCheck } from './check.ts'
import { addCompare } from './compare.ts'
import { addDeciding } from './deciding.ts'
import { addExplain } from './explain.ts'
import { addForget } from './forget.ts'
import { addFormat } from './format.ts'
import { addHistory } from './history.ts'
import { addMend } from './mend.ts'
import { addProfile } from './profile.ts'
import { addSuggest } from './suggest.ts'
import { explainFailure, processStreams, type Streams } from './output.ts'
import { addTry } from './try.ts'
import { addServe } from './serve.ts'
import { addToken } from './token.ts'
import { addWatch } from './watch.ts'
import { addWords } from './words.ts'

/** Runs a command line and gives its exit status; never throws for what a user did. */
export async function run(args: readonly string[], streams: Streams = processStreams()): Promise<number> {
  let status = 0
  const exit = (given: number) => {
    status = given
  }
  const program = new Command('assay')
    .description('plain sentences about data, checked on every delivery')
    .version('0.1.0')
    .showHelpAfterError('(assay --help shows the commands and options)')
    .configureOutput({ writeOut: streams.out, writeErr: streams.error })
    .exitOverride()
  addCheck(program, streams, exit)
  addExplain(program, streams)
  addFormat(program, streams, exit)
  addWords(program, streams)
  addWatch(program, streams, exit)
  addProfile(program, streams)
  addSuggest(program, streams)
  addDeciding(program, streams, exit)
  addForget(program, streams)
  addHistory(program, streams)
  addTry(program, streams, exit)
  addCompare(program, streams, exit)
  addMend(program, streams, exit)
  addAlarms(program, streams)
  addServe(program, streams)
  addToken(program, streams)
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: streams.out, writeErr: streams.error })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof Failure) {
      explainFailure(error, streams)
      return 2
    }
    if (process.env.ASSAY_DEBUG === '1') throw error
    const what = wordsOf(error)
    streams.error(`assay: a fault of Assay itself: ${what}\nASSAY_DEBUG=1 shows where; please report it.\n`)
    return 3
  }
}
