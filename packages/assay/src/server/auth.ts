import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../record.ts'
import { Refusal } from './refusal.ts'
import type { Services } from './services.ts'
import { matching, mayAct } from './tokens.ts'

export const COOKIE = 'assay_token'

export interface Person {
  readonly name: string
  readonly role: Role
  /** Nobody has to sign in: only this machine can reach the server, and there is no token. */
  readonly open: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    person: Person | null
  }
  interface FastifyInstance {
    /** Who is asking by now: a token may have been revoked, or the first one made, since the request began. */
    personNow(request: FastifyRequest): Promise<Person | null>
  }
  interface FastifyContextConfig {
    /** Who may call it; anybody where absent. */
    role?: Role
  }
}

export interface AuthOptions {
  /** The server listens on this machine only. */
  readonly local: boolean
  /** Names that it is reached by, besides those of this machine. */
  readonly hosts: readonly string[]
}

const LOCAL = ['localhost', '127.0.0.1', '[::1]']
const SAFE = ['GET', 'HEAD', 'OPTIONS']
/** A token's last use is written down only so often. */
const SEEN_MS = 60_000

/** Finds out who is asking, and refuses what they may not do. */
export function addAuth(app: FastifyInstance, services: Services, options: AuthOptions): void {
  app.decorateRequest('person', null)
  app.decorate('personNow', (request: FastifyRequest) => personOf(request, services, options))
  app.addHook('onRequest', async (request) => {
    if (options.local) refuseOtherHosts(request, options.hosts)
    request.person = await app.personNow(request)
    refuseForged(request)
    const { role } = request.routeOptions.config
    if (role === undefined) return
    if (request.person === null)
      throw new Refusal(401, 'signed-out', 'Sign in first.', 'Send a token: Authorization: Bearer TOKEN.')
    if (!mayAct(request.person.role, role))
      throw new Refusal(403, 'role', `This needs the role ${role}; ${request.person.name} is ${request.person.role}.`)
  })
}

/**
 * A page of another site can make a browser call this machine by a name of its own (DNS rebinding); the name gives it away.
 */
function refuseOtherHosts(request: FastifyRequest, hosts: readonly string[]): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (![...LOCAL, ...hosts].includes(host))
    throw new Refusal(421, 'host', `This server is not ${host === '' ? 'without a name' : host}.`)
}

/** A request that changes something, and that a browser sent for another site. Programs send a token in a header instead. */
function refuseForged(request: FastifyRequest): void {
  if (SAFE.includes(request.method) || request.headers.authorization !== undefined) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const own = origin === undefined || hostOf(origin) === request.headers.host
  if (
    !own ||
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    request.headers['x-assay'] === undefined
  )
    throw new Refusal(403, 'forged', 'A change is taken only from the board itself, with the header X-Assay.')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

async function personOf(request: FastifyRequest, services: Services, { local }: AuthOptions): Promise<Person | null> {
  const { store, history, clock } = services
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[COOKIE]
  const known = await store.tokenHashes(history.db)
  if (token !== undefined) {
    const found = matching(token, known)
    if (found) await seen(services, found, clock())
    if (found) return { name: found.name, role: found.role, open: false }
  }
  return local && known.length === 0 ? { name: services.userName, role: 'admin', open: true } : null
}

async function seen(
  { store, history }: Services,
  token: { readonly id: number; readonly lastUsedAt: string | null },
  now: Date,
): Promise<void> {
  if (token.lastUsedAt !== null && now.getTime() - Date.parse(token.lastUsedAt) < SEEN_MS) return
  await history.write((tx) => store.tokenUsed(tx, token.id, now.toISOString()))
}
