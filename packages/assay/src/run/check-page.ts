import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { counted, type DatasetFacts, type Diagnostic, type Environment, type Page, type Verdict } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'
import type { PageResult } from '../report/contract.ts'
import { clockAtArrival } from './clock.ts'
import { exchangeable } from './day-and-month.ts'
import type { DeliverySource } from './deliveries.ts'
import type { Earlier } from './earlier.ts'
import {
  failingPlaces,
  rowsFailing,
  type FailingCheck,
  type FailingPlaces,
  type FailingSource,
} from './failing-places.ts'
import { failingTable } from './failing-rows.ts'
import { judgement, pageHistory, type Judgement } from './judgement.ts'
import { measure, type Measured } from './measure.ts'
import type { Mends } from './mend/mends.ts'
import type { EngineLimits, Parts } from './parts.ts'
import { wrongPatterns } from './patterns.ts'
import { prepared } from './prepared.ts'
import { pageResult, unreadResult } from './result.ts'
import { evidenceOf } from './evidence.ts'
import { withHints } from './written-hints.ts'

export interface PageRun {
  readonly page: Page
  /** Folder that the source is relative to. */
  readonly base: string
  readonly source: string
  readonly delivery: DeliverySource
  /** Of a delivery that the history knows. */
  readonly number?: number
  /** Pages of other datasets, by name. */
  readonly others: ReadonlyMap<string, Page>
  readonly now: string
  readonly limits: EngineLimits
  readonly progress: (text: string) => void
  /** What is known of earlier deliveries; null where no history is kept. */
  readonly earlier: Earlier | null
  /** Parquet file to write the failing values to. */
  readonly failing?: string
  /** Told what stands between the arrows of the run. */
  readonly observe?: (judged: Judged) => void
  readonly keep?: Keep
  /** Another page is tried on the delivery: what would mend it is not looked for. */
  readonly trial?: true
}

/** For a delivery that is kept: how else it is read, and what is done with it on the engine. */
export interface Keep {
  /** Folders that the engine may read and write besides the files of the sources. */
  readonly folders: readonly string[]
  readonly read: (engine: Engine, spec: SourceSpec) => Promise<Snapshot>
  readonly judged: (engine: Engine, judged: Judged, result: PageResult) => Promise<void>
}

/** What was found out about one delivery, before it is put into the contract's words. */
export interface Judged {
  readonly run: PageRun
  readonly snapshot: Snapshot
  readonly facts: DatasetFacts
  readonly mistakes: readonly Diagnostic[]
  readonly first: Judgement
  readonly measured: Measured
  /** Without the rows set aside, where there are any. It decides then, and what it measured is what later deliveries are compared with. */
  readonly second: Judgement | null
  readonly rest: Rest | null
  readonly setAside: number
  /** So many rows would have to be set aside, and that is more than may be; null where it is not. */
  readonly tooMany: number | null
  readonly seconds: number
}

/** What is left without the rows set aside. */
export interface Rest {
  readonly measured: Measured
  /** A relation with the columns of the delivery. */
  readonly relation: string
  /** A table of the files (`f`) and numbers (`n`) of the rows set aside. */
  readonly aside: string
}

/** One run from a page to its verdicts on one delivery. */
export async function checkPage(run: PageRun, parts: Parts): Promise<PageResult> {
  const start = performance.now()
  const engine = await parts.openEngine(run.limits)
  try {
    return await onEngine(engine, run, parts, start)
  } catch (error) {
    // what is kept can be tried again: that says nothing about the data
    const passing = run.keep !== undefined && error instanceof Failure && isPassing(error)
    if (error instanceof Failure && !passing) return unread(run, parts, error, (performance.now() - start) / 1000)
    throw error
  } finally {
    await engine.close()
  }
}

/** What could not be read, with what would mend that where it is the encoding that the page sets. */
async function unread(run: PageRun, parts: Parts, failure: Failure, seconds: number): Promise<PageResult> {
  const result = unreadResult(run, failure, seconds)
  if (failure.code !== 'encoding' || run.trial) return result
  const { encodingMend } = await import('./mend/encoding.ts')
  const { keep: _, failing: __, observe: ___, ...rest } = run
  const mend = await encodingMend(run, parts, (page, keep) => checkPage({ ...rest, page, keep, trial: true }, parts))
  return mend ? { ...result, mends: [mend], verdicts: result.verdicts.map((each) => ({ ...each, mend: 0 })) } : result
}

const isPassing = ({ code, message }: Failure): boolean =>
  code === 'changed' || code === 'storage' || (code === 'engine' && NO_SPACE.test(message))
/** The engine's words for a full disk. */
const NO_SPACE = /no space left|disk quota exceeded|file too large|max_temp_directory_size/i

