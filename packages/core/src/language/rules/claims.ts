import type { Args, Said } from '../../check.ts'
import { ALIASES } from '../../vocabulary/aliases.ts'
import { BOUNDS } from '../../vocabulary/bounds/index.ts'
import { CONDITIONS } from '../../vocabulary/conditions/index.ts'
import { MEASURES } from '../../vocabulary/measures/index.ts'
import { isClockFormat } from '../../vocabulary/written-forms/index.ts'
import type { Phrase } from '../../vocabulary/word.ts'
import type { Rule } from '../grammar.ts'
import { args, rule, said, same } from './rule.ts'

/**
 * The claims of the vocabulary as rules. A claim with `be` is split into the verb and the rest, so that it can be said as
 * "must be …", "is …" and, after "and", without its verb. For numbers of the delivery the same phrases take only numbers.
 */
type Build = (s: { readonly [k: string]: unknown }) => Said

const NUMBER_SLOTS: { readonly [slot: string]: string } = { ':value}': ':d-any}' }

function build(kind: string, phrase: Phrase): Build {
  return (s) => turned(said(kind, ordered(kind, phrase.args ? phrase.args(args(s)) : { ...args(s), ...phrase.with })))
}

/** Arguments in the order of the canonical phrases, so that one meaning is one JSON. */
function ordered(kind: string, given: Args): Args {
  const word = CONDITIONS[kind] ?? BOUNDS[kind]
  const names = (word?.phrases ?? []).flatMap((phrase) => slotNames(phrase.say))
  return Object.fromEntries(
    [...names.filter((name) => name in given), ...Object.keys(given)].map((name) => [name, given[name] ?? null]),
  )
}

const slotNames = (say: string): readonly string[] => [...say.matchAll(/\{(\w+):/g)].map((found) => found[1] ?? '')

/** "At least 18 years before `hired`" is that day or an earlier one. */
const TURNED: { readonly [kind: string]: string } = {
  'at-least': 'on-or-before',
  'more-than': 'before',
  'at-most': 'on-or-after',
  'less-than': 'after',
}
function turned(claim: Said): Said {
  const formats = claim.kind === 'date-written-as' ? (claim.args.formats as readonly string[]) : []
  if (formats.length > 0 && formats.every(isClockFormat)) return { ...claim, kind: 'time-written-as' }
  const value = claim.args.value
  const isBefore = value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'before'
  return { ...claim, kind: (isBefore ? TURNED[claim.kind] : undefined) ?? claim.kind }
}

/** The rules of one phrase under heads that begin with `r` or `d`. */
function phraseRules(level: 'r' | 'd', say: string, make: Build): readonly Rule[] {
  const template =
    level === 'd' ? Object.entries(NUMBER_SLOTS).reduce((t, [from, to]) => t.replaceAll(from, to), say) : say
  return expandedTemplates(template).flatMap((each) => {
    const tail = each.replace(/^be /, '')
    if (tail !== each)
      return [rule(/^\{\w+:(value|d-any)\}/.test(tail) ? `${level}-plain` : `${level}-${ending(tail)}tail`, tail, make)]
    const [verb = '', ...rest] = each.split(' ')
    if (verb === 'not') return [rule(`${level}-verb`, each, make), rule(`${level}-third`, `(does|do) ${each}`, make)]
    return [
      rule(`${level}-${ending(each)}verb`, each, make),
      rule(`${level}-third`, [thirdPerson(verb), ...rest].join(' '), make),
      rule(`${level}-plural`, each, make),
    ]
  })
}

/**
 * A claim that can take its own `where` is open: what follows it belongs to it, not to the sentence. With one it is the
 * last of the sentence. So it is always clear what a condition belongs to.
 */
const ending = (claim: string): '' | 'open-' | 'last-' =>
  claim.includes('{where:') ? 'last-' : claim.includes('{ref:') ? 'open-' : ''

/** Alternatives at the beginning multiplied out, so that the first word of each is known. */
function expandedTemplates(template: string): readonly string[] {
  const lead = /^\s*(?:\[([^\]]*)\]|\(([^()]*\|[^()]*)\))\s*(.*)$/.exec(template)
  if (!lead) return [template]
  const choices = lead[1] === undefined ? (lead[2] ?? '').split('|') : ['', ...lead[1].split('|')]
  return choices.flatMap((choice) => expandedTemplates(`${choice} ${lead[3] ?? ''}`.trim()))
}

