import { setTimeout as sleep } from 'node:timers/promises'
import { rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Candidate, Poller, Settler } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { DeliveryRecord } from '../record.ts'
import { judgeAwaited } from './awaited.ts'
import { deliver, lost } from './deliver.ts'
import { deliveriesOf } from './deliveries.ts'
import { fetchedOf } from './fetched.ts'
import { measureAnew } from './measure-anew.ts'
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
  const looking = lookingOf(watching)
  const end = performance.now() + PATIENCE_MS + watching.project.settings.settle
  const delivered: DeliveryRecord[] = []
  for (;;) {
    const found = await lookAt(watching, pages, looking)
    delivered.push(...found.delivered)
    if (found.wait === null || performance.now() > end) {
      await measureAnew(watching, found.watched)
      return { delivered, left: found.left, wrong: found.wrong }
    }
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
  const looking = lookingOf(watching)
  let anew: Promise<void> | null = null
  while (!signal.aborted) {
    const look: Look | null = await lookAt(watching, pages, looking, signal).catch(noLook(watching))
    const wait = look?.wait ?? null
    looked()
    anew ??= measureAnew(watching, look?.watched ?? [], signal).finally(() => (anew = null))
    await sleep(Math.min(settings.poll, wait ?? settings.poll), undefined, { signal }).catch(() => undefined)
  }
  await anew
}

/** A page that is gone for a moment, or a full disk, does not end the watching. */
const noLook =
  ({ say }: Watching) =>
  (error: unknown): null => {
    if (!(error instanceof Failure)) throw error
    say({ level: 'error', dataset: null, delivery: null, text: error.message })
    return null
  }

/** What is remembered from one look to the next. */
interface Looking {
  readonly settler: Settler
  readonly poller: Poller
}

const lookingOf = ({ deliveries, project: { settings } }: Watching): Looking => ({
  settler: deliveries.settler(settings.settle),
  poller: deliveries.poller(settings.poll),
})

interface Look {
  readonly delivered: readonly DeliveryRecord[]
  readonly left: readonly string[]
  readonly wrong: boolean
  readonly watched: readonly WatchedPage[]
  /** Milliseconds until something that is there may be ready; null when nothing is waited for. */
  readonly wait: number | null
}

async function lookAt(
  watching: Watching,
  pages: readonly string[],
  looking: Looking,
  signal?: AbortSignal,
): Promise<Look> {
  const { watched, wrong } = await watchedPages(watching, pages)
  const looks: PageLook[] = []
  for (const each of watched) if (!signal?.aborted) looks.push(await lookAtPage(watching, each, looking, signal))
  const waits = looks.flatMap((look) => (look.wait === null ? [] : [look.wait]))
  return {
    delivered: looks.flatMap((look) => look.delivered),
    left: looks.flatMap((look) => look.left),
    wrong,
    watched,
    wait: waits.length === 0 ? null : Math.min(...waits),
  }
}

type PageLook = Omit<Look, 'wrong' | 'watched'>

/** What is new of one page. Whatever fails here fails for this page alone. When it is told to stop, the next look finds the rest. */
async function lookAtPage(
  watching: Watching,
  watched: WatchedPage,
  looking: Looking,
  signal?: AbortSignal,
): Promise<PageLook> {
  const { store, deliveries, history } = watching
  const { page, dataset } = watched
  const delivered: DeliveryRecord[] = []
  const left: string[] = []
  const waits: number[] = []
  try {
    const candidates = await candidatesOf(watching, watched, looking.poller)
    const marks = await store.marksOf(history.db, dataset.id)
    const unfinished = new Map((await store.unfinished(history.db, dataset.id)).map((each) => [each.source, each]))
    for (const candidate of candidates) {
      if (signal?.aborted) return { delivered, left, wait: null }
      const open = unfinished.get(candidate.source)
      if (marks.get(candidate.source) === deliveries.markOf(candidate) && !open) {
        await taken(candidate)
        continue
      }
      const wait = candidate.fetched ? 0 : looking.settler.wait(candidate)
      if (wait > 0) {
        waits.push(wait)
        left.push(candidate.source)
        continue
      }
      const done = await attempt(watching, candidate.source, dataset.name, () =>
        deliver(watching, watched, candidate, open ?? null),
      )
      looking.settler.forget(candidate.source)
      if (done === 'later') left.push(candidate.source)
      else await taken(candidate)
      if (done !== 'later' && done !== null) delivered.push(done)
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
    watching.say({ level: 'warn', dataset: page.dataset, delivery: null, text: `${page.dataset}: ${error.message}` })
    left.push(page.dataset)
  }
  return { delivered, left, wait: waits.length === 0 ? null : Math.min(...waits) }
}

/** What was fetched and recorded is not needed any more. */
async function taken({ fetched, files }: Candidate): Promise<void> {
  if (fetched) for (const { path } of files) await rm(path, { force: true })
}

async function candidatesOf(watching: Watching, watched: WatchedPage, poller: Poller): Promise<readonly Candidate[]> {
  const { parts, deliveries } = watching
  const { page } = watched
  if (page.source === null) return []
  if (deliveries.isUrl(page.source)) return fetchedOf(watching, watched, page.source, poller)
  try {
    const found = await deliveriesOf(page, page.source, dirname(resolve(page.path)), parts.findFiles)
    return found.map(({ source, found: files }) => ({ source, files }))
  } catch (error) {
    // nothing has come yet; that is for sentences about arrival to judge
    if (error instanceof Failure && (error.code === 'no-file' || error.code === 'no-data')) return []
    throw error
  }
}

/** What could not be done now is tried again at the next look. */
async function attempt(
  watching: Watching,
  source: string,
  dataset: string,
  work: () => Promise<DeliveryRecord | null>,
): Promise<DeliveryRecord | null | 'later'> {
  try {
    const done = await work()
    if (done === null) return null
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
    return 'later'
  }
}

/** Files are made to agree with the history: what a crash left is removed, and `current` names what it should. */
export async function repair(watching: Watching): Promise<void> {
  const { store, deliveries, history, project } = watching
  // nothing is removed by what may turn out otherwise
  await history.settle()
  await withFiles(watching, async () => {
    const kept = new Map<string, Map<number, string>>()
    for (const { name } of await store.allDatasets(history.db)) kept.set(name, new Map())
    for (const { dataset, number, folder } of await store.keptFolders(history.db))
      kept.get(dataset)?.set(number, folder)
    for (const [dataset, folders] of kept) {
      const left = await deliveries.sweep(project.state, dataset, [...folders.values()])
      if (left.length > 0) watching.say(leftovers(dataset, left))
    }
    const current = (await store.currents(history.db)).flatMap(({ dataset, number }) => {
      const folder = kept.get(dataset)?.get(number)
      return folder === undefined ? [] : [[dataset, folder] as const]
    })
    await deliveries.repairCurrent(project.state, new Map(current))
  })
}

const leftovers = (dataset: string, left: readonly string[]): WatchEvent => ({
  level: 'info',
  dataset,
  delivery: null,
  text: `${dataset}: removed what an interrupted run left: ${left.join(', ')}`,
})
