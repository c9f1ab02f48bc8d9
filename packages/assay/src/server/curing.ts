import { Failure } from '../failure.ts'
import type { PageResult } from '../report/contract.ts'
import { applyMend } from '../run/mend/apply.ts'
import { readPageText } from '../run/page-text.ts'
import type { App } from './app.ts'
import { conflictSchema, curedSchema, cureSchema, deliveryParams } from './contract.ts'
import { datasetOf } from './datasets.ts'
import { deliveryNow, oneDelivery } from './deliveries.ts'
import { Refusal } from './refusal.ts'
import type { Services } from './services.ts'
import { personAsking } from './session.ts'
import { saved409 } from './text.ts'

/** The cure of a changed format: the page as it would take the delivery, saved, and the delivery judged by it again. */
export function addCuring(app: App, services: Services): void {
  app.post(
    '/api/datasets/:dataset/deliveries/:number/cure',
    {
      schema: {
        summary: 'Mend the page for a format that changed, and judge the delivery again',
        params: deliveryParams,
        body: cureSchema,
        response: { 200: curedSchema, 409: conflictSchema },
      },
      config: { role: 'editor' },
    },
    async (request, reply) => {
      const { dataset: name, number } = request.params
      const { sentence, reason } = request.body
      const { result } = await oneDelivery(services, { dataset: name, number })
      const { says, patch } = mendOf(result, sentence)
      const dataset = await datasetOf(services, name)
      const now = await readPageText(services, dataset)
      const text = applyMend(now.text, patch)
      if (text === null)
        throw new Refusal(
          409,
          'page-changed',
          'The lines that it would change are no longer as they were.',
          'Judge the delivery again: then it is known what would mend the page as it is now.',
        )
      const by = personAsking(request).name
      // what it changes was found by this server, and an editor cannot make it say anything else
      const saved = await saved409(services, { dataset, text, basedOn: now.version, by, message: says, settings: true })
      if ('code' in saved) return reply.code(409).send(saved)
      const notReplayed = await replayed(services, { dataset: name, number, by, reason })
      const delivery = await deliveryNow(services, { dataset: name, number })
      return { says, saved, delivery, notReplayed }
    },
  )
}

function mendOf(result: PageResult | null, sentence: string): { readonly says: string; readonly patch: string } {
  const verdict = result?.verdicts.find((each) => each.canonical === sentence)
  const mend = verdict?.mend === undefined ? undefined : result?.mends?.[verdict.mend]
  if (!mend) throw new Refusal(404, 'no-cure', 'It is not known what would mend this sentence.')
  if (mend.patch === null) throw new Refusal(422, 'no-patch', `${mend.says}.`, mend.next)
  return { says: mend.says, patch: mend.patch }
}

/** Null when it was judged again; else why not. */
async function replayed(
  services: Services,
  of: { readonly dataset: string; readonly number: number; readonly by: string; readonly reason: string },
): Promise<string | null> {
  try {
    await services.decide({ ...of, what: 'replay' })
    return null
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
