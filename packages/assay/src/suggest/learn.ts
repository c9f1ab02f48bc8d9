import { columnsIn, type Environment, type LookUp, type Proposal, type TableProfile } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { about } from './about.ts'
import { candidates } from './candidates.ts'
import { telling } from './choose.ts'
import type { Known, Mask } from './facts/column.ts'
import { tableProfile } from './facts/table.ts'
import type { Sample } from './sample.ts'
import type { Split } from './splits.ts'
import { brokenIn } from './trial.ts'

export interface Seen {
  readonly sample: Sample
  readonly all: readonly Known[]
  /** By column, the standards that nearly all of its values keep. */
  readonly standards: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly lookUps: readonly LookUp[]
  /** Rows of the next delivery. */
  readonly next: number
}

export interface Learnt {
  readonly profile: TableProfile
  /** What held when it was tried on rows that it was not learnt from. */
  readonly proposals: readonly Proposal[]
  /** How many were dropped because they did not. */
  readonly dropped: number
}

/**
 * What can be said of all rows, without what would have alarmed on rows that were left out. A delivery of the next size is what a split
 * is tried on, so it is learnt for the size of that.
 */
export async function learn(
  engine: Engine,
  environment: Environment,
  seen: Seen,
  splits: readonly Split[],
): Promise<Learnt> {
  const broken = new Map<string, number>()
  for (const { mask, others } of splits) {
    const left = rowsLeft(seen, mask)
    for (const [said, share] of await brokenIn(engine, environment, await profileOf(seen, mask, left), others, left))
      broken.set(said, Math.max(share, broken.get(said) ?? 0))
  }
  const profile = await profileOf(seen, null, seen.next)
  const proposals = telling(await candidates(profile))
  const kept = proposals.filter((each) =>
    about(each.check).every((said) => (broken.get(said) ?? 0) <= allowed(each, profile)),
  )
  return { profile, proposals: kept, dropped: proposals.length - kept.length }
}

/** Who keeps a standard is told from a few values, so how many do not is only known when it is tried. */
const NO_STANDARD = 0.08

/**
 * The share of rows that may break it: none where nothing does in all the rows, for then its limits moved; else as much as its tolerance,
 * since the exceptions are what was left out.
 */
function allowed({ check: { bound, measure }, counted, says }: Proposal, profile: TableProfile): number {
  if (says === 'standard') return NO_STANDARD
  const tolerance = 'atLeast' in bound ? 1 - Number(bound.atLeast) / 100 : 0
  const entries = 'share' in measure && 'subject' in measure.share && measure.share.subject.quantity.is === 'entries'
  const [name] = entries ? columnsIn(measure) : []
  const list = profile.columns.find((each) => each.name === name && !each.entries)
  // a row fails with any of its entries
  return list ? tolerance * Math.max(1, counted / Math.max(1, list.present)) : tolerance
}

const profileOf = ({ sample, all, standards, lookUps }: Seen, mask: Mask, next: number): Promise<TableProfile> =>
  tableProfile(sample, all, mask, { standards, lookUps, next })

/** Rows that a split leaves out, of the delivery. */
function rowsLeft({ sample, next }: Seen, mask: Mask): number {
  const taken = mask === null ? 0 : mask.reduce((sum, each) => sum + each, 0)
  return Math.max(1, Math.round(((sample.rows - taken) / Math.max(1, sample.rows)) * Math.max(next, sample.rows)))
}
