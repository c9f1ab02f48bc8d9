import type { Command } from 'commander'
import { createColors } from 'picocolors'
import { watch } from '../main.ts'
import type { WatchEvent } from '../run/watching.ts'
import { limitOptions, limitsOf, type LimitOptions } from './limits.ts'
import type { Streams } from './output.ts'
import { untilSignal } from './until-signal.ts'

interface Options extends LimitOptions {
  readonly once?: true
  readonly json?: true
}

/** `assay watch`: new deliveries, as they come or once. */
export function addWatch(program: Command, streams: Streams, exit: (status: number) => void): void {
  const command = program
    .command('watch')
    .description(
      'find new deliveries of the pages’ sources, judge and keep them; with --once exit status 0: all accepted, 1: not all, 2: a page is wrong',
    )
    .argument('[pages...]', 'Markdown pages, or folders with pages (default: those of assay.yaml, or this folder)')
    .option('--once', 'work off what is there, then end')
    .option('--json', 'say what happens as JSON, one object a line')
  limitOptions(command).action(async (given: readonly string[], options: Options) => {
    const say = sayOn(streams, options.json === true)
    const pages = given.length > 0 ? { pages: given } : {}
    if (!options.once) {
      streams.error('watching for deliveries; Ctrl+C ends\n')
      await watch({ ...pages, ...limitsOf(options), say, signal: untilSignal(streams) })
      return
    }
    const done = await watch({ ...pages, ...limitsOf(options), say })
    for (const source of done?.left ?? []) streams.error(`left for the next time: ${source}\n`)
    if (done?.delivered.length === 0) streams.error('nothing new\n')
    const refused = done?.delivered.some((each) => each.state === 'held' || each.state === 'not-checked') ?? false
    exit(done?.wrong ? 2 : refused || (done?.left.length ?? 0) > 0 ? 1 : 0)
  })
}

function sayOn(streams: Streams, json: boolean): (event: WatchEvent) => void {
  const c = createColors(streams.colour)
  const drawn = { info: (text: string) => text, warn: c.yellow, error: c.red }
  return (event) => {
    if (json) streams.out(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`)
    else if (event.level === 'error') streams.error(`${drawn.error(event.text)}\n`)
    else streams.out(`${drawn[event.level](event.text)}\n`)
  }
}
