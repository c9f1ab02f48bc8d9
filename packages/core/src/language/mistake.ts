import { chart, expected, fits, rechart, result, type Chart } from './chart.ts'
import { bareAmong, inBackticks, withColumns } from './bare-columns.ts'
import { listedExpectations } from './expectations.ts'
import { hint } from './hints.ts'
import { quoteColumn, tokens, type Token } from './lexer.ts'
import { nearest } from './nearest.ts'
import type { Mistake } from './sentence.ts'

/** Says where a sentence stops making sense, what was expected there, and what was perhaps meant. */
export function mistake(text: string, filled: Chart, at: number, columns: readonly string[] = []): Mistake {
  return bareColumns(text, filled, columns) ?? unfinished(text, filled, at, columns) ?? misread(text, filled, at)
}

/** Columns without backticks are told first, also while the rest of the sentence is still to come. */
function bareColumns(text: string, { grammar, tokens: cut }: Chart, columns: readonly string[]): Mistake | null {
  const bare = bareAmong(cut, withColumns(cut, grammar, columns))
  const [first] = bare
  if (!first) return null
  const { at, end } = first
  const message = inTicks(bare.map((token) => token.text))
  return { code: 'not-a-sentence', message, at, end, fix: inBackticks(text, bare) }
}

const inTicks = (columns: readonly string[]): string =>
  `column names stand in backticks: write ${[...new Set(columns)].join(' and ')}`

/** The last word may be the beginning of one that fits: then it is no other word misspelt. */
function unfinished(text: string, filled: Chart, at: number, columns: readonly string[]): Mistake | null {
  const found = filled.tokens[at]
  if (found?.kind !== 'word' || found.end !== text.length) return null
  const wanted = expected(filled, at)
  const begun = (name: string) => name.toLowerCase().startsWith(found.text.toLowerCase())
  const words = [...wanted].filter((terminal) => /^\p{L}/u.test(terminal) && begun(terminal))
  const names = wanted.has('$column') ? columns.filter(begun).map(quoteColumn) : []
  const ends = [...names, ...words]
  if (ends.length === 0) return null
  const whole = ends.map((end) => text.slice(0, found.at) + end).find((each) => reads(each, filled))
  const few = [...ends.slice(0, MOST_ENDS).map(shown), ...(at > 0 && wanted.has('$text') ? [A_TEXT] : [])]
  const list = few.length > 1 ? `${few.slice(0, -1).join(', ')} or ${few.at(-1) ?? ''}` : (few[0] ?? '')
  return {
    code: 'not-a-sentence',
    message: `the sentence ends at ${shown(found.text)}; expected ${list}`,
    at: found.at,
    end: found.end,
    ...(whole === undefined ? {} : { fix: whole }),
  }
}

const MOST_ENDS = 5
const A_TEXT = 'a text in double quotes'

function misread(text: string, filled: Chart, at: number): Mistake {
  const found = filled.tokens[at]
  const where = found ? { at: found.at, end: found.end } : { at: text.length, end: text.length }
  const known = hint(text)
  if (known)
    return {
      code: 'not-a-sentence',
      message: known.message,
      ...where,
      ...(known.fix && reads(known.fix, filled) ? { fix: known.fix } : {}),
    }
  const fix = repaired(text, filled, at)
  const named = found?.kind === 'word' && fix?.startsWith(quoteColumn(found.text), found.at) === true
  return {
    code: 'not-a-sentence',
    message: named ? inTicks([quoteColumn(found.text)]) : message(found, filled.tokens[at - 1], expected(filled, at)),
    ...where,
    ...(fix ? { fix } : {}),
  }
}

const reads = (text: string, filled: Chart): boolean => fits(chart(filled.grammar, tokens(text)))

function message(found: Token | undefined, before: Token | undefined, wanted: ReadonlySet<string>): string {
  if (found?.kind === 'junk')
    return `${found.text.startsWith('`') ? 'a backtick' : 'a quotation mark'} is opened and never closed`
  const place = before ? `after ${shown(before.text)}` : 'at the beginning'
  const what = found ? `found ${shown(found.text)} ${place}` : `the sentence ends ${place}`
  return `${what}; expected ${listedExpectations(wanted)}`
}

