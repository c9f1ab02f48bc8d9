import type { Args, Bound, Check, Condition, Duration, Said, Subject, Value } from '../check.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'
import { writtenPattern } from '../vocabulary/conditions/patterns.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { formatNumber } from '../vocabulary/format-number.ts'
import { writtenCalendar, type Calendar } from '../vocabulary/calendar.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import type { Phrase } from '../vocabulary/word.ts'
import { parts } from './grammar.ts'
import { quoteColumn, quoteText } from './lexer.ts'
import { looksLikeFormat } from './terminals.ts'
import { thirdPerson } from './rules/claims.ts'
import { complement } from './rules/made.ts'

/** The canonical sentence of a check. Reading it gives the same check again. */
export function format(check: Check): string {
  const scopes = scopesOf(check)
  const front = scopes.length > 0 ? `${scopes.join(', ')}, ` : ''
  return `${front}${statement(check)}${tail(check)}`
}

function scopesOf(check: Check): readonly string[] {
  return [
    ...(check.where ? [`where ${formatCondition(check.where)}`] : []),
    ...(check.each ? [`for each ${listed(check.each.map(formatValue))}`] : []),
    ...(check.groupRows !== undefined ? [`in groups with at least ${formatNumber(check.groupRows)} rows`] : []),
    ...(check.window ? [`over the last ${formatDuration(check.window)}`] : []),
    ...(check.order
      ? [check.order.length > 0 ? `in order of ${listed(check.order.map(formatValue))}` : 'in file order']
      : []),
  ]
}

function tail(check: Check): string {
  const { bound } = check
  const groups = check.groupShare !== undefined ? ` in at least ${check.groupShare}% of groups` : ''
  if ('atLeast' in bound) return ` in at least ${bound.atLeast}% of rows${groups}`
  // "must not be `x` in more than 5% of rows" says that at most 5% may be so
  if ('moreThan' in bound)
    return isDenied(check)
      ? ` with less than ${complement(bound.moreThan)}% exceptions${groups}`
      : ` in more than ${bound.moreThan}% of rows${groups}`
  if ('exceptions' in bound && bound.exceptions > 0) return ` with at most ${exceptions(bound.exceptions)}${groups}`
  return groups
}

function isDenied({ measure }: Check): boolean {
  if (!('share' in measure)) return false
  const { share } = measure
  const first = 'all' in share ? share.all[0] : 'any' in share ? share.any[0] : share
  return first !== undefined && 'subject' in first && first.denied === true
}

function statement(check: Check): string {
  const { measure, bound, severity } = check
  if ('whole' in measure) {
    const word = MEASURES[measure.whole.kind]
    if (!word) throw new Error(`unknown measure ${measure.whole.kind}`)
    return `${fill(word.subject, measure.whole.args)} ${severity} ${phrase(word.phrases, measure.whole.args, slotNames(word.subject))}`
  }
  if ('number' in measure) return `${formatValue(measure.number)} ${severity} ${bounds(bound)}`
  return rowStatement(measure.share, severity)
}

/** Claims about one subject are said one after another; other conditions cannot be the claim of a sentence. */
function rowStatement(condition: Condition, severity: string): string {
  const leaves = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition]
  const [first] = leaves
  if (!first || !('subject' in first)) throw new Error('a sentence about rows needs a subject')
  const claims = leaves.map((leaf) => ('subject' in leaf ? `${leaf.denied ? 'not ' : ''}${claim(leaf.claim)}` : ''))
  return `${formatSubject(first.subject)} ${severity} ${claims.join('any' in condition ? ' or ' : ' and ')}`
}

function bounds(bound: Bound): string {
  if ('all' in bound) return bound.all.map(bounds).join(' and ')
  if ('any' in bound) return bound.any.map(bounds).join(' or ')
  if ('not' in bound) return `not ${bounds(bound.not)}`
  if ('claim' in bound) return claim(bound.claim)
  throw new Error('a number needs a claim')
}

export function claim(said: Said): string {
  const word = CONDITIONS[said.kind] ?? BOUNDS[said.kind]
  if (!word) throw new Error(`unknown claim ${said.kind}`)
  return phrase(word.phrases, said.args, [])
}

export function formatCondition(condition: Condition, inside = false): string {
  if ('all' in condition || 'any' in condition) {
    const text = ('all' in condition ? condition.all : condition.any)
      .map((each) => formatCondition(each, true))
      .join('all' in condition ? ' and ' : ' or ')
    return inside ? `(${text})` : text
  }
  const subject = condition.subject.of[0]?.kind === 'row' ? 'it' : formatSubject(condition.subject)
  return `${subject} ${indicative(condition.claim, condition.denied === true, condition.subject)}`
}

