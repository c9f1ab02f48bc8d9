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

/** All items at one place between tokens. */
interface Column {
  readonly items: Item[]
  /** How many of them the token before brought: the rest follows from these and the next token. */
  brought: number
  /** The items that wait for a non-terminal. */
  readonly waiting: Map<number, Item[]>
}

export interface Chart {
  readonly grammar: Grammar
  readonly tokens: readonly Token[]
  readonly columns: readonly Column[]
}

export type Parsed =
  | { readonly ok: true; readonly value: unknown; readonly ambiguous: boolean }
  | {
      readonly ok: false
      /** index of the first token that fits nothing; the number of tokens if more was expected */ readonly at: number
    }

const column = (items: Item[] = []): Column => ({ items, brought: items.length, waiting: new Map() })

/** Charts by what their tokens can stand for, which is all that a chart follows from: pages say the same of many columns. */
const known = new WeakMap<Grammar, Map<string, readonly Column[]>>()
/** So many charts are kept of a grammar: a sentence of twenty words takes some hundred kilobytes. */
const KEPT = 32

/** Fills the chart as far as the tokens fit the grammar. */
export function chart(grammar: Grammar, tokens: readonly Token[]): Chart {
  const shapes = known.get(grammar) ?? new Map<string, readonly Column[]>()
  known.set(grammar, shapes)
  const shape = tokens.map((token) => terminalsOf(grammar, token).join()).join(' ')
  const same = shapes.get(shape)
  if (same) return { grammar, tokens, columns: same }
  const { columns } = filled(grammar, tokens, [], 0)
  if (shapes.size >= KEPT) shapes.clear()
  shapes.set(shape, columns)
  return { grammar, tokens, columns }
}

/** The chart of other tokens that are the same up to `same`; what is known of those is not worked out again. */
export function rechart(before: Chart, tokens: readonly Token[], same: number): Chart {
  const from = Math.min(same, before.columns.length - 1)
  const brought = before.columns[from]
  if (!brought) return chart(before.grammar, tokens)
  return filled(
    before.grammar,
    tokens,
    [...before.columns.slice(0, from), column(brought.items.slice(0, brought.brought))],
    from,
  )
}

function filled(grammar: Grammar, tokens: readonly Token[], known: readonly Column[], from: number): Chart {
  const columns = known.length > 0 ? [...known] : [column()]
  for (let at = from; at <= tokens.length; at++) {
    const here = columns[at]
    const token = tokens[at]
    const next = token ? terminalsOf(grammar, token) : []
    if (!here) break
    if (at === 0)
      for (const rule of new Set(next.flatMap((t) => grammar.begun(t).get(grammar.start) ?? [])))
        here.items.push(start(rule, 0))
    if (here.items.length === 0) return { grammar, tokens, columns: columns.slice(0, at) }
    const following: Item[] = []
    work(grammar, columns, at, next, following)
    columns.push(column(following))
  }
  return { grammar, tokens, columns: columns.slice(0, tokens.length + 1) }
}

const start = (rule: number, origin: number): Item => ({
  rule,
  dot: 0,
  origin,
  before: null,
  child: null,
  ambiguous: false,
})

/** Predicts, scans and completes every item of one column; what a token moves forward goes into `following`. */
function work(
  grammar: Grammar,
  columns: readonly Column[],
  at: number,
  next: readonly number[],
  following: Item[],
): void {
  const here = columns[at]
  if (!here) return
  const { items, waiting } = here
  const width = grammar.flat.length
  const seen = new Map<number, Item>()
  const key = (item: Item) => (item.origin * 32 + item.dot) * width + item.rule
  for (const item of items) seen.set(key(item), item)
  const add = (item: Item) => {
    const of = key(item)
    const known = seen.get(of)
    if (known) known.ambiguous ||= known.before !== null && (known.before !== item.before || known.child !== item.child)
    else {
      seen.set(of, item)
      items.push(item)
    }
  }
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    const rule = item && grammar.flat[item.rule]
    if (!item || !rule) continue
    const symbol = rule.body[item.dot]
    if (symbol === undefined) {
      for (const each of columns[item.origin]?.waiting.get(rule.head) ?? []) add(step(each, item))
    } else if (grammar.isTerminal[symbol]) {
      if (next.includes(symbol)) following.push(step(item, at))
    } else {
      const others = waiting.get(symbol)
      if (others) others.push(item)
      else {
        waiting.set(symbol, [item])
        for (const terminal of next) for (const each of grammar.begun(terminal).get(symbol) ?? []) add(start(each, at))
      }
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
  const whole = columns[tokens.length]?.items.filter((item) => isWhole(grammar, item)) ?? []
  const [done] = whole
  if (!done) return { ok: false, at: columns.length > tokens.length ? tokens.length : Math.max(0, columns.length - 1) }
  const state = { ambiguous: whole.length > 1 }
  return { ok: true, value: build(filled, done, state), ambiguous: state.ambiguous }
}

function isWhole(grammar: Grammar, item: Item): boolean {
  const rule = grammar.flat[item.rule]
  return rule !== undefined && rule.head === grammar.start && item.origin === 0 && item.dot === rule.body.length
}

/** Whether the tokens are a sentence, without making its meaning. */
export const fits = (filled: Chart): boolean =>
  filled.columns[filled.tokens.length]?.items.some((item) => isWhole(filled.grammar, item)) === true

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
    if (typeof slot === 'string')
      slots[slot] =
        typeof at.child === 'number' ? filled.tokens[at.child]?.value : at.child && build(filled, at.child, state)
  })
  return rule.build(slots as Slots)
}

/** The terminals that may stand at a token index, by name: lower-case words and token classes. */
export function expected(filled: Chart, at: number): ReadonlySet<string> {
  const { grammar } = filled
  const found = new Set<string>()
  const begin = (symbol: number) => {
    for (const terminal of grammar.first(symbol)) found.add(grammar.symbols[terminal] ?? '')
  }
  if (at === 0) begin(grammar.start)
  const asked = new Set<number>()
  for (const item of filled.columns[at]?.items ?? []) {
    const symbol = grammar.flat[item.rule]?.body[item.dot]
    if (symbol === undefined || asked.has(symbol)) continue
    asked.add(symbol)
    if (grammar.isTerminal[symbol]) found.add(grammar.symbols[symbol] ?? '')
    else begin(symbol)
  }
  return found
}

/** The non-terminals, by name, that may stand at a token index because an item before it asks for them. */
export function wanted(filled: Chart, at: number): ReadonlySet<string> {
  const { grammar } = filled
  const found = new Set<string>()
  for (const item of filled.columns[at]?.items ?? []) {
    const symbol = grammar.flat[item.rule]?.body[item.dot]
    if (symbol !== undefined && !grammar.isTerminal[symbol]) found.add((grammar.symbols[symbol] ?? '').slice(1, -1))
  }
  return found
}
