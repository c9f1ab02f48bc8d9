import { join, sql, text, type Sql } from '../../sql/sql.ts'
import type { Dialect } from '../../sql/dialect.ts'

/** RE2 for the blanks that are ignored around a number, date, time or truth value: tab, line ends, form feed, space. */
export const BLANKS = '[\\t-\\r ]*'

// White_Space of Unicode, and the characters without width that make a cell look empty.
const LOOKS_EMPTY = '[\\t-\\r\\x1c-\\x20\\x{85}\\pZ\\x{200b}-\\x{200d}\\x{2060}\\x{feff}]*'

/** The text without the blanks that `BLANKS` matches around it. */
export const trimmed = (of: Sql): Sql => sql`trim(${of}, ${text('\t\n\v\f\r ')})`

/**
 * NULL for NULL, for a text of nothing but blanks (of any script, also without width) and for the listed texts, which
 * are compared exactly; every other text as it is.
 */
export function missingToNull(of: Sql, missingTexts: readonly string[], d: Dialect): Sql {
  const listed = join(missingTexts.map(text), sql`, `)
  const isListed = missingTexts.length === 0 ? sql`` : sql`WHEN ${of} IN (${listed}) THEN NULL `
  // A text that begins with a visible ASCII character cannot be blank: nearly all are decided by two comparisons.
  const visible = sql`WHEN ${of} >= '!' AND ${of} < ${text('\x7f')} THEN ${of} `
  return sql`CASE ${isListed}${visible}WHEN ${d.matchesWhole(of, LOOKS_EMPTY)} THEN NULL ELSE ${of} END`
}
