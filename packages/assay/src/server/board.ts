import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import compress from '@fastify/compress'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { constants } from 'node:zlib'
import { Refusal } from './refusal.ts'

/** Fast, and within a few percent of the smallest. */
const BROTLI_QUALITY = 5
const YEAR_SECONDS = 365 * 86_400

/** Serves the board at the root: its files, and its first page for every address that is a view of it. */
export async function addBoard(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  })
  const root = boardFolder(import.meta.dirname)
  if (root !== null)
    await app.register(serveFiles, { root, wildcard: false, cacheControl: false, preCompressed: true, setHeaders })
  app.setNotFoundHandler((request, reply) => {
    if (root !== null && isView(request)) return reply.sendFile('index.html')
    throw new Refusal(404, 'not-found', `There is no ${request.method} ${request.url.split('?', 1)[0] ?? ''}.`)
  })
}

/** Where the board was built to, from the sources and from the built package alike; null when it was not built. */
function boardFolder(from: string): string | null {
  const folder = join(from, 'dist/board')
  if (existsSync(join(folder, 'index.html'))) return folder
  const above = dirname(from)
  return above === from ? null : boardFolder(above)
}

/** The names of its assets change with their content; the first page names them. */
function setHeaders(reply: FastifyReply['raw'] | { setHeader(name: string, value: string): unknown }, path: string) {
  const lasting = /[\\/]assets[\\/][^\\/]+$/.test(path)
  reply.setHeader('cache-control', lasting ? `public, max-age=${String(YEAR_SECONDS)}, immutable` : 'no-cache')
}

const isView = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !/^\/(?:api|assets)(?:[/?]|$)/.test(url) &&
  (headers.accept ?? '').includes('text/html')
