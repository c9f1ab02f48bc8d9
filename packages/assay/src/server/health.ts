import type { App } from './app.ts'
import { healthSchema, readySchema } from './contract.ts'
import type { Services } from './services.ts'

/** A look at the sources is overdue after so many times the interval between looks, or two minutes. */
const OVERDUE = 10
const AT_LEAST_MS = 120_000

export function addHealth(app: App, { history, store, clock, lastLook, project }: Services): void {
  app.get('/health', { schema: { summary: 'Whether the process runs', response: { 200: healthSchema } } }, () => ({
    status: 'ok' as const,
  }))
  app.get(
    '/ready',
    { schema: { summary: 'Whether it works: history, watcher', response: { 200: readySchema, 503: readySchema } } },
    async (_request, reply) => {
      const unsent = await store.unsentMessages(history.db)
      const looked = lastLook()
      const patience = Math.max(AT_LEAST_MS, OVERDUE * project.settings.poll)
      const ready = looked !== null && clock().getTime() - looked.getTime() < patience
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ready' : 'not-ready', lastLook: looked?.toISOString() ?? null, unsent })
    },
  )
}
