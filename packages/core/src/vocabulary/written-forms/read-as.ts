import type { Dialect } from '../../sql/dialect.ts'
import { sql, type Sql } from '../../sql/sql.ts'
import { BLANKS, trimmed } from './blanks.ts'
import { readNumber, readWholeNumber, type NumberStyle } from './numbers.ts'
import { readDate, readTime, readTimestamp } from './times.ts'

export type WrittenType = 'number' | 'whole number' | 'date' | 'timestamp' | 'time' | 'boolean'

export interface FormOptions {
  /** IANA name of the page's time zone, for times written without an offset. */
  readonly zone: string
  /** Left out: `1234.56`, without thousands marks. */
  readonly numbers?: NumberStyle
}

/**
 * SQL for the value that a text is read as, or NULL where the text is not wholly one of the written forms of `type` (and for NULL).
 * Number and whole number give DOUBLE, date DATE, timestamp TIMESTAMP in UTC, time TIME, boolean BOOLEAN.
 * Blanks around are ignored. `of` must be text and cheap to repeat: a column, not a computation.
 */
export function readAs(type: WrittenType, of: Sql, d: Dialect, o: FormOptions): Sql {
  switch (type) {
    case 'number':
      return readNumber(of, d, o.numbers ?? '1234.56')
    case 'whole number':
      return readWholeNumber(of, d, o.numbers ?? '1234.56')
    case 'date':
      return readDate(of, d)
    case 'timestamp':
      return readTimestamp(of, d, o.zone)
    case 'time':
      return readTime(of, d)
    case 'boolean':
      return readTruth(of, d)
  }
}

const truthOf = (of: Sql, otherwise: Sql): Sql =>
  sql`CASE lower(${of}) WHEN 'true' THEN true WHEN 'false' THEN false WHEN 'yes' THEN true WHEN 'no' THEN false WHEN '1' THEN true WHEN '0' THEN false ${otherwise}END`

/** `true false yes no 1 0` in any case as BOOLEAN, else NULL. Blanks are only looked for where there is no match. */
function readTruth(of: Sql, d: Dialect): Sql {
  const padded = d.matchesWhole(of, `${BLANKS}[A-Za-z01]+${BLANKS}`)
  return truthOf(of, sql`ELSE CASE WHEN ${padded} THEN ${truthOf(trimmed(of), sql``)} END `)
}
