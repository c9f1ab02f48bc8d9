import {
  LAST,
  plan,
  readability,
  type Check,
  type DatasetFacts,
  type Environment,
  type Found,
  type Json,
  type Plan,
  type Query,
} from '@assay/core'
import type { Engine, EngineRow, EngineValue } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { countDistinct } from './distinct.ts'

export interface Measured {
  readonly plan: Plan
  readonly found: readonly Found[]
  /** Seconds that each query took. */
  readonly taken: readonly number[]
  /** With what text columns hold, as far as comparisons needed it. */
  readonly environment: Environment
  readonly seconds: number
}

/** Plans the checks and runs the queries; what fails is narrowed down to the check that is to blame. */
export async function measure(
  engine: Engine,
  checks: readonly Check[],
  environment: Environment,
  rows: number,
): Promise<Measured> {
  const start = performance.now()
  const { environment: settled, plan: made } = await settle(engine, checks, environment)
  const ran = await runAll(engine, made.queries, rows)
  const whole =
    ran.found.some((each) => 'failure' in each) && checks.length > 1
      ? await oneByOne(engine, checks, settled, rows)
      : { plan: made, ...ran }
  return { ...whole, environment: settled, seconds: (performance.now() - start) / 1000 }
}

/**
 * Comparisons of text columns depend on what their values read as: looked up in one query, and in a further one where only
 * the answers show what else a sentence compares.
 */
async function settle(
  engine: Engine,
  checks: readonly Check[],
  environment: Environment,
): Promise<{ readonly environment: Environment; readonly plan: Plan }> {
  const made = plan(checks, environment)
  const dataset = await looked(engine, made.unknown, environment.dataset, environment)
  const others = new Map<string, DatasetFacts>()
  for (const [name, other] of environment.others)
    others.set(name, await looked(engine, made.unknownElsewhere.get(name) ?? [], other, environment))
  const last =
    environment.last && (await looked(engine, made.unknownElsewhere.get(LAST) ?? [], environment.last, environment))
  const nothingNew =
    dataset === environment.dataset &&
    last === environment.last &&
    [...others].every(([name, each]) => each === environment.others.get(name))
  return nothingNew ? { environment, plan: made } : settle(engine, checks, { ...environment, dataset, others, last })
}

async function looked<Facts extends DatasetFacts>(
  engine: Engine,
  columns: readonly string[],
  dataset: Facts,
  environment: Environment,
): Promise<Facts> {
  const unknown = columns.filter((each) => !dataset.reads.has(each))
  if (unknown.length === 0) return dataset
  const query = readability(unknown, { ...environment, dataset })
  const [row] = await engine.query(query.sql)
  return { ...dataset, reads: new Map([...dataset.reads, ...query.read(row ?? {})]) }
}

async function runAll(
  engine: Engine,
  queries: readonly Query[],
  rows: number,
): Promise<Pick<Measured, 'found' | 'taken'>> {
  const found: Found[] = []
  const taken: number[] = []
  for (const query of queries) {
    const start = performance.now()
    found.push(await run(engine, query, rows))
    taken.push((performance.now() - start) / 1000)
  }
  return { found, taken }
}

async function run(engine: Engine, query: Query, rows: number): Promise<Found> {
  try {
    if (query.distinct && rows >= countDistinct.from) return { rows: [await countDistinct(engine, query.distinct)] }
    return { rows: (await engine.query(query.sql)).map(plainRow) }
  } catch (error) {
    if (error instanceof Failure && error.code === 'engine') return { failure: error.message }
    throw error
  }
}

/** A fused query failed: each check alone, so that only the one to blame is unchecked. */
async function oneByOne(
  engine: Engine,
  checks: readonly Check[],
  environment: Environment,
  rows: number,
): Promise<Pick<Measured, 'plan' | 'found' | 'taken'>> {
  const found: Found[] = []
  const taken: number[] = []
  const jobs: Plan['jobs'][number][] = []
  const queries: Query[] = []
  for (const check of checks) {
    const alone = plan([check], environment)
    const offset = found.length
    const ran = await runAll(engine, alone.queries, rows)
    found.push(...ran.found)
    taken.push(...ran.taken)
    queries.push(...alone.queries)
    jobs.push(...alone.jobs.map((job) => shifted(job, offset)))
  }
  return { plan: { jobs, queries, unknown: [], unknownElsewhere: new Map() }, found, taken }
}

type AnyJob = Plan['jobs'][number]
function shifted(job: AnyJob, by: number): AnyJob {
  const move = (ref: { readonly query: number; readonly column: string }) => ({ ...ref, query: ref.query + by })
  switch (job.kind) {
    case 'settled':
      return job
    case 'rows':
      return { ...job, rows: move(job.rows), counted: move(job.counted), passed: move(job.passed) }
    case 'number':
      return {
        ...job,
        rows: move(job.rows),
        leaves: new Map(
          [...job.leaves].map(([key, leaf]) => [
            key,
            { ...leaf, refs: Object.fromEntries(Object.entries(leaf.refs).map(([name, ref]) => [name, move(ref)])) },
          ]),
        ),
      }
    case 'whole':
      return {
        ...job,
        rows: job.rows === null ? null : move(job.rows),
        query: job.query === null ? null : job.query + by,
      }
  }
}

const plainRow = (row: EngineRow): { readonly [name: string]: Json } =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))

/** Whole numbers beyond 2^53 as text, so that no digit is lost on the way. */
export function plain(value: EngineValue): Json {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each as EngineValue)]))
  return value
}
