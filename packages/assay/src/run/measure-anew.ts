import { setImmediate as nextTurn } from 'node:timers/promises'
import { counted, judge, measureKey, type Measurement, type Page, type PageSentence } from '@assay/core'
import { Failure } from '../failure.ts'
import type { DeliveryRecord, MeasurementRecord } from '../record.ts'
import { measureKept, openBench, type Bench, type MeasuredKept } from './bench.ts'
import { statementsOf } from './judgement.ts'
import { limitsWhile } from './open-deliveries.ts'
import { isSecretMeasurement, maskedVerdict } from './result.ts'
import type { WatchedPage, Watching } from './watching.ts'

/** By history, pages of which every kept delivery was looked at; a page that is changed is another one. */
const looked = new WeakMap<object, WeakSet<Page>>()

/** For one statement. */
const MOST_SECONDS = 600

/**
 * Measures the kept deliveries of these pages where a sentence measures what the history does not know of them, the newest
 * first: a sentence that is new or changed has its line, and what is usual of it is known, where the rows are still kept.
 * Each delivery is kept in one transaction; what is left when it is told to stop is found again. With one thread of the
 * engine, so that new deliveries go first.
 */
export async function measureAnew(
  watching: Watching,
  watched: readonly WatchedPage[],
  signal?: AbortSignal,
): Promise<void> {
  const done = looked.get(watching.history) ?? new WeakSet()
  looked.set(watching.history, done)
  for (const each of watched) {
    if (done.has(each.page)) continue
    // a thousand pages take their time, and others wait for this process
    await nextTurn()
    if (signal?.aborted) return
    try {
      if (await measurePage(watching, each, signal)) done.add(each.page)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      done.add(each.page)
      const { dataset } = each.page
      const text = `${dataset}: its kept deliveries could not be measured anew: ${error.message}`
      watching.say({ level: 'warn', dataset, delivery: null, text })
    }
  }
}

/** A sentence whose measure is not known of a delivery. */
interface Unknown {
  readonly key: string
  readonly sentence: PageSentence
}

interface Gap {
  readonly delivery: DeliveryRecord
  readonly unknown: readonly Unknown[]
}

/** Whether it came to its end. */
async function measurePage(watching: Watching, watched: WatchedPage, signal?: AbortSignal): Promise<boolean> {
  const gaps = await gapsOf(watching, watched)
  if (gaps.length === 0) return true
  const { page, dataset } = watched
  const limits = { ...limitsWhile(watching.limits, MOST_SECONDS), threads: 1 }
  let bench: Bench | null = null
  let measured = 0
  try {
    for (const { delivery, unknown } of gaps) {
      if (signal?.aborted) return false
      // the formats of dates stand in all sentences of the page, and the words in its settings
      bench ??= await openBench(watching, dataset, page, limits)
      const sentences = unknown.map((each) => each.sentence)
      if (await measureDelivery(watching, { ...bench, sentences }, delivery, unknown)) measured++
    }
  } finally {
    await bench?.engine.close()
  }
  const sentences = new Set(gaps.flatMap((gap) => gap.unknown.map((each) => each.key))).size
  const text = `${page.dataset}: measured ${counted(sentences, 'new sentence')} on ${counted(measured, 'kept delivery', 'kept deliveries')}`
  if (measured > 0) watching.say({ level: 'info', dataset: page.dataset, delivery: null, text })
  return true
}

/** The kept deliveries that were judged, newest first, with the sentences whose measure is not known of them. */
async function gapsOf({ store, history }: Watching, { page, dataset }: WatchedPage): Promise<readonly Gap[]> {
  const wanted = new Map(page.sentences.map((sentence) => [measureKey(sentence.check, page), sentence]))
  if (wanted.size === 0) return []
  const known = await store.measuredOf(history.db, dataset.id, [...wanted.keys()])
  const kept = (await store.keptOf(history.db, dataset.id)).filter((each) => each.judgedAt !== null)
  return kept
    .map((delivery): Gap => {
      const there = known.get(delivery.id)
      const unknown = [...wanted].flatMap(([key, sentence]) => (there?.has(key) ? [] : [{ key, sentence }]))
      return { delivery, unknown }
    })
    .filter((gap) => gap.unknown.length > 0)
    .sort((a, b) => b.delivery.number - a.delivery.number)
}

async function measureDelivery(
  watching: Watching,
  bench: Bench,
  delivery: DeliveryRecord,
  unknown: readonly Unknown[],
): Promise<boolean> {
  const start = performance.now()
  const first = await measureKept(watching, bench, delivery)
  if (first === null) return false
  const rest = (delivery.setAside ?? 0) > 0 ? await measureKept(watching, bench, delivery, 'accepted') : null
  const seconds = (performance.now() - start) / 1000 / Math.max(1, unknown.length)
  const { store, history } = watching
  return history.write(async (tx) => {
    const now = await store.deliveryById(tx, delivery.id)
    // judged again, erased from or no longer kept meanwhile
    if (now.folder !== delivery.folder || now.judgedAt !== delivery.judgedAt) return false
    for (const [i, each] of unknown.entries())
      for (const [at, of] of [first, rest].entries()) {
        const measurement = of?.measurements[i]
        if (!of || !measurement) continue
        const record = recordOf(bench.page, each, measurement, of, seconds)
        const value = valueOf(bench.page, each, measurement, delivery)
        await store.putMeasurement(tx, await store.putMeasure(tx, record), delivery.id, at === 0 ? 0 : 1, record, value)
      }
    return true
  })
}

function recordOf(
  page: Page,
  { key, sentence }: Unknown,
  measurement: Measurement,
  { measured }: MeasuredKept,
  seconds: number,
): MeasurementRecord {
  const at = page.sentences.indexOf(sentence)
  return {
    key,
    measurement,
    seconds,
    statements: statementsOf(page, at, measured.environment),
    ...(isSecretMeasurement(sentence.check, page, measurement) ? { secret: true } : {}),
  }
}

/** The number that is drawn. It does not depend on what came before. */
function valueOf(page: Page, { sentence }: Unknown, measurement: Measurement, delivery: DeliveryRecord) {
  const against = { now: delivery.arrivedAt, zone: page.timezone, history: [] }
  return maskedVerdict(judge(sentence.check, measurement, against), sentence.check, page).value
}
