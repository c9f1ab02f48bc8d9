import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, relative, resolve } from 'node:path'
import { run } from '../packages/assay/dist/cli/run.js'
import { story } from './story/story.js'

const say = (line) => process.stdout.write(`${line}\n`)
const BIN = join(import.meta.dirname, '../packages/assay/bin/assay.js')
const PROJECT = join(import.meta.dirname, 'story/project')

// The examples are about real faults, so some of their data is not accepted: for this script that is no failure.
const status = await run(['check', 'examples', '--report', resolve('assay-report.html')])
if (status > 1) process.exit(status)
if (status === 1) say('\nSome deliveries are held, as they should be: `assay check examples` would exit with status 1.')

say('\n\nDELIVERIES, HISTORY AND ALARMS\n')
await story({ folder: PROJECT, now: new Date(), say })

const project = relative(process.cwd(), PROJECT)
say(`\n  $ assay history departures --project ${project}\n  $ assay serve --project ${project}`)
say('show all of it again, in the terminal and in the browser. The alarms lie as they arrived in the folder alarms.\n')
if (process.stdout.isTTY) {
  const server = spawn(process.execPath, [BIN, 'serve', '--project', PROJECT], {
    stdio: ['inherit', 'ignore', 'inherit'],
  })
  await once(server, 'exit')
}
