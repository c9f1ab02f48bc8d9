import type { Bound, Check, Condition, Duration, Json, Said, Subject, Value } from '../check.ts'
import type { DiagnosticCode } from '../diagnostics.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { VALUES } from '../vocabulary/values/index.ts'

/** One condition of a chain; without a subject it is about the one before. */
export interface ChainLink {
  readonly joined: 'and' | 'or' | null
  readonly subject?: Subject
  readonly claim?: Said
  readonly not?: boolean
  readonly elided?: true
  readonly chain?: readonly ChainLink[]
}

/** What the grammar makes of a sentence. */
export interface Raw {
  readonly statement: Statement
  readonly scopes?: readonly Scope[]
  readonly tails: readonly (Scope & Tolerance)[]
}
interface Statement {
  readonly modal: { readonly severity: 'must' | 'should'; readonly not: boolean }
  readonly subject?: Subject
  readonly number?: Value
  readonly whole?: Said
  readonly claims?: readonly Claim[]
  readonly tolerance?: Tolerance
  /** A scope that the statement says itself, and an order that holds unless another one is said. */
  readonly scope?: Scope
  readonly order?: readonly Value[]
}
interface Claim {
  readonly joined: 'and' | 'or' | null
  readonly not: boolean
  readonly said: Said
  /** What a later claim says itself; it must be that of the sentence. */
  readonly severity?: 'must' | 'should'
  /** It has no verb of its own: "must not be empty *or blank*". */
  readonly elided?: true
  /** A "not" before the first is meant of it too: "must not contain "a" and "b"". */
  readonly shared?: true
}
interface Scope {
  readonly where?: Condition
  readonly unless?: Condition
  /** Where this is not so, the claim must not hold. */
  readonly onlyIf?: Condition
  readonly each?: readonly Value[]
  readonly window?: Duration
  readonly order?: readonly Value[]
  readonly groupRows?: number
}
interface Tolerance {
  /** "In more than so many percent of rows"; of what must not be, the rest of 100 is the share that is asked for. */
  readonly moreThan?: string
  readonly complement?: string
  /** In more than so many percent of the rows, whatever is claimed. */
  readonly above?: string
  readonly atLeast?: string | null
  readonly exceptions?: number
  readonly groupShare?: string
  /** It was said that it holds in every row. */
  readonly everyRow?: true
}

/** A sentence that can be read but makes no sense; caught by the reader of sentences. */
export class NoSense extends Error {
  readonly code: DiagnosticCode
  /** Makes a better sentence of the text. */
  readonly fix: ((text: string) => string | undefined) | undefined
  constructor(code: DiagnosticCode, message: string, fix?: (text: string) => string | undefined) {
    super(message)
    this.code = code
    this.fix = fix
  }
}

/** The claim with the condition put to the number that it ends with; null when it ends with none. */
export function withCondition(claim: Said, where: Condition): Said | null {
  const slot = ['high', 'value'].find((name) => name in claim.args)
  const of = slot === undefined ? null : numberWhere(claim.args[slot] as unknown as Value, where)
  return slot === undefined || of === null ? null : { ...claim, args: { ...claim.args, [slot]: { ...of } } }
}

function numberWhere(v: Value, where: Condition): Value | null {
  const last = ['right', 'of'].find((name) => name in v.args && VALUES[v.kind]?.level === 'row')
  if (last === undefined)
    return VALUES[v.kind]?.level === 'delivery' && !['where', 'share', 'in-last'].includes(v.kind)
      ? { kind: 'where', args: { of: { ...v }, where: { ...where } as unknown as Json } }
      : null
  const of = numberWhere(v.args[last] as unknown as Value, where)
  return of && { ...v, args: { ...v.args, [last]: { ...of } } }
}

/** "The sum of `a` must be the sum of `b` where …" could mean two things. */
function unclearWhere({ statement, tails }: Raw): void {
  const last = statement.claims?.at(-1)
  const where = tails.find((part) => part.where)?.where
  if (!statement.number || !last || !where || !withCondition(last.said, where)) return
  throw new NoSense(
    'no-sense',
    '"where" could be about the whole sentence or only about the last number; say it in front if it is about both numbers, or put the last number with its condition in parentheses',
    (text) => text.replace(/^(.*?),? where (.*?)\.?$/su, 'where $2, $1'),
  )
}

