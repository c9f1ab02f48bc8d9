import {
  measurementOf,
  type DatasetFacts,
  type Measurement,
  type Page,
  type PageSentence,
  type PageSql,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import { pageWords } from './dataset.ts'
import { earlierOf } from './earlier-kept.ts'
import { keptFiles, readerOf } from './kept-files.ts'
import { measure, type Measured } from './measure.ts'
import type { Opening } from './open-deliveries.ts'
import { readPages } from './pages.ts'
import type { EngineLimits } from './parts.ts'
import { delivered, filesOf, otherDatasets, readyFor } from './prepared.ts'

/** An engine that reads the kept deliveries of a dataset, one after the other, and measures the sentences of a page on them. */
export interface Bench {
  readonly page: Page
  /** Of its sentences only these. */
  readonly sentences?: readonly PageSentence[]
  readonly dataset: DatasetRecord
  readonly engine: Engine
  readonly words: ReadonlyMap<string, PageSql>
  readonly others: ReadonlyMap<string, DatasetFacts>
}

export async function openBench(
  opening: Opening,
  dataset: DatasetRecord,
  page: Page,
  limits: EngineLimits,
): Promise<Bench> {
  const { parts, deliveries, project } = opening
  const engine = await parts.openEngine(limits)
  try {
    await readyFor(engine, await newestWidth(opening, dataset))
    const { byDataset } = await readPages([dataset.page])
    const others = new Map([...byDataset].filter(([name]) => name !== page.dataset))
    const { datasets } = await otherDatasets(engine, { page, others, progress: () => undefined }, parts)
    const files = await filesOf(new Map([...others].filter(([name]) => datasets.has(name))), parts)
    await engine.lockDown([deliveries.datasetFolder(project.state, dataset.name), ...files])
    const { words } = await pageWords(engine, page, null, parts.readPageExpression)
    return { page, dataset, engine, words, others: datasets }
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** The number of columns of the newest delivery that is kept. */
async function newestWidth(opening: Opening, dataset: DatasetRecord): Promise<number> {
  const newest = (await opening.store.keptOf(opening.history.db, dataset.id)).at(-1)
  return (newest && (await keptFiles(readerOf(opening), newest))?.facts.columns.length) ?? 0
}

/** One measurement for each sentence, and how it was taken. */
export interface MeasuredKept {
  readonly measurements: readonly Measurement[]
  readonly measured: Measured
}

/** Measures what was delivered, or what of it was accepted. Null when its rows are not kept any more. */
export async function measureKept(
  opening: Opening,
  { engine, words, others, page, dataset, sentences = page.sentences }: Bench,
  delivery: DeliveryRecord,
  of: 'delivered' | 'accepted' = 'delivered',
): Promise<MeasuredKept | null> {
  const { deliveries, parts } = opening
  const reader = readerOf(opening)
  const kept = await keptFiles(reader, delivery)
  if (kept === null) return null
  const { folder, facts } = kept
  const earlier = await earlierOf(reader, { dataset, before: delivery.number, at: delivery.arrivedAt })
  const whole = await deliveries.readKept(engine, folder, facts, parts.readSource)
  const read =
    of === 'delivered'
      ? whole
      : { ...whole, ...(await deliveries.readAccepted(engine, folder, facts, parts.readSource)) }
  const now = delivery.arrivedAt
  const { snapshot, environment } = await delivered(engine, { page, read, words, others, now, last: earlier.last })
  const checks = sentences.map((each) => each.check)
  const measured = await measure(engine, checks, environment, snapshot.rows)
  const { plan, found, examples } = measured
  return { measurements: plan.jobs.map((job) => measurementOf(job, found, examples)), measured }
}
