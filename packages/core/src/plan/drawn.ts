import type { Check, Condition, Kind, Subject, Value } from '../check.ts'
import { and, sql, type Sql } from '../sql/sql.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { Unchecked, type Compiler } from '../vocabulary/expression.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { over, usePlaces, type Over } from './over.ts'
import { rowsOf, type Rows } from './rows.ts'

/** What a row-wise sentence draws: the one value it is about, as a number (times in seconds) or as text. */
export interface Drawn {
  readonly column: string
  readonly kind: 'numbers' | 'times' | 'texts'
  /** NULL where the row is not in the sentence's scope, where the value is missing, and where it cannot be read. */
  readonly value: Sql
  /** True in the rows in scope with a value, whether it can be read or not. */
  readonly present: Sql
  /** The limits that the sentence sets. */
  readonly marks: readonly Value[]
}

export interface DrawnPlan extends Over {
  /** One for each check, in their order; null when it is about several values, or about none that can be drawn. */
  readonly checks: readonly (Drawn | null)[]
}

/** What these checks draw, all of it over one FROM. */
export function drawn(checks: readonly Check[], environment: Environment): DrawnPlan {
  const rows = rowsOf(environment.dataset)
  usePlaces(rows)
  const c = compiler(rows, environment)
  const made = checks.map((check) => scoped(one(check, c, environment), check, rows, environment))
  return { ...over(rows), checks: made }
}

/** Of the rows that the sentence is about, and no others. */
function scoped(of: Drawn | null, check: Check, rows: Rows, environment: Environment): Drawn | null {
  const { where, window } = check
  if (!of || (!where && !window)) return of
  const { scope } = compiler(rows, environment, { ...(where ? { where } : {}), ...(window ? { window } : {}) })
  return { ...of, value: sql`CASE WHEN ${scope} THEN ${of.value} END`, present: and([scope, of.present]) }
}

function one(check: Check, c: Compiler, environment: Environment): Drawn | null {
  const leaf = 'share' in check.measure ? firstLeaf(check.measure.share) : null
  const [subject] = leaf?.subject.of ?? []
  if (!leaf || subject?.kind !== 'column' || leaf.subject.of.length > 1 || leaf.subject.quantity.is === 'entries')
    return null
  const interval = CONDITIONS[leaf.claim.kind]?.interval?.(leaf.claim.args)
  const marks = [interval?.low, interval?.high].filter(
    (v, i, all): v is Value => v !== undefined && all.indexOf(v) === i,
  )
  try {
    const said = { column: String(subject.args.name), marks, present: sql`${c.value(subject).sql} IS NOT NULL` }
    return valueAs(kindOf(check, subject, marks, environment), subject, said, c)
  } catch (error) {
    if (error instanceof Unchecked) return null
    throw error
  }
}

/** The kind in which the sentence compares the value with its limits; these may need the sentence's groups and order. */
function kindOf(check: Check, subject: Value, marks: readonly Value[], environment: Environment): Kind {
  const c = compiler(rowsOf(environment.dataset), environment, check)
  const value = c.value(subject)
  if (value.kind !== 'text' || marks.length === 0) return value.kind
  return c.common([value, ...marks.map((each) => c.value(each))], false)
}

function valueAs(
  kind: Kind,
  subject: Value,
  said: Pick<Drawn, 'column' | 'marks' | 'present'>,
  c: Compiler,
): Drawn | null {
  const value = c.value(subject)
  switch (kind) {
    case 'number':
      return { ...said, kind: 'numbers', value: sql`CAST(${c.as(value, 'number').sql} AS DOUBLE)` }
    case 'date':
    case 'timestamp':
      return { ...said, kind: 'times', value: sql`epoch(${c.as(value, kind).sql})` }
    case 'list':
    case 'struct':
    case 'other':
      return null
    case 'text':
    case 'time':
    case 'boolean':
    case 'duration':
      return { ...said, kind: 'texts', value: c.as(value, 'text').sql }
  }
}

function firstLeaf(of: Condition): Extract<Condition, { subject: Subject }> | null {
  if ('subject' in of) return of
  const [first] = 'all' in of ? of.all : of.any
  return first ? firstLeaf(first) : null
}
