import { seconds, type Args, type Duration, type Said, type Value } from '@assay/core'

/** A claim about a number whose limit is moved to where the number is. */

type Side = 'low' | 'high'
const ONE_SIDED: { readonly [kind: string]: { readonly side: Side; readonly as: string } } = {
  'at-least': { side: 'low', as: 'at-least' },
  'more-than': { side: 'low', as: 'at-least' },
  'on-or-after': { side: 'low', as: 'on-or-after' },
  after: { side: 'low', as: 'on-or-after' },
  'at-most': { side: 'high', as: 'at-most' },
  'less-than': { side: 'high', as: 'at-most' },
  'on-or-before': { side: 'high', as: 'on-or-before' },
  before: { side: 'high', as: 'on-or-before' },
}

/**
 * The claim with the limits that the number breaks moved to it; null where they are no constants.
 * @param value as it was measured: a share from 0 to 1, durations in seconds, instants in seconds since 1970
 */
export function loosenedClaim({ kind, args }: Said, value: number): Said | null {
  const one = ONE_SIDED[kind]
  if (one) {
    const limit = limitAt(valueOf(args.value), value, one.side)
    if (!limit) return null
    const slack = args.slack === undefined ? {} : { slack: args.slack }
    return limit.moved
      ? { kind: one.as, args: { value: limit.value } }
      : { kind, args: { value: limit.value, ...slack } }
  }
  if (kind === 'between') return between(args, value)
  return kind === 'equal' ? near(args, value) : null
}

const valueOf = (json: Args[string] | undefined): Value | null =>
  json !== null && typeof json === 'object' && 'kind' in json ? (json as unknown as Value) : null

function between(args: Args, value: number): Said | null {
  const low = limitAt(valueOf(args.low), value, 'low')
  const high = limitAt(valueOf(args.high), value, 'high')
  if (!low || !high) return null
  const strictly = args.strictly === true && !low.moved && !high.moved ? { strictly: true } : {}
  return { kind: 'between', args: { low: low.value, high: high.value, ...strictly } }
}

/** A number that must be another one may lie as far from it as it does now. */
function near(args: Args, value: number): Said | null {
  const target = valueOf(args.value)
  const is = target && plain(target)
  if (!target || is === null) return null
  const distance = outward(Math.abs(value - is) * scaleOf(target), 'high')
  const slack = { kind: target.kind === 'percent' ? 'points' : 'number', args: { is: distance } }
  return { kind: 'equal', args: { value: { ...target }, slack } }
}

type Limit = { readonly value: Args & { readonly kind: string }; readonly moved: boolean }

/** A limit as it is, if the number keeps it, else one at the number. */
function limitAt(limit: Value | null, value: number, side: Side): Limit | null {
  const is = limit && plain(limit)
  if (!limit || is === null) return null
  if (side === 'low' ? value > is : value < is) return { value: { ...limit }, moved: false }
  return { value: { kind: limit.kind, args: written(limit, value, side) }, moved: true }
}

/** A constant on the scale of measured numbers; null for what is none. */
function plain({ kind, args }: Value): number | null {
  switch (kind) {
    case 'number':
      return Number(args.is)
    case 'percent':
      return Number(args.is) / 100
    case 'duration':
      return seconds(args.is as unknown as Duration)
    case 'date':
    case 'timestamp': {
      const at = Date.parse(String(args.is))
      return Number.isNaN(at) ? null : at / 1000
    }
    default:
      return null
  }
}

const scaleOf = ({ kind }: Value): number => (kind === 'percent' ? 100 : 1)

function written(limit: Value, value: number, side: Side): Args {
  switch (limit.kind) {
    case 'duration':
      return { is: { ...lengthOf(value, side) } }
    case 'date':
      return { is: new Date(value * 1000).toISOString().slice(0, 10) }
    case 'timestamp': {
      const at = side === 'low' ? Math.floor(value) : Math.ceil(value)
      return { is: new Date(at * 1000).toISOString().replace('.000Z', 'Z') }
    }
    default:
      return { is: outward(value * scaleOf(limit), side) }
  }
}

/** The largest unit of which there are so many that rounding gives little away. */
const LEAST_UNITS = 20
function lengthOf(value: number, side: Side): Duration {
  const by = (unit: Duration['unit']): number => value / seconds({ n: 1, unit })
  const unit = (['day', 'hour', 'minute'] as const).find((each) => Math.abs(by(each)) >= LEAST_UNITS) ?? 'second'
  return { n: side === 'low' ? Math.floor(by(unit)) : Math.ceil(by(unit)), unit }
}

/** With six significant digits, rounded away from what would be better; whole numbers as they are. */
function outward(n: number, side: Side): string {
  if (Number.isInteger(n) && Math.abs(n) < 1e15) return String(n)
  const digits = Math.max(0, Math.min(15, 5 - Math.floor(Math.log10(Math.abs(n)))))
  const scale = 10 ** digits
  const by = side === 'low' ? Math.floor(n * scale) : Math.ceil(n * scale)
  return (by / scale)
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}
