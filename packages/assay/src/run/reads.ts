import {
  LAST,
  plan,
  readability,
  throughout,
  type Check,
  type DatasetFacts,
  type Environment,
  type Plan,
  type Reads,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { withOdd } from './unreadable.ts'

/** So many first rows tell what a column probably reads as. Smaller deliveries are looked up whole. */
export const FIRST_ROWS = 2048

/** What comparisons of text columns depend on, as far as it was looked up, and the plan by it. */
export interface Settled {
  readonly environment: Environment
  readonly plan: Plan
  /** What columns of the delivery were taken for by their first rows only, in the words of `be a …`. */
  readonly guesses: ReadonlyMap<string, string>
}

/**
 * Comparisons of text columns depend on what their values read as: looked up in one query, and in a further one where only
 * the answers show what else a sentence compares. With `guessing`, columns whose first rows all read as one kind are not looked up:
 * whoever measures must count whether all their other rows do.
 */
export async function settle(
  engine: Engine,
  checks: readonly Check[],
  environment: Environment,
  guessing: boolean,
  guesses: ReadonlyMap<string, string> = new Map(),
): Promise<Settled> {
  const made = plan(checks, environment)
  const unknown = made.unknown.filter((each) => !environment.dataset.reads.has(each))
  const guessed = guessing && unknown.length > 0 ? await guess(engine, unknown, environment) : new Map<string, Guess>()
  const known = withReads(environment.dataset, new Map([...guessed].map(([column, { reads }]) => [column, reads])))
  const dataset = await looked(engine, unknown, known, environment)
  const others = new Map<string, DatasetFacts>()
  for (const [name, other] of environment.others)
    others.set(name, await looked(engine, made.unknownElsewhere.get(name) ?? [], other, environment))
  const last =
    environment.last && (await looked(engine, made.unknownElsewhere.get(LAST) ?? [], environment.last, environment))
  const all = new Map([...guesses, ...[...guessed].map(([column, { kind }]) => [column, kind] as const)])
  const nothingNew =
    dataset === environment.dataset &&
    last === environment.last &&
    [...others].every(([name, each]) => each === environment.others.get(name))
  return nothingNew
    ? { environment, plan: made, guesses: all }
    : settle(engine, checks, { ...environment, dataset, others, last }, guessing, all)
}

const withReads = <D extends DatasetFacts>(dataset: D, found: ReadonlyMap<string, Reads>): D =>
  found.size === 0 ? dataset : { ...dataset, reads: new Map([...dataset.reads, ...found]) }

async function looked<D extends DatasetFacts>(
  engine: Engine,
  columns: readonly string[],
  dataset: D,
  environment: Environment,
): Promise<D> {
  const unknown = columns.filter((each) => !dataset.reads.has(each))
  if (unknown.length === 0) return dataset
  const over = { ...environment, dataset }
  return withReads(dataset, await withOdd(engine, await readsIn(engine, unknown, over), over))
}

async function readsIn(
  engine: Engine,
  columns: readonly string[],
  environment: Environment,
): Promise<ReadonlyMap<string, Reads>> {
  const query = readability(columns, environment)
  const [row] = await engine.query(query.sql)
  return query.read(row ?? {})
}

interface Guess {
  readonly reads: Reads
  readonly kind: string
}

/** The columns whose values in the first rows all read as numbers, dates or timestamps. */
async function guess(
  engine: Engine,
  columns: readonly string[],
  environment: Environment,
): Promise<ReadonlyMap<string, Guess>> {
  const { dataset } = environment
  const relation = `(SELECT * FROM ${dataset.relation} LIMIT ${String(FIRST_ROWS)})`
  const found = await readsIn(engine, columns, { ...environment, dataset: { ...dataset, relation } })
  return new Map(
    [...found].flatMap(([column, reads]) => {
      const kind = throughout(reads)
      return kind === 'text' || kind === 'mixed' ? [] : [[column, { reads, kind }]]
    }),
  )
}

/** A sentence that holds exactly where a guess is right. It shares all that it computes with those that rest on the guess. */
export const guessChecks = (guesses: Settled['guesses']): readonly Check[] =>
  [...guesses].map(([name, kind]) => ({
    severity: 'must',
    measure: {
      share: {
        subject: { of: [{ kind: 'column', args: { name } }], quantity: { is: 'every' } },
        claim: { kind: 'kind', args: { kind } },
      },
    },
    bound: { exceptions: 0 },
  }))
