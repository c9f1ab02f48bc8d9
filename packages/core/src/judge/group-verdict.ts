import {
  canonicalJson,
  type Band,
  type Bound,
  type Check,
  type Json,
  type Reason,
  type Said,
  type Scalar,
  type Value,
} from '../check.ts'
import { boundSaid, boundText } from './bound-text.ts'
import { againstOf, standing, type Standing } from './against.ts'
import { bandOf, claimsOf, satisfied, type BoundContext } from './bounds.ts'
import { asScalar, evaluate, type Evaluated, type JudgeContext } from './evaluate.ts'
import { compare, decimal, multiply } from './exact.ts'
import { scalarOf, type NumberGroup, type RowsGroup } from './measurement.ts'
import { shownCount } from '../vocabulary/shown-count.ts'
import type { PastNumber } from './past.ts'
import { percent, shownNumber, shownScalar } from './shown.ts'
import { unchecked, type Verdict } from './verdict.ts'

/** Judges how many of the rows of a group satisfy a condition. */
export function rowVerdict({ bound, order }: Check, { rows, counted, passed }: RowsGroup): Verdict {
  const failing = counted - passed
  const text = boundText(bound)
  const shared = { bound: text, band: { low: lowOf(bound, counted), high: 1 }, rows, counted, failing }
  if (counted === 0) {
    const reason =
      rows === 0 ? 'no row is in scope' : `in all ${shownCount(rows)} rows in scope a value that it rests on is missing`
    return { ...shared, status: 'idle', why: 'nothing-in-scope', value: null, shown: '', reason }
  }
  const holds = allows(bound, counted, passed)
  const missing = rows - counted
  const why = order ? 'because a value or the row beside it is missing' : 'because a value is missing'
  const left = missing > 0 ? `; ${shownCount(missing)} not counted, ${why}` : ''
  const reason =
    failing === 0
      ? `all ${shownCount(counted)} counted rows satisfy it${left}`
      : `${shownCount(failing)} of ${shownCount(counted)} counted rows do not satisfy it${left}`
  return {
    ...shared,
    status: holds ? 'holds' : 'broken',
    why: holds ? null : 'out-of-bound',
    value: passed / counted,
    shown: percent(passed, counted, [lowOf(bound, counted) * 100]),
    reason,
    ...(missing > 0 ? { left: `${shownCount(missing)} not counted` } : {}),
  }
}

/** Decided on integers. */
export function allows(bound: Bound, counted: number, passed: number): boolean {
  if ('exceptions' in bound) return counted - passed <= bound.exceptions
  const written = 'atLeast' in bound ? bound.atLeast : 'moreThan' in bound ? bound.moreThan : null
  const share = written === null ? null : decimal(written)
  if (!share) return counted === passed
  const by = compare({ n: BigInt(passed) * 100n, d: 1n }, multiply(share, { n: BigInt(counted), d: 1n }))
  return 'moreThan' in bound ? by > 0 : by >= 0
}

const lowOf = (bound: Bound, counted: number): number =>
  'atLeast' in bound || 'moreThan' in bound
    ? Number('atLeast' in bound ? bound.atLeast : bound.moreThan) / 100
    : 'exceptions' in bound && counted > 0
      ? Math.max(0, 1 - bound.exceptions / counted)
      : 1

/** Judges a number of the delivery, or of one group of it. */
export function numberVerdict(check: Check, group: NumberGroup, context: NumberContext): Verdict {
  if (!('number' in check.measure)) throw new Error('a number is judged that was not measured')
  const { rows } = group
  const measured = measuredOf(group)
  const { value, scalar, whole, holds } = answer(check, check.measure.number, measured, context)
  const shared = { bound: boundText(check.bound), rows, counted: rows, failing: null, band: null }
  const idle = (why: Reason, reason: string) => ({
    ...shared,
    status: 'idle' as const,
    why,
    value: null,
    shown: '',
    reason,
  })
  if (!value || !scalar)
    return idle('nothing-in-scope', rows === 0 ? 'no row is in scope' : 'there is no value to take it of')
  const band = bandOf(check.bound, whole)
  const like = shownAs(scalar, check.bound)
  const shown = measuredAs(scalar, like, band)
  const is = value.kind === 'text' ? (value.text ?? null) : value.is
  if (typeof holds !== 'boolean' && holds.why === 'incomparable') {
    const reason = holds.reason === '' ? `${shown} cannot be compared with ${shared.bound}` : holds.reason
    return { ...unchecked('incomparable', reason, shared.bound), rows }
  }
  if (typeof holds !== 'boolean')
    return holds.why === 'nothing-in-scope'
      ? { ...idle(holds.why, holds.reason), shown }
      : { ...idle(holds.why, `it is ${shown}${ratio(scalar)}; ${holds.reason}`), value: is, shown }
  const doubt = doubtOf(measured)
  if (doubt > 0 && hangs(check, check.measure.number, measured, context, holds)) {
    const rest =
      doubt === 1 ? '1 row, of which it cannot be said' : `${shownCount(doubt)} rows, of which it cannot be said`
    const reason = `it is ${shown}${ratio(scalar)} at least, and whether it is ${shared.bound} hangs on ${rest}`
    return { ...unchecked('incomparable', reason, shared.bound), rows }
  }
  return {
    ...shared,
    status: holds ? 'holds' : 'broken',
    why: holds ? null : 'out-of-bound',
    value: is,
    shown,
    ...bands(band, scalar, like),
    reason: `it is ${shown}${ratio(scalar)}${comparison(check.bound, holds, whole)}${unread(scalar)}`,
    ...(scalar.kind !== 'text' && scalar.unread ? { left: `${shownCount(scalar.unread)} left out` } : {}),
  }
}

