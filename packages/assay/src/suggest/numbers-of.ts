import { formatsOf, judge, measurementOf, type Check, type Environment, type Verdict } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { measure } from '../run/measure.ts'

export interface MeasuredOn {
  readonly verdicts: readonly Verdict[]
  /** With what comparisons read texts as: whoever looks for the rows that fail must read them so too. */
  readonly environment: Environment
}

/** What checks measure on a relation, exactly, as `assay check` does. */
export async function measuredOn(
  engine: Engine,
  environment: Environment,
  checks: readonly Check[],
  rows: number,
): Promise<MeasuredOn> {
  const dataset = { ...environment.dataset, formats: formatsOf(checks), reads: new Map() }
  const measured = await measure(engine, checks, { ...environment, dataset }, rows)
  const verdicts = measured.plan.jobs.map((job, i) => {
    const check = checks[i]
    if (!check) throw new Error('a job without a check')
    const measurement = measurementOf(job, measured.found, measured.examples)
    return judge(check, measurement, { now: environment.now, zone: environment.dataset.zone, history: [] })
  })
  return { verdicts, environment: measured.environment }
}

/** The same where only the numbers matter. */
export const verdictsOn = async (...asked: Parameters<typeof measuredOn>): Promise<readonly Verdict[]> =>
  (await measuredOn(...asked)).verdicts
