import type { Bound, Check, Condition, Said, Subject, Value } from '../check.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import type { Say } from '../vocabulary/word.ts'
import { formatNumber } from '../vocabulary/format-number.ts'
import { exceptions, formatDuration, formatValue, listed } from './format.ts'
import { countsMissing, leftOut } from './left-out.ts'

/** What the data says about a sentence and the sentence does not. */
export interface ReadingContext {
  /** How these values are compared with one another ("numbers", "dates", "texts"); null when that is not known. */
  readonly comparedAs?: (values: readonly Value[]) => string | null
}

const NOUNS: { readonly [kind: string]: string } = {
  number: 'a number ',
  date: 'a date ',
  timestamp: 'a date ',
  now: 'a date ',
  today: 'a date ',
  time: 'a time ',
}

/** What words say about other words: in a claim with every detail, in a condition shortly. */
export function sayOf(level: 'claim' | 'condition' | 'number' = 'claim', context: ReadingContext = {}): Say {
  return {
    value: readValue,
    written: formatValue,
    condition: readCondition,
    duration: formatDuration,
    number: formatNumber,
    list: (parts, joined = 'and') => listed(parts, joined),
    aside: (text) => (level === 'condition' ? '' : ` (${text})`),
    noun: (v) => (level === 'number' ? '' : (NOUNS[v.kind] ?? '')),
    compared: (values) => (level === 'claim' ? compared(values, context) : ''),
  }
}

function compared(values: readonly Value[], context: ReadingContext): string {
  const as = context.comparedAs?.(values) ?? null
  return `, compared as ${as ?? 'numbers or dates if all their present values read so, else as texts'}`
}

export function readValue(v: Value): string {
  if (v.kind === 'every-column') return formatValue(v)
  const word = VALUES[v.kind]
  if (!word) throw new Error(`unknown value ${v.kind}`)
  if (isOperator(v.kind))
    return `${operand(v.args.left, v.kind, false)} ${v.kind.replace('-', ' ')} ${operand(v.args.right, v.kind, true)}`
  return word.reading(v.args, {
    ...sayOf('condition'),
    value: (inner) => (isOperator(inner.kind) ? `(${readValue(inner)})` : readValue(inner)),
  })
}

const OPERATORS: { readonly [kind: string]: 1 | 2 } = { plus: 1, minus: 1, times: 2, 'divided-by': 2 }
const isOperator = (kind: string): boolean => OPERATORS[kind] !== undefined

/** An operand in parentheses where it would be read otherwise. */
function operand(held: unknown, of: string, right: boolean): string {
  const v = held as Value
  const [inner, outer] = [OPERATORS[v.kind] ?? 3, OPERATORS[of] ?? 1]
  return inner < outer || (right && inner === outer) ? `(${readValue(v)})` : readValue(v)
}

/** A condition in the indicative. */
export function readCondition(c: Condition): string {
  return nested(c, false)
}

function nested(c: Condition, inside: boolean): string {
  if ('all' in c || 'any' in c) {
    const text = ('all' in c ? c.all : c.any).map((each) => nested(each, true)).join('all' in c ? ' and ' : ' or ')
    return inside ? `(${text})` : text
  }
  return `${readSubject(c.subject)} ${predicate(c.claim, c.denied === true, c.subject, sayOf('condition'))}`
}

const isRow = (subject: Subject): boolean => subject.of[0]?.kind === 'row'

/** The subject as the singular that its claim is said of. */
function readSubject(subject: Subject): string {
  const of = subject.of.map(readValue)
  const { quantity } = subject
  switch (quantity.is) {
    case 'every':
      return isRow(subject) ? 'the row' : of.length > 1 ? `each of ${listed(of)}` : (of[0] ?? '')
    case 'together':
      return isRow(subject) ? 'the row as a whole' : of.length > 1 ? `the combination of ${listed(of)}` : (of[0] ?? '')
    case 'entries':
      return `every entry of ${listed(of)}`
    case 'all or none':
      return `either each or none of ${listed(of)}`
    case 'at least':
      return `at least ${counted(quantity.n)} of ${listed(of)}`
    case 'at most':
      return quantity.n === 0 ? `none of ${listed(of)}` : `at most ${counted(quantity.n)} of ${listed(of)}`
    case 'exactly':
      return `exactly ${counted(quantity.n)} of ${listed(of)}`
  }
}

