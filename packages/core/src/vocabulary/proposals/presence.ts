import type { Proposal, TableProfile } from '../profile.ts'
import { bound, claimOf, column, LEAST_ROWS, perColumn, rows, text } from './proposal.ts'

/** Missing values up to this share are taken for gaps; a share of them beyond is how the column is. */
const GAPS = 0.02
/** Below this share of present values nothing is said of one column alone. */
const LEAST_PRESENT = 0.3

/** Columns of which a part is missing: how much, as a number of the delivery, since no single row is wrong. */
export const gaps = (table: TableProfile): readonly Proposal[] =>
  perColumn(table, (of) => {
    const missing = of.rows - of.present
    if (of.entries || missing <= GAPS * of.rows || of.present < LEAST_PRESENT * of.rows) return null
    const measure = { number: { kind: 'missing-share', args: { of: { ...column(of.name) } } } }
    return {
      check: {
        severity: 'should',
        measure,
        bound: { claim: { kind: 'at-most', args: { value: percentage(most(missing, of.rows, table.next)) } } },
      },
      counted: of.rows,
      failing: 0,
      says: 'present',
      worth: 0.2,
      chance: 0.003,
    }
  })

const percentage = (is: string) => ({ kind: 'percent', args: { is } })

/** The share of missing values that the next delivery will hardly exceed, in percent. */
function most(missing: number, all: number, next: number): string {
  const least = bound(all, missing, next)
  return String('atLeast' in least ? Number((100 - Number(least.atLeast)).toFixed(3)) : 0)
}

/** Columns that are always or nearly always present, and those whose presence hangs on others. */
export function presence(table: TableProfile): readonly Proposal[] {
  if (table.rows < LEAST_ROWS) return []
  const alone = perColumn(table, (of) => {
    if (of.entries) return null
    const missing = of.rows - of.present
    if (missing > GAPS * of.rows) return null
    const worth = missing === 0 ? 0.6 : 0.55
    return rows(claimOf(of, 'present', {}), { counted: of.rows, failing: missing }, table, {
      says: 'present',
      worth,
      chance: 1 / (of.rows + 10),
    })
  })
  return [...alone, ...together(table), ...hinged(table)]
}

const together = (table: TableProfile): readonly Proposal[] =>
  table.together.map((seen) =>
    rows(
      {
        subject: { of: seen.columns.map(column), quantity: { is: 'all or none' } },
        claim: { kind: 'present', args: {} },
      },
      seen,
      table,
      { says: 'present together', worth: 0.45, chance: 0.01 },
    ),
  )

const hinged = (table: TableProfile): readonly Proposal[] =>
  table.hinged
    .filter((seen) => seen.present)
    .map((seen) =>
      rows(
        claimOf({ name: seen.column, entries: false }, 'present', {}),
        seen,
        table,
        { says: `present where ${seen.where}`, worth: 0.4, chance: 0.01 },
        {
          where: hinge(seen.where, seen.values),
        },
      ),
    )

/** Columns that are missing with certain values of another one. */
export const absence = (table: TableProfile): readonly Proposal[] =>
  table.hinged
    .filter((seen) => !seen.present)
    .map((seen) =>
      rows(
        claimOf({ name: seen.column, entries: false }, 'missing', {}),
        seen,
        table,
        { says: `missing where ${seen.where}`, worth: 0.35, chance: 0.01 },
        {
          where: hinge(seen.where, seen.values),
        },
      ),
    )

const hinge = (name: string, values: readonly string[]) => {
  const [only, ...others] = values
  const of = { name, entries: false }
  return others.length === 0
    ? claimOf(of, 'equal', { value: { ...text(only ?? '') } })
    : claimOf(of, 'one-of', { values: values.map((each) => ({ ...text(each) })) })
}
