import type { Json, Value } from '../../check.ts'
import { sql, type Sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { byGroup } from './by-group.ts'
import { slot } from './columns.ts'
import { nothing } from './whole-verdict.ts'

/** Claims about the set of the values that a column has. */

const SUBJECT = 'the different values of {of:column}'

/** Of the listed values which are there, and how many different values there are. */
function counts(of: Value, listed: readonly Value[], c: Compiler): Sql {
  const x = c.value(of)
  const group = byGroup(c)
  const tests = listed.map((each, i) => {
    const kind = c.common([x, c.value(each)], false)
    return sql`, count_if(${c.as(x, kind).sql} = ${c.as(c.value(each), kind).sql}) AS ${c.keyName(i)}`
  })
  const others = listed.reduce(
    (done, each) => {
      const kind = c.common([x, c.value(each)], false)
      return sql`${done} AND NOT coalesce(${c.as(x, kind).sql} = ${c.as(c.value(each), kind).sql}, false)`
    },
    sql`${x.sql} IS NOT NULL`,
  )
  return sql`SELECT ${group.keys}count(${x.sql}) AS n, count(DISTINCT ${x.sql}) AS different, min(CASE WHEN ${others} THEN CAST(${x.sql} AS VARCHAR) END) AS other${tests.reduce((l, r) => sql`${l}${r}`, sql``)} FROM ${c.from} WHERE ${c.scope}${group.by}`
}

const count = (found: Json | undefined): number => (typeof found === 'number' ? found : 0)
const written = (v: Value): string => (v.kind === 'text' ? JSON.stringify(v.args.is) : String(v.args.is))

function verdict(bad: readonly string[], bound: string, good: string, row: Found): WholeVerdict {
  return {
    status: bad.length > 0 ? 'broken' : 'holds',
    value: { kind: 'number', is: count(row.different) },
    bound,
    band: null,
    counted: count(row.n),
    failing: null,
    reason: bad.length > 0 ? bad.join('; ') : good,
  }
}
type Found = { readonly [name: string]: Json }

const judged = (
  of: Value,
  listed: readonly Value[],
  c: Compiler,
  judge: (missing: readonly string[], other: string | null, row: Found) => WholeVerdict,
): WholeMeasure => ({
  query: counts(of, listed, c),
  judge: ([row]) => {
    if (!row || count(row.n) === 0) return nothing
    const missing = listed.filter((_, i) => count(row[`k${String(i)}`]) === 0).map(written)
    return judge(missing, typeof row.other === 'string' ? row.other : null, row)
  },
})

const absent = (missing: readonly string[]) => (missing.length > 0 ? [`missing: ${missing.join(', ')}`] : [])

export const valuesAre = measure({
  about: 'each of the listed values occurs at least once, and no other',
  subject: SUBJECT,
  negatable: 'say which values there must be',
  phrases: [{ say: 'be {values:listed}' }],
  also: [
    { say: 'be (exactly|only|equal to|the same as) {values:listed}' },
    { say: 'be exactly the (set|values) {values:listed}' },
  ],
  examples: [
    [
      'the different values of `grade` must be "A", "B" and "C"',
      'The present values of `grade` are exactly "A", "B" and "C", each at least once',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are exactly ${say.list(a.values.map(say.value))}, each at least once`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    judged(slot(a), a.values, c, (missing, other, row) =>
      verdict(
        [...absent(missing), ...(other === null ? [] : [`not expected: ${JSON.stringify(other)}`])],
        `exactly ${String(a.values.length)} values`,
        `exactly the ${String(a.values.length)} values`,
        row,
      ),
    ),
})

export const valuesInclude = measure({
  about: 'each of the listed values occurs at least once; others may',
  subject: SUBJECT,
  negatable: 'say of the column itself what it must not be: "`x` must not be one of …"',
  phrases: [{ say: 'include {values:listed}' }],
  also: [{ say: '(contain|have) [(all of|each of|every one of)] {values:listed} [at least once]' }],
  examples: [
    [
      'the different values of `grade` must include "A" and "B"',
      'Each of "A" and "B" is among the present values of `grade`',
    ],
  ],
  reading: (a, say) =>
    `each of ${say.list(a.values.map(say.value))} is among the present values of ${say.value(slot(a))}`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    judged(slot(a), a.values, c, (missing, _other, row) =>
      verdict(absent(missing), `with ${a.values.map(written).join(', ')}`, 'all of them are there', row),
    ),
})

const history = (say: string, also: readonly string[], reading: string, about: string) =>
  measure({
    about,
    subject: SUBJECT,
    negatable: 'it already says what must not happen',
    phrases: [{ say: say as 'not change' }],
    also: also.map((each) => ({ say: each })),
    examples: [[`the different values of \`country\` must ${say}`, `${reading}`]],
    reading: (a, s) =>
      reading
        .replace('`country`', s.value(slot(a)))
        .replace(/^T/, 't')
        .replace(/^E/, 'e'),
    columns: (a) => [slot(a)],
    needs: 'no-baseline',
  })

export const valuesNotLose = history(
  'not lose any',
  ['not lose any since the last delivery', 'include those of the last delivery'],
  'Every value that `country` had in the last accepted delivery is still there',
  'no value of the last accepted delivery is missing',
)
export const valuesNotChange = history(
  'not change',
  ['not change since the last delivery', 'stay the same', 'be the same as in the last delivery'],
  'The different values of `country` are those of the last accepted delivery',
  'the same values as in the last accepted delivery',
)
