import { dirname, resolve } from 'node:path'
import type { OpenDelivery } from '../run/open-deliveries.ts'
import type { Parts } from '../run/parts.ts'
import { about, columnsOf } from './about.ts'
import type { Profile, Suggestions } from './contract.ts'
import { dismissedIn } from './dismissed.ts'
import { lookAt, type Looked } from './look.ts'
import { profiled } from './profile.ts'
import type { Subject } from './subject.ts'
import { alarmsOf, LEAST_FILLED, suggested, type Suggestion } from './suggest.ts'
import { suggestionsOf } from './suggestions.ts'

/** Profiles and suggestions of a delivery that is kept, which is open already; what was found out once is remembered with it. */

/**
 * So many rows of it at most are looked at: this is done in a server that answers others meanwhile. The command looks at more; exact numbers are of
 * all rows in both.
 */
const PROFILED = 20_000
const LEARNT = 10_000

/** What a column of it is like. */
export function profileKept(parts: Parts, open: OpenDelivery, column: string): Promise<Profile> {
  return once(open, `profile ${column}`, async () => {
    const start = performance.now()
    const looked = await lookAt(unnamed(open), { only: { column, above: 0 } }, PROFILED)
    const made = await profiled(parts, subjectOf(open), looked, { source: open.delivery.source, column })
    return { ...made, seconds: (performance.now() - start) / 1000 }
  })
}

/** What its page could say too, or what of it speaks of one column; without what was dismissed by now. */
export async function suggestKept(parts: Parts, open: OpenDelivery, column: string | undefined): Promise<Suggestions> {
  const start = performance.now()
  const folder = dirname(resolve(open.page.path))
  const found = await once(open, 'suggested', async () => {
    const looked = await lookAt(unnamed(open), { filled: LEAST_FILLED }, LEARNT)
    return suggested(parts, subjectOf(open), looked, folder, { source: open.delivery.source })
  })
  const dismissed = new Set(await dismissedIn(folder, open.page.dataset))
  const sentences = found.sentences.filter(
    ({ proposal: { check } }) =>
      !about(check).every((each) => dismissed.has(each)) && (column === undefined || columnsOf(check).includes(column)),
  )
  const wanted: Suggestion = { ...found, sentences, alarms: alarmsOf(sentences) }
  return suggestionsOf(wanted, open.delivery.source, (performance.now() - start) / 1000)
}

/** Sentences are suggested of the delivery alone: what they compare it with is not looked at. */
function unnamed({ engine, environment, snapshot }: OpenDelivery): Pick<Looked, 'engine' | 'environment' | 'snapshot'> {
  return { engine, snapshot, environment: { ...environment, others: new Map(), last: null } }
}

function subjectOf({ page, delivery }: OpenDelivery): Subject {
  return {
    page,
    written: '',
    source: page.source ?? '',
    base: dirname(resolve(page.path)),
    delivery: page.delivery,
    deliveries: [{ source: delivery.source, found: [] }],
  }
}

/** So much is remembered. */
const MOST = 50

function once<T>(open: OpenDelivery, what: string, work: () => Promise<T>): Promise<T> {
  const all = (open.known.get('looked') ?? new Map()) as Map<string, Promise<T>>
  open.known.set('looked', all)
  const before = all.get(what)
  if (before) return before
  const found = open.alone(work)
  all.set(what, found)
  found.catch(() => all.delete(what))
  for (const [oldest] of all) if (all.size > MOST) all.delete(oldest)
  return found
}
