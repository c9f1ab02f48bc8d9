import type { App } from './app.ts'
import type { ServerEvent } from './contract.ts'
import type { Services } from './services.ts'

/** A comment so often, so that proxies and the board know that the connection lives. */
const BEAT_MS = 15_000

/** Server-sent events: what changes while somebody looks. */
export function addEvents(app: App, { events }: Services): void {
  const open = new Set<() => void>()
  app.addHook('preClose', () => {
    for (const end of open) end()
  })
  app.get(
    '/api/events',
    {
      schema: { summary: 'What changes, as server-sent events', produces: ['text/event-stream'] },
      config: { role: 'viewer' },
    },
    (request, reply) => {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.write('retry: 2000\n\n')
      const tell = (event: ServerEvent) => raw.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
      const beat = setInterval(() => raw.write(': still here\n\n'), BEAT_MS)
      const end = () => {
        clearInterval(beat)
        events.off('change', tell)
        open.delete(end)
        raw.end()
      }
      events.on('change', tell)
      open.add(end)
      request.raw.once('close', end)
    },
  )
}
