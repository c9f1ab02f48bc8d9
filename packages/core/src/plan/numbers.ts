import type { Condition, Value } from '../check.ts'
import { and, join, sql } from '../sql/sql.ts'
import { Unchecked, type Compiler, type Expr } from '../vocabulary/expression.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import type { NumberWord } from '../vocabulary/word.ts'
import type { Args } from '../check.ts'
import { fromOf, rowsOf, unknownOf, type Rows, type Scope } from './rows.ts'
import { datasetOf } from './datasets.ts'
import type { Environment } from './environment.ts'

/** A number of the delivery with what it is taken of said apart: of which rows, of which dataset. */
export interface Leaf {
  readonly of: Value
  readonly where?: Condition
  readonly dataset?: string
  readonly history?: true
}

export function leafOf(v: Value): Leaf {
  const inner = numberWord(v)?.inner?.(v.args)
  if (!inner) return { of: v }
  return { ...leafOf(inner.of), ...inner, of: leafOf(inner.of).of }
}

export function numberWord(v: Value): NumberWord<Args> | null {
  const word = VALUES[v.kind]
  return word?.level === 'delivery' ? word : null
}

/** The rows that a number is compared with. */
interface Place {
  readonly rows: Rows
  readonly environment: Environment
  readonly scoped: Scope
  readonly c: Compiler
  /** Given, since a compiler asks for numbers and numbers need a compiler. */
  readonly compile: (rows: Rows, scoped: Scope) => Compiler
}

/**
 * A number of the delivery that single rows are compared with: a scalar subquery, or with groups a window over the row's
 * group. It is of the same rows in scope as the sentence, or of those of them that it names.
 */
export function numberInRows(v: Value, place: Place): Expr {
  const { scoped, c } = place
  const leaf = leafOf(v)
  const word = numberWord(leaf.of)
  if (!word) throw new Unchecked('incomparable', 'that is no number of the delivery')
  if (leaf.dataset !== undefined || leaf.history || !scoped.each) return perhaps(leaf, word, scalar(leaf, word, place))
  const take = word.take(leaf.of.args, c)
  const chosen = leaf.where ? c.truth(leaf.where) : null
  c.restsOn(chosen?.readings ?? [], 'where')
  const only = chosen ? sql` FILTER (WHERE ${chosen.yes})` : sql``
  const over = sql`OVER (PARTITION BY ${join([...c.groups, sql`coalesce(${c.scope}, false)`], sql`, `)})`
  const windows = Object.fromEntries(
    Object.entries(take.aggregates).map(([name, aggregate]) => [name, c.let(sql`${aggregate}${only} ${over}`)]),
  )
  return perhaps(leaf, word, take.expression(windows))
}

/** Of some rows, of another dataset or delivery there may be no average; then nothing can be compared with it. */
function perhaps(leaf: Leaf, word: NumberWord<Args>, number: Expr): Expr {
  const fewer = leaf.where !== undefined || leaf.dataset !== undefined || leaf.history
  if (word.ofNothing !== 'idle' || !fewer) return number
  const { constant: _, ...open } = number
  return open
}

/** A scalar subquery; with groups over another dataset or delivery, of the same group there. */
function scalar(leaf: Leaf, word: NumberWord<Args>, place: Place): Expr {
  const { rows, scoped, c } = place
  const dataset = datasetOf(leaf, place.environment)
  const own = rowsOf(dataset, 'n')
  const where = [scoped.where, leaf.where].flatMap((each) => (each ? [each] : []))
  const here: Scope = { ...scoped, ...(where.length > 0 ? { where: { all: where } } : {}) }
  const inner = place.compile(
    own,
    leaf.dataset === undefined
      ? ofRows(here, leaf)
      : { ...(leaf.where ? { where: leaf.where } : {}), ...(scoped.each ? { each: scoped.each } : {}) },
  )
  const sameGroup =
    leaf.dataset === undefined && !leaf.history
      ? []
      : inner.groups.map((key, i) => sql`CAST(${key} AS VARCHAR) = CAST(${c.groups[i] ?? sql`NULL`} AS VARCHAR)`)
  const take = word.take(leaf.of.args, inner)
  const lookUp = dataset === rows.dataset ? rows.unknown : unknownOf(rows, dataset.name)
  for (const each of own.unknown) lookUp.add(each)
  const taken = Object.fromEntries(
    Object.entries(take.aggregates).map(([name, aggregate]) => [
      name,
      sql`(SELECT ${aggregate} FROM ${fromOf(own)} WHERE ${and([inner.scope, ...sameGroup])})`,
    ]),
  )
  return take.expression(taken)
}

/** The rows of an earlier delivery are in no order that a sentence could mean. */
function ofRows(scope: Scope, leaf: Leaf): Scope {
  const { order: _, ...unordered } = scope
  return leaf.history ? unordered : scope
}
