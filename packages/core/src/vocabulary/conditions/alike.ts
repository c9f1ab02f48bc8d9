import type { Value } from '../../check.ts'
import { join, number, sql, type Sql } from '../../sql/sql.ts'
import { strict, type Compiler, type Truth } from '../expression.ts'
import { condition } from '../word.ts'

/** Claims about several columns of one row: that no two, or that all of them, have the same value. */

function compared(of: readonly Value[], c: Compiler, holds: (different: Sql, n: number) => Sql): Truth {
  const raw = of.map((each) => c.value(each))
  const kind = c.common(raw, false)
  const read = raw.map((each) => c.as(each, kind))
  const here = read.map((each) => sql`${each.sql} IS NOT NULL`).reduce((l, r) => sql`${l} AND ${r}`)
  const list = join(
    read.map((each) => each.sql),
    sql`, `,
  )
  return strict(read, sql`CASE WHEN ${here} THEN ${holds(sql`len(list_distinct([${list}]))`, read.length)} END`)
}

export const allDifferent = condition({
  about: 'no two of the columns have the same value in a row; rows with a missing part are not counted',
  subject: 'together',
  negatable: 'say which two must be the same: "`a` must be `b`"',
  phrases: [{ say: 'be different from each other' }],
  also: [
    { say: 'be (different|pairwise different|mutually different|all different|pairwise distinct)' },
    { say: 'be (unique|different|distinct) (within|in) (each|every|a|the|one) (row|record)' },
    { say: 'differ [from each other]' },
  ],
  examples: [
    [
      '`a`, `b` and `c` together must be different from each other',
      'Every combination of `a`, `b` and `c` has no two parts that are the same, compared as numbers or dates if all their present values read so, else as texts; rows in which a part is missing are not counted',
    ],
  ],
  reading: (_a, say, of) => `has no two parts that are the same${say.compared(of)}`,
  test: (of, _a, c) => compared(of, c, (different, n) => sql`${different} = ${number(n)}`),
})

export const allSame = condition({
  about: 'all the columns have the same value in a row; rows with a missing part are not counted',
  subject: 'together',
  negatable: 'say which two must differ: "`a` must not be `b`"',
  phrases: [{ say: 'be the same in each row' }],
  also: [{ say: 'be (equal|identical) (within|in) (each|every|a|the|one) (row|record)' }],
  examples: [
    [
      '`a`, `b` and `c` together must be the same in each row',
      'Every combination of `a`, `b` and `c` has only parts that are the same, compared as numbers or dates if all their present values read so, else as texts; rows in which a part is missing are not counted',
    ],
  ],
  reading: (_a, say, of) => `has only parts that are the same${say.compared(of)}`,
  test: (of, _a, c) => compared(of, c, (different) => sql`${different} = 1`),
})
