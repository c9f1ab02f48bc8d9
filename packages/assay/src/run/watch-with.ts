import { findProject, projectOf, type Project } from '../config.ts'
import { Failure } from '../failure.ts'
import { telling, tellOn } from './alarming.ts'
import { holdWatch, openWatching, type WatchingOptions } from './open-watching.ts'
import type { Parts } from './parts.ts'
import { repair, watchOn, watchOnce, type WatchOnce } from './watch.ts'

export interface WatchOptions extends WatchingOptions {
  /** Pages, or folders with pages; those of the project when absent. */
  readonly pages?: readonly string[]
  /** Goes on until this says stop; works off what is there when absent. */
  readonly signal?: AbortSignal
}

/** Finds and judges new deliveries: the same as the command `assay watch`. Null when it was told to stop. */
export async function watchWith(parts: Parts, options: WatchOptions): Promise<WatchOnce | null> {
  const { pages = [], signal, ...more } = options
  const project = await projectOf(pages[0] ?? '.')
  const given = pages.length > 0 ? pages : project.pages
  const held = await holdWatch(parts, project)
  try {
    const watching = await openWatching(parts, project, more)
    try {
      await repair(watching)
      if (signal !== undefined) {
        await Promise.all([watchOn(watching, given, signal), tellOn(watching, signal)])
        return null
      }
      const done = await watchOnce(watching, given)
      await telling(watching)
      return done
    } finally {
      await watching.close()
    }
  } finally {
    held.release()
  }
}

/** The project of a folder, which must have a history. */
export async function projectWithHistory(folder: string): Promise<Project> {
  const project = await findProject(folder)
  if (project) return project
  throw new Failure('no-history', 'There is no history here: nothing was watched yet.', {
    next: 'Run `assay watch --once` in the folder of the pages, or go there.',
  })
}
