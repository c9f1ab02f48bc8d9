import { tokens } from './lexer.ts'

/**
 * A grammar is a list of rules. A rule's template is words and typed slots: `be between {low:value} and {high:value}`.
 * `[words]` may be left out and `(a|b)` are alternatives; both are for what is read, never for what is written.
 */
export interface Rule {
  readonly head: string
  readonly template: string
  readonly build: (slots: Slots) => unknown
}
export type Slots = { readonly [slot: string]: unknown }

/** A word or a slot of a template. */
export interface Part {
  /** Name of the symbol: a lower-case word, a token class, or the head of rules in angle brackets. */
  readonly symbol: string
  /** Null for a word, and for a slot whose meaning nobody asks for. */
  readonly slot: string | null
}

/** Kinds of token that a grammar can ask for: `{x:$text}`. */
export const CLASSES = [
  '$column',
  '$text',
  '$number',
  '$pattern',
  '$date',
  '$timestamp',
  '$time',
  '$ordinal',
  '$format',
  '$zone',
  '$country',
] as const
export type TokenClass = (typeof CLASSES)[number]

/** One flat rule of the compiled grammar: symbols are numbers. */
interface Flat {
  readonly head: number
  readonly body: readonly number[]
  readonly slots: readonly (string | null)[]
  readonly build: (slots: Slots) => unknown
}

export interface Grammar {
  readonly flat: readonly Flat[]
  readonly symbols: readonly string[]
  /** Terminal of a lower-case word, or of a token class. */
  readonly terminal: ReadonlyMap<string, number>
  readonly isTerminal: readonly boolean[]
  readonly start: number
  /** For a terminal, all rules that can begin with it, in their order, by their heads. */
  readonly begun: (terminal: number) => ReadonlyMap<number, readonly number[]>
  /** The terminals that a symbol can begin with. */
  readonly first: (symbol: number) => readonly number[]
}

/** Every way to say a template, with optional parts and alternatives multiplied out; the first is the shortest. */
export function expand(template: string): readonly (readonly Part[])[] {
  const bracket = /\[([^\]]*)\]|\(([^()]*\|[^()]*)\)/.exec(template)
  if (!bracket) return [parts(template)]
  const before = template.slice(0, bracket.index)
  const after = template.slice(bracket.index + bracket[0].length)
  const inner = bracket[1] ?? bracket[2] ?? ''
  const either = inner.includes('(') ? [inner] : inner.split('|')
  const choices = bracket[1] !== undefined ? ['', ...either] : either
  return choices.flatMap((choice) => expand(`${before} ${choice} ${after}`))
}

/** The words and slots of a template without brackets. */
export function parts(template: string): readonly Part[] {
  const found: Part[] = []
  for (const piece of template.split(' ')) if (piece !== '') found.push(...pieceOf(piece))
  return found
}

const PIECES = new Map<string, readonly Part[]>()

/** The same pieces stand in very many templates, so each is cut once. */
function pieceOf(piece: string): readonly Part[] {
  const known = PIECES.get(piece)
  if (known) return known
  const made = /^[a-z]+$/.test(piece) ? [{ symbol: piece, slot: null }] : mixed(piece)
  PIECES.set(piece, made)
  return made
}

/** A piece in which a slot and words touch, as in `{n:count}%`. */
const mixed = (piece: string): readonly Part[] =>
  piece.split(/(\{\w+:[\w$-]+\})/).flatMap((each): readonly Part[] => {
    const slot = /^\{(\w+):([\w$-]+)\}$/.exec(each)
    if (slot?.[1] && slot[2])
      return [{ symbol: slot[2].startsWith('$') ? slot[2] : `<${slot[2]}>`, slot: slot[1] === GROUP ? null : slot[1] }]
    return tokens(each).map((token) => ({ symbol: token.text.toLowerCase(), slot: null }))
  })

/** Three or more ways to say a thing are compiled once, however many templates have them. */
function factored(template: string, group: (text: string) => string): string {
  return template.replace(/\(([^()[\]{}]+)\)/g, (text, inner: string) =>
    inner.split('|').length < 3 ? text : `{${GROUP}:${group(text)}}`,
  )
}

const GROUP = '_'
/** Compiles rules; heads and token classes are matched by name. A slot without a rule is a programmer's mistake. */
export function compile(rules: readonly Rule[], start = 'sentence'): Grammar {
  return whole(finished({ symbols: [], numbers: new Map(), flat: [] }, rules, start))
}

/** The grammar with more rules; what is compiled already is kept. */
export function extended(grammar: Grammar, rules: readonly Rule[], start = 'sentence'): Grammar {
  const symbols = [...grammar.symbols]
  return whole(
    finished({ symbols, numbers: new Map(symbols.map((name, i) => [name, i])), flat: [...grammar.flat] }, rules, start),
  )
}

