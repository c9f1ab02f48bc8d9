import { setTimeout as sleep } from 'node:timers/promises'
import { dirname, resolve } from 'node:path'
import type { Candidate, Settler } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { DeliveryRecord } from '../record.ts'
import { judgeAwaited } from './awaited.ts'
import { deliver, lost } from './deliver.ts'
import { deliveriesOf } from './deliveries.ts'
import { toldOf } from './told.ts'
import { watchedPages } from './watched-pages.ts'
import { withFiles } from './files-lock.ts'
import type { WatchedPage, WatchEvent, Watching } from './watching.ts'

/** `--once` waits so long for files that are still written to. */
const PATIENCE_MS = 60_000

export interface WatchOnce {
  readonly delivered: readonly DeliveryRecord[]
  /** Sources with something new in them that is still written to, or could not be kept. */
  readonly left: readonly string[]
  /** Whether a page has an error. */
  readonly wrong: boolean
}

/** Works off what is there now. */
export async function watchOnce(watching: Watching, pages: readonly string[]): Promise<WatchOnce> {
  const settler = watching.deliveries.settler(watching.project.settings.settle)
  const end = performance.now() + PATIENCE_MS + watching.project.settings.settle
  const delivered: DeliveryRecord[] = []
  for (;;) {
    const found = await lookAt(watching, pages, settler)
    delivered.push(...found.delivered)
    if (found.wait === null || performance.now() > end) return { delivered, left: found.left, wrong: found.wrong }
    await sleep(found.wait)
  }
}

/** Looks again and again, until it is told to stop; what is being done then is done to its end. */
export async function watchOn(
  watching: Watching,
  pages: readonly string[],
  signal: AbortSignal,
  looked: () => void = () => undefined,
): Promise<void> {
  const { settings } = watching.project
  const settler = watching.deliveries.settler(settings.settle)
  while (!signal.aborted) {
    const wait = await lookAt(watching, pages, settler, signal).then((look) => look.wait, noLook(watching))
    looked()
    await sleep(Math.min(settings.poll, wait ?? settings.poll), undefined, { signal }).catch(() => undefined)
  }
}

/** A page that is gone for a moment, or a full disk, does not end the watching. */
const noLook =
  ({ say }: Watching) =>
  (error: unknown): null => {
    if (!(error instanceof Failure)) throw error
    say({ level: 'error', dataset: null, delivery: null, text: error.message })
    return null
  }

interface Look {
  readonly delivered: readonly DeliveryRecord[]
  readonly left: readonly string[]
  readonly wrong: boolean
  /** Milliseconds until something that is there may be ready; null when nothing is waited for. */
  readonly wait: number | null
}

async function lookAt(
  watching: Watching,
  pages: readonly string[],
  settler: Settler,
  signal?: AbortSignal,
): Promise<Look> {
  const { watched, wrong } = await watchedPages(watching, pages)
  const looks: PageLook[] = []
  for (const each of watched) if (!signal?.aborted) looks.push(await lookAtPage(watching, each, settler))
  const waits = looks.flatMap((look) => (look.wait === null ? [] : [look.wait]))
  return {
    delivered: looks.flatMap((look) => look.delivered),
    left: looks.flatMap((look) => look.left),
    wrong,
    wait: waits.length === 0 ? null : Math.min(...waits),
  }
}

type PageLook = Omit<Look, 'wrong'>

/** What is new of one page. Whatever fails here fails for this page alone. */
async function lookAtPage(watching: Watching, watched: WatchedPage, settler: Settler): Promise<PageLook> {
  const { store, deliveries, history } = watching
  const { page, dataset } = watched
  const delivered: DeliveryRecord[] = []
  const left: string[] = []
  const waits: number[] = []
  try {
    const candidates = await candidatesOf(watching, watched)
    const marks = await store.marksOf(history.db, dataset.id)
    const unfinished = new Map((await store.unfinished(history.db, dataset.id)).map((each) => [each.source, each]))
    for (const candidate of candidates) {
      const open = unfinished.get(candidate.source)
      if (marks.get(candidate.source) === deliveries.markOf(candidate) && !open) continue
      const wait = settler.wait(candidate)
      if (wait > 0) {
        waits.push(wait)
        left.push(candidate.source)
        continue
      }
      const done = await attempt(watching, candidate.source, dataset.name, () =>
        deliver(watching, watched, candidate, open ?? null),
      )
      settler.forget(candidate.source)
      if (done === null) left.push(candidate.source)
      else delivered.push(done)
    }
    // what was found and is not there any more as it was
    for (const each of await store.unfinished(history.db, dataset.id))
      if (!left.includes(each.source))
        await attempt(watching, each.source, dataset.name, () => lost(watching, watched, each))
    const due = await judgeAwaited(watching, watched)
    if (due) watching.dues.set(dataset.name, due)
    else watching.dues.delete(dataset.name)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    watching.say({ level: 'warn', dataset: page.dataset, delivery: null, text: error.message })
  }
  return { delivered, left, wait: waits.length === 0 ? null : Math.min(...waits) }
}

async function candidatesOf({ parts }: Watching, { page }: WatchedPage): Promise<readonly Candidate[]> {
  if (page.source === null) return []
  try {
    const found = await deliveriesOf(page, page.source, dirname(resolve(page.path)), parts.findFiles)
    return found.map(({ source, found: files }) => ({ source, files }))
  } catch (error) {
    // nothing has come yet; that is for sentences about arrival to judge
    if (error instanceof Failure && (error.code === 'no-file' || error.code === 'no-data')) return []
    throw error
  }
}

/** Null when it could not be done now; it is tried again at the next look. */
async function attempt(
  watching: Watching,
  source: string,
  dataset: string,
  work: () => Promise<DeliveryRecord>,
): Promise<DeliveryRecord | null> {
  try {
    const done = await work()
    watching.say({
      level: done.state === 'held' || done.state === 'not-checked' ? 'warn' : 'info',
      dataset,
      delivery: done,
      text: toldOf(done),
    })
    return done
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const text = `${source}: ${error.message}${error.next === undefined ? '' : ` ${error.next}`}`
    watching.say({ level: error.code === 'changed' ? 'info' : 'error', dataset, delivery: null, text })
    return null
  }
}

/** Files are made to agree with the history: what a crash left is removed, and `current` names what it should. */
export async function repair(watching: Watching): Promise<void> {
  const { store, deliveries, history, project } = watching
  await withFiles(watching, async () => {
    const folders = new Map<string, string>()
    for (const dataset of await store.allDatasets(history.db)) {
      const kept = await store.keptOf(history.db, dataset.id)
      const left = await deliveries.sweep(
        project.state,
        dataset.name,
        kept.flatMap((each) => each.folder ?? []),
      )
      if (left.length > 0) watching.say(leftovers(dataset.name, left))
      const current = await store.lastAccepted(history.db, dataset.id)
      if (current?.folder) folders.set(dataset.name, current.folder)
    }
    await deliveries.repairCurrent(project.state, folders)
  })
}

const leftovers = (dataset: string, left: readonly string[]): WatchEvent => ({
  level: 'info',
  dataset,
  delivery: null,
  text: `${dataset}: removed what an interrupted run left: ${left.join(', ')}`,
})
