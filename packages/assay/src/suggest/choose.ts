import { neverFails, type Proposal } from '@assay/core'
import { about, columnsOf } from './about.ts'

export const MOST_SENTENCES = 40
export const MOST_PER_COLUMN = 10
/** A sentence that alarms more often without cause is not worth it, nor are all of them together beyond this. */
const MOST_CHANCE = 0.03
const MOST_ALARMS = 0.6
/** What each sentence about a column takes from the worth of the next one about it. */
const AGAIN = 0.85

/** Without those that say the same as another, or that follow from one, or that no delivery can break. */
export function telling(all: readonly Proposal[]): readonly Proposal[] {
  const open = all.filter(({ check }) => neverFails(check) === null)
  const unique = [...new Map([...open].sort((a, b) => a.worth - b.worth).map((each) => [sameAs(each), each])).values()]
  const bySubject = new Map<string, Proposal[]>()
  for (const each of unique) bySubject.set(subject(each), [...(bySubject.get(subject(each)) ?? []), each])
  return [...bySubject.values()].flatMap((mine) =>
    mine.filter((each) => !mine.some((other) => other !== each && follows(each, other, mine))),
  )
}

const sameAs = (of: Proposal): string => JSON.stringify([of.says, about(of.check)])

/** Of two about the same values, one follows from the other, unless that one follows from it as well and is worth less. */
function follows(of: Proposal, from: Proposal, all: readonly Proposal[]): boolean {
  if (from.implies?.includes(of.says) !== true) return false
  if (of.implies?.includes(from.says) !== true) return true
  return of.worth < from.worth || (of.worth === from.worth && all.indexOf(of) > all.indexOf(from))
}

const subject = ({ check }: Proposal): string =>
  'share' in check.measure && 'subject' in check.measure.share
    ? JSON.stringify([check.measure.share.subject, check.where ?? null])
    : JSON.stringify(check.measure)

/**
 * The sentences that are worth most, not all about the same columns, within the budget of false alarms.
 * @param presence the share of rows in which a column is present
 */
export function chosen(all: readonly Proposal[], presence: (column: string) => number): readonly Proposal[] {
  const open = new Set(all.filter((each) => each.chance <= MOST_CHANCE))
  const taken: Proposal[] = []
  const said = new Map<string, number>()
  let alarms = 0
  const columnsIn = new Map(all.map((each) => [each, columnsOf(each.check)]))
  const alone = new Map(
    all.map((each) => [
      each,
      each.worth * firmness(each) * Math.sqrt(filled(each, (columnsIn.get(each) ?? []).map(presence))),
    ]),
  )
  const worth = (each: Proposal): number =>
    (alone.get(each) ?? 0) * AGAIN ** Math.max(0, ...(columnsIn.get(each) ?? []).map((column) => said.get(column) ?? 0))
  while (taken.length < MOST_SENTENCES && open.size > 0) {
    const best = [...open].reduce((a, b) => (worth(b) > worth(a) ? b : a))
    open.delete(best)
    const columns = columnsIn.get(best) ?? []
    if (alarms + best.chance > MOST_ALARMS || columns.some((column) => (said.get(column) ?? 0) >= MOST_PER_COLUMN))
      continue
    taken.push(best)
    alarms += best.chance
    for (const column of columns) said.set(column, (said.get(column) ?? 0) + 1)
  }
  return taken
}

/** What is said alike of several columns is worth as much as of the fullest; what they have to do with one another needs all of them. */
const filled = ({ check: { measure } }: Proposal, presence: readonly number[]): number =>
  'share' in measure && 'subject' in measure.share && measure.share.subject.of.length > 1
    ? presence.reduce((most, each) => Math.max(most, each), 0)
    : mean(presence)

/** Nobody signs a sentence that one row in ten may break: what a tolerance gives away it is worth less. */
const LOOSE = 6
const firmness = ({ check: { bound } }: Proposal): number =>
  'atLeast' in bound ? Math.max(0.1, 1 - (LOOSE * (100 - Number(bound.atLeast))) / 100) : 1

const mean = (of: readonly number[]): number => (of.length === 0 ? 1 : of.reduce((sum, n) => sum + n, 0) / of.length)
