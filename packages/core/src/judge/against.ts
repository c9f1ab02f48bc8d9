import type { Band, Reason, Said } from '../check.ts'
import { usual, type Usual, type UsualPoint } from '../stats/usual.ts'
import { knownOf } from '../vocabulary/bounds/history.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'
import type { Against, SlotTypes } from '../vocabulary/word.ts'
import type { Evaluated } from './evaluate.ts'
import { add, compare, decimal, multiply, negate, type Fraction } from './exact.ts'
import { baseline, shownTime, type PastNumber } from './past.ts'

/** Why a bound cannot be judged. */
export interface Undecided {
  readonly why: Extract<Reason, 'incomparable' | 'nothing-in-scope' | 'no-baseline' | 'too-little-history'>
  readonly reason: string
}
export type Answer = boolean | Undecided

/** How a number stands against earlier deliveries. */
export interface Standing {
  readonly answer: Answer
  readonly band: Band | null
  /** What follows "it is 850": ", 15% less than 1,000 in the last accepted delivery (2024-05-14 06:00)". */
  readonly said: string
}

/** Shows a number as the measured one is shown: a share as a percentage. */
type Show = (is: number) => string

export function againstOf(said: Said): Against | null {
  return BOUNDS[said.kind]?.against(said.args) ?? null
}

/** The earlier deliveries as they are seen from the one that is judged. */
export interface Before {
  readonly now: number
  readonly zone: string
  /** Oldest first. */
  readonly past: readonly PastNumber[]
}

/** Judges a number by those of earlier accepted deliveries. */
export function standing(x: Evaluated, against: Against, before: Before, show: Show): Standing {
  return against.is === 'usual' ? asUsual(x, before, show) : changed(x, against, before, show)
}

type Earlier = Extract<Against, { readonly is: 'earlier' }>
const undecided = (why: Undecided['why'], reason: string): Standing => ({
  answer: { why, reason },
  band: null,
  said: `; ${reason}`,
})

function changed(x: Evaluated, against: Earlier, before: Before, show: Show): Standing {
  const found = baseline(against.past, before.past, before)
  if ('missing' in found) return undecided('no-baseline', found.missing)
  const was = found.value
  if (was.kind !== x.kind) return undecided('incomparable', `it was another kind of value ${found.called}`)
  if (x.kind === 'text') return textChanged(x, was, against, found.called)
  if (against.by && x.kind !== 'number' && !(x.kind === 'duration' && against.by.unit === 'percent'))
    return undecided('incomparable', `a ${x.kind} does not change by ${against.by.n}`)
  const room = against.by ? roomOf(against.by, was) : NO_ROOM
  const limits = { low: moved(was, room, -1), high: moved(was, room, 1) }
  const [rises, falls] = [against.way !== 'fall', against.way !== 'rise']
  const holds = !(rises && order(x, limits.high) > 0) && !(falls && order(x, limits.low) < 0)
  return {
    answer: holds,
    band: { low: falls ? limits.low.is : null, high: rises ? limits.high.is : null },
    said: `, ${difference(x, was, against.by, show)} ${found.called}`,
  }
}

function textChanged(x: Evaluated, was: Evaluated, against: Earlier, called: string): Standing {
  if (against.by || against.way !== 'change') return undecided('incomparable', 'a text does not rise or fall')
  const same = x.text === was.text
  return {
    answer: same,
    band: null,
    said: same ? `, the same as ${called}` : `; it was ${JSON.stringify(was.text)} ${called}`,
  }
}

interface Room {
  readonly is: number
  readonly exact: Fraction | null
}
const NO_ROOM: Room = { is: 0, exact: { n: 0n, d: 1n } }
const HUNDREDTH: Fraction = { n: 1n, d: 100n }
const absolute = (f: Fraction): Fraction => (f.n < 0n ? negate(f) : f)

