import { checkedExpression, text, type PageSql, type Sql } from '@assay/core'
import type { Engine } from './engine.ts'
import { onlyExpression, parse, plainSelect, same, unusedName } from './page-expression-parse.ts'
import { columnPath } from './page-expression-rules.ts'
import { SKIPS_NULL } from './page-functions.ts'
import {
  isExpression,
  isList,
  isNode,
  mapExpressions,
  parts,
  textOf,
  writeTree,
  type Tree,
  type TreeNode,
} from './syntax-tree.ts'

/**
 * Writes the tree as SQL and reads that again: what runs is what was checked, to the last node. Undefined where the engine
 * writes a form that it reads as another one.
 */
export async function writeAnew(engine: Engine, checked: TreeNode, table: string): Promise<PageSql | undefined> {
  const stem = unusedName('page_column_', JSON.stringify(checked))
  const columns: string[] = []
  const expression = mapExpressions(checked, (node) => rewritten(node, columns, stem))
  const [row] = await engine.query(
    `SELECT json_deserialize_sql(${text(writeTree(selectOf(expression, table))).text}) AS sql`,
  )
  const sql = String(row?.['sql'])
  const [start, end] = ['SELECT ', ` FROM ${table}`]
  const [again] = await parse(engine, sql)
  const back = onlyExpression(again, table)
  if (!sql.startsWith(start) || !sql.endsWith(end) || 'message' in back || !same(back.expression, expression))
    return undefined
  return withColumns(sql.slice(start.length, -end.length), columns, stem)
}

const selectOf = (expression: Tree, table: string): Tree => ({
  error: false,
  statements: [{ node: { ...plainSelect(table), select_list: [expression] }, named_param_map: [] }],
})

function rewritten(node: TreeNode, columns: string[], stem: string): Tree {
  switch (node['class']) {
    case 'COLUMN_REF':
      return { ...node, column_names: [`${stem}${String(placeOf(columnPath(node), columns))}`] }
    case 'CONSTANT':
      return exactConstant(node)
    case 'FUNCTION':
      return withoutFilter(node)
    default:
      return node
  }
}

function placeOf(column: string, columns: string[]): number {
  const known = columns.indexOf(column)
  return known >= 0 ? known : columns.push(column) - 1
}

/** The engine writes these so that they would be read as another type (1e5 as the decimal 100000.0). */
function exactConstant(node: TreeNode): Tree {
  const value = isNode(node['value']) ? node['value'] : {}
  const type = isNode(value['type']) ? textOf(value['type']['id']) : ''
  const is = value['value']
  if (type === 'DOUBLE' && isNode(is)) return cast(textOf(is['digits']), 'DOUBLE', node)
  if (type === 'BOOLEAN' && typeof is === 'boolean') return cast(is ? 't' : 'f', 'BOOLEAN', node)
  return node
}

const cast = (written: string, type: string, node: TreeNode): Tree => ({
  class: 'CAST',
  type: 'OPERATOR_CAST',
  alias: node['alias'] ?? '',
  child: constant({ type: { id: 'VARCHAR', type_info: null }, is_null: false, value: written }),
  cast_type: { id: type, type_info: null },
  try_cast: false,
})

const constant = (value: TreeNode): TreeNode => ({ class: 'CONSTANT', type: 'VALUE_CONSTANT', alias: '', value })

/** FILTER grows slow with the width of a table: `f(x) FILTER (WHERE c)` is written `f(CASE WHEN c THEN x END)`. */
function withoutFilter(node: TreeNode): Tree {
  const filter = node['filter']
  const children = isList(node['children']) ? node['children'] : []
  const called = textOf(node['function_name'])
  if (!isExpression(filter)) return node
  if (called === 'count_star') return { ...node, function_name: 'count', filter: null, children: [when(filter, ONE)] }
  const [first, ...others] = children
  if (!first || !SKIPS_NULL.has(called) || parts(node['order_bys'] ?? null).length > 0) return node
  return { ...node, filter: null, children: [when(filter, first), ...others] }
}

const ONE = constant({ type: { id: 'INTEGER', type_info: null }, is_null: false, value: { digits: '1' } })
const NOTHING = constant({ type: { id: 'NULL', type_info: null }, is_null: true })

const when = (condition: Tree, then: Tree): Tree => ({
  class: 'CASE',
  type: 'CASE_EXPR',
  alias: '',
  case_checks: [{ when_expr: condition, then_expr: then }],
  else_expr: NOTHING,
})

function withColumns(written: string, columns: readonly string[], stem: string): PageSql {
  const pieces = written.split(new RegExp(`${stem}(\\d+)`))
  return {
    columns,
    with(sqls: readonly Sql[]): Sql {
      const column = (place: string): string => {
        const found = sqls[Number(place)]
        if (!found) throw new Error(`the SQL of \`${columns[Number(place)] ?? place}\` is missing`)
        return `(${found.text})`
      }
      return checkedExpression(pieces.map((piece, i) => (i % 2 === 1 ? column(piece) : piece)).join(''))
    },
  }
}
