import type { Args, Bound, Check, Condition, Value } from '../../check.ts'
import type { ColumnProfile, Proposal, TableProfile } from '../profile.ts'

/** How proposals are made: what was seen, as a sentence whose bound lets it pass and leaves room for chance. */

export const column = (name: string): Value => ({ kind: 'column', args: { name } })
export const text = (is: string): Value => ({ kind: 'text', args: { is } })
export const number = (is: number): Value => ({ kind: 'number', args: { is: String(is) } })

/** Rows below which nothing is believed. */
export const LEAST_ROWS = 20

/** Standard deviations between what was seen and the tolerance, and how much more deliveries differ than chance would have it. */
const DEVIATIONS = 3.3
const OVERDISPERSION = 1.5

/** The bound of a sentence about rows: strict if nothing failed, else a share that the next delivery will hardly fall below by chance. */
export function bound(counted: number, failing: number, next: number): Bound {
  if (failing === 0) return { exceptions: 0 }
  const p = (failing + 0.5) / (counted + 1)
  const spread = DEVIATIONS * OVERDISPERSION * Math.sqrt(p * (1 - p) * (1 / counted + 1 / Math.max(1, next)))
  return { atLeast: roundedDown(100 * (1 - p - spread - 1 / Math.max(1, next))) }
}

/** A percentage as people say it: 95%, 99.5%, 99.98%. */
function roundedDown(percent: number): string {
  const step = percent < 50 ? 5 : percent < 99 ? 1 : percent < 99.9 ? 0.1 : percent < 99.99 ? 0.01 : 0.001
  return String(Number(Math.max(0, Math.floor(percent / step + 1e-9) * step).toFixed(3)))
}

/** What a word says of one of its proposals, besides the sentence. */
export interface Why {
  readonly says: string
  readonly worth: number
  /** How likely it is that the next delivery breaks it although nothing is wrong; for one that bears exceptions this is settled. */
  readonly chance: number
  readonly implies?: readonly string[]
}

const WITH_TOLERANCE = 0.003

/** A sentence about the rows of a table. */
export function rows(
  condition: Condition,
  seen: { readonly counted: number; readonly failing: number },
  table: TableProfile,
  said: Why,
  more: Pick<Check, 'where'> = {},
): Proposal {
  const next = (table.next * seen.counted) / Math.max(1, table.rows)
  return {
    check: {
      severity: 'should',
      ...more,
      measure: { share: condition },
      bound: bound(seen.counted, seen.failing, next),
    },
    counted: seen.counted,
    failing: seen.failing,
    ...said,
    chance: seen.failing > 0 ? WITH_TOLERANCE : said.chance,
  }
}

/** A claim about the values of one column, or the entries of a list. */
export const claimOf = (of: Pick<ColumnProfile, 'name' | 'entries'>, kind: string, args: Args): Condition => ({
  subject: { of: [column(of.name)], quantity: of.entries ? { is: 'entries' } : { is: 'every' } },
  claim: { kind, args },
})

/** A claim about several columns taken together. */
export const togetherOf = (names: readonly string[], kind: string, args: Args): Condition => ({
  subject: { of: names.map(column), quantity: { is: names.length === 1 ? 'every' : 'together' } },
  claim: { kind, args },
})

/** Proposals for each column that has enough values. */
export const perColumn = (
  table: TableProfile,
  propose: (of: ColumnProfile) => Proposal | readonly Proposal[] | null,
): readonly Proposal[] =>
  table.columns.filter((each) => each.present >= LEAST_ROWS).flatMap((each) => propose(each) ?? [])

/** How many values of a kind not seen yet the next delivery will bring (Good and Toulmin 1956, three terms), with a little for what nobody saw. */
export function unseen(seldom: readonly number[], counted: number, next: number): number {
  const [once = 0, twice = 0, thrice = 0] = seldom
  const t = Math.min(1, next / Math.max(1, counted))
  const grown = next > counted ? next / Math.max(1, counted) : 1
  return Math.max(0, once * t - twice * t ** 2 + thrice * t ** 3, 0.5 * once * t) * grown
}
