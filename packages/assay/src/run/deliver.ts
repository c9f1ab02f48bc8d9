import { rm, stat } from 'node:fs/promises'
import type { Candidate, Taken } from '../deliveries/index.ts'
import { Failure } from '../failure.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { DeliverySource } from './deliveries.ts'
import { placeOf } from './fetched-once.ts'
import { judgeKept, type JudgedKept } from './judge-kept.ts'
import { retain } from './retain.ts'
import type { WatchedPage, Watching } from './watching.ts'

/**
 * One delivery from its files to its verdicts, so that a crash at any moment loses nothing: what was found is recorded
 * first; its files get their name when they are whole; verdicts, state and alarms are kept in one transaction, or not at all;
 * `current` follows what is recorded. A delivery that was recorded and not judged is done again from the beginning. Null
 * when there is nothing new.
 */
export async function deliver(
  watching: Watching,
  watched: WatchedPage,
  candidate: Candidate,
  unfinished: DeliveryRecord | null,
): Promise<DeliveryRecord | null> {
  const { project, deliveries } = watching
  const start = performance.now()
  const folder = deliveries.unfinishedFolder(project.state, watched.dataset.name, `taking-${String(process.pid)}`)
  await rm(folder, { recursive: true, force: true })
  await deliveries.makeFolder(folder)
  try {
    const taken = await deliveries.take(candidate, folder)
    const found = await arrived(watching, watched, candidate, taken, unfinished)
    // whoever asks a server again gets the same again; that is no delivery
    if (found === null || found.state === 'same') return found
    const judged = await judgedCandidate(watching, watched, candidate, taken, found, folder)
    const name = String(found.number)
    if (judged.facts !== null) await published(watching, found, folder, name)
    const done = await concluded(watching, watched, found, judged, {
      folder: judged.facts === null ? null : name,
      seconds: (performance.now() - start) / 1000,
    })
    await retain(watching, watched.dataset)
    return done
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Records what was found. The same content as before is known as such, except where it could not be read then. */
async function arrived(
  { store, deliveries, history, clock }: Watching,
  { page, dataset }: WatchedPage,
  candidate: Candidate,
  taken: Taken,
  unfinished: DeliveryRecord | null,
): Promise<DeliveryRecord | null> {
  if (unfinished?.fingerprint === taken.content) return unfinished
  const arrivedAt = await arrivalOf(candidate, dataset, clock())
  return history.write(async (tx) => {
    const newest = candidate.fetched === true || page.delivery === 'all files'
    const known = await store.withContent(tx, dataset.id, taken.content, { newest })
    if (known !== null && candidate.fetched) return null
    return store.arrive(tx, {
      datasetId: dataset.id,
      source: candidate.source,
      mark: deliveries.markOf(candidate),
      arrivedAt,
      fingerprint: taken.content,
      bytes: taken.bytes,
      sameAs: known !== null && known.state !== 'not-checked' ? known.id : null,
    })
  })
}

/**
 * When it came: when its newest file got here, which is not always when it was written. Files that lay there before
 * anything was watched came when they were last written to.
 */
async function arrivalOf({ files }: Candidate, dataset: DatasetRecord, now: Date): Promise<string> {
  const times = await Promise.all(
    files.map(async ({ path }) => {
      const { mtimeMs, ctimeMs } = await stat(path)
      return ctimeMs < Date.parse(dataset.firstSeen) ? mtimeMs : ctimeMs
    }),
  )
  return new Date(Math.min(now.getTime(), Math.max(...times))).toISOString()
}

async function judgedCandidate(
  watching: Watching,
  watched: WatchedPage,
  candidate: Candidate,
  taken: Taken,
  delivery: DeliveryRecord,
  folder: string,
): Promise<JudgedKept> {
  const { parts, deliveries } = watching
  const { copies, hashes, fingerprint } = taken
  const { files, fetched } = candidate
  const source: DeliverySource = {
    source: candidate.source,
    found: files,
    files: files.map((each) => each.path),
    ...(fetched ? { fetched } : {}),
  }
  const judged = await judgeKept(watching, {
    watched,
    delivery,
    source,
    folder,
    copies,
    async read(engine, spec) {
      const snapshot = copies
        ? await deliveries.readCopies(engine, folder, copies, parts.readSource, hashes)
        : await parts.readSource(engine, { ...spec, ...placeOf(source), hashes })
      return { ...snapshot, fingerprint: () => Promise.resolve(fingerprint) }
    },
  })
  // what was read must be what was hashed
  if (copies === null && (await deliveries.markNow(candidate)) !== deliveries.markOf(candidate))
    throw deliveries.changed(candidate)
  return judged
}

export async function published(
  watching: Watching,
  of: DeliveryRecord,
  unfinished: string,
  name: string,
): Promise<void> {
  const { deliveries, project, history } = watching
  const folder = deliveries.deliveryFolder(project.state, of.dataset, name)
  if (await stat(folder).catch(() => null)) await history.settle()
  await deliveries.storing(of.source, async () => {
    // of an attempt that was interrupted after this
    await rm(folder, { recursive: true, force: true })
    await deliveries.publish(unfinished, folder)
  })
}

/** Keeps everything that was found out, in one transaction; then lets the files follow. */
export async function concluded(
  watching: Watching,
  watched: WatchedPage,
  delivery: DeliveryRecord,
  judged: JudgedKept,
  of: {
    readonly folder: string | null
    readonly seconds: number
    /** Whoever had it judged again, and why. */
    readonly decision?: { readonly by: string; readonly reason: string }
  },
): Promise<DeliveryRecord> {
  const { store, history, clock, onOutcome } = watching
  const { page, dataset } = watched
  const at = clock().toISOString()
  const done = await history.write(async (tx) => {
    const pageVersion = await store.putPage(tx, { datasetId: dataset.id, text: page.text, at, by: 'file' })
    if (of.folder !== null) await store.putSnapshot(tx, delivery.id, of.folder, judged.facts)
    const kept = await store.putJudged(tx, {
      delivery,
      datasetId: dataset.id,
      state: judged.result.state,
      at,
      result: judged.result,
      measurements: judged.measurements,
      rest: judged.rest,
      seconds: of.seconds,
      pageVersion,
    })
    const decision = of.decision
      ? await store.decide(tx, delivery, { ...of.decision, what: 'replay', is: kept.state, at })
      : null
    await onOutcome(tx, { dataset, delivery: kept, was: delivery.state, result: judged.result, decision })
    return kept
  })
  await followed(watching, dataset)
  return done
}

/** `current` names the newest accepted delivery. */
export async function followed(
  { store, history, deliveries, project }: Watching,
  dataset: DatasetRecord,
): Promise<void> {
  const current = await store.lastAccepted(history.db, dataset.id)
  await deliveries.pointCurrent(project.state, dataset.name, current?.folder ?? null)
}

/** A delivery that was found, and whose files are gone or others before they could be read. */
export async function lost(
  watching: Watching,
  watched: WatchedPage,
  delivery: DeliveryRecord,
): Promise<DeliveryRecord> {
  const failure = new Failure('gone', `${delivery.source} was gone or written to again before it could be read.`)
  const judged = await judgeKept(watching, {
    watched,
    delivery,
    source: { source: delivery.source, found: [], files: [] },
    folder: '',
    copies: null,
    read: () => Promise.reject(failure),
  })
  return concluded(watching, watched, delivery, judged, { folder: null, seconds: 0 })
}
