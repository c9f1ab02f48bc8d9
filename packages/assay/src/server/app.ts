import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { Failure } from '../failure.ts'
import { addAuth, type AuthOptions } from './auth.ts'
import { addAlarms } from './alarms.ts'
import { addBoard } from './board.ts'
import { addComparing } from './comparing.ts'
import { addCuring } from './curing.ts'
import { addDatasets } from './datasets.ts'
import { addDeliveries } from './deliveries.ts'
import { addEvents } from './events.ts'
import { addHealth } from './health.ts'
import { addMetrics } from './metrics.ts'
import { addOverview } from './overview.ts'
import { addProposals } from './proposals.ts'
import { Refusal } from './refusal.ts'
import { addRows } from './rows.ts'
import type { Services } from './services.ts'
import { addSession } from './session.ts'
import { addSuggesting } from './suggesting.ts'
import { addText } from './text.ts'
import { addTokens } from './token-routes.ts'
import { addTrying } from './trying.ts'

export interface AppOptions extends AuthOptions {
  readonly logger: Logger
}

/** Requests a minute from one address. */
const REQUESTS = 1200
const MOST_BODY = 2 * 1024 * 1024
/** What the board's page may load and run: its own files, and pictures that it draws. */
const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

const typed = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()
/** The application as route groups see it: what their schemas say is what their handlers get. */
export type App = ReturnType<typeof typed>

/** The HTTP API. Nothing listens yet. */
export async function buildApp(services: Services, options: AppOptions): Promise<App> {
  const plain = fastify({
    loggerInstance: options.logger,
    bodyLimit: MOST_BODY,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 300 },
    // a stop waits for requests, not for idle connections
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  closeSilent(plain)
  plain.setValidatorCompiler(validatorCompiler)
  plain.setSerializerCompiler(serializerCompiler)
  plain.setErrorHandler(answerError)
  await plain.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    strictTransportSecurity: false,
  })
  await plain.register(rateLimit, { max: REQUESTS, timeWindow: '1 minute' })
  await plain.register(cookie)
  await plain.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Assay', version: '1' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: describedRoute,
  })
  addAuth(plain, services, options)
  await addBoard(plain)
  const app = typed(plain)
  for (const add of [
    addHealth,
    addSession,
    addTokens,
    addOverview,
    addDatasets,
    addDeliveries,
    addText,
    addRows,
    addTrying,
    addProposals,
    addSuggesting,
    addComparing,
    addCuring,
    addAlarms,
    addEvents,
    addMetrics,
  ])
    add(app, services)
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  return app
}

/** Nor for connections on which nothing was asked yet, as browsers open them in advance: these are not idle to Node. */
function closeSilent(app: FastifyInstance): void {
  const silent = new Set<Socket>()
  app.server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ socket }) => silent.delete(socket))
  app.addHook('preClose', () => {
    for (const socket of silent) socket.destroy()
  })
}

/** Of each route the OpenAPI document says who may call it. */
const describedRoute: typeof jsonSchemaTransform = (of) => {
  const made = jsonSchemaTransform(of)
  const role = of.route.config?.role
  const said = role === undefined ? {} : { description: `For the role ${role}.`, security: [{ token: [] }] }
  return { ...made, schema: { ...made.schema, ...said } }
}

/** What failures mean to whoever asked; 422 where nothing else is said. */
const STATUS: { readonly [code: string]: number } = {
  'no-dataset': 404,
  'no-delivery': 404,
  'no-sentence': 404,
  'no-column': 404,
  settings: 403,
  busy: 503,
}

/** Every answer that is no success has the same shape; what went wrong inside is in the log, not in the answer. */
function answerError(
  this: FastifyInstance,
  error: FastifyError | Refusal | Failure,
  request: Parameters<NonNullable<Parameters<FastifyInstance['setErrorHandler']>[0]>>[1],
  reply: Parameters<NonNullable<Parameters<FastifyInstance['setErrorHandler']>[0]>>[2],
): void {
  if (error instanceof Failure && error.code === 'engine') {
    // the engine quotes what it stumbles over, and that may be private
    request.log.error({ err: error }, 'the engine failed')
    void reply.code(422).send(problem('engine', 'The engine could not do this; the log of the server says why.'))
    return
  }
  if (error instanceof Failure) {
    void reply.code(STATUS[error.code] ?? 422).send(problem(error.code, error.message, error.next))
    return
  }
  const status = error.statusCode ?? 500
  if (status >= 500) {
    request.log.error({ err: error }, 'a request failed')
    void reply.code(status).send(problem('fault', 'Something went wrong inside; the log of the server says what.'))
    return
  }
  const code = error instanceof Refusal ? error.code : status === 429 ? 'too-many' : 'bad-request'
  void reply.code(status).send(problem(code, error.message, error instanceof Refusal ? error.next : undefined))
}

const problem = (code: string, message: string, next?: string) => ({
  code,
  message,
  ...(next === undefined ? {} : { next }),
})
