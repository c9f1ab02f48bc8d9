import { duckdb, noColumn, plainNumber, speakable, type Environment, type Speakable } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot } from '../reading/snapshot.ts'
import { Failure } from '../failure.ts'
import { datasetFacts, readingOptions } from '../run/dataset.ts'
import type { EngineLimits, Parts } from '../run/parts.ts'
import { known, type Known } from './facts/column.ts'
import { guessedStyle } from './facts/guessed-style.ts'
import { inTurns } from './in-turns.ts'
import { joinedSamples } from './join-samples.ts'
import { missingTexts, without } from './missing.ts'
import { filledCells, MOST_ROWS, takeSample, type Sample } from './sample.ts'
import type { Subject } from './subject.ts'

export interface LookOptions extends EngineLimits {
  readonly now?: Date
  readonly progress?: (text: string) => void
}

export interface Look extends LookOptions {
  /** The column that is asked for; in a source of more columns than `above` it is looked at alone. */
  readonly only?: { readonly column: string; readonly above: number }
  /** In a very wide source, columns that fewer than this share of the rows have are left out. */
  readonly filled?: number
}

/** What was seen of a source, with its newest delivery still open in the engine. */
export interface Looked {
  readonly engine: Engine
  readonly environment: Environment
  /** The newest delivery. */
  readonly snapshot: Snapshot
  readonly sample: Sample
  /** Of each row of the sample its delivery, from 0; null where there is only one. */
  readonly delivery: Uint8Array | null
  readonly all: readonly Known[]
  /** Texts that mean "no value": those of the page, and those that were found. */
  readonly missing: readonly string[]
}

/** Over so many columns the engine's search for common subexpressions takes far longer than it saves. */
export const WIDE = 500

/** Reads the deliveries of a source one after another and takes a sample of each; `use` is given all of it, and the newest still open. */
export async function look<T>(
  parts: Parts,
  subject: Subject,
  options: Look,
  use: (looked: Looked) => Promise<T>,
): Promise<T> {
  const samples: Sample[] = []
  for (const [i, delivery] of subject.deliveries.entries()) {
    const engine = await parts.openEngine(options)
    try {
      const { snapshot, environment } = await read(engine, parts, subject, delivery.files, options)
      options.progress?.(`looking at ${delivery.source}`)
      const most = Math.floor(MOST_ROWS / subject.deliveries.length)
      const newest = i === subject.deliveries.length - 1
      const before = new Set(samples.flatMap((each) => each.columns.map((column) => column.name)))
      const mine = await lookedAt(engine, environment, options, { rows: snapshot.rows, newest, before })
      samples.push(await takeSample(engine, environment, mine, snapshot.rows, most))
      if (newest) return await use(await seen(engine, environment, snapshot, samples, subject.written === null))
    } finally {
      await engine.close()
    }
  }
  throw new Error('a source without deliveries')
}

/** One delivery that is open already. */
export async function lookAt(
  { engine, environment, snapshot }: Pick<Looked, 'engine' | 'environment' | 'snapshot'>,
  options: Pick<Look, 'only' | 'filled'>,
  most: number,
): Promise<Looked> {
  const { rows } = snapshot
  const columns = await lookedAt(engine, environment, options, { rows, newest: true, before: new Set() })
  return seen(engine, environment, snapshot, [await takeSample(engine, environment, columns, rows, most)], false)
}

/** An earlier delivery need not have the column that is asked for; what was looked at in one is looked at in the later ones. */
async function lookedAt(
  engine: Engine,
  environment: Environment,
  { only, filled }: Pick<Look, 'only' | 'filled'>,
  { rows, newest, before }: { readonly rows: number; readonly newest: boolean; readonly before: ReadonlySet<string> },
): Promise<readonly Speakable[]> {
  const columns = speakable(environment.dataset.columns)
  if (only) {
    const found = columns.filter((each) => each.name === only.column)
    const names = columns.map((each) => each.name)
    if (newest && found.length === 0) throw new Failure('no-column', noColumn(only.column, names, 'the data'))
    if (columns.length > only.above) return found
  }
  if (filled === undefined || columns.length <= WIDE) return columns
  const cells = await filledCells(engine, environment)
  return columns.filter((each) => before.has(each.name) || cells(each.name) >= filled * rows)
}

async function read(
  engine: Engine,
  parts: Parts,
  { page, source, base }: Subject,
  files: readonly string[] | undefined,
  options: LookOptions,
): Promise<{ readonly snapshot: Snapshot; readonly environment: Environment }> {
  const spec = { ...readingOptions(page), source, base, ...(files ? { only: files } : {}) }
  const snapshot = await parts.readSource(engine, spec, options.progress)
  if (snapshot.columns.length > WIDE) await engine.run("SET disabled_optimizers = 'common_subexpressions'")
  const now = (options.now ?? new Date()).toISOString()
  const dataset = datasetFacts(page, snapshot, new Map())
  return { snapshot, environment: { dialect: duckdb, now, dataset, others: new Map(), last: null } }
}

/** How numbers are written is guessed only where no page says it. */
async function seen(
  engine: Engine,
  before: Environment,
  snapshot: Snapshot,
  samples: readonly Sample[],
  guess: boolean,
): Promise<Looked> {
  const joined = samples.length > 1 ? joinedSamples(samples) : null
  const [only] = samples
  const whole = joined ?? only
  if (!whole) throw new Error('no sample was taken')
  const numbers = before.dataset.numbers ?? (guess ? guessedStyle(whole.columns) : null)
  const plain = plainNumber(numbers ?? '1234.56')
  const first = await inTurns(whole.columns, (column) => known(column, plain))
  const found = missingTexts(first)
  const missing = [...new Set([...before.dataset.missing, ...found])]
  const sample = without(whole, found)
  const environment = { ...before, dataset: { ...before.dataset, missing, numbers } }
  const all = found.length === 0 ? first : await inTurns(sample.columns, (column) => known(column, plain))
  return { engine, environment, snapshot, sample, delivery: joined?.delivery ?? null, all, missing }
}
