import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import { serve } from '../main.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import type { Streams } from './output.ts'
import { folderOf, projectOption, type ProjectOption } from './project-option.ts'
import { untilSignal } from './until-signal.ts'

interface Options extends LimitOptions, ProjectOption {
  readonly host?: string
  readonly port?: number
}

/** `assay serve`: watcher, clock, alarms and HTTP API in one process. */
export function addServe(program: Command, streams: Streams): void {
  const command = program
    .command('serve')
    .description('watch for deliveries, send alarms and answer over HTTP, until Ctrl+C; logs are JSON')
    .option('--host <address>', 'where to listen (default: 127.0.0.1, this machine only)')
    .option('--port <n>', 'port (default: 4180)', portOf)
  projectOption(limitOptions(command)).action(async (options: Options) => {
    await serve({
      ...limitsOf(options),
      ...folderOf(options),
      ...(options.host === undefined ? {} : { host: options.host }),
      ...(options.port === undefined ? {} : { port: options.port }),
      signal: untilSignal(streams),
      listening: (url) => streams.error(`assay listens on ${url}; Ctrl+C ends\n`),
    })
  })
}

function portOf(written: string): number {
  const port = Number(written)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Failure('bad-option', `"${written}" is no port: a whole number from 0 to 65535.`)
}
