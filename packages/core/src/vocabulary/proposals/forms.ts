import type { ColumnProfile, Proposal, ShapeCount, TableProfile } from '../profile.ts'
import { claimOf, perColumn, rows } from './proposal.ts'

/** Most of the rows that may be written otherwise. */
const MOST_FAILING = 0.08
/** A form is told from so many different values. */
const LEAST_DIFFERENT = 8
/** Shapes that together are one form, and the rows that each must have. */
const MOST_SHAPES = 2
const LEAST_SHARE = 0.05

/** Dates that are written otherwise than ISO 8601. */
export const dates = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => dated(of, table, false))
export const timestamps = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => dated(of, table, true))

function dated(of: ColumnProfile, table: TableProfile, time: boolean): Proposal | null {
  const [best, second] = of.formats
  // where two ways fit alike, day and month cannot be told apart
  if (best?.time !== time || second?.rows === best.rows) return null
  const seen = { counted: of.present, failing: of.present - best.rows }
  return rows(claimOf(of, time ? 'timestamp-written-as' : 'date-written-as', { formats: [best.format] }), seen, table, {
    says: 'date format',
    worth: 0.75,
    chance: 0.001 + 0.3 / (of.present + 20),
    implies: ['date', 'pattern', 'length', 'trimmed'],
  })
}

/** A pattern that the values of a column have, where they are codes of a form and no words. */
export const patterns = (table: TableProfile): readonly Proposal[] => perColumn(table, (of) => pattern(of, table))

function pattern(of: ColumnProfile, table: TableProfile): Proposal | null {
  if (of.kind !== 'text' || of.different < LEAST_DIFFERENT || of.formats.length > 0) return null
  if (of.reads.date + of.reads.timestamp + of.reads.time > 0.5 * of.present) return null
  const shapes = of.shapes.slice(0, MOST_SHAPES).filter((each) => each.rows >= LEAST_SHARE * of.present)
  const failing = of.present - shapes.reduce((sum, each) => sum + each.rows, 0)
  if (shapes.length === 0 || failing > MOST_FAILING * of.present || !shapes.every(isForm)) return mixedCode(of, table)
  // numbers have no form of their own
  if (
    of.reads.number > 0.5 * of.present &&
    !shapes.every((each) => /^\^\\d(?:\{\d\})?\$$|^\^\\d\{\d+\}\$$/.test(each.pattern))
  )
    return null
  const written =
    shapes.length === 1
      ? (shapes[0]?.pattern ?? '')
      : `^(?:${shapes.map((each) => each.pattern.slice(1, -1)).join('|')})$`
  const rare = shapes.filter((each) => each.rows < 30).length
  return rows(
    claimOf(of, 'match', { pattern: `${written}/` }),
    { counted: of.present, failing },
    table,
    said(failing, of, rare),
  )
}

/** Codes of capital letters and digits in any order, of one length or two: `0Q5`, `LAX`, `7B2`. */
function mixedCode(of: ColumnProfile, table: TableProfile): Proposal | null {
  const { code, traits } = of
  const failing = of.present - (code?.rows ?? 0)
  if (!code || code.shortest < 2 || code.longest > code.shortest + 1) return null
  if (failing > MOST_FAILING * of.present) return null
  if (Math.max(traits.digits, traits.letters) > 0.98 * of.present) return null
  const { shortest, longest } = code
  const times = shortest === longest ? String(shortest) : `${String(shortest)},${String(longest)}`
  const pattern = `^[A-Z\\d]{${times}}$/`
  return rows(claimOf(of, 'match', { pattern }), { counted: of.present, failing }, table, said(failing, of, 0))
}

const said = (failing: number, of: ColumnProfile, rare: number) => ({
  says: 'pattern',
  worth: 0.6 + (failing > 0 ? 0.1 : 0),
  chance: 0.004 + 0.02 * rare + 1 / of.present,
  implies: ['length', 'trimmed', 'capitals', 'small letters', 'digits', 'kind', 'whole number'],
})

/** A form has digits, or is one run of letters of a fixed length; words between blanks are a language, not a form. */
function isForm({ pattern, different }: ShapeCount): boolean {
  if (pattern === '' || different < 3) return false
  const letters = pattern.match(/\[(?:A-Z|a-z)\](?:\+|\{[\d,]+\})?/g) ?? []
  if (!pattern.includes('\\d')) return letters.length === 1 && !/[+,]/.test(pattern)
  return letters.filter((each) => /[+,]/.test(each)).length <= 1 && letters.length <= 3
}