export function thirdPerson(verb: string): string {
  if (verb === 'have') return 'has'
  return /(s|x|ch|sh)$/.test(verb) ? `${verb}es` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

/** Whether capital letters count can be said in several ways, with or without a comma before. */
const readAs = (phrase: Phrase): string =>
  phrase.say.replace(/ ignoring case$/, ' [,] (ignoring case|regardless of case|whatever the case|case-insensitively)')

function rowClaims(): readonly Rule[] {
  return Object.entries(CONDITIONS).flatMap(([kind, word]) =>
    [...word.phrases, ...(word.also ?? [])].flatMap((phrase) => phraseRules('r', readAs(phrase), build(kind, phrase))),
  )
}

function numberClaims(): readonly Rule[] {
  const shared = Object.entries(CONDITIONS).filter(([, word]) => word.interval || word.texts)
  const own = Object.entries(BOUNDS)
  return [...shared, ...own].flatMap(([kind, word]) =>
    [...word.phrases, ...(word.also ?? [])].flatMap((phrase) => phraseRules('d', readAs(phrase), build(kind, phrase))),
  )
}

function aliases(): readonly Rule[] {
  return ALIASES.flatMap((alias) => {
    const make: Build = (s) => ({
      ...turned(
        said(alias.kind, ordered(alias.kind, typeof alias.args === 'function' ? alias.args(args(s)) : alias.args)),
      ),
      ...(alias.denied ? { flip: true } : {}),
    })
    const fitsNumbers = CONDITIONS[alias.kind]?.interval !== undefined && !alias.rowsOnly
    return [...phraseRules('r', alias.say, make), ...(fitsNumbers ? phraseRules('d', alias.say, make) : [])]
  })
}

/** Claims about the whole delivery: the subject's slots and the claim's make the arguments together. */
function wholeClaims(): readonly Rule[] {
  return Object.entries(MEASURES).flatMap(([kind, word]) =>
    [...word.phrases, ...(word.also ?? [])].map((phrase) =>
      rule('whole', `${SUBJECTS[word.subject] ?? word.subject} {modal:modal} ${phrase.say}`, (s) => ({
        modal: s.modal,
        whole: said(kind, { ...withoutModal(s), ...phrase.with }),
      })),
    ),
  )
}

/** Other names of what a claim about the whole delivery is about. */
const SUBJECTS: { readonly [subject: string]: string } = {
  'the columns': '(the columns|the schema|the column names|the columns of the table|the fields)',
  'the data':
    '(the data|the file|the delivery|new data|the dataset|the table|data|the report|the feed|the extract|the export|a new file|a file)',
  'the different values of {of:column}':
    '(the different|the distinct|the unique|the set of) values (of|in) {of:column}',
}

function withoutModal(s: { readonly [k: string]: unknown }): Args {
  return args(Object.fromEntries(Object.entries(s).filter(([slot]) => slot !== 'modal')))
}

/** One claim as it is said with must (`be …`, or another verb), and a chain of them. */
export const claim = (not: boolean, joined: string | null) => (s: { readonly [k: string]: unknown }) => {
  const { flip, ...it } = s.it as Said & { readonly flip?: true }
  return [{ joined, not: not !== (flip === true), said: it }]
}
/** What follows "and" may say its own "must": "must be at least 0 and must not be 9"; or nothing but what is claimed. */
const more =
  (joined: string, elided = false) =>
  (s: { readonly [k: string]: unknown }) => {
    const modal = s.modal as { severity: string; not: boolean } | undefined
    return [
      ...(s.before as object[]),
      ...(s.next as { said: Said; not: boolean }[]).map((each) => ({
        ...each,
        joined,
        ...(modal ? { severity: modal.severity, not: modal.not !== each.not } : {}),
        ...(elided ? { elided: true } : {}),
      })),
    ]
  }

/** Words between "must" and its claim that change nothing. */
const FILLER = '[always|also|each|generally|normally]'
const BE = '[always|also|each|generally|normally|only] be'
/** What joins two claims. */
const JOINS = { and: '[,] (and|but|and also|as well as)', or: '[,] or' } as const

const ENDINGS = ['', 'open-', 'last-'] as const
/** What may stand before "and", and how a chain of claims ends. */
const chain = (x: 'r' | 'd', end: '' | 'open-' | 'last-'): readonly Rule[] => [
  rule(`${x}-${end}claim`, `${BE} {it:${x}-${end}tail}`, claim(false, null)),
  rule(`${x}-${end}claim`, `not be {it:${x}-${end}tail}`, claim(true, null)),
  rule(`${x}-${end}claim`, `be not {it:${x}-${end}tail}`, claim(true, null)),
  rule(`${x}-${end}claim`, `${FILLER} {it:${x}-${end}verb}`, claim(false, null)),
  rule(`${x}-${end}claim`, `not {it:${x}-${end}verb}`, claim(true, null)),
  // without its verb, after "and" or "or"
  rule(`${x}-${end}elided`, `{it:${x}-${end}tail}`, claim(false, null)),
  rule(`${x}-${end}elided`, `not {it:${x}-${end}tail}`, claim(true, null)),
  same(`${x}-${end}claims`, `{it:${x}-${end}claim}`),
  ...(x === 'd' ? ['d-claims'] : ['r-claims', 'r-open-claims']).flatMap((before) =>
    (['and', 'or'] as const).flatMap((joined) => [
      ...['claim', 'elided'].map((next) =>
        rule(
          `${x}-${end}claims`,
          `{before:${before}} ${JOINS[joined]} {next:${x}-${end}${next}}`,
          more(joined, next === 'elided'),
        ),
      ),
      ...['modal', 'modal-not'].map((modal) =>
        rule(
          `${x}-${end}claims`,
          `{before:${before}} ${JOINS[joined]} {modal:${modal}} {next:${x}-${end}claim}`,
          more(joined),
        ),
      ),
    ]),
  ),
]

const chains: readonly Rule[] = [
  ...chain('d', ''),
  ...ENDINGS.flatMap((end) => chain('r', end)),
  ...['r', 'd'].flatMap((x) => [
    rule(`${x}-claim`, `${BE} {it:${x}-plain}`, claim(false, null)),
    rule(`${x}-claim`, `not be {it:${x}-plain}`, claim(true, null)),
  ]),
  same('r-any-tail', '{it:r-tail}'),
  same('r-any-tail', '{it:r-open-tail}'),
  same('r-any-verb', '{it:r-verb}'),
  same('r-any-verb', '{it:r-open-verb}'),
]

export const claimRules: readonly Rule[] = [
  ...rowClaims(),
  ...numberClaims(),
  ...aliases(),
  ...wholeClaims(),
  ...chains,
]
