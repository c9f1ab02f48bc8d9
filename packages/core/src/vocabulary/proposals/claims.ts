import type { Condition } from '../../check.ts'
import type { Computed, KeyFact, LookUp, Ordering } from '../profile.ts'
import { claimOf, column, number, togetherOf } from './proposal.ts'

/** What was seen of several columns, as the claim that says it. */

const single = (name: string) => ({ name, entries: false })

export const keyClaim = ({ columns }: Pick<KeyFact, 'columns'>): Condition => togetherOf(columns, 'unique', {})

export const dependencyClaim = (of: readonly string[], on: readonly string[]): Condition =>
  togetherOf(of, 'determine', { of: on.map((each) => ({ ...column(each) })) })

export const orderingClaim = ({ low, high }: Pick<Ordering, 'low' | 'high'>): Condition =>
  claimOf(single(high), 'at-least', { value: { ...column(low) } })

export const lookUpClaim = ({ column: mine, dataset, of }: Pick<LookUp, 'column' | 'dataset' | 'of'>): Condition =>
  claimOf(single(mine), 'found-in', { ref: { dataset, columns: [of] } })

export function computedClaim(seen: Pick<Computed, 'column' | 'how' | 'from' | 'slack'>): Condition {
  const [a = '', b = ''] = seen.from
  const value =
    seen.how === 'equal' ? column(a) : { kind: seen.how, args: { left: { ...column(a) }, right: { ...column(b) } } }
  const slack = seen.slack > 0 ? { slack: { ...number(Number((2 * seen.slack).toPrecision(3))) } } : {}
  return claimOf(single(seen.column), 'equal', { value: { ...value }, ...slack })
}