const shown = (text: string): string => (/^[`"]/.test(text) ? text : `"${text}"`)

/** A change of the sentence from a place on. */
interface Repair {
  readonly text: string
  /** How many tokens stay as they are. */
  readonly same: number
}

/** Two changes are tried only after the most likely first ones, so that a mistake costs no more than a few sentences. */
const SECOND_TRIES = 4

/** Did you mean: one or two small repairs at the place of the mistake that make it a sentence. */
function repaired(text: string, filled: Chart, at: number): string | undefined {
  const first = repairs(text, filled, at)
  const charts: Chart[] = []
  for (const repair of first) {
    const again = rechart(filled, tokens(repair.text), repair.same)
    if (fits(again)) return repair.text
    charts.push(again)
  }
  const further = charts.flatMap((again, i) => {
    const parsed = result(again)
    return parsed.ok || parsed.at <= at + 1 ? [] : [{ text: first[i]?.text ?? '', again, at: parsed.at }]
  })
  for (const each of further.slice(0, SECOND_TRIES)) {
    const second = repairs(each.text, each.again, each.at).find((repair) =>
      fits(rechart(each.again, tokens(repair.text), repair.same)),
    )
    if (second) return second.text
  }
  return undefined
}

/** Sentences with one change at a token: another word, backticks, a word less, a word more. */
function repairs(text: string, filled: Chart, at: number): readonly Repair[] {
  const found = filled.tokens[at]
  const wanted = expected(filled, at)
  const words = [...wanted].filter((terminal) => !terminal.startsWith('$'))
  const here = (changed: string): Repair => ({ text: changed, same: at })
  const replace = (token: Token, by: string) => `${text.slice(0, token.at)}${by}${text.slice(token.end)}`
  const insert = (token: Token, word: string) =>
    `${text.slice(0, token.at)}${word} ${text.slice(token.at)}`.replace(/\s+,/g, ',')
  if (!found)
    return ['must', 'be', ','].filter((word) => wanted.has(word)).map((word) => here(`${text.trimEnd()} ${word}`))
  const isName = found.kind === 'word' && wanted.has('$column') && !NOT_COLUMNS.has(found.text.toLowerCase()) && at <= 1
  return [
    ...(isName ? [here(replace(found, quoteColumn(found.text)))] : []),
    ...(found.kind === 'word' && !DENIALS.has(found.text.toLowerCase())
      ? nearest(found.text.toLowerCase(), words, 3).map((word) => here(replace(found, word)))
      : []),
    ...[',', 'be', 'must', 'the', 'than', 'of', 'and', 'is', 'at']
      .filter((word) => wanted.has(word) && !(word === 'and' && filled.tokens[at - 1]?.kind === 'number'))
      .map((word) => here(insert(found, word))),
    ...(found.kind === 'word' &&
    /^\p{L}/u.test(found.text) &&
    !DENIALS.has(found.text.toLowerCase()) &&
    (wanted.has('$text') || wanted.has('$column')) &&
    !isName &&
    !COMMON.has(found.text.toLowerCase())
      ? [here(replace(found, `"${found.text}"`))]
      : []),
    ...(found.kind === 'word' && FILLERS.has(found.text.toLowerCase())
      ? [here(replace(found, '').replace(/ {2,}/g, ' '))]
      : []),
    ...misspelt(text, filled, at - 1),
  ]
}

const NOT_COLUMNS = new Set([
  'must',
  'should',
  'the',
  'be',
  'is',
  'are',
  'not',
  'and',
  'or',
  'a',
  'an',
  'each',
  'every',
  'where',
  'for',
  'no',
  'all',
])
/** Words that turn a meaning round: none of them is another word misspelt. */
const DENIALS = new Set(['no', 'not', 'none', 'never', 'neither', 'nor', 'without', 'nothing'])
/** Words that can be left out without changing what is said. */
const FILLERS = new Set([
  'really',
  'strictly',
  'please',
  'just',
  'simply',
  'also',
  'then',
  'actually',
  'generally',
  'a',
  'an',
  'the',
  'be',
  'to',
  'of',
  'that',
  'all',
])
/** Words that nobody means as a text. */
const COMMON = new Set([...NOT_COLUMNS, ...FILLERS, 'change', 'have', 'than', 'in', 'at', 'with', 'on', 'by'])

/** The token before may be a word that fits by accident; try what else could have stood there. */
function misspelt(text: string, filled: Chart, at: number): readonly Repair[] {
  const token = filled.tokens[at]
  if (token?.kind !== 'word') return []
  const words = [...expected(filled, at)].filter(
    (terminal) => !terminal.startsWith('$') && terminal !== token.text.toLowerCase(),
  )
  return nearest(token.text.toLowerCase(), words, 2).map((word) => ({
    text: `${text.slice(0, token.at)}${word}${text.slice(token.end)}`,
    same: at,
  }))
}
