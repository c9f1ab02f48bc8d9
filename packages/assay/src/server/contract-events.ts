import { z } from 'zod'
import { count, deliveryStateSchema } from './contract-ground.ts'

/** What `/api/events` tells those who look: what to ask for anew. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivery').describe('was judged, or a person decided about it'),
    dataset: z.string(),
    number: count,
    state: deliveryStateSchema,
  }),
  z.object({
    kind: z.literal('progress').describe('a delivery is being judged; `delivery` follows when it is'),
    dataset: z.string(),
    number: count,
    says: z.string().describe('what is being done: measuring 12 sentences'),
  }),
  z.object({ kind: z.literal('alarm'), id: count, dataset: z.string() }),
  z.object({
    kind: z.literal('page').describe('was saved, or it became known what is wrong with it'),
    dataset: z.string(),
    version: count,
    by: z.string(),
  }),
  z.object({ kind: z.literal('proposals').describe('one was made or decided'), dataset: z.string() }),
])
export type ServerEvent = z.infer<typeof eventSchema>
