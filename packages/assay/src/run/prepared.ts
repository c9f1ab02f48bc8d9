import { basename, dirname } from 'node:path'
import { duckdb, type DatasetFacts, type Diagnostic, type Environment, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'
import type { PageRun } from './check-page.ts'
import { absentColumns, datasetFacts, pageWords, readingOptions } from './dataset.ts'
import { lastFacts, type LastDelivery } from './earlier.ts'
import { withKnownColumns } from './known-columns.ts'
import type { Parts } from './parts.ts'

/** A delivery that was read into an engine, with everything that sentences of its page may refer to. */
export interface Prepared {
  readonly snapshot: Snapshot
  readonly facts: DatasetFacts
  readonly environment: Environment
  /** What is wrong with the page on this data, its sentences aside. */
  readonly mistakes: readonly Diagnostic[]
}

/** Reads a delivery and what its page refers to; from then on the engine reads nothing else. */
export async function prepared(engine: Engine, run: PageRun, parts: Parts): Promise<Prepared> {
  const { page } = run
  const spec: SourceSpec = {
    ...readingOptions(page),
    base: run.base,
    source: run.source,
    ...(run.delivery.files ? { only: run.delivery.files } : {}),
  }
  const read = run.keep ? await run.keep.read(engine, spec) : await parts.readSource(engine, spec, run.progress)
  const { datasets: others, mistakes: otherMistakes } = await otherDatasets(engine, run, parts)
  await readyFor(engine, read.columns.length)
  await engine.lockDown(await pathsOf(run, parts))
  const { words, mistakes } = await pageWords(engine, page, read, parts.readPageExpression)
  const made = await delivered(engine, { page, read, words, others, now: run.now, last: run.earlier?.last })
  return {
    ...made,
    mistakes: [...absentColumns(page, made.snapshot), ...mistakes, ...otherMistakes, ...made.mistakes],
  }
}

/** Over so many columns the engine's search for common subexpressions takes far longer than it saves: its time grows with their square. */
const WIDE = 500

/** Makes an engine that is not locked yet ready for so many columns. */
export async function readyFor(engine: Engine, columns: number): Promise<void> {
  if (columns > WIDE) await engine.run("SET disabled_optimizers = 'common_subexpressions'")
}

/** A delivery that was read, with the columns and the last delivery that are known of earlier. */
export async function delivered(
  engine: Engine,
  of: {
    readonly page: Page
    readonly read: Snapshot
    readonly words: DatasetFacts['words']
    readonly others: Environment['others']
    readonly now: string
    readonly last: LastDelivery | null | undefined
  },
): Promise<Prepared> {
  const given = datasetFacts(of.page, of.read, of.words)
  const last = await lastFacts(engine, of.last, given)
  const snapshot = await withKnownColumns(engine, of.read, last.facts?.columns ?? [])
  const facts = { ...given, relation: snapshot.relation, columns: snapshot.columns }
  return {
    snapshot,
    facts,
    environment: { dialect: duckdb, now: of.now, dataset: facts, others: of.others, last: last.facts },
    mistakes: last.mistakes,
  }
}

/** What the engine may still read once it is locked: the files of the sources, which Parquet is read from in place. */
async function pathsOf(run: PageRun, parts: Parts): Promise<readonly string[]> {
  const own = run.delivery.files ?? (await parts.findFiles(run.source, run.base)).map((each) => each.path)
  const others = await filesOf(run.others, parts)
  return [...own, ...others, ...(run.keep?.folders ?? []), ...(run.earlier?.last?.paths ?? [])]
}

/** The files of other pages' sources, as far as they are there. */
export async function filesOf(pages: ReadonlyMap<string, Page>, parts: Parts): Promise<readonly string[]> {
  const found = await Promise.all(
    [...pages.values()].map(async ({ source, path }) =>
      source === null ? [] : await parts.findFiles(source, dirname(path)).catch(() => []),
    ),
  )
  return found.flat().map((each) => each.path)
}

/** Reads the datasets that the page's sentences refer to, and only those. */
export async function otherDatasets(
  engine: Engine,
  run: Pick<PageRun, 'page' | 'others' | 'progress'>,
  parts: Parts,
): Promise<{ datasets: ReadonlyMap<string, DatasetFacts>; mistakes: readonly Diagnostic[] }> {
  const named = referredTo(run.page)
  const datasets = new Map<string, DatasetFacts>()
  const mistakes: Diagnostic[] = []
  for (const [name, page] of run.others) {
    if (!named.has(name) || page.source === null) continue
    try {
      run.progress(`reading ${name}`)
      const snapshot = await parts.readSource(
        engine,
        { ...readingOptions(page), source: page.source, base: dirname(page.path) },
        run.progress,
      )
      datasets.set(name, datasetFacts(page, snapshot, new Map()))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      mistakes.push({
        code: 'reading',
        severity: 'warning',
        message: `the dataset ${name} (${basename(page.path)}) could not be read: ${error.message}`,
        line: 1,
        column: 1,
      })
    }
  }
  return { datasets, mistakes }
}

/** The other datasets that sentences speak of. */
export function referredTo(page: { readonly sentences: readonly { readonly check: object }[] }): ReadonlySet<string> {
  const text = JSON.stringify(page.sentences.map((each) => each.check))
  return new Set(
    [...text.matchAll(/"dataset":("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1] ?? '""') as string),
  )
}