/** The number, and whether it is what the bound says; no value when there is nothing to take it of. */
function answer(check: Check, of: Value, measured: Measured, context: NumberContext) {
  const value = evaluate(of, { ...context, measured })
  const scalar = value && (measured.get(canonicalJson(of)) ?? asScalar(value))
  const standings = scalar
    ? standingsOf(check.bound, value, shownAs(scalar, check.bound), context)
    : new Map<Said, Standing>()
  const whole: BoundContext = { ...context, measured, standings }
  return { value, scalar, whole, holds: value ? satisfied(value, check.bound, whole) : false }
}

type Measured = ReadonlyMap<string, Scalar | null>

/** How many rows cannot be placed, so that a number may be of so many more. */
const doubtOf = (measured: Measured): number =>
  Math.max(0, ...[...measured.values()].map((each) => (each?.kind === 'number' ? (each.doubt ?? 0) : 0)))

/** So many numbers are tried between what is sure and what may be. */
const TRIED = 100

/** Whether the verdict is another one if some of the rows that cannot be placed belong to the number. */
function hangs(check: Check, of: Value, measured: Measured, context: NumberContext, holds: unknown): boolean {
  const doubt = doubtOf(measured)
  const steps = Math.min(doubt, TRIED)
  return Array.from({ length: steps }, (_, i) => Math.round((doubt * (i + 1)) / steps)).some((more) => {
    const other = new Map([...measured].map(([key, each]) => [key, each && withMore(each, more)]))
    return answer(check, of, other, context).holds !== holds
  })
}

function withMore(of: Scalar, more: number): Scalar {
  if (of.kind !== 'number' || !of.doubt) return of
  const { part, whole } = of
  const rows = Math.min(more, of.doubt)
  return part === undefined || whole === undefined
    ? { ...of, is: of.is + rows }
    : { ...of, part: part + rows, is: (part + rows) / whole }
}

export interface NumberContext extends Omit<JudgeContext, 'measured'> {
  /** The same number in earlier accepted deliveries, oldest first. */
  readonly past: readonly PastNumber[]
}

/** The numbers that were taken of a group. */
export const measuredOf = (group: NumberGroup): ReadonlyMap<string, Scalar | null> =>
  new Map(Object.entries(group.leaves).map(([key, leaf]) => [key, scalarOf(leaf)]))

function standingsOf(
  bound: Bound,
  x: Evaluated,
  like: (is: number) => string,
  context: NumberContext,
): ReadonlyMap<Said, Standing> {
  const before = { now: Date.parse(context.now) / 1000, zone: context.zone, past: context.past }
  return new Map(
    claimsOf(bound).flatMap((said) => {
      const against = againstOf(said)
      return against ? [[said, standing(x, against, before, like)] as const] : []
    }),
  )
}

/** What the number was compared with, after what it is. */
function comparison(bound: Bound, holds: boolean, context: BoundContext): string {
  const only = 'claim' in bound ? context.standings.get(bound.claim) : undefined
  if (only) return only.said
  const others = [...context.standings.values()].map((each) => each.said.replace(/^[,;] /, '; '))
  return `, ${holds ? 'which is' : 'which is not'} ${boundSaid(bound, context)}${others.join('')}`
}

const ratio = (s: Scalar): string =>
  s.kind === 'number' && s.part !== undefined ? ` (${shownCount(s.part)} of ${shownCount(s.whole ?? 0)})` : ''
const unread = (s: Scalar): string =>
  s.kind !== 'text' && s.unread
    ? `; ${shownCount(s.unread)} ${s.unread === 1 ? 'value is no' : 'values are no'} ${s.kind === 'number' ? 'number' : 'time'}${s.unread === 1 ? ' and was left out' : 's and were left out'}`
    : ''

/** A share with as many decimals as tell it from the ends of its band; everything else as its bound is shown. */
function measuredAs(scalar: Scalar, like: (is: number) => string, band: Band | null): string {
  if (scalar.kind !== 'number') return shownScalar(scalar)
  if (scalar.part === undefined || scalar.whole === undefined) return like(scalar.is)
  return percent(
    scalar.part,
    scalar.whole,
    [band?.low, band?.high].flatMap((end) => (end == null ? [] : [end * 100])),
  )
}

/** How a number is shown beside its bound: as a percentage if it is a share, or if the bound is said in percent. */
function shownAs(scalar: Scalar, bound: Bound): (is: number) => string {
  if (scalar.kind === 'text') return String
  const inPercent = scalar.kind === 'number' && (scalar.part !== undefined || claimsOf(bound).some(saidInPercent))
  return (is) => (inPercent ? `${shownNumber(is * 100)}%` : shownScalar({ kind: scalar.kind, is }))
}

const saidInPercent = ({ args }: Said): boolean =>
  [args.value, args.low, args.high].some((held) => kindOf(held) === 'percent') ||
  (args.by !== null && typeof args.by === 'object' && 'unit' in args.by && args.by.unit === 'points')
const kindOf = (held: Json | undefined): Json | undefined =>
  held !== null && typeof held === 'object' && 'kind' in held ? held.kind : undefined

function bands(band: Band | null, scalar: Scalar, like: (is: number) => string): Pick<Verdict, 'band' | 'bandShown'> {
  if (!band || scalar.kind === 'text') return { band }
  const end = (is: number | null) => (is === null ? null : like(is))
  return { band, bandShown: { low: end(band.low), high: end(band.high) } }
}
