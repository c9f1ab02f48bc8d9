import { judge, measureKey, type Page, type Past } from '@assay/core'
import {
  isAccepted,
  type DatasetRecord,
  type DeliveryRecord,
  type DeliveryState,
  type VerdictRecord,
} from '../record.ts'
import { checkPage } from './check-page.ts'
import { clockOf } from './clock.ts'
import { arrivalsOf } from './earlier-kept.ts'
import { runAgain } from './kept-run.ts'
import { namedDataset } from './named.ts'
import { pageFile } from './page-file.ts'
import { maskedVerdict } from './result.ts'
import type { Watching } from './watching.ts'

/** An edited page on the deliveries that were judged already. */
export interface Tried {
  readonly dataset: string
  readonly title: string | null
  readonly deliveries: readonly TriedDelivery[]
  readonly mistakes: readonly { readonly line: number; readonly message: string }[]
}

export interface TriedDelivery {
  readonly number: number
  readonly arrivedAt: string
  readonly state: DeliveryState
  readonly verdicts: readonly TriedVerdict[]
}

export interface TriedVerdict {
  readonly line: number
  readonly canonical: string
  readonly severity: 'must' | 'should'
  /** Null: the measure is new, and the snapshot is no longer kept. */
  readonly status: VerdictRecord['status'] | null
  readonly shown: string
  readonly reason: string
  /** What the same sentence came to then; null when it did not stand on the page. */
  readonly was: VerdictRecord['status'] | null
}

/**
 * Judges a page over all deliveries that were judged before it: from the measurements that are kept, at once; where a
 * measure is new, from the kept snapshot. Each is compared with the deliveries that were accepted before it. Nothing is written.
 */
export async function tryPage(watching: Watching, path: string): Promise<Tried> {
  const { store, history } = watching
  const page = await pageFile(path)
  const dataset = await namedDataset(store, history.db, page.dataset)
  const deliveries = (await store.deliveriesOf(history.db, dataset.id, { limit: 100_000 }))
    .filter((each) => each.judgedAt !== null)
    .reverse()
  const known = await knownMeasurements(watching, page, dataset)
  const tried: TriedDelivery[] = []
  for (const delivery of deliveries) {
    if (known.some((of) => !of.has(delivery.number))) await measured(watching, page, dataset, delivery, known)
    tried.push(await judgedAgain(watching, page, dataset, delivery, deliveries, known))
  }
  const mistakes = page.diagnostics.filter((each) => each.severity === 'error')
  return { dataset: page.dataset, title: page.title, deliveries: tried, mistakes }
}

/** For each sentence its measurements by the number of the delivery, with what people said of them. */
type Known = readonly Map<number, Omit<Past, 'time'>>[]

async function knownMeasurements({ store, history }: Watching, page: Page, dataset: DatasetRecord): Promise<Known> {
  const known: Map<number, Omit<Past, 'time'>>[] = []
  for (const { check } of page.sentences) {
    const past = await store.pastOf(history.db, measureKey(check, page), { datasetId: dataset.id, all: true })
    known.push(new Map(past.map((each) => [each.number, each])))
  }
  return known
}

/** Measures the kept snapshot of a delivery; where there is none, there is a gap. */
async function measured(
  watching: Watching,
  page: Page,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
  known: Known,
): Promise<void> {
  const run = await runAgain(watching, { dataset, delivery, page }, (_, { first, second }) => {
    const measurements = (second ?? first).measurements
    for (const [i, found] of known.entries()) {
      const measurement = measurements[i]
      if (measurement && !found.has(delivery.number)) found.set(delivery.number, { measurement })
    }
    return Promise.resolve()
  })
  if (run !== null) await checkPage({ ...run, trial: true }, watching.parts)
}

async function judgedAgain(
  { store, history }: Watching,
  page: Page,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
  deliveries: readonly DeliveryRecord[],
  known: Known,
): Promise<TriedDelivery> {
  const before = deliveries.filter((each) => each.number < delivery.number && isAccepted(each))
  // as the measurements that it is judged from: without the rows that were set aside
  const rest = (delivery.setAside ?? 0) > 0 ? { rest: true as const } : {}
  const then = await store.verdictsOf(history.db, { datasetId: dataset.id, deliveryId: delivery.id, ...rest })
  const clock = await clockOf(page, () => arrivalsOf({ db: history.db, store }, dataset, delivery.number + 1))
  const verdicts = page.sentences.map(({ check, canonical, line }, i): TriedVerdict => {
    const shared = { line, canonical, severity: check.severity }
    const was = then.find((each) => each.canonical === canonical)?.status ?? null
    const measurement = known[i]?.get(delivery.number)?.measurement
    if (!measurement) return { ...shared, status: null, shown: '', reason: 'the snapshot is no longer kept', was }
    const past = before.flatMap((each): Past[] => {
      const found = known[i]?.get(each.number)
      return found ? [{ ...found, time: each.arrivedAt }] : []
    })
    const against = { now: delivery.arrivedAt, zone: page.timezone, history: past, ...(clock ? { clock } : {}) }
    const verdict = judge(check, measurement, against)
    const { status, shown, reason } = maskedVerdict(verdict, check, page)
    return { ...shared, status, shown, reason, was }
  })
  const { number, arrivedAt, state } = delivery
  return { number, arrivedAt, state, verdicts }
}
