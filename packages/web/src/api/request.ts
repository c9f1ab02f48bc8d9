/** Why a request was not done, in the server's words for people. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly next: string | undefined
  /** All that was answered: a conflict brings the other text with it. */
  readonly answer: unknown

  constructor(status: number, answer: unknown) {
    const said = (answer ?? {}) as { code?: string; message?: string; next?: string }
    super(said.message ?? `The server answered with ${String(status)}.`)
    this.name = 'Problem'
    this.status = status
    this.code = said.code ?? 'fault'
    this.next = said.next
    this.answer = answer
  }
}

export const UNREACHABLE = 0

/** Reads what is at a path of the API. Throws `Problem`. */
export const read = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  answered(path, signal === undefined ? {} : { signal })

/** Asks the server to change something. The header is what it knows its own board by. Throws `Problem`. */
export async function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const answer = await answered<T>(path, {
    method,
    headers: { 'x-assay': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  for (const tell of done) tell()
  return answer
}

const done = new Set<() => void>()
/** Tells whenever the server did what a person asked for. */
export const whenDone = (tell: () => void): unknown => done.add(tell)

async function answered<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(UNREACHABLE, { code: 'unreachable', message: 'The server cannot be reached.' })
  })
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok) throw new Problem(response.status, answer)
  return answer as T
}

/** A path with its query, after one that it has; what is null or empty is left out. */
export function withQuery(
  path: string,
  query: { readonly [name: string]: string | number | null | undefined },
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  return search.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${search.toString()}`
}
