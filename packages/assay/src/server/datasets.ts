import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { App } from './app.ts'
import { datasetParams, pageQuery, pageSchema, sentenceQuery, sqlSchema, type PageResponse } from './contract.ts'
import { deliveryResponse } from './delivery-response.ts'
import { notFound } from './refusal.ts'
import type { Services } from './services.ts'
import { waitingOf } from './waiting.ts'

export async function datasetOf({ store, history }: Services, name: string): Promise<DatasetRecord> {
  const found = await store.datasetNamed(history.db, name)
  if (!found) throw notFound(`dataset ${name}`)
  return found
}

export interface NamedDelivery {
  readonly dataset: string
  readonly number: number
}

/** A delivery with its dataset. */
export interface Delivered {
  readonly dataset: DatasetRecord
  readonly delivery: DeliveryRecord
}

export async function deliveryOf(services: Services, { dataset: name, number }: NamedDelivery): Promise<Delivered> {
  const dataset = await datasetOf(services, name)
  const delivery = await services.store.deliveryNumbered(services.history.db, dataset.id, number)
  if (!delivery) throw notFound(`delivery ${String(number)} of ${name}`)
  return { dataset, delivery }
}

export function addDatasets(app: App, services: Services): void {
  const { store, history } = services
  app.get(
    '/api/datasets/:dataset',
    {
      schema: {
        summary: 'A page with the verdicts of its newest delivery and the history of each sentence',
        params: datasetParams,
        querystring: pageQuery,
        response: { 200: pageSchema },
      },
      config: { role: 'viewer' },
    },
    (request) => pageOf(services, request.params.dataset, request.query.last),
  )
  app.get(
    '/api/datasets/:dataset/sql',
    {
      schema: {
        summary: 'The statements that a sentence was last measured by',
        params: datasetParams,
        querystring: sentenceQuery,
        response: { 200: sqlSchema },
      },
      config: { role: 'viewer' },
    },
    async (request) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const id = await store.sentenceNamed(history.db, dataset.id, request.query.sentence)
      if (id === null) throw notFound(`sentence ${request.query.sentence}`)
      const [statements, seconds] = await Promise.all([
        store.statementsOf(history.db, id),
        store.secondsOf(history.db, id),
      ])
      return { statements: [...statements], seconds }
    },
  )
}

async function pageOf(services: Services, name: string, last: number): Promise<PageResponse> {
  const { store, history } = services
  const { db } = history
  const dataset = await datasetOf(services, name)
  const [deliveries, series, current] = await Promise.all([
    store.deliveriesOf(db, dataset.id, { limit: last }),
    store.seriesOf(db, { datasetId: dataset.id, last }),
    store.lastAccepted(db, dataset.id),
  ])
  const shown = deliveries.find((each) => each.judgedAt !== null) ?? null
  const result = shown === null ? null : await store.resultOf(db, shown.id)
  return {
    dataset: name,
    title: dataset.title,
    owner: dataset.owner,
    strip: deliveries.map(stripOf).reverse(),
    delivery: shown && (await deliveryResponse(services, dataset, shown, current)),
    current: current?.number ?? null,
    due: services.dues.get(name) ?? null,
    result,
    series: series.map((each) => ({ ...each, points: [...each.points] })),
    brokenSince: await brokenSince(services, dataset, shown, deliveries),
    waiting: await waitingOf(dataset, result),
  }
}

const stripOf = (of: DeliveryRecord): PageResponse['strip'][number] => ({
  number: of.number,
  state: of.state,
  arrivedAt: of.arrivedAt,
  broken: of.counts?.broken ?? 0,
  warnings: of.counts?.warnings ?? 0,
  unchecked: of.counts?.unchecked ?? 0,
})

async function brokenSince(
  { store, history }: Services,
  dataset: DatasetRecord,
  shown: DeliveryRecord | null,
  deliveries: readonly DeliveryRecord[],
): Promise<Record<string, string>> {
  if (shown === null) return {}
  const verdicts = await store.verdictsOf(history.db, { datasetId: dataset.id, deliveryId: shown.id })
  const since: Record<string, string> = {}
  for (const { canonical, brokenSince: number } of verdicts) {
    if (number === null) continue
    const first =
      deliveries.find((each) => each.number === number) ??
      (await store.deliveryNumbered(history.db, dataset.id, number))
    if (first) since[canonical] = first.arrivedAt
  }
  return since
}
