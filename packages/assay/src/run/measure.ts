import {
  measurementOf,
  plan,
  type Check,
  type Environment,
  type Examples,
  type Found,
  type Json,
  type Measurement,
  type Plan,
  type Query,
} from '@assay/core'
import type { Engine, EngineRow, EngineValue } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { countDistinct } from './distinct.ts'
import { FIRST_ROWS, guessChecks, settle } from './reads.ts'
import { examplesOf } from './unreadable.ts'

export interface Measured {
  readonly plan: Plan
  readonly found: readonly Found[]
  /** Seconds that each query took. */
  readonly taken: readonly number[]
  /** The first values that cannot be read, where any are left out. */
  readonly examples: Examples
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
  const guessed = await ranBy(engine, checks, environment, rows, rows > FIRST_ROWS)
  const ran = guessed.wrong ? await ranBy(engine, checks, environment, rows, false) : guessed
  const failed = ran.found.some((each) => 'failure' in each) && checks.length > 1
  const alone = failed ? await oneByOne(engine, checks, ran.environment, rows) : {}
  const { plan, found, taken } = { ...ran, ...alone }
  const examples = await examplesOf(engine, plan.jobs, found, ran.environment)
  const seconds = (performance.now() - start) / 1000
  return { plan, found, taken, examples, environment: ran.environment, seconds }
}

/** One run of all queries; `wrong` when it rests on guesses and not all rows are as these say, or that could not be counted. */
async function ranBy(
  engine: Engine,
  checks: readonly Check[],
  environment: Environment,
  rows: number,
  guessing: boolean,
): Promise<Omit<Measured, 'seconds' | 'examples'> & { readonly wrong: boolean }> {
  const settled = await settle(engine, checks, environment, guessing)
  const guesses = guessChecks(settled.guesses)
  const made = guesses.length === 0 ? settled.plan : plan([...checks, ...guesses], settled.environment)
  const ran = await runAll(engine, made.queries, rows)
  const wrong = made.jobs.slice(checks.length).some((job) => !holdsThroughout(measurementOf(job, ran.found)))
  return { plan: { ...made, jobs: made.jobs.slice(0, checks.length) }, ...ran, environment: settled.environment, wrong }
}

const holdsThroughout = (of: Measurement): boolean =>
  of.kind === 'rows' &&
  of.groups.length > 0 &&
  of.groups.every((each) => each.counted > 0 && each.counted === each.passed)

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
  if (job.kind === 'settled') return job
  const move = (ref: { readonly query: number; readonly column: string }) => ({ ...ref, query: ref.query + by })
  const rests = job.rests.map((each) => ({ ...each, present: move(each.present), read: move(each.read) }))
  switch (job.kind) {
    case 'rows':
      return { ...job, rests, rows: move(job.rows), counted: move(job.counted), passed: move(job.passed) }
    case 'number':
      return {
        ...job,
        rests,
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
        rests,
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
