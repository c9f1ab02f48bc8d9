import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { serve, tokens } from '../main.ts'
import type { Role } from '../record.ts'
import { openWatched, type WatchedFolder } from '../run/watch.fixture.ts'

/** The whole server over a project in a folder of its own: real files, a real history, real requests. */
export interface Served {
  readonly folder: WatchedFolder
  readonly url: string
  get(path: string, headers?: Headers): Promise<Answer>
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, headers?: Headers): Promise<Answer>
  /** Waits until so many deliveries of a dataset are judged. */
  judged(dataset: string, deliveries: number): Promise<void>
  /** Listens from now on; what it gives waits until the events so far fit, and says them. */
  listen(): Promise<(wanted: (text: string) => boolean) => Promise<string>>
  stop(): Promise<void>
}

type Headers = Readonly<Record<string, string>>
export interface Answer {
  readonly status: number
  readonly headers: Response['headers']
  readonly body: never
  readonly text: string
}

/** What a browser on the board sends with a change. */
export const BOARD: Headers = { 'x-assay': '1' }
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

export interface Started {
  readonly url: string
  stop(): Promise<void>
}

/** The server over a folder that is there. */
export async function started(folder: string, more: { readonly host?: string } = {}): Promise<Started> {
  const stop = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const url = await new Promise<string>((resolve, reject) => {
    running = serve({
      folder,
      port: 0,
      threads: 1,
      signal: stop.signal,
      listening: resolve,
      log: pino({ level: 'silent' }),
      ...more,
    })
    running.catch(reject)
  })
  return {
    url,
    async stop() {
      stop.abort()
      await running
    },
  }
}

/** Waits until so many deliveries of a dataset are judged. */
export async function judgedAt(url: string, dataset: string, deliveries: number): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const { body } = await answer(fetch(`${url}/api/datasets/${dataset}/deliveries`))
    const found = (body as { deliveries?: { judgedAt: string | null }[] } | null)?.deliveries ?? []
    if (found.filter((each) => each.judgedAt !== null).length >= deliveries) return
    await sleep(100)
  }
  throw new Error('the deliveries were not judged')
}

export async function serveFolder(
  files: Readonly<Record<string, string>>,
  settings = 'settle: 0 s\npoll: 200 ms\n',
): Promise<Served> {
  const folder = await openWatched(settings)
  for (const [name, content] of Object.entries(files)) await folder.write(name, content)
  const { url, stop } = await started(folder.path)
  const get = (path: string, headers: Headers = {}) => answer(fetch(url + path, { headers }))
  return {
    folder,
    url,
    get,
    send: (method, path, body, headers = BOARD) =>
      answer(
        fetch(url + path, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    judged: (dataset, deliveries) => judgedAt(url, dataset, deliveries),
    async listen() {
      const events = await fetch(`${url}/api/events`)
      return async (wanted) => {
        let seen = ''
        for await (const part of events.body as unknown as AsyncIterable<Uint8Array>) {
          seen += new TextDecoder().decode(part)
          if (wanted(seen)) return seen
        }
        throw new Error(`the events ended: ${seen}`)
      }
    },
    async stop() {
      await stop()
      await folder.close()
    },
  }
}

async function answer(of: Promise<Response>): Promise<Answer> {
  const response = await of
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : null) as never }
}

export const tokenFor = async ({ folder }: Served, role: Role, name: string = role): Promise<Headers> =>
  bearer((await tokens.add({ name, role, by: 'Ada', folder: folder.path })).token)
