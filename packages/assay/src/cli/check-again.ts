import { watch as watchPath } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Failure } from '../failure.ts'
import { explainFailure, type Streams } from './output.ts'

/** Changes within this time are one change. */
const QUIET_MS = 200

/** Checks now, and again whenever something changes in the folders of the pages or of their sources; until it is interrupted. */
export async function checkAgain(
  pages: readonly string[],
  sources: readonly string[],
  once: () => Promise<number>,
  streams: Streams,
): Promise<void> {
  const guarded = async () => {
    try {
      await once()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      explainFailure(error, streams)
    }
    streams.error('watching for changes; Ctrl+C ends\n')
  }
  await guarded()
  const folders = new Set(
    [...pages, ...sources].map((path) => (path.endsWith('.md') ? dirname(resolve(path)) : folderOf(path))),
  )
  let timer: NodeJS.Timeout | undefined
  let running = false
  let again = false
  const change = async (): Promise<void> => {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await guarded()
    } while (again)
    running = false
  }
  await new Promise<void>((_, reject) => {
    for (const folder of folders)
      watchPath(folder, { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(() => {
          change().catch(reject)
        }, QUIET_MS)
      })
  })
}

/** The folder of a file or glob: the part before the first piece with a wildcard. */
function folderOf(path: string): string {
  const whole = resolve(path)
  const fixed = whole.split('/').filter((_, i, all) => !all.slice(0, i + 1).some((piece) => /[*?[{]/.test(piece)))
  const found = fixed.join('/') || '/'
  return /\.\w+$/.test(found) ? dirname(found) : found
}
