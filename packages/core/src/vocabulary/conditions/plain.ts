import type { Args, Value } from '../../check.ts'
import type { Sql } from '../../sql/sql.ts'
import { strict, type Compiler, type Expr } from '../expression.ts'
import { condition, type ConditionWord } from '../word.ts'

/** A claim without arguments about one value: how it is said, what it means, and its SQL. */
export interface Plain {
  readonly say: string
  readonly also: readonly string[]
  readonly about: string
  /** The reading, and that of its denial. */
  readonly is: string
  readonly not: string
  readonly test: (x: Expr, c: Compiler) => Sql
  readonly propose?: NonNullable<ConditionWord<Args>['propose']>
  readonly mend?: NonNullable<ConditionWord<Args>['mend']>
}

/** Such claims about values that are taken in one way: as a text, as a time. `column` names the value in the example. */
export const plainAbout =
  (column: string, taken: (of: readonly Value[], c: Compiler) => Expr) =>
  (o: Plain): ConditionWord<Args> =>
    condition({
      about: o.about,
      ...(o.propose ? { propose: o.propose } : {}),
      ...(o.mend ? { mend: o.mend } : {}),
      subject: 'each',
      negatable: true,
      phrases: [{ say: o.say }],
      also: o.also.map((say) => ({ say })),
      examples: [
        [`\`${column}\` must ${o.say}`, `Every present value of \`${column}\` ${o.is}; missing values are not counted`],
      ],
      reading: () => o.is,
      denied: () => o.not,
      test: (of, _a, c) => {
        const x = taken(of, c)
        return strict([x], o.test(x, c))
      },
    })
