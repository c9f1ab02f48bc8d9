import type { Json, Scalar } from '../../check.ts'
import { sql } from '../../sql/sql.ts'
import { readingsOf, unreadable, type Compiler, type Expr } from '../expression.ts'
import type { Take } from '../word.ts'

/** How a number that the engine found becomes a number of the delivery. */

export const asNumber = (found: Json | undefined): number | null =>
  typeof found === 'number' ? round12(found) : typeof found === 'string' ? Number(found) : null

/** Sums and averages of doubles differ in the last digits from run to run, so 12 significant digits are kept. */
const round12 = (x: number): number =>
  Number.isInteger(x) && Math.abs(x) <= Number.MAX_SAFE_INTEGER ? x : Number(x.toPrecision(12))

export const scalar = (found: Json | undefined, kind: 'number' | 'instant' | 'duration' = 'number'): Scalar | null => {
  const is = asNumber(found)
  return is === null || Number.isNaN(is) ? null : { kind, is }
}

/** A number of the values that can be read; how many cannot is counted beside it. */
export function unreadBeside(read: Expr, c: Compiler, of: Take): Take {
  if (!read.partial) return of
  c.restsOn(readingsOf([read]), 'number')
  return {
    ...of,
    beside: { unread: sql`count_if(${unreadable(read)})` },
    make: (found) => {
      const made = of.make(found)
      const unread = asNumber(found.unread) ?? 0
      return made && made.kind !== 'text' && unread > 0 ? { ...made, unread } : made
    },
  }
}
