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
      let last = Promise.resolve()
      // one after another, as they came; nothing more to whoever may not look any longer
      const say = (text: string) => {
        last = last
          .then(async () => {
            if (ended) return
            if ((await app.personNow(request)) === null) return end()
            raw.write(text)
          })
          .catch((error: unknown) => {
            request.log.error({ err: error }, 'who listens is not known')
            end()
          })
      }
      const tell = (event: ServerEvent) => say(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
      const beat = setInterval(() => say(': still here\n\n'), BEAT_MS)
      let ended = false
      const end = () => {
        if (ended) return
        ended = true
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