function indicative(said: Said, denied: boolean, subject: Subject): string {
  const plural = subject.of.length > 1 && subject.quantity.is === 'every'
  const text = claim(said)
  const [verb = '', ...rest] = text.split(' ')
  if (verb === 'be') return `${plural ? 'are' : 'is'}${denied ? ' not' : ''} ${rest.join(' ')}`
  if (denied) return `${plural ? 'do' : 'does'} not ${text}`
  return plural ? text : [thirdPerson(verb), ...rest].join(' ')
}

export function formatSubject(subject: Subject): string {
  const of = subject.of.map(formatValue)
  const { quantity } = subject
  switch (quantity.is) {
    case 'every':
      return of.length === 1 ? subjectValue(subject.of[0], of[0] ?? '') : listed(of)
    case 'together':
      return subject.of[0]?.kind === 'row' ? 'the rows' : `${listed(of)} together`
    case 'entries':
      return `every entry of ${listed(of)}`
    case 'all or none':
      return `all or none of ${listed(of)}`
    case 'at least':
    case 'at most':
    case 'exactly':
      return `${quantity.is} ${quantity.n === 1 ? 'one' : String(quantity.n)} of ${listed(of, 'or')}`
  }
}

/** "95% of `x` must …" would be a share of the rows, so a value that begins so stands in parentheses. */
function subjectValue(v: Value | undefined, text: string): string {
  let first = v
  while (first && PRECEDENCE[first.kind] !== undefined && PRECEDENCE[first.kind] !== 3 && first.args.left)
    first = first.args.left as unknown as Value
  return first?.kind === 'percent-of' ? `(${text})` : text
}

/** The canonical phrase of these arguments: the one whose slots and constants are exactly what is given. */
function phrase(phrases: readonly Phrase[], args: Args, elsewhere: readonly string[]): string {
  const given = Object.keys(args).filter((key) => !elsewhere.includes(key))
  const fits = phrases.find((each) => {
    const names = [...slotNames(each.say), ...Object.keys(each.with ?? {})]
    return (
      names.length === given.length &&
      given.every((key) => names.includes(key)) &&
      Object.entries(each.with ?? {}).every(([key, is]) => args[key] === is)
    )
  })
  if (!fits) throw new Error(`no phrase for ${JSON.stringify(args)}`)
  return fill(fits.say, args)
}

const slotNames = (template: string): readonly string[] => parts(template).flatMap((part) => part.slot ?? [])

/** With the counted noun in the singular after 1. */
const fill = (template: string, args: Args): string =>
  template
    .replaceAll(' ,', ',')
    .replace(/(?<=\{(\w+):count\} )[a-z]+/g, (noun, slot: string) => (args[slot] === 1 ? (ONE[noun] ?? noun) : noun))
    .replace(/\{(\w+):([\w$-]+)\}/g, (_, slot: string, rule: string) => formatSlot(rule, args[slot]))

const ONE: { readonly [noun: string]: string } = {
  characters: 'character',
  words: 'word',
  entries: 'entry',
  decimals: 'decimal',
}

/** How many failing rows a tolerance allows: "10 exceptions". */
export const exceptions = (n: number): string => `${formatNumber(n)} exception${n === 1 ? '' : 's'}`

/** Writes what a slot holds; by the slot's rule, since the same JSON can be a text or a number. */
function formatSlot(rule: string, held: unknown): string {
  const write = SLOTS[rule]
  if (!write) throw new Error(`no way to write a slot of ${rule}`)
  return write(held)
}

const values = (join: 'and' | 'or') => (held: unknown) => listed((held as Value[]).map(formatValue), join)
const quotedTexts = (held: unknown) => listed((held as string[]).map(quoteText), 'or')
const number = (held: unknown) => formatNumber(held as string | number)

