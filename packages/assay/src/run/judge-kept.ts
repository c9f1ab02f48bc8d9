import { join } from 'node:path'
import { failing, join as joined, measureKey, name as quote, queriesOf, sql, text, type Sql } from '@assay/core'
import type { Copy, SnapshotFacts } from '../deliveries/index.ts'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'
import type { DeliveryRecord, MeasurementRecord } from '../record.ts'
import type { PageResult } from '../report/contract.ts'
import { checkPage, type Judged, type Keep, type PageRun } from './check-page.ts'
import type { DeliverySource } from './deliveries.ts'
import { keptRun } from './kept-run.ts'
import { statementsOf, type Judgement } from './judgement.ts'
import type { Measured } from './measure.ts'
import { isSecretMeasurement } from './result.ts'
import type { WatchedPage, Watching } from './watching.ts'

/** A delivery that is to be judged, and the folder that its files go into. */
export interface ToJudge {
  readonly watched: WatchedPage
  readonly delivery: DeliveryRecord
  readonly source: DeliverySource
  /** A folder without its name yet. */
  readonly folder: string
  readonly read: (engine: Engine, spec: SourceSpec) => Promise<Snapshot>
  /** Parquet that lies in the folder already; null when it is to be converted. */
  readonly copies: readonly Copy[] | null
  /** Of a snapshot that lies in the folder already. */
  readonly facts?: SnapshotFacts
}

/** What was found out, and how the files in the folder are read again; no facts when it could not be read. */
export interface JudgedKept {
  readonly result: PageResult
  readonly facts: SnapshotFacts | null
  readonly measurements: readonly MeasurementRecord[]
  readonly rest: readonly MeasurementRecord[] | null
}

/** Judges a delivery and writes its snapshot, its accepted rows and those set aside. */
export async function judgeKept(watching: Watching, of: ToJudge): Promise<JudgedKept> {
  const { page } = of.watched
  let kept: Omit<JudgedKept, 'result'> | undefined
  const keep: Keep = {
    folders: [of.folder],
    read: of.read,
    async judged(engine, judged, result) {
      const facts = await watching.deliveries.storing(of.delivery.source, () =>
        writeFiles(watching, engine, of, judged, result),
      )
      kept = { facts, ...records(judged) }
    },
  }
  watching.progress(of.delivery, `reading ${of.delivery.source}`)
  const result = await checkPage(await runOf(watching, of, keep), watching.parts)
  if (kept) return { result, ...kept }
  const failed = page.sentences.map(({ check }): MeasurementRecord => ({
    key: measureKey(check, page),
    measurement: { kind: 'failed', message: result.outcome },
    seconds: 0,
    statements: [],
  }))
  return { result, facts: null, measurements: failed, rest: null }
}

function runOf(watching: Watching, of: ToJudge, keep: Keep): Promise<PageRun> {
  const { page, pages, dataset } = of.watched
  return keptRun(watching, {
    dataset,
    delivery: of.delivery,
    page,
    others: new Map([...pages.byDataset].filter(([, each]) => each.path !== page.path)),
    source: of.source,
    progress: (says) => {
      watching.progress(of.delivery, says)
    },
    keep,
  })
}

async function writeFiles(
  watching: Watching,
  engine: Engine,
  of: ToJudge,
  judged: Judged,
  result: PageResult,
): Promise<SnapshotFacts> {
  const { writeSnapshot, writeAccepted, writeSetAside } = watching.deliveries
  const facts = of.facts ?? (await writeSnapshot(engine, judged.snapshot, of.folder, of.copies))
  if (!result.accepted) return facts
  const rest = result.setAside > 0 ? judged.rest : null
  const accepted = { from: of.folder, to: join(of.folder, watching.deliveries.ACCEPTED) }
  const relation = rest?.relation ?? judged.snapshot.relation
  await writeAccepted(engine, accepted, { facts, relation, all: rest === null })
  if (rest) await writeSetAside(engine, of.folder, setAsideQuery(judged, rest.aside))
  return facts
}

const BROKE = '__assay_broke'

/**
 * The rows set aside with the file and row that they came from and the sentences that each one broke, in the order of the
 * page. Rows that could not be read stand there without values.
 */
function setAsideQuery(judged: Judged, aside: string): string {
  const { page } = judged.run
  const broken = page.sentences.filter(
    ({ check }, i) =>
      check.severity === 'must' && 'share' in check.measure && judged.first.verdicts[i]?.status === 'broken',
  )
  const environment = judged.measured.environment
  const made = failing(
    broken.map((each) => each.check),
    environment,
    judged.snapshot.columns.map((each) => each.name),
  )
  const said = broken.map(
    (each, i) => sql`CASE WHEN ${made.checks[i]?.fails ?? sql`false`} THEN ${text(each.canonical)} END`,
  )
  const broke = sql`list_filter(CAST([${joined(said, sql`, `)}] AS VARCHAR[]), lambda e: e IS NOT NULL)`
  const files = judged.snapshot.files.map((each) => text(each.file))
  const fileName = (at: Sql) => sql`CAST([${joined(files, sql`, `)}] AS VARCHAR[])[${at} + 1]`
  const columns = judged.snapshot.columns.map((each) => {
    const found = made.column(each.name)
    return sql`${found ? found.sql : sql`NULL`} AS ${quote(each.name)}`
  })
  const rows = sql`SELECT ${joined([...columns, sql`${fileName(made.file)} AS "__assay_file"`, sql`${made.row} AS "__assay_row"`, sql`${broke} AS ${quote(BROKE)}`], sql`, `)}
    FROM ${made.from} WHERE EXISTS (SELECT 1 FROM ${quote(aside)} a WHERE a.f = ${made.file} AND a.n = ${made.row})`
  return [rows, ...unreadRows(judged)].map((each) => each.text).join(' UNION ALL ')
}

function unreadRows({ snapshot }: Judged): readonly Sql[] {
  if (snapshot.unreadable === 0) return []
  const nothing = snapshot.columns.map(() => sql`NULL`)
  return snapshot.unreadableRows.map(
    (each) =>
      sql`SELECT ${joined([...nothing, text(each.file), { text: String(each.row) } as Sql, sql`[${text(`the row could not be read: ${each.why}`)}]`], sql`, `)}`,
  )
}

function records(judged: Judged): Pick<JudgedKept, 'measurements' | 'rest'> {
  return {
    measurements: recordsOf(judged, judged.first, judged.measured),
    rest: judged.second && judged.rest ? recordsOf(judged, judged.second, judged.rest.measured) : null,
  }
}

function recordsOf({ run }: Judged, { measurements }: Judgement, measured: Measured): readonly MeasurementRecord[] {
  return run.page.sentences.map(({ check }, i) => {
    const measurement = measurements[i]
    const job = measured.plan.jobs[i]
    if (!measurement || !job) throw new Error('a sentence that was not measured')
    return {
      key: measureKey(check, run.page),
      measurement,
      seconds: [...new Set(queriesOf(job))].reduce((sum, query) => sum + (measured.taken[query] ?? 0), 0),
      statements: statementsOf(run.page, i, measured.environment),
      ...(isSecretMeasurement(check, run.page, measurement) ? { secret: true } : {}),
    }
  })
}
