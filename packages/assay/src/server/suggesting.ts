import { dirname } from 'node:path'
import { oneByOne } from '../one-by-one.ts'
import { pageNow } from '../run/page-of.ts'
import { newestKept } from '../run/try-sentence.ts'
import type { OpenDelivery } from '../run/open-deliveries.ts'
import { dismiss } from '../suggest/dismissed.ts'
import { profileKept, suggestKept } from '../suggest/kept.ts'
import type { App } from './app.ts'
import {
  columnParams,
  columnSchema,
  datasetParams,
  dismissedSchema,
  dismissSchema,
  suggestionsQuery,
  suggestionsResponseSchema,
  type ColumnResponse,
  type SuggestionsResponse,
} from './contract.ts'
import { datasetOf } from './datasets.ts'
import { notFound } from './refusal.ts'
import type { Services } from './services.ts'

/** The file of what was dismissed is read and written again. */
const dismissing = oneByOne()

/** For who does not want to type: what a column is like, and what could be said. */
export function addSuggesting(app: App, services: Services): void {
  app.get(
    '/api/datasets/:dataset/columns/:column',
    {
      schema: {
        summary: 'What a column of the newest delivery is like',
        params: columnParams,
        response: { 200: columnSchema },
      },
      config: { role: 'viewer' },
    },
    async (request): Promise<ColumnResponse> => {
      const { dataset, column } = request.params
      return onNewest(services, dataset, async (open) => {
        const profile = await profileKept(services.parts, open, column)
        const found = profile.columns.find((each) => each.name === column)
        if (!found) throw notFound(`column ${column} in ${dataset}`)
        const { rows, sample, missing, seconds } = profile
        return { delivery: open.delivery.number, rows, sample, missing, column: found, seconds }
      })
    },
  )
  app.get(
    '/api/datasets/:dataset/suggestions',
    {
      schema: {
        summary: 'What the page could say too, the most useful first',
        params: datasetParams,
        querystring: suggestionsQuery,
        response: { 200: suggestionsResponseSchema },
      },
      config: { role: 'viewer' },
    },
    (request): Promise<SuggestionsResponse> =>
      onNewest(services, request.params.dataset, async (open) => ({
        ...(await suggestKept(services.parts, open, request.query.column)),
        delivery: open.delivery.number,
      })),
  )
  app.post(
    '/api/datasets/:dataset/suggestions/dismiss',
    {
      schema: {
        summary: 'Do not suggest a sentence again, whatever its numbers',
        params: datasetParams,
        body: dismissSchema,
        response: { 200: dismissedSchema },
      },
      config: { role: 'editor' },
    },
    async (request) => {
      const { name, page } = await datasetOf(services, request.params.dataset)
      const on = services.clock().toISOString().slice(0, 10)
      const added = await dismissing(() => dismiss(dirname(page), name, [request.body.sentence], on))
      return { added: added.length }
    },
  )
}

async function onNewest<T>(services: Services, name: string, work: (open: OpenDelivery) => Promise<T>): Promise<T> {
  const dataset = await datasetOf(services, name)
  const [page, delivery] = await Promise.all([pageNow(dataset), newestKept(services, dataset)])
  if (!delivery) throw notFound(`delivery of ${name} whose rows are kept`)
  return services.open.use({ dataset, delivery, page }, work)
}