/** A group has always one row, so who asks for one in each day means that no day is missing. */
function rowInEach({ statement, tails }: Raw): void {
  const { number, claims } = statement
  const asked = JSON.stringify(claims?.map((each) => each.said)) === AT_LEAST_ONE
  if (number?.kind !== 'rows' || !asked || !tails.some((part) => part.each)) return
  throw new NoSense(
    'no-sense',
    'every group that is there has at least one row; "there must be a row for each day of `x`" says that no day is missing, and look-ups say which keys there must be: "the different values of `x` must include …"',
    (text) => text.replace(/\bat least (?:one|1) (?:row|record)s? (?=(?:for|on|in) (?:every|each) \w+ of )/u, 'a row '),
  )
}
const AT_LEAST_ONE = JSON.stringify([{ kind: 'at-least', args: { value: { kind: 'number', args: { is: '1' } } } }])

/** "Must not be empty in every row" could mean that no row may be so, or only not all of them. */
function unclearEvery({ statement, tails }: Raw): void {
  if (!statement.claims?.some((each) => each.not) || !tails.some((part) => part.everyRow)) return
  throw new NoSense(
    'no-sense',
    'it could mean that no row may be so, or only that not all of them may: leave out "in every row", or say how many rows: "the number of rows where `x` is present must be at least 1"',
    (text) => text.replace(/,? (?:in|for) (?:every row|all rows)\b/u, ''),
  )
}

/** Puts the parts of a sentence together to a check; throws `NoSense`. */
export function assemble(raw: Raw): Check {
  const { statement } = raw
  unclearWhere(raw)
  unclearEvery(raw)
  rowInEach(raw)
  const parts = [...(statement.scope ? [statement.scope] : []), ...(raw.scopes ?? []), ...raw.tails]
  const where = conditions(parts)
  const each = once(parts, 'each', 'for each')
  const groupShare = once(parts, 'groupShare', 'in at least … of groups')
  const groupRows = once(parts, 'groupRows', 'groups with at least … rows')
  const window = once(parts, 'window', 'over the last …')
  const order = once(parts, 'order', 'in order of …') ?? statement.order
  const onlyIf = parts.some((part) => part.onlyIf !== undefined)
  if (!each && (groupShare !== undefined || groupRows !== undefined))
    throw new NoSense('no-sense', 'groups need "for each …" in the sentence')
  return {
    severity: statement.modal.severity,
    ...(where ? { where } : {}),
    ...(window ? { window } : {}),
    ...(each ? { each } : {}),
    ...(groupRows !== undefined ? { groupRows } : {}),
    ...(groupShare !== undefined ? { groupShare } : {}),
    ...(order ? { order } : {}),
    ...measured(
      onlyIf ? turned(statement) : statement,
      tolerance([
        ...(statement.tolerance ? [statement.tolerance] : []),
        ...raw.tails.map((each) => shareOf(each, statement)),
      ]),
    ),
  }
}

/** "only if": the claim that must not hold elsewhere. */
function turned(statement: Statement): Statement {
  const claims = statement.claims ?? []
  if (!statement.subject || claims.length !== 1)
    throw new NoSense('no-sense', '"only if" fits one claim about a value; say with "where" which rows are meant')
  return { ...statement, claims: claims.map((claim) => ({ ...claim, not: !claim.not })) }
}

function once<K extends keyof (Scope & Tolerance)>(
  parts: readonly (Scope & Tolerance)[],
  key: K,
  said: string,
): NonNullable<(Scope & Tolerance)[K]> | undefined {
  const found = parts.flatMap((part) => (part[key] === undefined || part[key] === null ? [] : [part[key]]))
  if (found.length > 1) throw new NoSense('no-sense', `"${said}" stands twice in the sentence`)
  return found[0] as NonNullable<(Scope & Tolerance)[K]> | undefined
}

function conditions(parts: readonly Scope[]): Condition | undefined {
  const all = parts.flatMap((part): Condition[] => [
    ...(part.where ? [part.where] : []),
    ...(part.unless ? [denied(part.unless)] : []),
    ...(part.onlyIf ? [denied(part.onlyIf)] : []),
  ])
  return all.length > 1 ? { all: all.flatMap((each) => ('all' in each ? each.all : [each])) } : all[0]
}

