import { createHash } from 'node:crypto'
import { judge, measureKey, type Check, type Measurement, type Page, type Past } from '@assay/core'
import { isAccepted, type DatasetRecord, type DeliveryRecord, type VerdictRecord } from '../record.ts'
import { measureKept, openBench } from './bench.ts'
import { clockOf } from './clock.ts'
import { arrivalsOf } from './earlier-kept.ts'
import { limitsWhile, type Opening } from './open-deliveries.ts'
import { isSecret, maskedVerdict } from './result.ts'
import { pageSentence, readForPage, type ToTry, type TriedMistake } from './try-sentence.ts'

/** What a sentence would have come to on the deliveries of the past. */
export interface TriedPast {
  readonly canonical: string | null
  readonly diagnostics: readonly TriedMistake[]
  /** Oldest first. */
  readonly would: readonly Would[]
  /** Deliveries whose kept rows were measured for it. */
  readonly measured: number
  /** Deliveries whose rows are kept and were not measured, since that would have taken too long. */
  readonly left: number
}

export interface Would {
  readonly delivery: number
  readonly arrivedAt: string
  /** Null where nothing is known. */
  readonly status: VerdictRecord['status'] | null
  readonly value: number | string | null
  readonly shown: string
  readonly reason: string
  readonly low: number | null
  readonly high: number | null
}

/** Nobody waits longer for it. */
const PATIENCE_MS = 5000

/** From the measurements that are kept where the measure is known, else from the kept rows, the newest first. Nothing is written. */
export async function tryPast(opening: Opening, of: ToTry & { readonly last: number }): Promise<TriedPast> {
  const { page, read, diagnostics, measurable } = await readForPage(of)
  const shared = { canonical: read?.canonical ?? null, diagnostics }
  if (!read || !measurable) return { ...shared, would: [], measured: 0, left: 0 }
  const { store, history } = opening
  const { check } = read
  const alone = { ...page, sentences: [pageSentence(of.sentence, read)] }
  const deliveries = await judgedOnes(opening, of.dataset, of.last)
  const key = measureKey(check, page)
  const past = await store.pastOf(history.db, key, { datasetId: of.dataset.id, all: true })
  const known = new Map(past.map((each): [number, Known] => [each.number, each]))
  const missing = deliveries.filter((each) => each.folder !== null && !known.has(each.number))
  const found =
    missing.length === 0 ? new Map<number, Measurement>() : await measured(opening, of.dataset, alone, key, missing)
  for (const [number, measurement] of found) known.set(number, { measurement })
  const accepted = await acceptedOnes(opening, of.dataset)
  const would: Would[] = []
  for (const delivery of deliveries) {
    const before = accepted.filter((each) => each.number < delivery.number)
    would.push(await judged(opening, of.dataset, alone, check, delivery, known, before))
  }
  return { ...shared, would, measured: found.size, left: missing.length - found.size }
}

type Known = Pick<Past, 'measurement'> & Partial<Past>

/** The newest deliveries that were judged, oldest first. */
async function judgedOnes(
  { store, history }: Opening,
  dataset: DatasetRecord,
  last: number,
): Promise<readonly DeliveryRecord[]> {
  const found: DeliveryRecord[] = []
  for (let before: number | undefined; found.length < last;) {
    const some = await store.deliveriesOf(history.db, dataset.id, {
      limit: last,
      ...(before === undefined ? {} : { before }),
    })
    found.push(...some.filter((each) => each.judgedAt !== null))
    before = some.at(-1)?.number
    if (some.length < last || before === undefined) break
  }
  return found.slice(0, last).reverse()
}

/** Nothing that a sentence says goes back over more deliveries. */
const MOST_BEFORE = 500

/** Oldest first: what was accepted is what others are compared with. */
async function acceptedOnes({ store, history }: Opening, dataset: DatasetRecord): Promise<readonly DeliveryRecord[]> {
  const found = await store.deliveriesOf(history.db, dataset.id, { limit: MOST_BEFORE })
  return found.filter(isAccepted).reverse()
}

/** What was measured lately: whoever moves a bound asks for the same again. */
const lately = new Map<string, Measurement>()
const MOST_LATELY = 2000

async function measured(
  opening: Opening,
  dataset: DatasetRecord,
  page: Page,
  key: string,
  missing: readonly DeliveryRecord[],
): Promise<ReadonlyMap<number, Measurement>> {
  const end = performance.now() + PATIENCE_MS
  const hash = createHash('sha256').update(key).digest('hex')
  const nameOf = (each: DeliveryRecord) => `${opening.project.state} ${String(each.id)} ${String(each.folder)} ${hash}`
  const found = new Map<number, Measurement>()
  for (const each of missing) {
    const before = lately.get(nameOf(each))
    if (before) found.set(each.number, before)
  }
  const rest = missing.filter((each) => !found.has(each.number)).reverse()
  if (rest.length === 0) return found
  const bench = await openBench(opening, dataset, page, limitsWhile(opening.limits, PATIENCE_MS / 1000))
  try {
    for (const each of rest) {
      if (performance.now() > end) break
      const [measurement] = (await measureKept(opening, bench, each))?.measurements ?? []
      if (!measurement) continue
      found.set(each.number, measurement)
      lately.set(nameOf(each), measurement)
      for (const [oldest] of lately) if (lately.size > MOST_LATELY) lately.delete(oldest)
    }
    return found
  } finally {
    await bench.engine.close()
  }
}

async function judged(
  { store, history }: Opening,
  dataset: DatasetRecord,
  page: Page,
  check: Check,
  delivery: DeliveryRecord,
  known: ReadonlyMap<number, Known>,
  accepted: readonly DeliveryRecord[],
): Promise<Would> {
  const { number, arrivedAt } = delivery
  const nothing = { delivery: number, arrivedAt, status: null, value: null, shown: '', low: null, high: null }
  const measurement = known.get(number)?.measurement
  if (!measurement)
    return {
      ...nothing,
      reason: delivery.folder === null ? 'its rows are no longer kept' : 'its rows were not measured',
    }
  const clock = await clockOf(page, () => arrivalsOf({ db: history.db, store }, dataset, number + 1))
  const before = accepted.flatMap((each): Past[] => {
    const found = known.get(each.number)
    return found ? [{ ...found, time: each.arrivedAt }] : []
  })
  const against = { now: arrivedAt, zone: page.timezone, history: before, ...(clock ? { clock } : {}) }
  const verdict = judge(check, measurement, against)
  const { status, value, shown, reason } = maskedVerdict(verdict, check, page)
  const band = isSecret(check, page) ? null : verdict.band
  return { delivery: number, arrivedAt, status, value, shown, reason, low: band?.low ?? null, high: band?.high ?? null }
}
