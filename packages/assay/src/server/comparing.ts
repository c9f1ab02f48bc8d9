import { oneByOne } from '../one-by-one.ts'
import { compareKept } from '../run/compare/compare.ts'
import { limitsWhile } from '../run/open-deliveries.ts'
import type { Comparison } from '../report/compare-contract.ts'
import type { App } from './app.ts'
import { compareQuery, comparisonSchema, datasetParams } from './contract.ts'
import { datasetOf } from './datasets.ts'
import type { Services } from './services.ts'

/** Comparisons a minute from one address; each reads two deliveries whole. */
const COMPARISONS = 30
/** One statement takes no longer. */
const MOST_SECONDS = 60
/** What was compared lately is remembered: deliveries do not change. */
const MOST_KNOWN = 20

export function addComparing(app: App, services: Services): void {
  const known = new Map<string, Promise<Comparison>>()
  // each may need all the memory that it is given
  const alone = oneByOne()
  const compared = (name: string, a: number | undefined, b: number | undefined): Promise<Comparison> =>
    alone(() =>
      compareKept(
        { ...services, limits: limitsWhile(services.limits, MOST_SECONDS) },
        { dataset: name, ...(a === undefined ? {} : { before: a }), ...(b === undefined ? {} : { after: b }) },
      ),
    )
  services.events.on('change', (event) => {
    if (event.kind === 'alarm' || event.kind === 'progress') return
    for (const key of known.keys()) if (key.startsWith(`${event.dataset}\0`)) known.delete(key)
  })
  app.get(
    '/api/datasets/:dataset/compare',
    {
      schema: {
        summary: 'How two deliveries differ, and where that concentrates',
        params: datasetParams,
        querystring: compareQuery,
        response: { 200: comparisonSchema },
      },
      config: { role: 'viewer', rateLimit: { max: COMPARISONS, timeWindow: '1 minute' } },
    },
    async (request) => {
      const { name } = await datasetOf(services, request.params.dataset)
      const { a, b } = request.query
      const key = `${name}\0${String(a)}\0${String(b)}`
      const before = known.get(key)
      if (before) return before
      const found = compared(name, a, b)
      known.set(key, found)
      found.catch(() => known.delete(key))
      for (const [oldest] of known) if (known.size > MOST_KNOWN) known.delete(oldest)
      return found
    },
  )
}