const counted = (n: number): string => (n === 1 ? 'one' : String(n))

function predicate(claim: Said, denied: boolean, subject: Subject, say: Say): string {
  const word = CONDITIONS[claim.kind]
  if (!word) throw new Error(`unknown claim ${claim.kind}`)
  if (!denied) return word.reading(claim.args, say, subject.of)
  return word.denied?.(claim.args, say, subject.of) ?? deny(word.reading(claim.args, say, subject.of))
}

/** The denial of a reading that begins with "is". */
const deny = (reading: string): string => reading.replace(/^is /, 'is not ')

/** The exact meaning of a check in one line, with nothing implicit left out. */
export function reading(check: Check, context: ReadingContext = {}): string {
  const warning = check.severity === 'should' ? ' (a warning if not)' : ''
  const [main, ...notes] = clauses(check, context)
  return `${capital([`${(main ?? '').replace(/,$/, '')}${warning}`, ...notes].join('; '))}.`
}

function clauses(check: Check, context: ReadingContext): readonly string[] {
  const { measure, bound } = check
  if ('share' in measure) return rowClauses(check, measure.share, context)
  const what = 'number' in measure ? `${readValue(measure.number)} ${bounds(bound)}` : wholeReading(measure.whole)
  const over = filter(check)
  return [`${groups(check)}${over ? `taken over the rows ${over}, ` : ''}${what}`, ...scopeNotes(check)]
}

function wholeReading(whole: Said): string {
  const word = MEASURES[whole.kind]
  if (!word) throw new Error(`unknown measure ${whole.kind}`)
  return word.reading(whole.args, sayOf())
}

function bounds(bound: Bound): string {
  if ('all' in bound) return bound.all.map(bounds).join(' and ')
  if ('any' in bound) return bound.any.map(bounds).join(' or ')
  if ('not' in bound) return boundReading(bound.not, true)
  return boundReading(bound, false)
}

function boundReading(bound: Bound, denied: boolean): string {
  if (!('claim' in bound)) throw new Error('a number needs a claim')
  const { kind, args } = bound.claim
  const word = CONDITIONS[kind]
  const say = sayOf('number')
  if (word)
    return denied ? (word.denied?.(args, say, []) ?? deny(word.reading(args, say, []))) : word.reading(args, say, [])
  const own = BOUNDS[kind]?.reading(args, say)
  if (own === undefined) throw new Error(`unknown bound ${kind}`)
  return own
}

/** Which rows are meant, said after "rows". */
function filter(check: Check): string {
  return [
    ...(check.where ? [`where ${readCondition(check.where)}`] : []),
    ...(check.window ? [`of the ${formatDuration(check.window)} before the arrival of the delivery`] : []),
  ].join(' ')
}

function groups(check: Check): string {
  if (!check.each) return ''
  const of = listed(check.each.map(readValue))
  const each = check.each.length > 1 ? `combination of ${of}` : of
  const size = check.groupRows === undefined ? '' : ` with at least ${formatNumber(check.groupRows)} rows`
  const many =
    check.groupShare === undefined
      ? `for each ${each}${size}`
      : `for at least ${check.groupShare}% of the groups, one for each ${each}${size}`
  return `${many}: `
}

function scopeNotes(check: Check): readonly string[] {
  const unknown = check.where ? leftOut(check.where) : []
  return unknown.length > 0 ? [`rows in which ${listed(unknown, 'or')} is missing are not in scope`] : []
}

function rowClauses(check: Check, share: Condition, context: ReadingContext): readonly string[] {
  const leaves = 'all' in share ? share.all : 'any' in share ? share.any : [share]
  const [first] = leaves
  if (!first || !('subject' in first)) throw new Error('a sentence about rows needs a subject')
  const { subject } = first
  const say = sayOf('claim', context)
  const claims = leaves.map((leaf) =>
    'subject' in leaf ? predicate(leaf.claim, leaf.denied === true, leaf.subject, say) : readCondition(leaf),
  )
  const said = withNotes(claims, 'any' in share ? ' or ' : ' and ')
  return [`${groups(check)}${rowSubject(check, share, subject)} ${said.main}`, ...said.notes, ...rowNotes(check, share)]
}

