import { compile, compilePart, extended, type Grammar, type Rule } from './grammar.ts'
import { calendarRules } from './rules/calendar.ts'
import { claimRules } from './rules/claims.ts'
import { conditionRules } from './rules/conditions.ts'
import { constantRules } from './rules/constants.ts'
import { rule } from './rules/rule.ts'
import { sentenceRules } from './rules/sentences.ts'
import { valueRules } from './rules/values.ts'
import { kindNouns } from './rules/phrased-kinds.ts'
import { phrasingRules } from './rules/phrasings.ts'
import { tokens } from './lexer.ts'

const RULES: readonly Rule[] = [
  ...sentenceRules,
  ...conditionRules,
  ...claimRules,
  ...valueRules,
  ...constantRules,
  ...calendarRules,
  ...phrasingRules,
  ...kindNouns,
]

/** A word that no sentence can hold: it keeps the slot of a page without words from being empty. */
const NOTHING = '\u0000'

/** What a page adds to the language. */
export interface PageWords {
  readonly words: readonly string[]
  readonly measures: readonly string[]
}

const own = (head: string, names: readonly string[]): readonly Rule[] =>
  names.map((name) => rule(head, literally(name), () => name))

let base: Grammar | null = null
const known = new Map<string, Grammar>()

/** The grammar of the language with a page's own words and measures. */
export function grammarWith(page: PageWords = { words: [], measures: [] }): Grammar {
  const key = JSON.stringify(page)
  const before = known.get(key)
  if (before) return before
  base ??= compile([...RULES, ...own('page-word', [NOTHING]), ...own('page-measure', [NOTHING])])
  const none = page.words.length + page.measures.length === 0
  const grammar = none ? base : extended(base, [...own('page-word', page.words), ...own('page-measure', page.measures)])
  if (known.size > 100) known.clear()
  known.set(key, grammar)
  return grammar
}

/** A process that reads more pages than this is better off with the whole grammar, which is compiled once. */
const PAGES_READ_IN_PARTS = 3
let read = 0

/** A grammar that reads the sentences of one page as the whole grammar does, compiled in a fraction of the time. */
export function grammarToRead(sentences: string, page: PageWords): Grammar {
  return base || ++read > PAGES_READ_IN_PARTS ? grammarWith(page) : partToRead(sentences, page)
}

/** The part of the grammar that the words of some sentences can use; see `compilePart`. */
export function partToRead(sentences: string, page: PageWords = { words: [], measures: [] }): Grammar {
  const rules = [...RULES, ...own('page-word', page.words), ...own('page-measure', page.measures)]
  return compilePart(rules, new Set(sentences.toLowerCase().match(/[a-z]+/g)))
}

/** A name as a template: brackets and braces would be read as parts of one. */
const literally = (name: string): string =>
  tokens(name)
    .map((token) => token.text)
    .join(' ')

/** Why a page may not call a word so, or null. Words of the language may not be shadowed. */
export function wordFault(name: string, columns: readonly string[] = []): string | null {
  const cut = tokens(name)
  if (
    cut.length === 0 ||
    !cut.every((token) => token.kind === 'word' && /^[\p{L}\p{N}][\p{L}\p{N}'’/&+-]*$/u.test(token.text))
  )
    return `"${name}" cannot be a word of the page: letters, digits, blanks and hyphens only`
  const shadowed = SHADOWS.has(name.toLowerCase()) || (cut.length === 1 && reserved().has(name.toLowerCase()))
  if (shadowed) return `"${name}" is a word of the language already; choose another name`
  return columns.includes(name) ? `"${name}" is the name of a column too` : null
}

const SHADOWS = new Set(['number of rows', 'number of columns', 'share of rows', 'share of all rows'])

let words: ReadonlySet<string> | null = null
function reserved(): ReadonlySet<string> {
  words ??= new Set(grammarWith().terminal.keys())
  return words
}