/** "unless": what is denied is said of each leaf, so that it can be written in the indicative. */
function denied(of: Condition): Condition {
  if ('all' in of) return { any: of.all.map(denied) }
  if ('any' in of) return { all: of.any.map(denied) }
  const { subject, claim } = of
  const { quantity } = subject
  const not = of.denied !== true
  switch (quantity.is) {
    case 'every':
      return joined<Condition>(
        subject.of.map((each) => leaf({ of: [each], quantity }, claim, not)),
        'or',
      )
    case 'together':
      return leaf(subject, claim, not)
    case 'at least':
      return { ...of, subject: { ...subject, quantity: { is: 'at most', n: quantity.n - 1 } } }
    case 'at most':
      return { ...of, subject: { ...subject, quantity: { is: 'at least', n: quantity.n + 1 } } }
    case 'exactly':
    case 'all or none':
    case 'entries':
      throw new NoSense('no-sense', 'that cannot be said with "unless"; say with "where" which rows are meant')
  }
}

/** "Must not be missing in more than 5% of rows" asks for 95% that are not. */
function shareOf(part: Tolerance, statement: Statement): Tolerance {
  if (part.moreThan === undefined) return part
  const [first] = statement.claims ?? []
  const not = first ? statement.modal.not !== first.not : false
  return not ? { atLeast: part.complement ?? part.moreThan } : { above: part.moreThan }
}

function tolerance(parts: readonly Tolerance[]): Bound {
  const more = once(parts, 'above', 'in more than …')
  const share = once(parts, 'atLeast', 'in at least …') ?? more
  const exceptions = once(parts, 'exceptions', 'with at most … exceptions')
  if (share !== undefined && exceptions !== undefined)
    throw new NoSense('no-sense', 'one tolerance is enough: a share of the rows or a number of exceptions')
  if (share !== undefined && !(Number(share) >= 0 && Number(share) <= 100))
    throw new NoSense('no-sense', `${share}% is not a share of rows`)
  if (more !== undefined) return { moreThan: more }
  return share !== undefined ? { atLeast: share } : { exceptions: exceptions ?? 0 }
}

function measured(statement: Statement, allowed: Bound): Pick<Check, 'measure' | 'bound'> {
  const claims = denying(
    (statement.claims ?? []).map((claim, i) =>
      i === 0 && statement.modal.not ? { ...claim, not: !claim.not } : claim,
    ),
  )
  if (claims.some((each) => each.severity !== undefined && each.severity !== statement.modal.severity))
    throw new NoSense('no-sense', 'one sentence says either "must" or "should"; write two list items')
  const strict = 'exceptions' in allowed && allowed.exceptions === 0
  if (statement.subject) return { measure: { share: claimed(statement.subject, claims) }, bound: allowed }
  if (!strict)
    throw new NoSense(
      'no-sense',
      'a tolerance in rows fits only sentences about rows; this one is about a number of the delivery',
    )
  if (statement.number) return { measure: { number: statement.number }, bound: bounded(claims) }
  if (!statement.whole) throw new NoSense('no-sense', 'the sentence has no subject')
  return { measure: { whole: statement.whole }, bound: { own: true } }
}

/** "Must not be empty or blank" denies both: what has no verb of its own shares the "not" before it. */
function denying<
  T extends {
    readonly joined: 'and' | 'or' | null
    readonly not?: boolean
    readonly elided?: true
    readonly shared?: true
  },
>(links: readonly T[]): readonly T[] {
  const [first, ...rest] = links
  const shares =
    first?.not === true &&
    rest.length > 0 &&
    rest.every((each) => (each.joined === 'or' || each.shared) && each.elided && !each.not)
  return first && shares ? [first, ...rest.map((each) => ({ ...each, joined: 'and' as const, not: true }))] : links
}

function sameJoin(links: readonly { readonly joined: 'and' | 'or' | null }[]): 'and' | 'or' | null {
  const joins = new Set(links.flatMap((link) => (link.joined ? [link.joined] : [])))
  if (joins.size > 1)
    throw new NoSense(
      'mixed-and-or',
      '"and" and "or" are mixed; parentheses say which belong together, as in "(A and B) or C"',
    )
  return [...joins][0] ?? null
}

const joined = <T>(
  parts: readonly T[],
  join: 'and' | 'or' | null,
): T | { all: readonly T[] } | { any: readonly T[] } => {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  return join === 'or' ? { any: parts } : { all: parts }
}

