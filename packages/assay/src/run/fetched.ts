import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Candidate, Poller } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { WatchedPage, Watching } from './watching.ts'

/**
 * What a URL has that is new. It is fetched into a folder of its own and stays there until it is judged, so that a crash in
 * between loses nothing; the server is asked only for what it has changed, and left alone for longer and longer while it fails.
 */
export async function fetchedOf(
  watching: Watching,
  { dataset }: WatchedPage,
  url: string,
  poller: Poller,
): Promise<readonly Candidate[]> {
  const { deliveries, store, history, project, clock } = watching
  const folder = deliveries.incomingFolder(project.state, dataset.name)
  const waiting = await filesIn(folder)
  if (waiting.length > 0) return Promise.all(waiting.map((path) => candidate(deliveries.shownUrl(url), path)))
  if (poller.wait(url) > 0) return []
  try {
    const fetched = await deliveries.fetchUrl(url, await store.polled(history.db, url), folder)
    poller.answered(url)
    if (fetched.kind === 'unchanged') return []
    await history.write((tx) => store.putPolled(tx, url, fetched, clock().toISOString()))
    return [await candidate(deliveries.shownUrl(url), fetched.path)]
  } catch (error) {
    if (error instanceof Failure) poller.failed(url, error)
    throw error
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => !name.endsWith('.part')).map((name) => join(folder, name))
}

async function candidate(source: string, path: string): Promise<Candidate> {
  const { size, mtimeMs } = await stat(path)
  return { source, files: [{ path, shown: source, bytes: size, modified: mtimeMs, partitions: [] }], fetched: true }
}
