import { formatsOf, judge, measurementOf, type Check, type Environment, type Verdict } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { measure } from '../run/measure.ts'

/** What checks measure on a relation, exactly, as `assay check` does. */
export async function verdictsOn(
  engine: Engine,
  environment: Environment,
  checks: readonly Check[],
  rows: number,
): Promise<readonly Verdict[]> {
  const dataset = { ...environment.dataset, formats: formatsOf(checks), reads: new Map() }
  const measured = await measure(engine, checks, { ...environment, dataset }, rows)
  return measured.plan.jobs.map((job, i) => {
    const check = checks[i]
    if (!check) throw new Error('a job without a check')
    const measurement = measurementOf(job, measured.found, measured.examples)
    return judge(check, measurement, { now: environment.now, zone: environment.dataset.zone, history: [] })
  })
}
