import { queriesOf, type Check } from '@assay/core'
import { Failure } from '../failure.ts'
import type { Result } from '../report/contract.ts'
import { checkWith } from './check.ts'
import type { Judged } from './check-page.ts'
import type { Parts } from './parts.ts'

export interface ExplainOptions {
  readonly page: string
  readonly source?: string
  readonly now?: Date
}

/** Each stage of a run, as plain data. */
export interface Explained {
  readonly sentences: readonly {
    readonly line: number
    readonly text: string
    readonly canonical: string
    readonly reading: string
  }[]
  readonly checks: readonly Check[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** The plan: each query with the lines of the sentences that it serves. */
  readonly queries: readonly { readonly sql: string; readonly serves: readonly number[] }[]
  /** What each query found (at most 20 rows), or why it failed. */
  readonly measurements: readonly unknown[]
  readonly result: Result
}

/** Checks one page and keeps what stands between the arrows. Throws a `Failure` when its data could not be read. */
export async function explainWith(parts: Parts, options: ExplainOptions): Promise<Explained> {
  const { page, ...more } = options
  let judged: Judged | undefined
  const result = await checkWith(parts, { pages: [page], ...more }, (found) => (judged = found))
  if (!judged) {
    const wrong = result.pages[0]?.diagnostics.find((each) => each.severity === 'error')
    throw new Failure('not-read', wrong?.message ?? `The data of ${page} could not be read.`)
  }
  return told(judged, result)
}

function told(judged: Judged, result: Result): Explained {
  const { sentences } = judged.run.page
  const { plan, found } = judged.measured
  const verdicts = result.pages[0]?.verdicts ?? []
  return {
    sentences: sentences.map(({ line, text, canonical }, i) => ({
      line,
      text,
      canonical,
      reading: verdicts[i]?.reading ?? '',
    })),
    checks: sentences.map((each) => each.check),
    columns: judged.snapshot.columns.map(({ name, type }) => ({ name, type })),
    queries: plan.queries.map((query, at) => ({
      sql: query.sql,
      serves: plan.jobs.flatMap((job, i) => (queriesOf(job).includes(at) ? [sentences[i]?.line ?? 0] : [])),
    })),
    measurements: found.map((each) => ('rows' in each ? each.rows.slice(0, 20) : each.failure)),
    result,
  }
}
