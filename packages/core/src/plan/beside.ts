import type { Check, Value } from '../check.ts'
import { formatValue } from '../language/format.ts'
import type { Sql } from '../sql/sql.ts'
import type { Compiler } from '../vocabulary/expression.ts'
import { allLookedUp } from '../vocabulary/values/look-up.ts'
import type { Environment } from './environment.ts'
import { columnsIn } from './columns-in.ts'
import { isPrivate } from './private-columns.ts'

/** A value of another row or dataset that a sentence takes for a row: looked up, or of the row before or after. */
export interface Beside {
  /** As it is said, without backticks: "the price before". */
  readonly title: string
  /** As text; the different values, where several are found. */
  readonly value: Sql
  readonly private: boolean
}

/** What the rows of a check are compared with that does not stand in them. */
export function besides({ measure, where }: Check, c: Compiler, { dataset, others }: Environment): readonly Beside[] {
  const said = 'share' in measure ? valuesIn([measure.share, where ?? []]) : []
  return [...new Map(said.map((each) => [formatValue(each), each]))].map(([title, each]) => {
    const lookUp = each.kind === 'lookup'
    const owner = lookUp ? others.get(String(each.args.dataset)) : dataset
    const columns = lookUp ? [String(each.args.of)] : columnsIn(each.args)
    const value = lookUp ? allLookedUp(each.args, c) : c.value(each).sql
    return {
      title: title.replaceAll('`', ''),
      value: c.let(c.d.tryCast(value, 'text')),
      private: columns.some((column) => isPrivate(column, owner?.private ?? [])),
    }
  })
}

const KINDS: ReadonlySet<string> = new Set(['lookup', 'row-before', 'row-after'])

/** The values of these kinds in a part of a check, outermost first. */
function valuesIn(node: unknown): readonly Value[] {
  if (Array.isArray(node)) return node.flatMap(valuesIn)
  if (node === null || typeof node !== 'object') return []
  const said = node as Partial<Value>
  if (said.args && KINDS.has(said.kind ?? '')) return [said as Value]
  return Object.values(node).flatMap(valuesIn)
}
