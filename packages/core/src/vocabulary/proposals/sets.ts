import { editDistance } from '../../stats/edit-distance.ts'
import type { ColumnProfile, Proposal, TableProfile, ValueCount } from '../profile.ts'
import { claimOf, perColumn, rows, text, unseen } from './proposal.ts'

/** More values than that nobody reads in a sentence. */
const MOST_VALUES = 25
/** Rows of the rarest value that belongs to a set, and most of the rows that may be exceptions. */
const LEAST_ROWS = 5
const MOST_FAILING = 0.08

/** Labels of times, as `2026-W47`: others will come. */
const OF_A_YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/

/** Texts that are one of a few, where no further one is to be expected; misspellings of them are exceptions. */
export const sets = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => set(of, table))

function set(of: ColumnProfile, table: TableProfile): Proposal | null {
  if (of.kind !== 'text' || of.reads.number > 0.5 * of.present || of.reads.boolean === of.present) return null
  const odd = new Set(mistakes(of, table))
  const members = of.values.filter((each) => !odd.has(each.value))
  if (members.length < 2 || members.length > MOST_VALUES || of.different - odd.size > members.length) return null
  if (members.every((each) => OF_A_YEAR.test(each.value))) return null
  const rarest = members.at(-1)?.rows ?? 0
  const failing = of.values.reduce((sum, each) => (odd.has(each.value) ? sum + each.rows : sum), 0)
  if (rarest < LEAST_ROWS || failing > MOST_FAILING * of.present) return null
  const next = (table.next * of.present) / Math.max(1, table.rows)
  const seldom = [1, 2, 3, 4, 5].map((n) => members.filter((each) => each.rows === n).length)
  const values = members.map((each) => each.value).sort()
  return rows(
    claimOf(of, 'one-of', { values: values.map((each) => ({ ...text(each) })) }),
    { counted: of.present, failing },
    table,
    {
      says: 'one of',
      worth: 0.7,
      chance: Math.min(0.5, unseen(seldom, of.present, next) + Math.exp(-rarest / 4) * 0.5 + 0.5 / of.present + 0.002),
      implies: ['kind', 'pattern', 'length', 'trimmed', 'capitals', 'small letters', 'spelt', 'digits', 'standard'],
    },
  )
}

/** Values that are no values of their own: what leads nowhere, and what is nearly spelt as a much more frequent one. */
function mistakes(of: ColumnProfile, table: TableProfile): readonly string[] {
  const stray = new Set(table.dependencies.flatMap((each) => (each.on === of.name ? each.stray : [])))
  const members: ValueCount[] = []
  const found: string[] = []
  for (const each of of.values) {
    const is = members.some((member) => member.rows >= TIMES * each.rows && near(each.value, member.value))
    if (members.length > 0 && (stray.has(each.value) || is)) found.push(each.value)
    else members.push(each)
    if (members.length > MOST_VALUES) return []
  }
  return found
}

/** How much rarer a mistake is; and of how many letters one may be wrong. */
const TIMES = 10
const LETTERS = 3

function near(text: string, value: string): boolean {
  if (text.trim().toLowerCase() === value.trim().toLowerCase()) return true
  const most = Math.floor(Math.max(text.length, value.length) / LETTERS)
  return most > 0 && !otherNumber(text, value) && editDistance(text, value, most) <= most
}

/** As many digits, and not the same: class 1 is not class 2. */
function otherNumber(text: string, value: string): boolean {
  const [mine, theirs] = [text.replace(/\D/g, ''), value.replace(/\D/g, '')]
  return mine !== theirs && mine.length === theirs.length
}
