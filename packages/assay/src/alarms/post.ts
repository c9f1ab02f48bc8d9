import { Undelivered } from './channel.ts'
import { innermostWords } from '../cause.ts'

/** How long a channel may take to answer. */
const PATIENCE_MS = 15_000

export interface Answer {
  readonly status: number
  readonly text: string
}

/**
 * Posts a body and gives the answer of a server that took it. Throws `Undelivered` for everything else: no connection, no
 * answer in time, a redirect (an address that moved is to be corrected by a person), a rate limit, an error.
 */
export async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'user-agent': 'assay', ...headers },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw new Undelivered(`${hostOf(url)} could not be reached: ${reasonOf(cause)}`, { cause })
  })
  const text = await response.text().catch((cause: unknown) => {
    throw new Undelivered(`${hostOf(url)} answered and broke off: ${reasonOf(cause)}`, { cause })
  })
  if (response.ok) return { status: response.status, text }
  throw new Undelivered(`${hostOf(url)} answered ${String(response.status)}: ${text.slice(0, 200)}`, {
    retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
    permanent: isPermanent(response.status),
  })
}

/** An address may hold a secret, so that only its host is named in messages. */
const hostOf = (url: string): string => new URL(url).host

function reasonOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'TimeoutError')
    return `no answer within ${String(PATIENCE_MS / 1000)} seconds`
  return innermostWords(cause)
}

/** A refusal of what was said; a rate limit, a conflict and a time-out of the server pass by. */
const isPermanent = (status: number): boolean => status >= 300 && status < 500 && ![408, 409, 425, 429].includes(status)

/** Seconds until the server wants to be asked again, from a number of seconds or a date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000))
}