function whole(grammar: Grammar): Grammar {
  const heads = new Set(grammar.flat.map((rule) => rule.head))
  grammar.symbols.forEach((name, i) => {
    if (!grammar.isTerminal[i] && !heads.has(i)) throw new Error(`the grammar has no rule for ${name}`)
  })
  return grammar
}

/**
 * The part of a grammar that can read what consists of `words`, runs of `a` to `z` in lower case. It reads the same as all
 * the rules would, in the same way; but where something is not read, only the whole grammar knows what was expected.
 */
export function compilePart(rules: readonly Rule[], words: ReadonlySet<string>, start = 'sentence'): Grammar {
  const usable = rules.filter((rule) => canBeSaid(rule.template, words))
  return finished({ symbols: [], numbers: new Map(), flat: [] }, usable, start)
}

const MAY_BE_LEFT_OUT = /\[[^\]]*\]|\([^()]*\|[^()]*\)/g

/** Whether there is every word that all ways to say the template have. */
const canBeSaid = (template: string, words: ReadonlySet<string>): boolean =>
  (/[[(]/.test(template) ? template.replace(MAY_BE_LEFT_OUT, ' ') : template)
    .split(' ')
    .every((piece) => words.has(piece) || !/^[a-z]+$/.test(piece))

interface Unfinished {
  readonly symbols: string[]
  readonly numbers: Map<string, number>
  readonly flat: Flat[]
}

const isWord = (name: string): boolean => !/^<.+>$/.test(name)

function finished(of: Unfinished, rules: readonly Rule[], start: string): Grammar {
  const { symbols, numbers, flat } = of
  const symbol = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, symbols.length)
    symbols.push(name)
    return symbols.length - 1
  }
  const numberOf = (part: Part) => symbol(part.symbol)
  const slotOf = (part: Part) => part.slot
  const groups = new Map<string, string>()
  const group = (text: string): string => {
    const known = groups.get(text)
    if (known !== undefined) return known
    const name = `either-${String(symbols.length)}`
    groups.set(text, name)
    const head = symbol(`<${name}>`)
    for (const words of expand(text))
      flat.push({ head, body: words.map(numberOf), slots: words.map(slotOf), build: () => null })
    return name
  }
  for (const rule of rules) {
    const head = symbol(`<${rule.head}>`)
    for (const body of expand(factored(rule.template, group)))
      flat.push({ head, body: body.map(numberOf), slots: body.map(slotOf), build: rule.build })
  }
  const isTerminal = symbols.map(isWord)
  const terminal = new Map(symbols.flatMap((name, i) => (isTerminal[i] ? [[name, i] as const] : [])))
  return { flat, symbols, terminal, isTerminal, start: symbol(`<${start}>`), ...corners(flat, isTerminal) }
}

/** What the corners of rules, their first symbols, say; worked out for a symbol when it is first asked for. */
function corners(flat: readonly Flat[], isTerminal: readonly boolean[]): Pick<Grammar, 'begun' | 'first'> {
  const ofHead = isTerminal.map((): number[] => [])
  const atCorner = isTerminal.map((): number[] => [])
  flat.forEach(({ head, body: [corner] }, i) => {
    if (corner === undefined) throw new Error(`an empty rule for symbol ${String(head)}`)
    ofHead[head]?.push(i)
    atCorner[corner]?.push(i)
  })
  const above = reached((symbol) => (atCorner[symbol] ?? []).map((i) => flat[i]?.head ?? -1))
  const below = reached((symbol) => (ofHead[symbol] ?? []).map((i) => flat[i]?.body[0] ?? -1))
  return {
    begun: remembered((terminal) => {
      const found = new Map<number, number[]>()
      const rules = [...above(terminal)].flatMap((symbol) => atCorner[symbol] ?? [])
      for (const i of rules.sort((a, b) => a - b)) {
        const head = flat[i]?.head ?? -1
        const others = found.get(head)
        if (others) others.push(i)
        else found.set(head, [i])
      }
      return found
    }),
    first: remembered((symbol) => [...below(symbol)].filter((each) => isTerminal[each])),
  }
}

/** A symbol and all that steps lead to from it. */
const reached =
  (steps: (symbol: number) => readonly number[]) =>
  (from: number): ReadonlySet<number> => {
    const found = new Set([from])
    for (const symbol of found) for (const each of steps(symbol)) found.add(each)
    return found
  }

function remembered<T>(work: (symbol: number) => T): (symbol: number) => T {
  const known = new Map<number, T>()
  return (symbol) => {
    const before = known.get(symbol)
    if (before !== undefined) return before
    const made = work(symbol)
    known.set(symbol, made)
    return made
  }
}