async function onEngine(engine: Engine, run: PageRun, parts: Parts, start: number): Promise<PageResult> {
  const { page } = run
  const { snapshot, facts, environment, mistakes } = await prepared(engine, run, parts)
  run.progress(`measuring ${counted(page.sentences.length, 'sentence')}`)
  const checks = page.sentences.map((each) => each.check)
  const measuring = measure(engine, checks, environment, snapshot.rows)
  // while the engine is at work, and not while its queries are planned
  const [measured, fingerprint] = await Promise.all([measuring, snapshot.fingerprint()])
  const history = await pageHistory(page, run.earlier)
  const clock = await clockAtArrival(page, run.earlier, run.now)
  const judgeOn = (on: Measured) => judgement(page, on, { now: run.now, history, clock })
  const first = await withHints(engine, page, measured.environment, judgeOn(measured))
  const files = snapshot.files.map((each) => each.file)
  const source: FailingSource = {
    engine,
    environment: measured.environment,
    files,
    key: page.key,
    private: page.private,
  }
  const places = await failingPlaces(source, failingChecks(run, first.verdicts))
  const aside = await setAside(source, places, page, snapshot, judgeOn)
  const judged: Judged = {
    run,
    snapshot,
    facts,
    mistakes: [
      ...mistakes,
      ...(await wrongPatterns(engine, page)),
      ...(await exchangeable(engine, page, measured.environment)),
    ],
    first,
    measured,
    second: aside.second,
    rest: aside.rest,
    setAside: aside.rows,
    tooMany: aside.tooMany,
    seconds: (performance.now() - start) / 1000,
  }
  run.observe?.(judged)
  run.progress('gathering evidence')
  const evidence = await evidenceOf(source, places, snapshot.rows - snapshot.unreadable)
  if (run.failing !== undefined) await writeFailing(source, places, page, run.failing)
  const mends = await mendsFor(engine, judged, parts)
  await snapshot.unchanged()
  const result = pageResult({ ...judged, seconds: (performance.now() - start) / 1000 }, evidence, {
    fingerprint,
    mends,
  })
  await run.keep?.judged(engine, judged, result)
  return result
}

/** What would mend it, where an earlier delivery was accepted that it can be compared with. */
async function mendsFor(engine: Engine, judged: Judged, parts: Parts): Promise<Mends | null> {
  const { run, measured, first } = judged
  const bad = first.verdicts.some(({ status }) => status === 'broken' || status === 'unchecked')
  if (run.trial || measured.environment.last === null || !bad) return null
  run.progress('looking for what has changed')
  const { mendsOf } = await import('./mend/mends.ts')
  return mendsOf(engine, judged, parts, (page) => triedAgain(run, page, parts))
}

/** The delivery read and judged by another page; null where its files are no longer there. */
async function triedAgain(run: PageRun, page: Page, parts: Parts): Promise<PageResult | null> {
  if (run.delivery.files?.length === 0) return null
  const { keep: _, failing: __, observe: ___, ...rest } = run
  return checkPage({ ...rest, page, trial: true }, parts)
}

/** The row-wise checks whose failing rows are asked for: those of what is broken, and all of them when they are listed. */
function failingChecks({ page, failing: to }: PageRun, first: readonly Verdict[]): readonly FailingCheck[] {
  return page.sentences.flatMap(({ check }, at) => {
    const failing = first[at]?.failing ?? 0
    const broken = first[at]?.status === 'broken'
    const asked = 'share' in check.measure && failing > 0 && (broken || to !== undefined)
    return asked ? [{ at, check, failing, broken }] : []
  })
}

/**
 * Quarantine: the rows failing broken row-wise *must* sentences, and those that could not be read, are set aside if they
 * are within the limit; then everything is measured again on the rest, and that decides.
 */
async function setAside(
  source: FailingSource,
  places: readonly FailingPlaces[],
  page: Page,
  snapshot: Snapshot,
  judgeOn: (measured: Measured) => Judgement,
): Promise<{ rows: number; tooMany: number | null; second: Judgement | null; rest: Rest | null }> {
  const nothing = { rows: 0, tooMany: null, second: null, rest: null }
  const wanted = ({ check, broken }: FailingCheck) => broken && check.severity === 'must'
  const some = snapshot.unreadable > 0 || places.some((each) => each.checks.some(wanted))
  if (page.quarantine === null || !some) return nothing
  const failing = await rowsFailing(source, places, wanted, '__assay_aside')
  const rows = failing + snapshot.unreadable
  if (rows > page.quarantine * snapshot.rows) return { ...nothing, tooMany: rows }
  const { relation } = source.environment.dataset
  await source.engine.run(
    `CREATE OR REPLACE VIEW __assay_rest AS SELECT * FROM ${relation} AS r WHERE NOT EXISTS (SELECT 1 FROM __assay_aside a WHERE a.f = r.__assay_file AND a.n = r.__assay_row)`,
  )
  const without: Environment = {
    ...source.environment,
    dataset: { ...source.environment.dataset, relation: '__assay_rest', reads: new Map() },
  }
  const checks = page.sentences.map((each) => each.check)
  const measured = await measure(source.engine, checks, without, snapshot.rows - rows)
  const rest = { measured, relation: '__assay_rest', aside: '__assay_aside' }
  return { rows, tooMany: null, second: judgeOn(measured), rest }
}

async function writeFailing(
  source: FailingSource,
  places: readonly FailingPlaces[],
  page: Page,
  to: string,
): Promise<void> {
  const { engine } = source
  const listed = (at: number) => {
    const sentence = page.sentences[at]
    if (!sentence) throw new Error('a failing check without a sentence')
    return { line: sentence.line, sentence: sentence.text, severity: sentence.check.severity }
  }
  await failingTable(source, places, listed, '__assay_listed')
  // the locked engine writes nowhere but into its own folder
  const made = join(engine.temporary, 'failing.parquet')
  await engine.run(`COPY __assay_listed TO '${made.replaceAll("'", "''")}' (FORMAT parquet)`)
  await copyFile(made, to)
}
