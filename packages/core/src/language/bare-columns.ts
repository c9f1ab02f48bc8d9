import { editDistance } from '../stats/edit-distance.ts'
import { chart, expected, rechart, result, type Chart } from './chart.ts'
import type { Grammar } from './grammar.ts'
import { quoteColumn, tokens, type Token } from './lexer.ts'
import { nearest } from './nearest.ts'

/** A sentence names hardly more columns than this; each costs a reading. */
const MOST = 8
/** A name may begin with words that a sentence could begin with too: so many tokens before the one that fits nothing. */
const BACK = 3
/** What is shorter is another word, not a misspelt one. */
export const SHORTEST_MISSPELT = 4
/** Words of a misspelt name. */
const LONGEST_MISSPELT = 5

/**
 * Columns that stand in a sentence without backticks, as tokens of columns: where the sentence stops making sense and a
 * column could stand there, the longest name that is written there, whatever its case; else the nearest.
 */
export function withColumns(cut: readonly Token[], grammar: Grammar, columns: readonly string[]): readonly Token[] {
  if (columns.length === 0) return cut
  const names = new Map(columns.map((name) => [plainName(name), name]))
  let known = chart(grammar, cut)
  for (let i = 0; i < MOST; i++) {
    const parsed = result(known)
    const next = parsed.ok ? null : withNext(known, parsed.at, names)
    if (next === null) break
    known = next
  }
  return known.tokens
}

/** The columns that a text names in backticks, in its order; among them may be names of datasets. */
export const columnsQuoted = (text: string): readonly string[] => namesOf(tokens(text))

/** The columns that a sentence names, with and without backticks; also one that is not whole yet. */
export const columnsMeant = (text: string, grammar: Grammar, columns: readonly string[]): readonly string[] =>
  namesOf(withColumns(tokens(text), grammar, columns))

const namesOf = (cut: readonly Token[]): readonly string[] => [
  ...new Set(cut.flatMap((token) => (token.kind === 'column' ? [token.value] : []))),
]

/** The tokens that stand for columns without backticks, in the order of the sentence. */
export const bareAmong = (cut: readonly Token[], columned: readonly Token[]): readonly Token[] => {
  const before = new Set(cut)
  return columned.filter((token) => !before.has(token))
}

/** The text with its bare columns in backticks. */
export const inBackticks = (text: string, bare: readonly Token[]): string =>
  bare.reduceRight((rest, { at, end, text: name }) => rest.slice(0, at) + name + rest.slice(end), text)

/** The text as it is meant: with its columns in backticks. */
export function meant(text: string, grammar: Grammar, columns: readonly string[]): string {
  const cut = tokens(text)
  return inBackticks(text, bareAmong(cut, withColumns(cut, grammar, columns)))
}

type Names = ReadonlyMap<string, string>

function withNext(filled: Chart, at: number, names: Names): Chart | null {
  const { tokens: cut } = filled
  for (let from = Math.max(0, at - BACK); from <= at; from++) {
    if (!mayBegin(filled, from)) continue
    for (let to = cut.length; to > from; to--) {
      const name = names.get(written(cut, from, to))
      const changed = name === undefined ? null : rechart(filled, replaced(cut, from, to, name), from)
      if (changed && left(changed) < left(filled)) return changed
    }
  }
  const near = mayBegin(filled, at) && !mayBeText(filled, at) ? nearly(filled, at, names) : null
  return near && rechart(filled, near, at)
}

/** How much of a sentence makes no sense yet; nothing of a whole one. */
function left(filled: Chart): number {
  const parsed = result(filled)
  return parsed.ok ? 0 : filled.tokens.length - parsed.at + 1
}

/** What a claim says of a value may be a text without its quotation marks. */
const mayBeText = (filled: Chart, at: number): boolean =>
  expected(filled, at).has('$text') &&
  filled.tokens.slice(0, at).some((token) => /^(?:must|should|is|are)$/iu.test(token.text))

const mayBegin = (filled: Chart, at: number): boolean =>
  filled.tokens[at]?.kind === 'word' && expected(filled, at).has('$column')

/** The column that is misspelt there; a word of the language that could be meant as well goes before. */
function nearly(filled: Chart, at: number, names: Names): readonly Token[] | null {
  const word = filled.tokens[at]?.text.toLowerCase() ?? ''
  const words = [...expected(filled, at)].filter((terminal) => !terminal.startsWith('$'))
  if (word.length < SHORTEST_MISSPELT || filled.grammar.terminal.has(word)) return null
  if (words.some((each) => each.startsWith(word))) return null
  let best: { readonly to: number; readonly near: string } | null = null
  let least = Math.min(...nearest(word, words, 1).map((each) => editDistance(word, each, word.length)), Infinity)
  for (let to = at + 1; to <= Math.min(filled.tokens.length, at + LONGEST_MISSPELT); to++) {
    const said = written(filled.tokens, at, to)
    const [near] = nearest(said, names.keys(), 1)
    const far = near === undefined ? Infinity : editDistance(said, near, said.length)
    if (near === undefined || far >= least) continue
    best = { to, near }
    least = far
  }
  return best && replaced(filled.tokens, at, best.to, names.get(best.near) ?? best.near)
}

function replaced(cut: readonly Token[], from: number, to: number, name: string): readonly Token[] {
  const [first, last] = [cut[from], cut[to - 1]]
  if (!first || !last) return cut
  const column: Token = { kind: 'column', text: quoteColumn(name), value: name, at: first.at, end: last.end }
  return [...cut.slice(0, from), column, ...cut.slice(to)]
}

/** Tokens as the name that they could be; one that is quoted is no part of a name. */
const written = (cut: readonly Token[], from: number, to: number): string =>
  plainName(
    cut
      .slice(from, to)
      .map((token, i, all) => {
        const gap = i > 0 && token.at > (all[i - 1]?.end ?? 0) ? ' ' : ''
        return gap + (token.kind === 'word' || token.kind === 'number' ? token.text : '\u0000')
      })
      .join(''),
  )

/** `Flight_Date` is what somebody means who writes flight date. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ')
    .trim()
