import type { Args, Json, Said, Value } from '../../check.ts'
import { mendedValues, type Change } from '../change.ts'
import { sql, type Sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { shownCount } from '../shown-count.ts'
import { byGroup, named } from './by-group.ts'
import { slot } from './columns.ts'
import { noEarlierValue, nothing } from './whole-verdict.ts'

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

function valuesNow(kind: string, a: { readonly values: readonly Value[] }, change: Change): Said | null {
  const values = mendedValues(a.values, change, true)
  return values && { kind, args: { ...(a as unknown as Args), values: values.map((v) => ({ ...v })) } }
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
  mend: (a, change) => valuesNow('values-are', a, change),
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
  mend: (a, change) => valuesNow('values-include', a, change),
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

/** The values that only this delivery has, and those that only the last accepted one had. */
function comparedWithLast(
  of: Value,
  c: Compiler,
  judge: (came: string | null, gone: string | null, row: Found) => WholeVerdict,
): WholeMeasure {
  const last = c.last()
  const [mine, theirs] = [c.value(of), last.compiler.value(of)]
  const kind = c.common([mine, theirs], false)
  const group = byGroup(c)
  const theirKeys = named(
    c.each.map((each) => last.compiler.value(each).sql),
    c,
  )
  const raw = sql`SELECT ${group.keys}${c.as(mine, kind).sql} AS v, 1 AS a, 0 AS b FROM ${c.from} WHERE ${c.scope} UNION ALL SELECT ${theirKeys}${last.compiler.as(theirs, kind).sql} AS v, 0 AS a, 1 AS b FROM ${last.relation} WHERE ${last.compiler.scope}`
  const sets = sql`SELECT ${group.names}v, sum(a) AS a, sum(b) AS b FROM (${raw}) WHERE v IS NOT NULL GROUP BY ${group.names}v`
  const only = (which: Sql): Sql => sql`min(CASE WHEN ${which} = 0 THEN CAST(v AS VARCHAR) END, 3)`
  return {
    query: sql`SELECT ${group.names}CAST(sum(a) AS BIGINT) AS n, CAST(sum(b) AS BIGINT) AS m, count_if(a > 0) AS different, count_if(b = 0) AS came, count_if(a = 0) AS gone, ${only(sql`b`)} AS came3, ${only(sql`a`)} AS gone3 FROM (${sets})${group.by}`,
    judge: ([row]) => {
      if (!row || count(row.n) === 0) return nothing
      if (count(row.m) === 0) return noEarlierValue
      return judge(few(row.came3, count(row.came)), few(row.gone3, count(row.gone)), row)
    },
  }
}

/** The first of them, and how many more; null when there are none. */
function few(first: Json | undefined, all: number): string | null {
  if (all === 0) return null
  const named = (Array.isArray(first) ? first : []).map((each) => JSON.stringify(each)).join(', ')
  return all > 3 ? `${named} and ${shownCount(all - 3)} more` : named
}

const gone = (values: string | null) => (values === null ? [] : [`missing: ${values}`])

export const valuesNotLose = measure({
  about: 'no value of the last accepted delivery is missing; new ones may come',
  subject: SUBJECT,
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not lose any' }],
  also: [{ say: 'not lose any since the last delivery' }, { say: 'include those of the last delivery' }],
  examples: [
    [
      'the different values of `country` must not lose any',
      'Every value that `country` had in the last accepted delivery is still there',
    ],
  ],
  reading: (a, say) => `every value that ${say.value(slot(a))} had in the last accepted delivery is still there`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    comparedWithLast(slot(a), c, (_came, lost, row) =>
      verdict(gone(lost), 'with the values of the last delivery', 'all of them are there', row),
    ),
})

export const valuesNotChange = measure({
  about: 'the same values as in the last accepted delivery, however often',
  subject: SUBJECT,
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not change' }],
  also: [
    { say: 'not change since the last delivery' },
    { say: 'stay the same' },
    { say: 'be the same as in the last delivery' },
  ],
  examples: [
    [
      'the different values of `country` must not change',
      'The different values of `country` are those of the last accepted delivery',
    ],
  ],
  reading: (a, say) => `the different values of ${say.value(slot(a))} are those of the last accepted delivery`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    comparedWithLast(slot(a), c, (came, lost, row) =>
      verdict(
        [...gone(lost), ...(came === null ? [] : [`not expected: ${came}`])],
        'the values of the last delivery',
        'the same values',
        row,
      ),
    ),
})
