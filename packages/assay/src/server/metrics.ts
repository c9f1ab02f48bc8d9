import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { App } from './app.ts'
import type { Services } from './services.ts'

/** Measurements and states for Prometheus, made anew from the history at every scrape. */
export function addMetrics(app: App, { history, store }: Services): void {
  const processes = new Registry()
  collectDefaultMetrics({ register: processes })
  app.addHook('onClose', () => processes.clear())
  app.get(
    '/metrics',
    {
      schema: { summary: 'Measurements and states for Prometheus', produces: ['text/plain'] },
      config: { role: 'viewer' },
    },
    async (_request, reply) => {
      const own = new Registry()
      const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
        new Gauge({ name, help, labelNames, registers: [own] })
      const accepted = gauge('assay_delivery_accepted', 'Whether the newest delivery was accepted: 1 or 0', ['dataset'])
      const arrived = gauge('assay_delivery_arrived_seconds', 'When the newest delivery arrived, seconds since 1970', [
        'dataset',
      ])
      const rows = gauge('assay_delivery_rows', 'Rows of the newest delivery', ['dataset'])
      const alarms = gauge('assay_alarms_open', 'Alarms that are not closed', ['dataset'])
      const value = gauge('assay_measurement', 'The number of a sentence on the newest delivery', [
        'dataset',
        'sentence',
        'severity',
      ])
      const broken = gauge('assay_sentence_broken', 'Whether a sentence is broken on the newest delivery: 1 or 0', [
        'dataset',
        'sentence',
        'severity',
      ])
      const unsent = gauge('assay_outbox_unsent', 'Messages that wait for their channel', [])
      for (const each of await store.metricsOf(history.db)) {
        const { dataset } = each
        accepted.set({ dataset }, each.accepted ? 1 : 0)
        arrived.set({ dataset }, Date.parse(each.arrivedAt) / 1000)
        if (each.rows !== null) rows.set({ dataset }, each.rows)
        alarms.set({ dataset }, each.openAlarms)
        for (const { sentence, severity, status, number } of each.sentences) {
          if (number !== null) value.set({ dataset, sentence, severity }, number)
          broken.set({ dataset, sentence, severity }, status === 'broken' ? 1 : 0)
        }
      }
      unsent.set(await store.unsentMessages(history.db))
      return reply.type(own.contentType).send(`${await own.metrics()}\n${await processes.metrics()}`)
    },
  )
}
