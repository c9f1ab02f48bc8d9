import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { COOKIE } from './auth.ts'
import { problemSchema, sessionSchema, signInSchema } from './contract.ts'
import { Refusal } from './refusal.ts'
import type { Services } from './services.ts'
import { matching } from './tokens.ts'

/** Tries to sign in a minute from one address. */
const TRIES = 10
const YEAR_SECONDS = 365 * 86_400

/** Who is asking; of a route that has a role there is always somebody. */
export function personAsking(request: FastifyRequest): { readonly name: string } {
  if (!request.person) throw new Refusal(401, 'signed-out', 'Sign in first.')
  return request.person
}

/** Signing in puts the token into a cookie that scripts cannot read and other sites cannot send. */
export function addSession(app: App, { history, store }: Services): void {
  app.get(
    '/api/session',
    {
      schema: { summary: 'Who is signed in', response: { 200: sessionSchema, 401: problemSchema } },
      config: { role: 'viewer' },
    },
    (request) => request.person ?? refuseSignedOut(),
  )
  app.post(
    '/api/session',
    {
      schema: { summary: 'Sign in', body: signInSchema, response: { 200: sessionSchema, 401: problemSchema } },
      config: { rateLimit: { max: TRIES, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const { token } = request.body
      const found = matching(token, await store.tokenHashes(history.db))
      if (!found) throw new Refusal(401, 'token', 'There is no such token, or it was revoked.')
      void reply.setCookie(COOKIE, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: YEAR_SECONDS,
      })
      return { name: found.name, role: found.role, open: false }
    },
  )
  app.delete('/api/session', { schema: { summary: 'Sign out' } }, (_request, reply) =>
    reply.clearCookie(COOKIE, { path: '/' }).code(204).send(),
  )
}

function refuseSignedOut(): never {
  throw new Refusal(401, 'signed-out', 'Sign in first.')
}