/** The parts between semicolons that stand in no parentheses. */
function cutAtNotes(claim: string): readonly string[] {
  const depth = (text: string) => text.split('(').length - text.split(')').length
  return claim
    .split('; ')
    .reduce<readonly string[]>(
      (parts, next) =>
        depth(parts.at(-1) ?? '') > 0 ? [...parts.slice(0, -1), `${parts.at(-1) ?? ''}; ${next}`] : [...parts, next],
      [],
    )
}

/** What a claim adds after a semicolon stands behind the whole. */
function withNotes(
  claims: readonly string[],
  join: string,
): { readonly main: string; readonly notes: readonly string[] } {
  const cut = claims.map(cutAtNotes)
  return { main: cut.map(([main]) => main).join(join), notes: [...new Set(cut.flatMap(([, ...notes]) => notes))] }
}

function rowSubject(check: Check, share: Condition, subject: Subject): string {
  const over = filter(check)
  const strict = 'exceptions' in check.bound && check.bound.exceptions === 0
  const plain = strict && over === '' && (subject.quantity.is === 'every' || subject.quantity.is === 'together')
  if (plain && isRow(subject)) return 'every row'
  if (plain && subject.of.length === 1)
    return `every ${countsMissing(share) ? '' : 'present '}value of ${readSubject(subject)}`
  if (plain && subject.quantity.is === 'together') return `every combination of ${listed(subject.of.map(readValue))}`
  return `in ${tolerated(check.bound, over)}, ${readSubject(subject)}`
}

function tolerated(bound: Bound, over: string): string {
  const rows = over ? ` ${over}` : ''
  if ('atLeast' in bound) return `at least ${bound.atLeast}% of the rows${rows}`
  if ('moreThan' in bound) return `more than ${bound.moreThan}% of the rows${rows}`
  if ('exceptions' in bound && bound.exceptions > 0)
    return `all rows${rows}, with at most ${exceptions(bound.exceptions)}`
  return `every row${rows}`
}

function rowNotes(check: Check, share: Condition): readonly string[] {
  const missing = leftOut(share)
  const leaf = 'all' in share ? share.all[0] : 'any' in share ? share.any[0] : share
  const own = leaf && 'subject' in leaf ? leaf.subject : undefined
  const together = own?.quantity.is === 'together' && own.of.length > 1
  const plain =
    missing.length === 1 && own?.of.length === 1 && readValue(own.of[0] ?? { kind: 'row', args: {} }) === missing[0]
  const entries = own?.quantity.is === 'entries'
  const note =
    plain && !entries
      ? 'missing values are not counted'
      : `rows in which ${together && missing.length === own.of.length ? 'a part' : listed(missing, 'or')} is missing are not counted`
  return [...(missing.length > 0 ? [note] : []), ...lookUpNotes(check), ...orderNotes(check), ...scopeNotes(check)]
}

/** What becomes of rows that lead to several values. */
function lookUpNotes(check: Check): readonly string[] {
  const note = (node: Condition | undefined, then: string) =>
    lookUpsIn(node).map(
      ({ args }) =>
        `a row whose ${listed((args.by as unknown as readonly Value[]).map(readValue))} has several different \`${String(args.of)}\` in \`${String(args.dataset)}\` ${then}`,
    )
  const { measure, where } = check
  return [...note('share' in measure ? measure.share : undefined, 'fails'), ...note(where, 'is not in scope')]
}

function lookUpsIn(node: unknown): readonly Value[] {
  if (Array.isArray(node)) return node.flatMap(lookUpsIn)
  if (node === null || typeof node !== 'object') return []
  if ('kind' in node && node.kind === 'lookup') return [node as Value]
  return Object.values(node).flatMap(lookUpsIn)
}

function orderNotes(check: Check): readonly string[] {
  if (!check.order) return []
  const order =
    check.order.length > 0 ? `in order of ${listed(check.order.map(readValue))}` : 'in the order of the file'
  return [
    `the rows are taken ${order}, and a row that has none beside it${check.each ? ' in its group' : ''} is not counted`,
  ]
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
