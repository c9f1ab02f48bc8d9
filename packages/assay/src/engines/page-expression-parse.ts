import { text } from '@assay/core'
import type { Engine } from './engine.ts'
import type { Objection } from './page-expression-rules.ts'
import {
  isExpression,
  isList,
  isNode,
  parseTree,
  textOf,
  withoutPlaces,
  type Tree,
  type TreeNode,
} from './syntax-tree.ts'

/** A name that stands nowhere in a text. */
export function unusedName(stem: string, inside: string): string {
  let name = stem
  while (inside.toLowerCase().includes(name)) name = `${name}_`
  return name
}

export type Parsed = { readonly expression: TreeNode } | Objection

/**
 * An expression is what has the same tree bare and in parentheses. Bare, nothing can close our parenthesis; in parentheses,
 * nothing can be a second column, an alias or a clause; and the table after it, whose name the text does not contain, shows
 * that no comment and no statement swallowed the rest.
 */
export async function parseAlone(engine: Engine, written: string, table: string): Promise<Parsed> {
  if (mayExplode(written)) return { message: 'CASE with a value stands in CASE too deep; write `CASE WHEN value = …`' }
  const [bare, enclosed] = await parse(
    engine,
    `SELECT ${written}\n FROM ${table}`,
    `SELECT (${written}\n) FROM ${table}`,
  )
  const bareError = parserError(bare, written)
  if (bareError !== undefined) return { message: bareError }
  const expression = onlyExpression(bare, table)
  if ('message' in expression) return expression
  const again = onlyExpression(enclosed, table)
  if ('message' in again || !same(expression.expression, again.expression))
    return { message: 'the SQL must be one expression, as it could stand in parentheses' }
  return expression
}

/**
 * The parser copies the value of `CASE value WHEN …` into each branch, so that forty of them in one another would fill any
 * memory. The size is at most (branches for each)^(such CASEs). What is counted may be too much, as in texts and comments, but
 * never too little: the engine takes `2WHEN` for two words, and `WHENé` for a name.
 */
function mayExplode(written: string): boolean {
  const withValue = written.match(/\bcase\b(?![ \t\r\n]+when[ \t\r\n(])/gi)?.length ?? 0
  const branches = written.match(/when/gi)?.length ?? 0
  return withValue > 1 && Math.max(2, branches / withValue) ** withValue > MOST_COPIES
}

const MOST_COPIES = 250

export async function parse(engine: Engine, ...statements: readonly string[]): Promise<readonly Tree[]> {
  const calls = statements.map((statement, i) => `json_serialize_sql(${text(statement).text}) AS s${String(i)}`)
  const [row] = await engine.query(`SELECT ${calls.join(', ')}`)
  return Object.values(row ?? {}).map((json) => withoutPlaces(parseTree(String(json))))
}

export const same = (a: Tree, b: Tree): boolean => JSON.stringify(a) === JSON.stringify(b)

function parserError(parsed: Tree | undefined, written: string): string | undefined {
  if (!isNode(parsed)) return 'the SQL cannot be read'
  if (parsed['error'] !== true) return undefined
  const words = textOf(parsed['error_message'])
  if (words.startsWith('Only SELECT')) return 'the SQL must be one expression, not a statement'
  if (words.startsWith('Max expression depth')) return 'the SQL is nested too deeply'
  const end = 'SELECT '.length + Buffer.byteLength(written)
  const early = Number(textOf(parsed['position']) || 0) >= end
  return `the SQL cannot be read: ${early ? 'it ends too early, or is not one expression' : (words.split('\n', 1)[0] ?? words)}`
}

/** The expression of `SELECT expression FROM table`, when a statement is that and has no other clause. */
export function onlyExpression(parsed: Tree | undefined, table: string): Parsed {
  const statements = isNode(parsed) ? parsed['statements'] : undefined
  if (!isList(statements) || statements.length !== 1)
    return { message: 'the SQL must be one expression; `;` is not allowed' }
  const node = isNode(statements[0]) ? statements[0]['node'] : undefined
  const items = isNode(node) ? node['select_list'] : undefined
  if (!isNode(node) || !isList(items)) return { message: 'the SQL must be one expression, not a query' }
  const expression = items[0]
  if (items.length !== 1 || !isExpression(expression))
    return { message: `the SQL must be one expression, not ${String(items.length)} with a comma between them` }
  if (textOf(expression['alias']) !== '')
    return { message: `the SQL must be one expression without a name (AS) of its own` }
  if (!same({ ...node, select_list: [] }, plainSelect(table)))
    return { message: 'the SQL must be one expression, without FROM, WHERE, DISTINCT, ORDER BY or any other clause' }
  return { expression }
}

export function plainSelect(table: string): TreeNode {
  return {
    type: 'SELECT_NODE',
    modifiers: [],
    cte_map: { map: [] },
    select_list: [],
    from_table: {
      type: 'BASE_TABLE',
      alias: '',
      sample: null,
      schema_name: '',
      table_name: table,
      column_name_alias: [],
      catalog_name: '',
      at_clause: null,
    },
    where_clause: null,
    group_expressions: [],
    group_sets: [],
    aggregate_handling: 'STANDARD_HANDLING',
    having: null,
    sample: null,
    qualify: null,
  }
}
