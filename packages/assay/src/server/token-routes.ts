import { z } from 'zod'
import type { App } from './app.ts'
import { madeTokenSchema, newTokenSchema, tokensSchema } from './contract.ts'
import { notFound } from './refusal.ts'
import type { Services } from './services.ts'
import { personAsking } from './session.ts'
import { newToken, tokenHash } from './tokens.ts'

export function addTokens(app: App, { history, store, clock }: Services): void {
  const config = { role: 'admin' } as const
  app.get(
    '/api/tokens',
    { schema: { summary: 'All tokens, without their secrets', response: { 200: tokensSchema } }, config },
    async () => ({ tokens: [...(await store.allTokens(history.db))] }),
  )
  app.post(
    '/api/tokens',
    { schema: { summary: 'Make a token', body: newTokenSchema, response: { 201: madeTokenSchema } }, config },
    async (request, reply) => {
      const token = newToken()
      const made = await history.write((tx) =>
        store.putToken(tx, {
          ...request.body,
          hash: tokenHash(token),
          createdAt: clock().toISOString(),
          createdBy: personAsking(request).name,
        }),
      )
      return reply.code(201).send({ ...made, token })
    },
  )
  app.delete(
    '/api/tokens/:id',
    { schema: { summary: 'Revoke a token', params: z.object({ id: z.coerce.number().int() }) }, config },
    async (request, reply) => {
      const { id } = request.params
      const by = personAsking(request).name
      const revoked = await history.write((tx) => store.revokeToken(tx, id, { at: clock().toISOString(), by }))
      if (!revoked) throw notFound(`token ${String(id)} that is not revoked`)
      return reply.code(204).send()
    },
  )
}
