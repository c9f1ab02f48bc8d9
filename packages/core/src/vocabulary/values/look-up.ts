import type { Args, Value } from '../../check.ts'
import { and, number, sql, type Sql } from '../../sql/sql.ts'
import { Unchecked, type Compiler, type Dataset, type Expr, type Reading } from '../expression.ts'
import { value } from '../word.ts'

export const lookup = value({
  about: 'a value looked up in another dataset by its key; a row that leads to several different ones fails',
  level: 'row',
  phrases: [{ say: 'the {of:name} of its {by:columns} in {dataset:dataset}' }],
  examples: [],
  reading: (a, say) =>
    `the ${say.written({ kind: 'column', args: { name: a.of } })} of its ${say.list(a.by.map(say.value))} in the dataset ${say.written({ kind: 'column', args: { name: a.dataset } })}`,
  sql: (a, c) => lookedUp(a.of, a.by, a.dataset, c),
})

/** Where the values are that a row leads to. */
interface Found {
  readonly other: Dataset
  readonly value: Expr
  readonly where: Sql
}

function foundBy(of: string, by: readonly Value[], dataset: string, c: Compiler): Found {
  const other = c.dataset(dataset)
  if (other.key.length !== by.length)
    throw new Unchecked(
      'no-dataset',
      `the dataset ${dataset} has the key ${other.key.join(', ') || '(none)'}, so a look-up needs as many columns`,
    )
  const matches = other.key.map((key, i) => {
    const [mine, theirs] = [c.value(by[i] ?? { kind: 'column', args: { name: key } }), other.compiler.column(key)]
    const kind = c.common([mine, theirs], false)
    return sql`${other.compiler.as(theirs, kind).sql} = ${c.as(mine, kind).sql}`
  })
  return { other, value: other.compiler.column(of), where: and(matches) }
}

/** The one value that is found. Where there are different ones, none of them is taken: that is as good as unreadable. */
function lookedUp(of: string, by: readonly Value[], dataset: string, c: Compiler): Expr {
  const { other, value, where } = foundBy(of, by, dataset, c)
  const ends = c.let(
    sql`(SELECT {'low': min(${value.sql}), 'high': max(${value.sql})} FROM ${other.relation} WHERE ${where})`,
  )
  const [low, high] = [sql`(${ends}).low`, sql`(${ends}).high`]
  const read = c.let(sql`CASE WHEN ${low} = ${high} THEN ${low} END`)
  const lookUp: Value = { kind: 'lookup', args: { of, by: by.map((each) => ({ ...each })), dataset } }
  const [first] = by
  const column = first?.kind === 'column' ? String(first.args.name) : ''
  const reading: Reading = { dataset: c.ofDataset, column, as: value.kind, lookUp }
  return { ...value, sql: read, partial: [{ source: low, read, readings: [reading] }] }
}

/** So many different values are named. */
const NAMED = 3

/** What a look-up finds, as text: its value, or its different values ("4 or 7"). */
export function allLookedUp({ of, by, dataset }: Args, c: Compiler): Sql {
  const { other, value, where } = foundBy(String(of), by as unknown as readonly Value[], String(dataset), c)
  const values = sql`list_sort(list(DISTINCT ${c.d.tryCast(value.sql, 'text')}))[1:${number(NAMED)}]`
  return c.let(sql`(SELECT array_to_string(${values}, ' or ') FROM ${other.relation} WHERE ${where})`)
}
