import {
  historyNeeded,
  judge,
  measureKey,
  measurementOf,
  plan,
  type Clock,
  type Environment,
  type Measurement,
  type Page,
  type Past,
  type Verdict,
} from '@assay/core'
import type { Earlier } from './earlier.ts'
import type { Measured } from './measure.ts'

/** What all sentences of a page measured on the same rows, and what it means: one of each for every sentence. */
export interface Judgement {
  readonly measurements: readonly Measurement[]
  readonly verdicts: readonly Verdict[]
}

/** The history of the page's measures, as far as its sentences are judged by it. */
export type PageHistory = ReadonlyMap<string, readonly Past[]>

export async function pageHistory(page: Page, earlier: Earlier | null): Promise<PageHistory> {
  const most = new Map<string, number>()
  for (const { check } of page.sentences) {
    const needed = historyNeeded(check)
    const key = needed > 0 ? measureKey(check, page) : ''
    if (needed > 0) most.set(key, Math.max(needed, most.get(key) ?? 0))
  }
  return earlier && most.size > 0 ? earlier.history(most) : new Map()
}

/** Against what a page's sentences are judged besides their own bounds. */
export interface Against {
  readonly now: string
  readonly history: PageHistory
  readonly clock: Clock | null
}

export function judgement(page: Page, measured: Measured, { now, history, clock }: Against): Judgement {
  const measurements = measured.plan.jobs.map((job) => measurementOf(job, measured.found, measured.examples))
  const verdicts = page.sentences.map(({ check }, i) => {
    const measurement = measurements[i]
    if (!measurement) throw new Error('a check without a job')
    const past = historyNeeded(check) > 0 ? history.get(measureKey(check, page)) : undefined
    return judge(check, measurement, {
      now,
      zone: page.timezone,
      history: past ?? [],
      ...(clock ? { clock } : {}),
    })
  })
  return { measurements, verdicts }
}

/** The SQL that measures a sentence alone, to be shown and kept: a run itself takes many numbers in one scan. */
export function statementsOf(page: Page, sentence: number, environment: Environment): readonly string[] {
  const check = page.sentences[sentence]?.check
  return check ? plan([check], environment).queries.map((query) => query.sql) : []
}
