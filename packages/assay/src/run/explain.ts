import { dirname, resolve } from 'node:path'
import { duckdb, type Check, type Environment, type Job } from '@assay/core'
import { Failure } from '../failure.ts'
import type { Result } from '../report/contract.ts'
import { checkWith, type CheckOptions } from './check.ts'
import { datasetFacts, pageWords, readingOptions } from './dataset.ts'
import { deliveriesOf } from './deliveries.ts'
import { measure } from './measure.ts'
import { readPages } from './pages.ts'
import type { Parts } from './parts.ts'

export interface ExplainOptions {
  readonly page: string
  readonly source?: string
  readonly now?: Date
}

/** Each stage of a run, as plain data. */
export interface Explained {
  readonly sentences: readonly { readonly line: number; readonly text: string; readonly canonical: string; readonly reading: string }[]
  readonly checks: readonly Check[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly queries: readonly { readonly sql: string; readonly serves: readonly number[] }[]
  /** What each query found, or why it failed. */
  readonly measurements: readonly unknown[]
  readonly result: Result
}

/** Runs one page and keeps what stands between the arrows. */
export async function explainWith(parts: Parts, options: ExplainOptions): Promise<Explained> {
  const shared: CheckOptions = { pages: [options.page], ...(options.source === undefined ? {} : { source: options.source }), ...(options.now ? { now: options.now } : {}) }
  const result = await checkWith(parts, shared)
  const pages = await readPages([options.page])
  const [page] = pages.checked
  const source = options.source ?? page?.source
  if (!page || !source) throw new Failure('no-source', 'The page does not say where its data is.')
  const base = options.source === undefined ? dirname(resolve(page.path)) : process.cwd()
  const engine = await parts.openEngine({})
  try {
    const delivery = (await deliveriesOf(page, source, base, parts.findFiles)).at(-1) ?? { source }
    const snapshot = await parts.readSource(engine, { ...readingOptions(page), source, base, ...(delivery.files ? { only: delivery.files } : {}) })
    await engine.lockDown((await parts.findFiles(source, base)).map((each) => each.path))
    const { words } = await pageWords(engine, page, parts.readPageExpression)
    const environment: Environment = { dialect: duckdb, now: result.now, dataset: datasetFacts(page, snapshot, words), others: new Map() }
    const checks = page.sentences.map((each) => each.check)
    const { plan, found } = await measure(engine, checks, environment, snapshot.rows)
    const readings = result.pages[0]?.verdicts ?? []
    return {
      sentences: page.sentences.map((each, i) => ({ line: each.line, text: each.text, canonical: each.canonical, reading: readings[i]?.reading ?? '' })),
      checks,
      columns: snapshot.columns.map(({ name, type }) => ({ name, type })),
      queries: plan.queries.map((query, at) => ({ sql: query.sql, serves: plan.jobs.flatMap((job, i) => (uses(job, at) ? [page.sentences[i]?.line ?? 0] : [])) })),
      measurements: found.map((each) => ('rows' in each ? each.rows.slice(0, 20) : each.failure)),
      result,
    }
  } finally {
    await engine.close()
  }
}

function uses(job: Job, query: number): boolean {
  if (job.kind === 'settled') return false
  if (job.kind === 'whole') return job.query === query
  const refs = job.kind === 'rows' ? [job.rows, job.counted, job.passed] : [job.rows, ...[...job.leaves.values()].flatMap((leaf) => Object.values(leaf.refs))]
  return refs.some((ref) => ref.query === query)
}
