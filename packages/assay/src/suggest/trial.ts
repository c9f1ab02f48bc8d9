import type { Check, Environment, Proposal, TableProfile } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { about } from './about.ts'
import { candidates } from './candidates.ts'
import { telling } from './choose.ts'
import { verdictsOn } from './numbers-of.ts'
import type { Split } from './splits.ts'

/** At most so many sentences are tried, the worthiest. */
const MOST_TRIED = 400

/** What is proposed of some rows and broken by others: by what it says, the share of the others that breaks it. */
export async function brokenIn(
  engine: Engine,
  environment: Environment,
  learnt: TableProfile,
  others: Split['others'],
  rows: number,
): Promise<ReadonlyMap<string, number>> {
  const proposed = worthiest(telling(await candidates(learnt)))
  const scoped = proposed.map(({ check }) => ('where' in others ? within(check, others.where) : check))
  const relation = 'sql' in others ? await viewOf(engine, environment, others.sql) : environment.dataset.relation
  const dataset = { ...environment.dataset, relation }
  const verdicts = await verdictsOn(engine, { ...environment, dataset }, scoped, rows)
  return new Map(
    proposed.flatMap((each, i) => {
      const verdict = verdicts[i]
      if (!verdict || verdict.status === 'holds' || verdict.status === 'idle') return []
      const share = verdict.failing === null || !verdict.counted ? 1 : verdict.failing / verdict.counted
      return about(each.check).map((said) => [said, share] as const)
    }),
  )
}

const within = (check: Check, where: NonNullable<Check['where']>): Check => ({
  ...check,
  where: check.where ? { all: [check.where, where] } : where,
})

async function viewOf(engine: Engine, environment: Environment, where: string): Promise<string> {
  const view = '__assay_others'
  await engine.run(
    `CREATE OR REPLACE VIEW ${view} AS SELECT * FROM ${environment.dataset.relation} AS r WHERE ${where}`,
  )
  return view
}

export const worthiest = (all: readonly Proposal[]): readonly Proposal[] =>
  [...all].sort((a, b) => b.worth - a.worth || b.counted - a.counted).slice(0, MOST_TRIED)