function claimed(subject: Subject, claims: readonly Claim[]): Condition {
  const join = sameJoin(claims)
  const parts = claims.map((claim) => leaf(subject, claim.said, claim.not))
  return joined<Condition>(claims.some((claim) => claim.elided) ? distinct(parts) : parts, join)
}

/** What is said twice counts once: "must not be empty or blank". */
const distinct = <T>(parts: readonly T[]): readonly T[] => [
  ...new Map(parts.map((part) => [JSON.stringify(part), part])).values(),
]

function bounded(claims: readonly Claim[]): Bound {
  const join = sameJoin(claims)
  return joined<Bound>(
    claims.map((claim) => {
      const own = BOUNDS[claim.said.kind]
      if (claim.not && own && own.negatable !== true)
        throw new NoSense('no-sense', `it makes no sense to deny that; ${own.negatable}`)
      const plain = claim.not ? OPPOSITE[claim.said.kind] : undefined
      if (plain && !('slack' in claim.said.args)) return { claim: { ...claim.said, kind: plain } }
      return claim.not ? { not: { claim: claim.said } } : { claim: claim.said }
    }),
    join,
  )
}

/** Claims whose denial is another claim: one meaning has one canonical form. */
const OPPOSITE: { readonly [kind: string]: string } = {
  present: 'missing',
  missing: 'present',
  'at-least': 'less-than',
  'less-than': 'at-least',
  'at-most': 'more-than',
  'more-than': 'at-most',
  before: 'on-or-after',
  'on-or-after': 'before',
  after: 'on-or-before',
  'on-or-before': 'after',
  weekday: 'weekend',
  weekend: 'weekday',
}

/** "Not at least 51 characters" is at most 50. */
function oppositeLength(claim: Said): Said | undefined {
  const { low, high } = claim.args
  if (!['characters', 'words', 'entries'].includes(claim.kind)) return undefined
  if (typeof low === 'number' && high === undefined) return { ...claim, args: { high: low - 1 } }
  return typeof high === 'number' && low === undefined ? { ...claim, args: { low: high + 1 } } : undefined
}

function leaf(subject: Subject, claim: Said, not: boolean): Condition {
  const word = CONDITIONS[claim.kind]
  if (claim.kind === 'unique' && subject.quantity.is === 'entries')
    return leaf({ ...subject, quantity: { is: 'every' } }, { kind: 'distinct-entries', args: {} }, not)
  if (claim.kind === 'all-different' && subject.quantity.is === 'every') return different(subject, claim, not)
  if (not && word && word.negatable !== true)
    throw new NoSense('no-sense', `it makes no sense to deny that; ${word.negatable}`)
  const shorter = not ? oppositeLength(claim) : undefined
  if (shorter) return { subject, claim: shorter }
  const opposite = not && !('slack' in claim.args) ? OPPOSITE[claim.kind] : undefined
  if (opposite) return { subject, claim: { ...claim, kind: opposite } }
  if (subject.quantity.is === 'together' && word && word.subject !== 'together')
    throw new NoSense('no-sense', 'that claim is about single values; leave "together" out')
  if (
    word?.subject === 'together' &&
    subject.of.length > 1 &&
    subject.quantity.is === 'every' &&
    claim.kind === 'determine'
  )
    throw new NoSense(
      'no-sense',
      'several columns determine another one "together": say "`a` and `b` together must determine …"',
    )
  return not ? { subject, claim, denied: true } : { subject, claim }
}

/** Several columns differ together; of two it is said that the one is not the other. */
function different(subject: Subject, claim: Said, not: boolean): Condition {
  const [first, second] = subject.of
  if (!first || !second)
    throw new NoSense('no-sense', 'say from what it must differ, as in "`a` must not be `b`", or name several columns')
  return subject.of.length > 2
    ? leaf({ ...subject, quantity: { is: 'together' } }, claim, not)
    : leaf({ of: [first], quantity: { is: 'every' } }, { kind: 'equal', args: { value: { ...second } } }, !not)
}

export function chained(of: readonly ChainLink[]): Condition {
  const links = denying(of)
  const join = sameJoin(links)
  let subject: Subject | undefined
  const parts = links.map((link): Condition => {
    if (link.chain) return chained(link.chain)
    subject = link.subject ?? subject
    if (!subject || !link.claim) throw new NoSense('no-sense', 'a condition needs a subject')
    return leaf(subject, link.claim, link.not === true)
  })
  return joined<Condition>(parts, join)
}
