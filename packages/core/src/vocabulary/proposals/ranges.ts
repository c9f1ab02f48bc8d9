import { LEAST_FOR_TAILS, reach } from '../../stats/tails.ts'
import type { ColumnProfile, Proposal, TableProfile } from '../profile.ts'
import { isName } from './names.ts'
import { orderingClaim } from './claims.ts'
import { claimOf, number, perColumn, rows } from './proposal.ts'

/** A limit so many times beyond the largest value is none that anybody would sign. */
const TOO_FAR = 5

/** Limits of numbers, with room for tomorrow; what lies far beyond all others is shown as an exception. */
export const ranges = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => range(of, table, 'both'))
/** The lower limit alone, where the values may grow beyond all measure. */
export const floors = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => range(of, table, 'low'))

function range(of: ColumnProfile, table: TableProfile, ends: 'both' | 'low'): Proposal | null {
  if (!isMeasured(of)) return null
  const { numbers } = of
  const limits = scale(of) ?? reached(numbers, (table.next * of.present) / Math.max(1, table.rows))
  if (!limits || (limits.high === null) !== (ends === 'low')) return null
  const { low, high, chance } = limits
  // how far below zero something may lie, and no more, says nothing
  if (high === null && low < 0) return null
  const outside = numbers.reduce((sum, x) => (x < low || (high !== null && x > high) ? sum + 1 : sum), 0)
  const claim =
    high === null
      ? claimOf(of, 'at-least', { value: { ...number(low) } })
      : claimOf(of, 'between', { low: { ...number(low) }, high: { ...number(high) } })
  const failing = outside + of.present - numbers.length
  return rows(claim, { counted: of.present, failing }, table, {
    says: 'range',
    worth: (high !== null ? 0.5 : low === 0 ? 0.4 : 0.25) + (failing > 0 ? 0.15 : 0),
    chance,
    implies: ['number'],
  })
}

interface Limits {
  readonly low: number
  readonly high: number | null
  readonly chance: number
}

/** Steps of a scale, each of them taken often, the ends too: there will be no others. */
function scale({ numbers, decimals, present }: ColumnProfile): Limits | null {
  const [low, high] = [numbers[0] ?? 0, numbers.at(-1) ?? 0]
  if (decimals > 0 || high - low < 1 || high - low > MOST_STEPS || numbers.length < present) return null
  const counts = new Map<number, number>()
  for (const x of numbers) counts.set(x, (counts.get(x) ?? 0) + 1)
  const rarest = Math.min(...counts.values())
  if (counts.size < high - low + 1 || rarest < LEAST_OF_STEP) return null
  // what lies beyond an end would be about as frequent as the end
  return { low, high, chance: 0.002 + Math.exp(-rarest / 4) * 0.2 }
}
const MOST_STEPS = 50
const LEAST_OF_STEP = 10

function reached(numbers: Float64Array, next: number): Limits | null {
  const found = reach(numbers, next)
  if (!found) return null
  const n = numbers.length
  const [smallest, largest] = [numbers[found.below] ?? 0, numbers[n - 1 - found.above] ?? 0]
  return {
    low: lowLimit(smallest, found.low, largest),
    high: highLimit(largest, found.high, smallest),
    chance: 0.004 + 1 / (n + 40),
  }
}

/** Numbers that measure something, and are no names: codes, or numbers of rows. */
function isMeasured(of: ColumnProfile): boolean {
  if (of.numbers.length < LEAST_FOR_TAILS || of.numbers.length < 0.9 * of.present) return false
  if (of.numbers[0] === of.numbers.at(-1)) return false
  const naming = of.decimals === 0 && of.different > 0.5 * of.present && isName(of.name)
  return !naming && !isCode(of)
}

/** Whole numbers of one length and many values, or with zeros in front: a number that is a name. */
export function isCode(of: ColumnProfile): boolean {
  if (of.kind !== 'text' || of.reads['whole number'] < 0.9 * of.present) return false
  const zeros = of.values.reduce((sum, { value, rows }) => (/^[-+]?0\d/.test(value.trim()) ? sum + rows : sum), 0)
  if (zeros > 0.01 * of.present) return true
  const usual = of.shapes.find((each) => each.rows >= 0.9 * of.present)
  return usual !== undefined && /^\^\\d\{(?:[5-9]|\d\d)\}\$$/.test(usual.pattern) && of.different > 20
}

/** Nothing below zero where nothing was; else a round number below what may come. */
function lowLimit(smallest: number, reached: number, largest: number): number {
  if (smallest >= 0 && (reached <= 0 || reached < 0.2 * largest)) return 0
  const step = stepOf(largest - reached)
  const low = Math.floor(reached / step) * step
  return tidy(smallest >= 0 ? Math.max(0, low) : low, step)
}

function highLimit(largest: number, reached: number, smallest: number): number | null {
  // shares and percentages end where they must
  for (const end of [1, 10, 100])
    if (smallest >= 0 && largest <= end && reached >= 0.7 * end && reached <= 1.5 * end) return end
  if (reached - smallest > TOO_FAR * (largest - smallest)) return null
  const step = stepOf(reached - smallest)
  return tidy(Math.ceil(reached / step) * step, step)
}

/** A twentieth of the span or so, as 1, 2 or 5 with zeros. */
function stepOf(span: number): number {
  if (!(span > 0)) return 1
  const size = 10 ** Math.floor(Math.log10(span / 10))
  const factor = span / 10 / size
  return (factor >= 5 ? 5 : factor >= 2 ? 2 : 1) * size
}

const tidy = (x: number, step: number): number =>
  Number(x.toFixed(Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(step))))))

/** Dates from a day on: the first of the year in which the earliest lies, or of the decade where years matter little. */
export const since = (table: TableProfile): readonly Proposal[] =>
  perColumn(table, (of) => {
    const { times } = of
    if (times.length < LEAST_FOR_TAILS || times.length < 0.9 * of.present) return null
    const found = reach(times, table.next)
    if (!found) return null
    // as far back again as half of what was seen
    const earliest = times[found.below] ?? 0
    const back = Math.max(found.low, earliest - ((times.at(-1) ?? 0) - earliest) / 2)
    const year = new Date(back * 1000).getUTCFullYear()
    const span = new Date((times.at(-1) ?? 0) * 1000).getUTCFullYear() - year
    const from = span > 30 ? Math.floor(year / 10) * 10 : year
    if (!(from >= 1)) return null
    const limit = Date.UTC(from, 0, 1) / 1000
    const failing = times.reduce((sum, x) => (x < limit ? sum + 1 : sum), 0) + of.present - times.length
    const date = { kind: 'date', args: { is: `${String(from).padStart(4, '0')}-01-01` } }
    return rows(claimOf(of, 'on-or-after', { value: date }), { counted: of.present, failing }, table, {
      says: 'since',
      worth: failing > 0 ? 0.5 : 0.3,
      chance: 0.01,
      implies: ['date'],
    })
  })

/** One column that is never less than another. */
export const orderings = (table: TableProfile): readonly Proposal[] =>
  table.orderings.map((seen) =>
    rows(orderingClaim(seen), seen, table, {
      says: `at least ${seen.low}`,
      worth: 0.6 * (1 - 0.5 * seen.byChance) + (seen.failing > 0 ? 0.05 : 0),
      chance: 0.005 + 3 / (seen.counted + 20),
    }),
  )
