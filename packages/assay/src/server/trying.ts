import type { FastifyReply, FastifyRequest } from 'fastify'
import { columnsOf, valuesOf } from '../run/columns-of.ts'
import { pageNow } from '../run/page-of.ts'
import { referredTo } from '../run/prepared.ts'
import { holdSample } from '../run/sampled.ts'
import { tryPast } from '../run/try-past.ts'
import { newestKept, trySentence, type TriedMistake } from '../run/try-sentence.ts'
import type { App } from './app.ts'
import {
  columnsSchema,
  datasetParams,
  triedPastSchema,
  triedSchema,
  tryPastSchema,
  trySchema,
  valuesQuery,
  valuesSchema,
  type ColumnsResponse,
  type TriedPastResponse,
  type TriedResponse,
} from './contract.ts'
import { datasetOf } from './datasets.ts'
import type { Services } from './services.ts'
import { mayAct } from './tokens.ts'

/** Requests a minute from one address: as fast as somebody types, with a sample and an exact number for each word. */
const TRIES = 300
const PAST_TRIES = 60

/** What whoever writes a sentence asks for: columns, values, and what it would come to. */
export function addTrying(app: App, services: Services): void {
  addColumns(app, services)
  app.post(
    '/api/datasets/:dataset/try',
    {
      schema: {
        summary: 'What a sentence comes to on the newest delivery',
        params: datasetParams,
        body: trySchema,
        response: { 200: triedSchema },
      },
      config: { role: 'viewer', rateLimit: { max: TRIES, timeWindow: '1 minute' } },
    },
    async (request, reply): Promise<TriedResponse> => {
      const start = performance.now()
      const dataset = await datasetOf(services, request.params.dataset)
      const of = { ...request.body, dataset, private: maySeePrivate(request), signal: abandoned(reply) }
      const tried = await trySentence(services, services.open, of)
      return {
        ...tried,
        sentence: of.sentence,
        diagnostics: tried.diagnostics.map(plain),
        seconds: secondsSince(start),
      }
    },
  )
  app.post(
    '/api/datasets/:dataset/try/past',
    {
      schema: {
        summary: 'What a sentence would have come to on the deliveries of the past',
        params: datasetParams,
        body: tryPastSchema,
        response: { 200: triedPastSchema },
      },
      config: { role: 'viewer', rateLimit: { max: PAST_TRIES, timeWindow: '1 minute' } },
    },
    async (request): Promise<TriedPastResponse> => {
      const start = performance.now()
      const dataset = await datasetOf(services, request.params.dataset)
      const { sentence, last } = request.body
      const tried = await tryPast(services, { dataset, sentence, last, private: maySeePrivate(request) })
      const { canonical, diagnostics, would, measured, left } = tried
      return {
        canonical,
        diagnostics: diagnostics.map(plain),
        tried: would.filter((each) => each.status !== null).length,
        broken: would.filter((each) => each.status === 'broken').length,
        would: would.map((each) => ({ ...each })),
        measured,
        left,
        seconds: secondsSince(start),
      }
    },
  )
}

function addColumns(app: App, services: Services): void {
  app.get(
    '/api/datasets/:dataset/columns',
    {
      schema: { summary: 'What a sentence can speak of', params: datasetParams, response: { 200: columnsSchema } },
      config: { role: 'viewer' },
    },
    async (request): Promise<ColumnsResponse> => {
      const dataset = await datasetOf(services, request.params.dataset)
      const [page, delivery] = await Promise.all([pageNow(dataset), newestKept(services, dataset)])
      const said = {
        delivery: delivery?.number ?? null,
        words: Object.keys(page.words),
        measures: Object.keys(page.measures),
        datasets: [...referredTo(page)],
      }
      if (!delivery) return { ...said, columns: [] }
      return services.open.use({ dataset, delivery, page }, async (open) => {
        // whoever asks for columns is about to type
        holdSample(open)
        return { ...said, columns: (await columnsOf(open)).map((each) => ({ ...each })) }
      })
    },
  )
  app.get(
    '/api/datasets/:dataset/values',
    {
      schema: {
        summary: 'Values of a column in the newest delivery',
        params: datasetParams,
        querystring: valuesQuery,
        response: { 200: valuesSchema },
      },
      config: { role: 'viewer' },
    },
    async (request) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const [page, delivery] = await Promise.all([pageNow(dataset), newestKept(services, dataset)])
      if (!delivery) return { values: [] }
      const values = await services.open.use({ dataset, delivery, page }, (open) => valuesOf(open, request.query))
      return { values: [...values] }
    },
  )
}

/** A sentence can be made that finds out a private value; whoever may write sentences sees what comes of them anyway. */
export const maySeePrivate = ({ person }: FastifyRequest): boolean => person !== null && mayAct(person.role, 'editor')

/** Whoever typed on does not wait for the answer any more. */
function abandoned({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    gone.abort()
  })
  return gone.signal
}

const plain = (of: TriedMistake): TriedResponse['diagnostics'][number] => ({ ...of })

const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000
