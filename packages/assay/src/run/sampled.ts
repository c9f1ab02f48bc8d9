import { number, sql, type Check, type Environment, type Sql } from '@assay/core'
import type { OpenDelivery } from './open-deliveries.ts'

/** Some rows of an open delivery, for a first number while somebody types. */
export interface Sampled {
  readonly environment: Environment
  readonly rows: number
  /** Whether they are held in memory: only then it is quick to look at all of their columns. */
  readonly held: boolean
}

/** About so many rows; a share of them is less than one point off in 99 of 100 cases. */
const ROWS = 20_000
/** Fewer are quick enough to measure them all. */
const FROM_ROWS = 5 * ROWS

/** What depends on how many rows there are, or on rows beside one another: a part of them says nothing about it. */
const NEEDS_ALL = new Set([
  'rows',
  'sum',
  'missing-count',
  'missing-cells',
  'different',
  'different-share',
  'share-of-all',
  'smallest',
  'largest',
  'smallest-length',
  'largest-length',
  'newest-age',
  'oldest-age',
  'page-measure',
  'in',
  'in-last',
  'row-before',
  'row-after',
  'unique',
  'determine',
  'written-one-way',
  'spelt',
])

/** Whether some rows tell about what the sentence says. */
export function sampleable(check: Check): boolean {
  if ('whole' in check.measure || check.order || check.groupRows !== undefined) return false
  if (countsExceptions(check.bound)) return false
  const kinds = JSON.stringify([check.measure, check.bound, check.where ?? null]).matchAll(/"kind":"([^"]+)"/g)
  return [...kinds].every(([, kind = '']) => !NEEDS_ALL.has(kind))
}

const countsExceptions = (bound: Check['bound']): boolean => 'exceptions' in bound && bound.exceptions > 0

/** The sample of an open delivery; null when it is small. The first time it is taken from the file, and then put into memory. */
export async function sampleOf(open: OpenDelivery): Promise<Sampled | null> {
  if (open.snapshot.rows < FROM_ROWS) return null
  const known = open.known.get('sample') as Sampled | undefined
  if (known) return known
  holdSample(open)
  return { ...(await countedIn(open, some(open))), held: false }
}

/** Begins to put the sample of a large delivery into memory. */
export function holdSample(open: OpenDelivery): void {
  if (open.snapshot.rows < FROM_ROWS || open.known.has('sampling')) return
  open.known.set('sampling', true)
  open
    .alone(async () => {
      await open.engine.run(sql`CREATE OR REPLACE TABLE __assay_sample AS SELECT * FROM ${some(open)}`.text)
      const found = await countedIn(open, sql`__assay_sample`)
      open.known.set('sample', { ...found, held: true } satisfies Sampled)
    })
    .catch(() => open.known.delete('sampling'))
}

/** The same rows every time, from everywhere in the delivery. */
function some({ facts, snapshot }: OpenDelivery): Sql {
  const part = Math.ceil(snapshot.rows / ROWS)
  return sql`(SELECT * FROM ${{ text: facts.relation } as Sql} WHERE hash(__assay_file, __assay_row) % ${number(part)} = 0)`
}

async function countedIn(open: OpenDelivery, from: Sql): Promise<Omit<Sampled, 'held'>> {
  const [row] = await open.engine.query(sql`SELECT count(*) AS n FROM ${from}`.text)
  const dataset = { ...open.environment.dataset, relation: from.text }
  return { environment: { ...open.environment, dataset }, rows: Number(row?.n ?? 0) }
}
