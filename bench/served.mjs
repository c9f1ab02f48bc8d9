import process from 'node:process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { assay } from './paths.mjs'

/** `assay serve` on a project, in a process of its own, once it listens. */
export async function served(folder) {
  const child = spawn(process.execPath, [assay, 'serve', '--port', '0', '--project', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  for await (const part of child.stderr) {
    said += part
    const url = /http:\S+?(?=;)/.exec(said)?.[0]
    if (url) return { url, stop: () => ended(child) }
  }
  throw new Error(`the server did not start: ${said}`)
}

async function ended(child) {
  child.kill('SIGINT')
  if (child.exitCode === null) await once(child, 'exit')
}
