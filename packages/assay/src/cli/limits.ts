import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import type { EngineLimits } from '../run/parts.ts'

export interface LimitOptions {
  readonly memory?: string
  readonly threads?: number
  readonly timeout?: number
}

/** The options that every command with an engine has. */
export const limitOptions = (command: Command): Command =>
  command
    .option('--memory <size>', 'most memory for the engine before it spills to disk, such as 2GB', size)
    .option('--threads <n>', 'threads of the engine', number)
    .option('--timeout <seconds>', 'interrupt a query after this time', number)

export const limitsOf = ({ memory, threads, timeout }: LimitOptions): EngineLimits => ({
  ...(memory === undefined ? {} : { memory }),
  ...(threads === undefined ? {} : { threads }),
  ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
})

function number(written: string): number {
  const n = Number(written)
  if (!(n > 0)) throw new Failure('bad-option', `"${written}" is not a number above 0.`)
  return n
}

function size(written: string): string {
  if (!/^\d+(?:\.\d+)? ?(?:[KMGT]i?B)$/i.test(written))
    throw new Failure('bad-option', `"${written}" is no size of memory.`, { next: 'Say for example --memory 2GB.' })
  return written
}
