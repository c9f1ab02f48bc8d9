import { withFitting } from '../run/mend/still-fits.ts'
import type { App } from './app.ts'
import {
  decidedSchema,
  decisionSchema,
  deliveriesQuery,
  deliveriesSchema,
  deliveryParams,
  datasetParams,
  deliveryResultSchema,
  judgedWrongResponseSchema,
  judgedWrongSchema,
} from './contract.ts'
import { datasetOf, deliveryOf, type NamedDelivery } from './datasets.ts'
import { deliveryResponse, deliveryResponses } from './delivery-response.ts'
import type { Decision, Services } from './services.ts'
import { personAsking } from './session.ts'

export function addDeliveries(app: App, services: Services): void {
  const { store, history } = services
  app.get(
    '/api/datasets/:dataset/deliveries',
    {
      schema: {
        summary: 'Deliveries, newest first',
        params: datasetParams,
        querystring: deliveriesQuery,
        response: { 200: deliveriesSchema },
      },
      config: { role: 'viewer' },
    },
    async (request) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const { limit, before } = request.query
      const [found, current] = await Promise.all([
        store.deliveriesOf(history.db, dataset.id, { limit, ...(before === undefined ? {} : { before }) }),
        store.lastAccepted(history.db, dataset.id),
      ])
      return { deliveries: await deliveryResponses(services, dataset, found, current) }
    },
  )
  app.get(
    '/api/datasets/:dataset/deliveries/:number',
    {
      schema: {
        summary: 'A delivery with its verdicts and evidence',
        params: deliveryParams,
        response: { 200: deliveryResultSchema },
      },
      config: { role: 'viewer' },
    },
    (request) => oneDelivery(services, request.params),
  )
  for (const what of ['release', 'reject', 'replay'] as const) addDecision(app, services, what)
  addJudgedWrong(app, services)
}

/** A delivery by its number, with what was found out about it. */
export async function oneDelivery(services: Services, named: NamedDelivery) {
  const { store, history } = services
  const { dataset, delivery } = await deliveryOf(services, named)
  const result = await store.resultOf(history.db, delivery.id)
  return {
    delivery: await deliveryNow(services, named),
    result: result && (await withFitting(services, dataset, delivery, result)),
  }
}

/** A delivery by its number, as it stands. */
export async function deliveryNow(services: Services, named: NamedDelivery) {
  const { store, history } = services
  const { dataset, delivery } = await deliveryOf(services, named)
  return deliveryResponse(services, dataset, delivery, await store.lastAccepted(history.db, dataset.id))
}

const SAYS: { readonly [what in Decision['what']]: string } = {
  release: 'Accept a delivery that was held',
  reject: 'Take back a delivery that was accepted',
  replay: 'Judge a kept delivery again by the page as it is now',
}

function addDecision(app: App, services: Services, what: Decision['what']): void {
  app.post(
    `/api/datasets/:dataset/deliveries/:number/${what}`,
    {
      schema: { summary: SAYS[what], params: deliveryParams, body: decisionSchema, response: { 200: decidedSchema } },
      config: { role: 'editor' },
    },
    async (request) => {
      const { dataset, number } = request.params
      await services.decide({ dataset, number, what, by: personAsking(request).name, reason: request.body.reason })
      return { delivery: await deliveryNow(services, request.params) }
    },
  )
}

/** What a person says of a verdict teaches what is usual. */
function addJudgedWrong(app: App, services: Services): void {
  app.post(
    '/api/datasets/:dataset/deliveries/:number/judged-wrong',
    {
      schema: {
        summary: 'Say of a verdict that it was expected, or should have alarmed',
        params: deliveryParams,
        body: judgedWrongSchema,
        response: { 200: judgedWrongResponseSchema },
      },
      config: { role: 'editor' },
    },
    async (request) => {
      const { dataset, number } = request.params
      const { sentence, kind, reason } = request.body
      const by = personAsking(request).name
      const said = await services.judgedWrong({ dataset, number, sentence, kind, reason, by })
      return { sentence: said.sentence, kind, by, at: said.at, reason, teaches: said.teaches }
    },
  )
}
