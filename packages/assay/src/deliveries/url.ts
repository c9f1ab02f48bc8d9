import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { codeOf, innermostWords } from '../cause.ts'
import { Failure } from '../failure.ts'
import { flush, makeFolder } from './disk.ts'

export const isUrl = (source: string): boolean => /^https?:\/\//i.test(source)

/** A URL as it may be shown: what is behind `?` and before `@` may be secret. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

/** What a server said of the last content that it gave, to be asked for a newer one only. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

export type Fetched = { readonly kind: 'unchanged' } | ({ readonly kind: 'file'; readonly path: string } & Validators)

/** The server is asked to wait so long (milliseconds); null where it did not say. */
export class NotNow extends Failure {
  readonly wait: number | null
  constructor(message: string, wait: number | null, cause?: unknown) {
    super('not-now', message, { cause })
    this.name = 'NotNow'
    this.wait = wait
  }
}

/** So long nothing may come. */
const PATIENCE_MS = 30_000

/**
 * Fetches what a URL has into a folder, unless it is what it was. The file has its name when it is whole. Throws `NotNow`
 * when the server cannot be reached, is busy or breaks off, and a `Failure` when it refuses.
 */
export async function fetchUrl(url: string, known: Validators | null, folder: string): Promise<Fetched> {
  const idle = new AbortController()
  const timer = setTimeout(() => {
    idle.abort(new Error(`nothing came for ${String(PATIENCE_MS / 1000)} s`))
  }, PATIENCE_MS)
  try {
    return await fetched(url, known, folder, idle.signal, () => timer.refresh())
  } finally {
    clearTimeout(timer)
  }
}

async function fetched(
  url: string,
  known: Validators | null,
  folder: string,
  signal: AbortSignal,
  alive: () => void,
): Promise<Fetched> {
  const response = await ask(url, known, signal)
  if (response.status === 304) return { kind: 'unchanged' }
  await refuseOthers(url, response)
  await makeFolder(folder)
  const path = join(folder, fileName(url, response.headers.get('content-type')))
  const unfinished = `${path}.part`
  try {
    if (response.body === null) throw new Error('it sent nothing')
    const body = Readable.fromWeb(response.body as ReadableStream)
    body.on('data', alive)
    await pipeline(body, createWriteStream(unfinished))
    await flush(unfinished)
    await rename(unfinished, path)
  } catch (cause) {
    await rm(unfinished, { force: true })
    if (isOurs(cause)) throw cause
    throw new NotNow(`${shownUrl(url)} broke off: ${innermostWords(cause)}.`, null, cause)
  }
  const { headers } = response
  return { kind: 'file', path, etag: headers.get('etag'), lastModified: headers.get('last-modified') }
}

/** Our disk, not their server. */
const isOurs = (cause: unknown): boolean => /^(ENOSPC|EFBIG|EACCES|EROFS|EDQUOT)$/.test(codeOf(cause))

async function ask(url: string, known: Validators | null, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      headers: {
        // what is packed stays packed: its name says so
        'accept-encoding': 'identity',
        'user-agent': 'assay',
        ...(known?.etag == null ? {} : { 'if-none-match': known.etag }),
        ...(known?.lastModified == null ? {} : { 'if-modified-since': known.lastModified }),
      },
      signal,
    })
  } catch (cause) {
    throw new NotNow(`${shownUrl(url)} cannot be reached: ${innermostWords(cause)}.`, null, cause)
  }
}

async function refuseOthers(url: string, { status, statusText, headers, body }: Response): Promise<void> {
  if (status === 200) return
  await body?.cancel()
  const what = `${shownUrl(url)} answered ${String(status)} ${statusText}`.trim()
  if (status === 429 || status >= 500) throw new NotNow(`${what}.`, retryAfter(headers.get('retry-after')))
  throw new Failure('fetch', `${what}.`, {
    next:
      status === 401 || status === 403 ? 'Whoever runs this may not read it.' : 'Is the address of the source right?',
  })
}

/** Seconds or a date, in milliseconds from now. */
function retryAfter(said: string | null): number | null {
  if (said === null) return null
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : null
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/parquet/i, '.parquet'],
  [/ndjson|jsonl|jsonlines/i, '.ndjson'],
  [/json/i, '.json'],
  [/csv/i, '.csv'],
  [/tab-separated/i, '.tsv'],
  [/spreadsheetml/i, '.xlsx'],
]

/** The last part of the address, with an ending by its type where it has none. */
function fileName(url: string, type: string | null): string {
  const last = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '').replaceAll(/[^\w.+-]/g, '_')
  const name = last.replace(/^\.+/, '') || 'data'
  const ending = ENDINGS.find(([pattern]) => pattern.test(type ?? ''))?.[1]
  return name.includes('.') || ending === undefined ? name : `${name}${ending}`
}
