import process from 'node:process'
import { performance } from 'node:perf_hooks'
import { fork, spawn } from 'node:child_process'
import { fileURLToPath, URL } from 'node:url'

/** Seconds that one piece of work takes. */
export async function seconds(work) {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Runs all in turn, A B C A B C, after one unmeasured turn; gives the seconds of each, turn by turn. */
export async function inTurns(works, turns) {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  for (let turn = 0; turn <= turns; turn++) {
    for (const [name, work] of Object.entries(works)) {
      const taken = await seconds(work)
      if (turn > 0) times[name].push(taken)
    }
  }
  return times
}

/** The median over the turns of `mine` divided by the fastest of the others in the same turn. */
export function ratioToFastest(times, mine) {
  const others = Object.keys(times).filter((name) => name !== mine)
  return median(times[mine].map((taken, turn) => taken / Math.min(...others.map((name) => times[name][turn]))))
}

export const written = (times) =>
  Object.entries(times)
    .map(([name, taken]) => `${name} ${median(taken).toFixed(2)} s`)
    .join(', ')

/** A whole process of node; rejects when it fails otherwise than by `status`. */
export function processOf(args, status = [0]) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) =>
      status.includes(code) ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}

/** The peak of resident memory, in bytes, and the seconds of a command line of assay in a process of its own. */
export function peakOf(args) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('alone.mjs', import.meta.url)), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let told
    child.on('message', (message) => (told = message))
    child.on('error', reject)
    child.on('exit', (code) => (told ? resolve(told) : reject(new Error(`${args.join(' ')} ended with ${code}`))))
  })
}
