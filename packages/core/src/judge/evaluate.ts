import { canonicalJson, type Duration, type Scalar, type Value } from '../check.ts'
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
      return day(localDay(Date.parse(context.now), context.zone), context.zone)
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
  return number(
    found.is,
    found.part !== undefined && found.whole !== undefined
      ? fraction(found.part, found.whole)
      : decimal(String(found.is)),
  )
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
  const next = new Date(Date.parse(`${written}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
  return { kind: 'instant', is: midnight(written, zone), dayEnd: midnight(next, zone) }
}

/** The day of an instant (milliseconds) in a zone. */
function localDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}

/** When a day begins in a zone, in seconds: the first of two midnights, and where the clock skips it, right then. */
const midnight = (written: string, zone: string): number => Math.min(...instants(`${written}T00:00:00`, zone))

/** When a clock on the wall shows a time in a zone, in seconds; of two such instants the later one, as the engine takes it. */
const atWall = (written: string, zone: string): number => Math.max(...instants(written, zone))

/** The zone's offsets a day before and after are all that can be: no zone changes its clock twice within two days. */
function instants(written: string, zone: string): readonly number[] {
  const wanted = Date.parse(`${written}Z`)
  const before = wanted - offset(wanted - DAY, zone)
  const after = wanted - offset(wanted + DAY, zone)
  const shown = [before, after].filter((at) => at + offset(at, zone) === wanted)
  return (shown.length > 0 ? shown : [before]).map((at) => at / 1000)
}

const DAY = 86_400_000

function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return (
    Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) -
    Math.floor(at / 1000) * 1000
  )
}
