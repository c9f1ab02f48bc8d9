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

export type Part = { readonly word: string } | { readonly slot: string; readonly rule: string }

/** Kinds of token that a grammar can ask for: `{x:$text}`. */
export const CLASSES = ['$column', '$text', '$number', '$pattern', '$date', '$timestamp', '$time', '$ordinal', '$format', '$zone', '$country'] as const
export type TokenClass = (typeof CLASSES)[number]

/** One flat rule of the compiled grammar: symbols are numbers, terminals first. */
interface Flat {
  readonly head: number
  readonly body: readonly number[]
  readonly slots: readonly (string | null)[]
  readonly build: (slots: Slots) => unknown
}

export interface Grammar {
  readonly rules: readonly Rule[]
  readonly flat: readonly Flat[]
  readonly symbols: readonly string[]
  /** Terminal of a lower-case word, or of a token class. */
  readonly terminal: ReadonlyMap<string, number>
  readonly isTerminal: readonly boolean[]
  readonly start: number
  /** For each non-terminal, for each terminal that can begin it, the rules that begin so. */
  readonly begins: readonly ReadonlyMap<number, readonly number[]>[]
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
  return template
    .split(/(\{\w+:[\w$-]+\})/)
    .flatMap((piece): Part[] => {
      const slot = /^\{(\w+):([\w$-]+)\}$/.exec(piece)
      if (slot?.[1] && slot[2]) return [{ slot: slot[1], rule: slot[2] }]
      return tokens(piece).map((token) => ({ word: token.text.toLowerCase() }))
    })
}

/** Compiles rules; heads and token classes are matched by name. A slot without a rule is a programmer's mistake. */
export function compile(rules: readonly Rule[], start = 'sentence'): Grammar {
  const symbols: string[] = []
  const numbers = new Map<string, number>()
  const symbol = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, symbols.length)
    symbols.push(name)
    return symbols.length - 1
  }
  const flat = rules.flatMap((rule) =>
    expand(rule.template).map((body): Flat => ({
      head: symbol(`<${rule.head}>`),
      body: body.map((part) => symbol('word' in part ? part.word : part.rule.startsWith('$') ? part.rule : `<${part.rule}>`)),
      slots: body.map((part) => ('slot' in part ? part.slot : null)),
      build: rule.build,
    })),
  )
  const isTerminal = symbols.map((name) => !name.startsWith('<') || name === '<')
  const heads = new Set(flat.map((rule) => rule.head))
  symbols.forEach((name, i) => {
    if (!isTerminal[i] && !heads.has(i)) throw new Error(`the grammar has no rule for ${name}`)
  })
  const terminal = new Map(symbols.flatMap((name, i) => (isTerminal[i] ? [[name, i] as const] : [])))
  return { rules, flat, symbols, terminal, isTerminal, start: symbol(`<${start}>`), begins: beginnings(flat, isTerminal) }
}

function beginnings(flat: readonly Flat[], isTerminal: readonly boolean[]): readonly ReadonlyMap<number, readonly number[]>[] {
  const first = isTerminal.map((terminal, i) => new Set(terminal ? [i] : []))
  let growing = true
  while (growing) {
    growing = false
    for (const rule of flat) {
      const into = first[rule.head]
      const from = first[rule.body[0] ?? -1]
      if (!into || !from) throw new Error(`an empty rule for ${rule.head}`)
      const before = into.size
      for (const each of from) into.add(each)
      growing ||= into.size > before
    }
  }
  const begins = isTerminal.map(() => new Map<number, number[]>())
  flat.forEach((rule, i) => {
    for (const each of first[rule.body[0] ?? -1] ?? []) {
      const at = begins[rule.head]
      const list = at?.get(each)
      if (list) list.push(i)
      else at?.set(each, [i])
    }
  })
  return begins
}
