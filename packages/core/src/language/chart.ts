import type { Grammar, Slots } from './grammar.ts'
import type { Token } from './lexer.ts'
import { terminalsOf } from './terminals.ts'

/**
 * A chart parser after Earley, "An Efficient Context-Free Parsing Algorithm" (CACM 13(2), 1970), with one token of
 * look-ahead in prediction. The chart knows at every token what may come next, also in the middle of a wrong sentence.
 * The grammar has no empty rules, which keeps completion simple.
 */
interface Item {
  readonly rule: number
  readonly dot: number
  readonly origin: number
  /** The item before the last symbol, and what that symbol was: a finished item or the token's index. */
  readonly before: Item | null
  readonly child: Item | number | null
  /** True when the same item was reached in a second way. */
  ambiguous: boolean
}

export interface Chart {
  readonly grammar: Grammar
  readonly tokens: readonly Token[]
  readonly columns: readonly (readonly Item[])[]
}

export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly ambiguous: boolean }
  | { readonly ok: false; /** index of the first token that fits nothing; the number of tokens if more was expected */ readonly at: number }

/** Fills the chart as far as the tokens fit the grammar. */
export function chart(grammar: Grammar, tokens: readonly Token[]): Chart {
  const terminals = tokens.map((token) => terminalsOf(grammar, token))
  const columns: Item[][] = [[]]
  predictStart(grammar, columns[0] ?? [], terminals[0])
  for (let at = 0; at <= tokens.length; at++) {
    const column = columns[at]
    if (!column || column.length === 0) return { grammar, tokens, columns: columns.slice(0, at) }
    const following: Item[] = []
    work(grammar, columns, at, terminals[at] ?? [], following)
    columns.push(following)
  }
  return { grammar, tokens, columns: columns.slice(0, tokens.length + 1) }
}

function predictStart(grammar: Grammar, column: Item[], next: readonly number[] | undefined): void {
  const rules = next ? next.flatMap((t) => grammar.begins[grammar.start]?.get(t) ?? []) : []
  for (const rule of new Set(rules)) column.push(start(rule, 0))
}

const start = (rule: number, origin: number): Item => ({ rule, dot: 0, origin, before: null, child: null, ambiguous: false })

/** Predicts, scans and completes every item of one column; what a token moves forward goes into `following`. */
function work(grammar: Grammar, columns: readonly Item[][], at: number, next: readonly number[], following: Item[]): void {
  const column = columns[at] ?? []
  const width = grammar.flat.length
  const seen = new Map<number, Item>()
  const predicted = new Set<number>()
  const key = (item: Item) => (item.origin * 32 + item.dot) * width + item.rule
  for (const item of column) seen.set(key(item), item)
  const add = (item: Item) => {
    const known = seen.get(key(item))
    if (known) known.ambiguous ||= known.before !== null && (known.before !== item.before || known.child !== item.child)
    else {
      seen.set(key(item), item)
      column.push(item)
    }
  }
  for (let i = 0; i < column.length; i++) {
    const item = column[i]
    const rule = item && grammar.flat[item.rule]
    if (!item || !rule) continue
    const symbol = rule.body[item.dot]
    if (symbol === undefined) {
      for (const waiting of columns[item.origin] ?? [])
        if (grammar.flat[waiting.rule]?.body[waiting.dot] === rule.head) add(step(waiting, item))
    } else if (grammar.isTerminal[symbol]) {
      if (next.includes(symbol)) following.push(step(item, at))
    } else if (!predicted.has(symbol)) {
      predicted.add(symbol)
      const rules = new Set(next.flatMap((terminal) => grammar.begins[symbol]?.get(terminal) ?? []))
      for (const each of rules) add(start(each, at))
    }
  }
}

const step = (item: Item, child: Item | number): Item => ({
  rule: item.rule,
  dot: item.dot + 1,
  origin: item.origin,
  before: item,
  child,
  ambiguous: false,
})

/** What the whole sentence means, or where it stopped fitting. */
export function result(filled: Chart): Parsed {
  const { grammar, tokens, columns } = filled
  const last = columns[tokens.length]
  const done = last?.find((item) => isWhole(grammar, item))
  if (!done) return { ok: false, at: last ? tokens.length : Math.max(0, columns.length - 1) }
  const state = { ambiguous: false }
  return { ok: true, value: build(filled, done, state), ambiguous: state.ambiguous || several(grammar, last ?? []) }
}

function isWhole(grammar: Grammar, item: Item): boolean {
  const rule = grammar.flat[item.rule]
  return rule !== undefined && rule.head === grammar.start && item.origin === 0 && item.dot === rule.body.length
}

const several = (grammar: Grammar, column: readonly Item[]): boolean => column.filter((item) => isWhole(grammar, item)).length > 1

function build(filled: Chart, item: Item, state: { ambiguous: boolean }): unknown {
  const rule = filled.grammar.flat[item.rule]
  if (!rule) return null
  const steps: Item[] = []
  for (let at: Item | null = item; at && at.dot > 0; at = at.before) steps[at.dot - 1] = at
  // in the order of the words, so that equal sentences give equal JSON
  const slots: { [slot: string]: unknown } = {}
  steps.forEach((at, i) => {
    state.ambiguous ||= at.ambiguous
    const slot = rule.slots[i]
    if (typeof slot === 'string') slots[slot] = typeof at.child === 'number' ? filled.tokens[at.child]?.value : at.child && build(filled, at.child, state)
  })
  return rule.build(slots as Slots)
}

/** The terminals that may stand at a token index, by name: lower-case words and token classes. */
export function expected(filled: Chart, at: number): ReadonlySet<string> {
  const { grammar } = filled
  const found = new Set<string>()
  if (at === 0) for (const terminal of grammar.begins[grammar.start]?.keys() ?? []) found.add(grammar.symbols[terminal] ?? '')
  for (const item of filled.columns[at] ?? []) {
    const symbol = grammar.flat[item.rule]?.body[item.dot]
    if (symbol === undefined) continue
    if (grammar.isTerminal[symbol]) found.add(grammar.symbols[symbol] ?? '')
    else for (const terminal of grammar.begins[symbol]?.keys() ?? []) found.add(grammar.symbols[terminal] ?? '')
  }
  return found
}