const SLOTS: { readonly [rule: string]: (held: unknown) => string } = {
  // a condition at its end would be read as one of the sentence
  value: (held) => wrap(held, 1),
  number: (held) => formatValue(held as Value),
  column: (held) => formatValue(held as Value),
  slack: (held) => formatValue(held as Value),
  atom: (held) => atom(held as Value),
  aggregable: (held) => atom(held as Value),
  columns: values('and'),
  literals: values('or'),
  listed: values('and'),
  texts: quotedTexts,
  text: (held) => quoteText(String(held)),
  name: (held) => quoteColumn(String(held)),
  dataset: (held) => quoteColumn(String(held)),
  pattern: (held) => writtenPattern(String(held)),
  formats: (held) => listed((held as string[]).map(formatName), 'or'),
  duration: (held) => formatDuration(held as Duration),
  digits: number,
  count: number,
  year: String,
  percent: (held) => `${formatNumber(String(held))}%`,
  points: (held) => `${String(held)} points`,
  amount: (held) => formatAmount(held as { n: string; unit: string }),
  condition: (held) => formatCondition(held as Condition),
  shares: (held) =>
    listed((held as { of: Value; percent: string }[]).map((each) => `${each.percent}% ${formatValue(each.of)}`)),
  past: (held) => formatPast(held as { past: string; n?: number; unit?: string }),
  calendar: (held) => writtenCalendar(held as Calendar),
  reference: (held) => formatReference(held as { dataset: string; columns: string[] }),
  weekdays: (held) => listed(held as string[], 'or'),
  date: String,
  timestamp: String,
  clock: String,
  ordinal: String,
  part: String,
  'distance-name': String,
  units: (held) => `${String(held)}s`,
  'page-word': String,
  'page-measure': String,
}

const formatAmount = (a: { readonly n: string; readonly unit: string }) =>
  a.unit === 'percent' ? `${a.n}%` : a.unit === 'points' ? `${a.n} points` : formatNumber(a.n)
const formatReference = (r: { readonly dataset: string; readonly columns: readonly string[] }) =>
  r.columns.length > 0 ? `${listed(r.columns.map(quoteColumn))} of ${quoteColumn(r.dataset)}` : quoteColumn(r.dataset)

function formatPast(p: { readonly past: string; readonly n?: number; readonly unit?: string }): string {
  if (p.past === 'last') return 'the last delivery'
  return p.past === 'before'
    ? `a ${p.unit ?? 'day'} before`
    : `the average of the last ${String(p.n)} ${p.unit ?? 'deliveries'}`
}

export const formatName = (name: string): string =>
  ['ISO', 'Unix seconds', 'Unix milliseconds'].includes(name) ||
  name.split(' ').every((word) => looksLikeFormat(word) && !/[.:]$/.test(word))
    ? name
    : quoteText(name)

export function formatDuration(d: Duration): string {
  return `${formatNumber(d.n)} ${d.unit}${d.n === 1 ? '' : 's'}`
}

const PRECEDENCE: { readonly [kind: string]: number } = {
  plus: 1,
  minus: 1,
  times: 2,
  'divided-by': 2,
  'percent-of': 3,
  after: 3,
  before: 3,
  length: 3,
  absolute: 3,
  'time-between': 3,
  'part-of-time': 3,
  duration: 3,
}
const precedence = (v: Value): number => PRECEDENCE[v.kind] ?? (v.kind === 'where' || v.kind === 'share' ? 0 : 4)

/** A value as it is written, with as few parentheses as keep its meaning. */
export function formatValue(v: Value): string {
  if (v.kind === 'every-column') return everyColumn(v.args)
  if (v.kind === 'row') return 'every row'
  const word = VALUES[v.kind]
  if (!word) throw new Error(`unknown value ${v.kind}`)
  const mine = precedence(v)
  if (mine === 1 || mine === 2)
    return `${wrap(v.args.left, mine)} ${v.kind.replace('-', ' ')} ${wrap(v.args.right, mine + 1)}`
  return phrase(word.phrases, v.args, [])
}

const wrap = (held: unknown, least: number): string =>
  precedence(held as Value) < least ? `(${formatValue(held as Value)})` : formatValue(held as Value)
const atom = (v: Value): string => (precedence(v) < 4 ? `(${formatValue(v)})` : formatValue(v))

function everyColumn(args: Args): string {
  if (typeof args.matching === 'string') return `every column matching ${writtenPattern(args.matching)}`
  return Array.isArray(args.except)
    ? `every column except ${listed((args.except as string[]).map(quoteColumn))}`
    : 'every column'
}

/** `a`, `b` and `c`. */
export function listed(of: readonly string[], join: 'and' | 'or' = 'and'): string {
  return of.length < 2 ? (of[0] ?? '') : `${of.slice(0, -1).join(', ')} ${join} ${of.at(-1) ?? ''}`
}
