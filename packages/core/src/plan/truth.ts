import type { Condition, Said, Subject, Value } from '../check.ts'
import { and, number, or, sql, type Sql } from '../sql/sql.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { namePattern } from '../vocabulary/conditions/patterns.ts'
import { always, Unchecked, type Compiler, type Truth } from '../vocabulary/expression.ts'
import { entryType, kindOfType } from './columns.ts'

/** Three-valued truth of a condition: `and` and `or` by Kleene's logic, so that a missing value decides nothing by itself. */
export function conditionTruth(of: Condition, c: Compiler): Truth {
  if ('all' in of)
    return joined(
      of.all.map((each) => conditionTruth(each, c)),
      and,
      or,
    )
  if ('any' in of)
    return joined(
      of.any.map((each) => conditionTruth(each, c)),
      or,
      and,
    )
  return leafTruth(of.subject, of.claim, of.denied === true, c)
}

type Join = (parts: readonly Sql[]) => Sql
const wrapped = (parts: readonly Sql[]): readonly Sql[] => parts.map((each) => sql`(${each})`)

function joined(parts: readonly Truth[], yes: Join, no: Join): Truth {
  return {
    yes: yes(wrapped(parts.map((each) => each.yes))),
    no: no(wrapped(parts.map((each) => each.no))),
    ...readingsIn(parts),
  }
}

const readingsIn = (parts: readonly Truth[]): Pick<Truth, 'readings'> => {
  const readings = parts.flatMap((each) => each.readings ?? [])
  return readings.length > 0 ? { readings } : {}
}

function swapped(t: Truth, denied: boolean): Truth {
  return denied ? { yes: t.no, no: t.yes, ...(t.counted ? { counted: t.counted } : {}), ...readingsIn([t]) } : t
}

export function wordOf(claim: Said) {
  const word = CONDITIONS[claim.kind]
  if (!word) throw new Unchecked('engine', `this version does not know the claim ${claim.kind}`)
  return word
}

function leafTruth(subject: Subject, claim: Said, denied: boolean, c: Compiler): Truth {
  const word = wordOf(claim)
  const test = (of: readonly Value[]) => swapped(word.test(of, claim.args, c), denied)
  const of = columnsOf(subject.of, c)
  const { quantity } = subject
  switch (quantity.is) {
    case 'together':
      return test(of)
    case 'entries':
      return entries(of[0] ?? { kind: 'row', args: {} }, claim, denied, c)
    case 'every':
      return of.length === 1
        ? test(of)
        : every(
            of.map((each) => test([each])),
            word.countsMissing === true,
          )
    case 'at least':
    case 'at most':
    case 'exactly':
    case 'all or none':
      return counted(
        of.map((each) => test([each])),
        quantity,
      )
  }
}

/** `every column` as the columns that there are. */
export function columnsOf(of: readonly Value[], c: Pick<Compiler, 'columns'>): readonly Value[] {
  return of.flatMap((each) => {
    if (each.kind !== 'every-column') return [each]
    const except = Array.isArray(each.args.except) ? each.args.except.map(String) : []
    const matches = typeof each.args.matching === 'string' ? namePattern(each.args.matching) : null
    return c.columns
      .filter((column) => !except.includes(column.name) && (!matches || matches.test(column.name)))
      .map((column): Value => ({ kind: 'column', args: { name: column.name } }))
  })
}

/** Several values, each of which must satisfy the claim: a row counts if any of them is present. */
function every(parts: readonly Truth[], countsMissing: boolean): Truth {
  if (parts.length === 0) throw new Unchecked('no-column', 'no column is meant')
  if (countsMissing) return joined(parts, and, or)
  const here = or(parts.map((each) => sql`(${each.yes}) IS NOT NULL`))
  return {
    yes: sql`CASE WHEN ${here} THEN ${and(parts.map((each) => sql`coalesce(${each.yes}, true)`))} END`,
    no: sql`CASE WHEN ${here} THEN ${or(parts.map((each) => sql`coalesce(${each.no}, false)`))} END`,
    ...readingsIn(parts),
  }
}

function counted(
  parts: readonly Truth[],
  quantity: Exclude<Subject['quantity'], { is: 'every' | 'together' | 'entries' }>,
): Truth {
  const n = parts.map((each) => sql`CASE WHEN ${each.yes} THEN 1 ELSE 0 END`).reduce((l, r) => sql`${l} + ${r}`)
  return { ...always(rightNumber(n, quantity, parts.length)), ...readingsIn(parts) }
}

function rightNumber(
  n: Sql,
  quantity: Exclude<Subject['quantity'], { is: 'every' | 'together' | 'entries' }>,
  all: number,
): Sql {
  switch (quantity.is) {
    case 'at least':
      return sql`(${n}) >= ${number(quantity.n)}`
    case 'at most':
      return sql`(${n}) <= ${number(quantity.n)}`
    case 'exactly':
      return sql`(${n}) = ${number(quantity.n)}`
    case 'all or none':
      return sql`(${n}) IN (0, ${number(all)})`
  }
}

/** Claims about the entries of a list: a row holds if all its present entries do, and is missing if it has none. */
function entries(of: Value, claim: Said, denied: boolean, c: Compiler): Truth {
  const list = c.value(of)
  if (list.kind !== 'list')
    throw new Unchecked('not-a-list', 'the column does not hold lists; leave "every entry of" out')
  const kind = kindOfType(entryType(list.listType ?? 'VARCHAR[]'))
  const inner = c.entry({ sql: sql`e`, kind, ...(kind === 'text' ? { open: { name: '', dataset: '' } } : {}) })
  const truth = swapped(wordOf(claim).test([{ kind: 'entry', args: {} }], claim.args, inner), denied)
  const all = (part: Sql) => sql`list_bool_and(list_transform(${list.sql}, lambda e: ${part}))`
  return { yes: all(truth.yes), no: sql`list_bool_or(list_transform(${list.sql}, lambda e: ${truth.no}))` }
}
