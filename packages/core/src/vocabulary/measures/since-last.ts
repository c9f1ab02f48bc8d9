import type { Json, Value } from '../../check.ts'
import { join, number, sql, text, type Sql } from '../../sql/sql.ts'
import type { Compiler, Dataset, Expr } from '../expression.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { readAs, shapeOf, type FormOptions } from '../written-forms/index.ts'
import { shapeName } from '../written-forms/shape-names.ts'
import { byGroup, named } from './by-group.ts'
import { columnsOf, columnsVerdict, problem, slot, without } from './columns.ts'
import { compareShapes, listedShapes, type Shape } from './shapes.ts'
import { compareTypes } from './types.ts'
import { keptShare } from './whole-verdict.ts'

/** What must stay as it was in the last accepted delivery: the columns, their types, how their values are written. */

export const columnsNotChange = measure({
  about: 'the same columns as in the last accepted delivery, in any order',
  subject: 'the columns',
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not change' }],
  also: [{ say: 'stay the same' }, { say: 'not change since the last delivery' }],
  examples: [['the columns must not change', 'The columns are those of the last accepted delivery']],
  reading: () => 'the columns are those of the last accepted delivery',
  columns: () => [],
  measure: (_a, c) => {
    const [was, is] = [columnsOf(c.last().compiler), columnsOf(c)]
    return {
      query: null,
      judge: () =>
        columnsVerdict(
          [...problem('missing:', without(was, is)), ...problem('not expected:', without(is, was))],
          `the ${String(was.length)} columns of the last delivery`,
          `the same ${String(was.length)} columns`,
          is.length,
        ),
    }
  },
})

export const columnsNotLose = measure({
  about: 'no column of the last accepted delivery is missing; new ones may come',
  subject: 'the columns',
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not lose any' }],
  also: [{ say: 'not lose any column' }, { say: 'not lose any since the last delivery' }],
  examples: [['the columns must not lose any', 'Every column of the last accepted delivery is still there']],
  reading: () => 'every column of the last accepted delivery is still there',
  columns: () => [],
  measure: (_a, c) => {
    const [was, is] = [columnsOf(c.last().compiler), columnsOf(c)]
    return {
      query: null,
      judge: () =>
        columnsVerdict(
          problem('missing:', without(was, is)),
          `with the ${String(was.length)} columns of the last delivery`,
          'all of them are there',
          is.length,
        ),
    }
  },
})

