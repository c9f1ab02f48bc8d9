import { canonicalJson, type Duration, type Scalar, type Value } from '../check.ts'
import { localDay, midnight, atWall, dayAfter } from '../stats/zone.ts'
import { add, decimal, fraction, multiply, negate, type Fraction } from './exact.ts'

/** A number of the delivery or a constant while it is judged: exact where that is possible. */
export interface Evaluated {
  readonly kind: Scalar['kind']
  readonly is: number
  readonly text?: string
  readonly exact?: Fraction
  /** A date means the whole day; its end in seconds. */
  readonly dayEnd?: number
  /** `give or take 5%` is relative to what it follows. */
  readonly relative?: true
  /** Of a share: the number of rows that it was taken of. */
  readonly whole?: number
}

export interface JudgeContext {
  /** ISO 8601 in UTC. */
  readonly now: string
  readonly zone: string
  /** The measured numbers by their value as canonical JSON. */
  readonly measured: ReadonlyMap<string, Scalar | null>
}

const number = (is: number, exact?: Fraction | null): Evaluated => ({ kind: 'number', is, ...(exact ? { exact } : {}) })
const HUNDREDTH: Fraction = { n: 1n, d: 100n }

/** The value of a constant or a number of the delivery; null when a number of it has nothing to judge. */
export function evaluate(v: Value, context: JudgeContext): Evaluated | null {
  const key = canonicalJson(v)
  if (context.measured.has(key)) {
    const found = context.measured.get(key)
    return found ? measured(found) : null
  }
  const written = String(v.args.is)
  switch (v.kind) {
    case 'number':
      return number(Number(written), decimal(written))
    case 'percent':
    case 'points':
    case 'relative': {
      const exact = decimal(written)
      return {
        ...number(Number(written) / 100, exact ? multiply(exact, HUNDREDTH) : null),
        ...(v.kind === 'relative' ? { relative: true as const } : {}),
      }
    }
    case 'text':
      return { kind: 'text', is: Number.NaN, text: written }
    case 'truth':
      return { kind: 'text', is: Number.NaN, text: written }
    case 'duration':
      return { kind: 'duration', is: seconds(v.args.is as unknown as Duration) }
    case 'now':
      return { kind: 'instant', is: Date.parse(context.now) / 1000 }
    case 'today':
      return day(localDay(Date.parse(context.now) / 1000, context.zone), context.zone)
    case 'date':
      return day(written, context.zone)
    case 'timestamp':
      return {
        kind: 'instant',
        is: /Z|[+-]\d\d:?\d\d$/.test(written) ? Date.parse(written) / 1000 : atWall(written, context.zone),
      }
    default:
      return operation(v, context)
  }
}

function measured(found: Scalar): Evaluated {
  if (found.kind === 'text') return { kind: 'text', is: Number.NaN, text: found.is }
  if (found.kind !== 'number') return { kind: found.kind, is: found.is }
  const { is, part, whole } = found
  if (part === undefined || whole === undefined) return number(is, decimal(String(is)))
  return { ...number(is, fraction(part, whole)), whole }
}

/** A number that was reckoned of others, as one that is shown. */
export function asScalar(v: Evaluated): Scalar {
  if (v.kind === 'text') return { kind: 'text', is: v.text ?? '' }
  return { kind: v.kind, is: v.is }
}

function operation(v: Value, context: JudgeContext): Evaluated | null {
  // what rests on a column differs from row to row
  const part = (name: string) => (isValue(v.args[name]) ? evaluate(v.args[name], context) : null)
  if (v.kind === 'percent-of') {
    const of = part('of')
    const share = decimal(String(v.args.percent))
    return (
      of &&
      number(
        (of.is * Number(v.args.percent)) / 100,
        of.exact && share ? multiply(of.exact, multiply(share, HUNDREDTH)) : null,
      )
    )
  }
  if (v.kind === 'absolute') {
    const of = part('of')
    return of && { ...of, is: Math.abs(of.is), ...(of.exact && of.exact.n < 0n ? { exact: negate(of.exact) } : {}) }
  }
  if (v.kind === 'after' || v.kind === 'before') {
    const of = part('of')
    const by = seconds(v.args.by as unknown as Duration) * (v.kind === 'after' ? 1 : -1)
    return of && { kind: of.kind, is: of.is + by, ...(of.dayEnd === undefined ? {} : { dayEnd: of.dayEnd + by }) }
  }
  const [left, right] = [part('left'), part('right')]
  return left && right ? combined(v.kind, left, right) : null
}

const isValue = (arg: unknown): arg is Value =>
  arg !== null && typeof arg === 'object' && 'kind' in arg && 'args' in arg

function combined(kind: string, left: Evaluated, right: Evaluated): Evaluated | null {
  const both = left.exact && right.exact ? ([left.exact, right.exact] as const) : null
  const like = left.kind === 'number' ? right.kind : left.kind
  switch (kind) {
    case 'plus':
      return { kind: like, is: left.is + right.is, ...(both ? { exact: add(...both) } : {}) }
    case 'minus':
      return {
        kind: left.kind === 'instant' && right.kind === 'instant' ? 'duration' : like,
        is: left.is - right.is,
        ...(both ? { exact: add(both[0], negate(both[1])) } : {}),
      }
    case 'times':
      return { kind: like, is: left.is * right.is, ...(both ? { exact: multiply(...both) } : {}) }
    case 'divided-by':
      return right.is === 0 ? null : number(left.is / right.is)
    default:
      return null
  }
}

const SECONDS: { readonly [unit in Duration['unit']]: number } = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86400,
  week: 604800,
  month: 2629746,
  year: 31556952,
}
/** Months and years in their mean Gregorian length. */
export const seconds = (d: Duration): number => d.n * SECONDS[d.unit]

function day(written: string, zone: string): Evaluated {
  return { kind: 'instant', is: midnight(written, zone), dayEnd: midnight(dayAfter(written), zone) }
}