/** By how much a number may differ: a percentage is of what it was, points are of a share. */
function roomOf(by: SlotTypes['amount'], was: Evaluated): Room {
  const n = decimal(by.n)
  const exact = n && by.unit !== 'absolute' ? multiply(n, HUNDREDTH) : n
  const is = by.unit === 'absolute' ? Number(by.n) : Number(by.n) / 100
  if (by.unit !== 'percent') return { is, exact }
  return { is: is * Math.abs(was.is), exact: exact && was.exact ? multiply(exact, absolute(was.exact)) : null }
}

const moved = (was: Evaluated, room: Room, sign: 1 | -1): Evaluated => ({
  kind: was.kind,
  is: was.is + sign * room.is,
  ...(was.exact && room.exact ? { exact: add(was.exact, sign === 1 ? room.exact : negate(room.exact)) } : {}),
})

const order = (a: Evaluated, b: Evaluated): number => (a.exact && b.exact ? compare(a.exact, b.exact) : a.is - b.is)

/** `15% less than 1,000`: in per cent unless the sentence speaks of points or of the number itself. */
function difference(x: Evaluated, was: Evaluated, by: SlotTypes['amount'] | undefined, show: Show): string {
  const away = x.is - was.is
  if (order(x, was) === 0) return 'the same as'
  const than = `${away > 0 ? 'more' : 'less'} than ${show(was.is)}`
  if (x.kind === 'instant') return `${away > 0 ? 'later' : 'earlier'} than ${show(was.is)}`
  const relative = by ? by.unit === 'percent' : true
  const limit = Number(by?.n ?? 0)
  if (relative) return was.is === 0 ? than : `${rounded((100 * away) / was.is, limit)}% ${than}`
  return by?.unit === 'points' ? `${rounded(100 * away, limit)} points ${than}` : `${show(Math.abs(away))} ${than}`
}

/** To three digits, or as many as show on which side of the limit it lies. */
function rounded(n: number, limit: number): string {
  const size = Math.abs(n)
  const digits = [3, 4, 5, 6, 8, 10, 12].find((each) => {
    const shown = Number(size.toPrecision(each))
    return Math.sign(shown - limit) === Math.sign(size - limit)
  })
  return String(Number(size.toPrecision(digits ?? 15)))
}

function asUsual(x: Evaluated, before: Before, show: Show): Standing {
  if (x.kind === 'text') return undecided('incomparable', 'a text has no usual range')
  // of a point in time it is usual how long before the arrival it lies
  const from = (time: number): number => (x.kind === 'instant' ? time : 0)
  const points = before.past.flatMap((each) => pointOf(each, from(each.time)))
  const { whole } = x
  const found = usual(points, { time: before.now, ...(whole === undefined ? {} : { of: whole }) })
  if (!found.band) return undecided('too-little-history', knownOf(found.learnt, found.needs))
  const shift = from(before.now)
  const [low, high] = [found.band.low + shift, found.band.high + shift]
  const shown = (is: number): string => show(is + shift)
  const holds = x.is >= low && x.is <= high
  const range = `between ${show(low)} and ${show(high)}, learnt from ${String(found.learnt)} accepted deliveries`
  const changes = changesSaid(found, before, shown)
  return {
    answer: holds,
    band: { low, high },
    said: holds
      ? `, as usual: ${range}${changes}`
      : `, which is not as usual: about ${shown(found.band.expected)} is, ${range}${changes}`,
  }
}

const pointOf = ({ time, value, expected, unusual }: PastNumber, from: number): readonly UsualPoint[] =>
  value && !unusual
    ? [
        {
          time,
          value: value.is - from,
          ...(value.whole === undefined ? {} : { of: value.whole }),
          ...(expected ? { expected } : {}),
        },
      ]
    : []

/** A lasting new level, or that so much was unusual that it is learnt anew. */
function changesSaid({ level, anew }: Usual, { zone }: Before, shown: Show): string {
  const since = level
    ? `; since ${shownTime(level.since, zone)} it is at a new level, about ${shown(level.is)} instead of ${shown(level.was)}`
    : ''
  return anew ? `${since}; it is learnt anew since ${shownTime(anew.since, zone)}, as too much was unusual` : since
}