export const formatNotChange = measure({
  about:
    'the values are written as in the last accepted delivery: number, date format, email … or, in other texts, the pattern of letters, digits and signs. Shapes that fewer than 1% of the earlier values had are not explained by them; it is broken when such values are more than a point more than before, beyond chance (one-sided test at 1%), in at least 5 rows; among texts, whose shapes vary by themselves, also their share among the different values must have grown beyond that',
  subject: 'the format of {of:column}',
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not change' }],
  also: [{ say: 'stay the same' }, { say: 'not change since the last delivery' }],
  examples: [
    [
      'the format of `date` must not change',
      'The present values of `date` are written as those of the last accepted delivery (number, date format, or pattern of letters, digits and signs), but for 1% more and what chance explains (1%); a handful of rows is no change',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are written as those of the last accepted delivery (number, date format, or pattern of letters, digits and signs), but for 1% more and what chance explains (1%); a handful of rows is no change`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    compared(slot(a), FORMATS, c, (shapes) => {
      const found = compareShapes(shapes)
      const before = listedShapes(shapes, (s) => s.was, shapeName)
      const now = listedShapes(shapes, (s) => s.rows, shapeName)
      return keptShare(found, 'written as in the last delivery', {
        broken: 'are written in another way',
        before,
        now,
      })
    }),
})

export const typeNotChange = measure({
  about:
    'nearly all values (95%) have the type that nearly all had in the last accepted delivery; it is broken when values of another type are more than a point more than before, beyond chance (one-sided test at 1%), in at least 5 rows',
  subject: 'the type of {of:column}',
  negatable: 'it already says what must not happen',
  phrases: [{ say: 'not change' }],
  also: [{ say: 'stay the same' }, { say: 'not change since the last delivery' }],
  examples: [
    [
      'the type of `price` must not change',
      'The present values of `price` have the type (number, date, timestamp, time, true or false, text) of those of the last accepted delivery, but for 1% more and what chance explains (1%); a handful of rows is no change',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} have the type (number, date, timestamp, time, true or false, text) of those of the last accepted delivery, but for 1% more and what chance explains (1%); a handful of rows is no change`,
  columns: (a) => [slot(a)],
  measure: (a, c) =>
    compared(slot(a), TYPES, c, (types) => {
      const found = compareTypes(types)
      return keptShare(found, found.before, { broken: 'are of another type', before: found.before, now: found.now })
    }),
})

/** What a value is compared as: a label by itself, or a text that `label` makes one of. */
interface Side {
  readonly value: Sql
  readonly labelled: boolean
}
interface Labels {
  /** `alone`: the other side is no text. */
  readonly side: (e: Expr, alone: boolean) => Side
  readonly label: (x: Sql, c: Compiler, o: FormOptions) => Sql
}

/** How typed columns are written where they are texts. */
const WRITTEN: { readonly [kind: string]: string } = {
  date: 'time:9999-99-99',
  timestamp: 'time:9999-99-99T99:99:99',
  time: 'time:99:99:99',
}

const FORMATS: Labels = {
  side: (e) =>
    e.kind === 'text'
      ? { value: e.sql, labelled: false }
      : { value: present(e, WRITTEN[e.kind] ?? e.kind), labelled: true },
  label: (x, c, o) => shapeOf(x, c.d, o),
}

const KINDS = [
  ['number', 'number'],
  ['date', 'date'],
  ['timestamp', 'timestamp'],
  ['time', 'time'],
  ['boolean', 'true or false'],
] as const

const TYPES: Labels = {
  side: (e, alone) => {
    if (e.kind !== 'text') return { value: present(e, e.kind === 'boolean' ? 'true or false' : e.kind), labelled: true }
    return alone ? { value: present(e, 'text'), labelled: true } : { value: e.sql, labelled: false }
  },
  label: (x, c, o) => {
    const tried = KINDS.map(([kind, called]) => sql`WHEN ${readAs(kind, x, c.d, o)} IS NOT NULL THEN ${text(called)}`)
    return sql`CASE WHEN ${x} IS NULL THEN NULL ${join(tried, sql` `)} ELSE 'text' END`
  },
}

const present = (e: Expr, label: string): Sql => sql`CASE WHEN ${e.sql} IS NOT NULL THEN ${text(label)} END`

/** So many of the most frequent shapes are told apart where they are no forms. */
const TOLD = 20

/** Counts the values of a column by their labels, here and in the last delivery. */
function compared(of: Value, by: Labels, c: Compiler, judge: (all: readonly Shape[]) => WholeVerdict): WholeMeasure {
  const mine = c.value(of)
  const last = c.last()
  const theirs = last.compiler.value(of)
  const alone = (mine.kind === 'text') !== (theirs.kind === 'text')
  return {
    query: query(by, { mine: by.side(mine, alone), theirs: by.side(theirs, alone) }, last, c),
    judge: (rows) => judge(rows.map(shape)),
  }
}

function query(by: Labels, sides: { readonly mine: Side; readonly theirs: Side }, last: Dataset, c: Compiler): Sql {
  const { keys, names, partition } = byGroup(c)
  const theirKeys = named(
    c.each.map((each) => last.compiler.value(each).sql),
    c,
  )
  const one = ({ value, labelled }: Side) => sql`${value} AS x, ${labelled ? sql`true` : sql`false`} AS t`
  const raw = sql`SELECT ${keys}${one(sides.mine)}, 1 AS a, 0 AS b FROM ${c.from} WHERE ${c.scope} UNION ALL SELECT ${theirKeys}${one(sides.theirs)}, 0 AS a, 1 AS b FROM ${last.relation} WHERE ${last.compiler.scope}`
  const values = sql`SELECT ${names}x, t, sum(a) AS a, sum(b) AS b FROM (${raw}) WHERE x IS NOT NULL GROUP BY ${names}x, t`
  const label = by.label(sql`x`, c, { zone: c.zone, ...(c.numbers ? { numbers: c.numbers } : {}) })
  const labelled = sql`SELECT ${names}CASE WHEN t THEN x ELSE ${label} END AS l, a, b FROM v`
  const shapes = sql`SELECT ${names}l, sum(a) AS a, sum(b) AS b, count_if(a > 0) AS da, count_if(b > 0) AS db FROM (${labelled}) GROUP BY ${names}l`
  const told = sql`SELECT *, NOT starts_with(l, 'text:') AND NOT starts_with(l, 'long:') OR b >= 0.01 * sum(b) OVER (${partition}) OR row_number() OVER (${partition}ORDER BY a DESC, l) <= ${number(TOLD)} AS told FROM s`
  return sql`WITH v AS MATERIALIZED (${values}), s AS MATERIALIZED (${shapes}), f AS (${told}) SELECT ${names}CASE WHEN told THEN l END AS label, CAST(sum(a) AS BIGINT) AS a, CAST(sum(b) AS BIGINT) AS b, CAST(sum(da) AS BIGINT) AS da, CAST(sum(db) AS BIGINT) AS db FROM f GROUP BY ${names}CASE WHEN told THEN l END`
}

const count = (found: Json | undefined): number => Number(found ?? 0)
const shape = (row: { readonly [name: string]: Json }): Shape => ({
  label: typeof row.label === 'string' ? row.label : null,
  rows: count(row.a),
  was: count(row.b),
  different: count(row.da),
  differentWas: count(row.db),
})
