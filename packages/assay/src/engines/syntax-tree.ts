/** The parse tree of the engine as plain JSON; numbers stand in it as `{ digits }`, so that none loses a digit. */
export type Tree = null | boolean | string | readonly Tree[] | TreeNode
export interface TreeNode {
  readonly [field: string]: Tree
}

export const isNode = (tree: Tree | undefined): tree is TreeNode =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)

export const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree)

/** An expression: a node of a class. Other nodes only hold parts of one (the branches of a CASE, an ORDER BY …). */
export const isExpression = (tree: Tree | undefined): tree is TreeNode =>
  isNode(tree) && typeof tree['class'] === 'string'

export const textOf = (tree: Tree | undefined): string => (typeof tree === 'string' ? tree : '')

const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?(?:\d[\d.]*(?:[eE][+-]?\d+)?|Infinity|NaN)/g
const NUMBER_NODE = /\{"digits":"([^"]*)"\}/g

/** Inside a JSON text every quote is escaped, so that neither pattern can meet a part of one. */
export function parseTree(json: string): Tree {
  return JSON.parse(
    json.replaceAll(TEXT_OR_NUMBER, (found) => (found.startsWith('"') ? found : `{"digits":"${found}"}`)),
  ) as Tree
}

export const writeTree = (tree: Tree): string => JSON.stringify(tree).replaceAll(NUMBER_NODE, '$1')

/** The tree with each expression in it changed, the innermost first. */
export function mapExpressions(tree: Tree, change: (node: TreeNode) => Tree): Tree {
  if (isList(tree)) return tree.map((each) => mapExpressions(each, change))
  if (!isNode(tree)) return tree
  const inside: TreeNode = Object.fromEntries(
    Object.entries(tree).map(([field, value]) => [field, mapExpressions(value, change)]),
  )
  return isExpression(inside) ? change(inside) : inside
}

/** The expressions directly below a node, wherever in it they stand. */
export function parts(node: Tree): readonly TreeNode[] {
  const below = isList(node) ? node : isNode(node) ? Object.values(node) : []
  return below.flatMap((each) => (isExpression(each) ? [each] : parts(each)))
}

/** Without the places in the text, which change nothing. The largest place does not fit where the engine reads it. */
export function withoutPlaces(tree: Tree): Tree {
  if (isList(tree)) return tree.map(withoutPlaces)
  if (!isNode(tree)) return tree
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([field]) => field !== 'query_location')
      .map(([field, value]) => [field, withoutPlaces(value)]),
  )
}
