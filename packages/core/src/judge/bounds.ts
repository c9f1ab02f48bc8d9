import type { Band, Bound, Said, Value } from '../check.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import type { Interval } from '../vocabulary/word.ts'
import type { Answer, Standing, Undecided } from './against.ts'
import { evaluate, type Evaluated, type JudgeContext } from './evaluate.ts'
import { add, compare, multiply, negate } from './exact.ts'

/** A bound is judged with how the number stands against earlier deliveries, for each claim that speaks of them. */
export interface BoundContext extends JudgeContext {
  readonly standings: ReadonlyMap<Said, Standing>
}

export function satisfied(x: Evaluated, bound: Bound, context: BoundContext): Answer {
  if ('all' in bound || 'any' in bound) {
    const parts = ('all' in bound ? bound.all : bound.any).map((each) => satisfied(x, each, context))
    const open = parts.filter((each) => typeof each !== 'boolean')
    const incomparable = open.find((each) => each.why === 'incomparable')
    const decisive = 'any' in bound
    return incomparable ?? (parts.includes(decisive) ? decisive : (open[0] ?? !decisive))
  }
  if ('not' in bound) {
    const inner = satisfied(x, bound.not, context)
    return typeof inner === 'boolean' ? !inner : inner
  }
  if (!('claim' in bound)) return NOTHING
  return context.standings.get(bound.claim)?.answer ?? claimHolds(x, bound.claim, context)
}

const NOTHING: Undecided = { why: 'nothing-in-scope', reason: 'there is nothing to compare it with' }
const INCOMPARABLE: Undecided = { why: 'incomparable', reason: '' }

/** Every claim of a bound. */
export function claimsOf(bound: Bound): readonly Said[] {
  if ('all' in bound || 'any' in bound) return ('all' in bound ? bound.all : bound.any).flatMap(claimsOf)
  if ('not' in bound) return claimsOf(bound.not)
  return 'claim' in bound ? [bound.claim] : []
}

export function intervalOf(said: Said): Interval | null {
  return CONDITIONS[said.kind]?.interval?.(said.args) ?? null
}

function claimHolds(x: Evaluated, said: Said, context: JudgeContext): Answer {
  const word = CONDITIONS[said.kind]
  const texts = x.kind === 'text' ? word?.texts?.(said.args) : undefined
  if (texts)
    return said.args.ignoringCase === true
      ? texts.some((each) => each.toLowerCase() === x.text?.toLowerCase())
      : texts.includes(x.text ?? '')
  const interval = intervalOf(said)
  if (!interval) {
    const listed = Array.isArray(said.args.values)
      ? (said.args.values as unknown as Value[]).map((each) => evaluate(each, context))
      : null
    return listed ? listed.some((each) => each !== null && each.is === x.is) : INCOMPARABLE
  }
  const slack = interval.slack ? evaluate(interval.slack, context) : null
  const low = interval.low ? evaluate(interval.low, context) : undefined
  const high = interval.high ? evaluate(interval.high, context) : undefined
  if (low === null || high === null) return NOTHING
  if ([low, high].some((each) => each && each.kind !== x.kind)) return INCOMPARABLE
  if (x.kind === 'text') return [low, high].every((each) => !each || each.text === x.text)
  return aboveLow(x, low, slack, interval.lowOpen === true) && belowHigh(x, high, slack, interval.highOpen === true)
}

function aboveLow(x: Evaluated, low: Evaluated | undefined, slack: Evaluated | null, open: boolean): boolean {
  if (!low) return true
  const edge = open && low.dayEnd !== undefined ? { ...low, is: low.dayEnd } : low
  const by = order(x, moved(edge, slack, -1))
  return open && low.dayEnd === undefined ? by > 0 : by >= 0
}

function belowHigh(x: Evaluated, high: Evaluated | undefined, slack: Evaluated | null, open: boolean): boolean {
  if (!high) return true
  const wholeDay = !open && high.dayEnd !== undefined
  const by = order(x, moved(wholeDay ? { ...high, is: high.dayEnd ?? high.is } : high, slack, 1))
  return open || wholeDay ? by < 0 : by <= 0
}

/** A limit moved outwards by what may be given or taken. */
function moved(limit: Evaluated, slack: Evaluated | null, sign: 1 | -1): Evaluated {
  if (!slack) return limit
  const { exact: _, ...inexact } = limit
  const by = slack.relative ? Math.abs(limit.is) * slack.is : slack.is
  const exactBy =
    limit.exact && slack.exact
      ? slack.relative
        ? multiply(limit.exact.n < 0n ? negate(limit.exact) : limit.exact, slack.exact)
        : slack.exact
      : null
  return {
    ...inexact,
    is: limit.is + sign * by,
    ...(limit.exact && exactBy ? { exact: add(limit.exact, sign === 1 ? exactBy : negate(exactBy)) } : {}),
  }
}

const order = (a: Evaluated, b: Evaluated): number => (a.exact && b.exact ? compare(a.exact, b.exact) : a.is - b.is)

export function bandOf(bound: Bound, context: BoundContext): Band | null {
  if ('all' in bound) {
    const bands = bound.all.flatMap((each) => bandOf(each, context) ?? [])
    const lows = bands.flatMap((each) => each.low ?? [])
    const highs = bands.flatMap((each) => each.high ?? [])
    return bands.length === 0
      ? null
      : { low: lows.length > 0 ? Math.max(...lows) : null, high: highs.length > 0 ? Math.min(...highs) : null }
  }
  const standing = 'claim' in bound ? context.standings.get(bound.claim) : undefined
  if (standing) return standing.band
  const interval = 'claim' in bound ? intervalOf(bound.claim) : null
  if (!interval) return null
  const slack = interval.slack ? evaluate(interval.slack, context) : null
  const low = interval.low ? evaluate(interval.low, context) : null
  const high = interval.high ? evaluate(interval.high, context) : null
  const finite = (v: Evaluated | null, sign: 1 | -1) => (v && Number.isFinite(v.is) ? moved(v, slack, sign).is : null)
  return { low: finite(low, -1), high: finite(high, 1) }
}
