import { ALLOWED_AGGREGATES, ALLOWED_FUNCTIONS, ALLOWED_TYPES, CLOCK } from './page-functions.ts'
import { isList, isNode, parts, textOf, type Tree, type TreeNode } from './syntax-tree.ts'

export type ExpressionKind = 'condition' | 'aggregate'

/** What is not allowed; `unknown` names a function that is not in the tables, so that a near one can be offered. */
export interface Objection {
  readonly message: string
  readonly unknown?: string
}

/** The classes of nodes that only compute, and of each the types; all others are refused. */
const ALLOWED_NODES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    COLUMN_REF: ['COLUMN_REF'],
    CONSTANT: ['VALUE_CONSTANT'],
    FUNCTION: ['FUNCTION'],
    CASE: ['CASE_EXPR'],
    CAST: ['OPERATOR_CAST'],
    BETWEEN: ['COMPARE_BETWEEN'],
    CONJUNCTION: ['CONJUNCTION_AND', 'CONJUNCTION_OR'],
    COMPARISON: [
      'COMPARE_EQUAL',
      'COMPARE_NOTEQUAL',
      'COMPARE_LESSTHAN',
      'COMPARE_GREATERTHAN',
      'COMPARE_LESSTHANOREQUALTO',
      'COMPARE_GREATERTHANOREQUALTO',
      'COMPARE_DISTINCT_FROM',
      'COMPARE_NOT_DISTINCT_FROM',
    ],
    OPERATOR: [
      'OPERATOR_NOT',
      'OPERATOR_IS_NULL',
      'OPERATOR_IS_NOT_NULL',
      'OPERATOR_COALESCE',
      'OPERATOR_TRY',
      'COMPARE_IN',
      'COMPARE_NOT_IN',
      'ARRAY_EXTRACT',
      'ARRAY_SLICE',
      'STRUCT_EXTRACT',
    ],
  }),
)

const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    SUBQUERY: 'a query inside (SELECT, EXISTS, ANY, ARRAY) is not allowed',
    WINDOW: 'OVER (a window over other rows) is not allowed',
    LAMBDA: 'a lambda (`x -> …`, a list comprehension) is not allowed; a JSON field is `json_extract(column, …)`',
    STAR: '`*` is only allowed in `count(*)`; name the columns',
    PARAMETER: 'a parameter (`?`, `$1`) is not allowed',
    POSITIONAL_REFERENCE: 'a column by its position (`#1`) is not allowed; name it',
    COLLATE: 'COLLATE is not allowed; compare `lower(column)`',
    DEFAULT: 'DEFAULT is not allowed',
  }),
)

/** The first thing in an expression that is not allowed; undefined when it only computes. */
export function objectionTo(expression: TreeNode, kind: ExpressionKind): Objection | undefined {
  const found = firstObjection(expression, kind, false)
  if (found || kind === 'condition' || hasAggregate(expression)) return found
  return {
    message: 'a measure takes one number from all rows; use an aggregate such as `count(*)`, `sum(…)` or `avg(…)`',
  }
}

const isAggregate = (node: TreeNode): boolean => ALLOWED_AGGREGATES.has(textOf(node['function_name']).toLowerCase())

const hasAggregate = (node: TreeNode): boolean => isAggregate(node) || parts(node).some(hasAggregate)

function firstObjection(node: TreeNode, kind: ExpressionKind, aggregated: boolean): Objection | undefined {
  const own = objectionToNode(node, kind, aggregated)
  if (own) return own
  const below = aggregated || isAggregate(node)
  for (const part of parts(node)) {
    const found = firstObjection(part, kind, below)
    if (found) return found
  }
  return undefined
}

function objectionToNode(node: TreeNode, kind: ExpressionKind, aggregated: boolean): Objection | undefined {
  const nodeClass = textOf(node['class'])
  if (!ALLOWED_NODES.get(nodeClass)?.includes(textOf(node['type'])))
    return { message: REFUSED.get(nodeClass) ?? `${textOf(node['type'])} is not allowed` }
  switch (nodeClass) {
    case 'COLUMN_REF':
      return objectionToColumn(node, kind, aggregated)
    case 'CAST':
      return objectionToType(node['cast_type'])
    case 'FUNCTION':
      return objectionToFunction(node, kind, aggregated)
    default:
      return undefined
  }
}

export const columnPath = (node: TreeNode): string => {
  const names = node['column_names']
  return isList(names) ? names.map(textOf).join('.') : ''
}

function objectionToColumn(node: TreeNode, kind: ExpressionKind, aggregated: boolean): Objection | undefined {
  const path = columnPath(node)
  if (CLOCK.has(path.toLowerCase())) return clock(path)
  if (kind === 'aggregate' && !aggregated)
    return { message: `\`${path}\` stands outside of an aggregate; a measure is one number, such as \`sum(${path})\`` }
  return undefined
}

const clock = (name: string): Objection => ({
  message: `\`${name}\` reads the clock, and an old delivery would be judged by today; say it in a sentence with \`now\` or \`today\``,
})

function objectionToFunction(node: TreeNode, kind: ExpressionKind, aggregated: boolean): Objection | undefined {
  const name = textOf(node['function_name']).toLowerCase()
  const place = [textOf(node['catalog']), textOf(node['schema'])].filter((part) => part !== '' && part !== 'main')
  if (place.length > 0)
    return { message: `\`${[...place, name].join('.')}\`: only functions of the engine itself are allowed` }
  if (CLOCK.has(name)) return clock(`${name}()`)
  if (ALLOWED_AGGREGATES.has(name)) {
    if (kind === 'condition')
      return {
        message: `\`${shown(name)}\` looks at many rows, and a word is true or false of one; write it under \`measures\``,
      }
    return aggregated ? { message: `\`${shown(name)}\` stands inside of another aggregate` } : undefined
  }
  if (!ALLOWED_FUNCTIONS.has(name)) return { message: `the function \`${name}\` is not allowed here`, unknown: name }
  if (node['filter'] !== null || node['distinct'] === true || ordered(node))
    return { message: `\`${name}\` is no aggregate, so FILTER, DISTINCT and ORDER BY cannot stand with it` }
  return undefined
}

const shown = (name: string): string => (name === 'count_star' ? 'count(*)' : name)

const ordered = (node: TreeNode): boolean => parts(node['order_bys'] ?? null).length > 0

function objectionToType(type: Tree | undefined): Objection | undefined {
  if (!isNode(type)) return { message: 'the type of a CAST cannot be read' }
  const id = textOf(type['id'])
  const info = isNode(type['type_info']) ? type['type_info'] : {}
  if (id === 'LIST' || id === 'ARRAY') return objectionToType(info['child_type'])
  const alias = textOf(info['alias'])
  if (ALLOWED_TYPES.has(id) && alias === '') return undefined
  if (id === 'UNBOUND' && isJson(info)) return undefined
  return { message: `a CAST to ${alias || textOf(info['name']) || id} is not allowed` }
}

const isJson = (info: TreeNode): boolean =>
  textOf(info['name']).toLowerCase() === 'json' && textOf(info['schema']) === '' && textOf(info['catalog']) === ''
