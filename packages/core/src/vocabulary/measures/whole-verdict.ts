import { shownCount } from '../shown-count.ts'
import type { WholeVerdict } from '../word.ts'

/** There is nothing to judge. */
export const nothing: WholeVerdict = {
  status: 'idle',
  value: null,
  bound: '',
  band: null,
  counted: 0,
  failing: null,
  reason: 'every value is missing',
}

export const noEarlierValue: WholeVerdict = {
  ...nothing,
  why: 'no-baseline',
  reason: 'the last accepted delivery has no value to compare with',
}

/** A distance that is too large only if it is more than allowed and more than chance explains. */
export function distance(d: number, most: number, chance: number, called: string, n: number): WholeVerdict {
  const broken = d > most && d > chance
  const beyond = d > most && !broken ? ', which chance explains at this size' : ''
  return {
    status: broken ? 'broken' : 'holds',
    value: { kind: 'number', is: Number(d.toPrecision(4)) },
    bound: `at most ${String(most)}`,
    band: { low: null, high: most },
    counted: n,
    failing: null,
    reason: `the ${called} is ${String(Number(d.toPrecision(4)))}${beyond}`,
  }
}

/** How many values are not like those of the last delivery, and how many there were not. */
interface Kept {
  readonly rows: number
  readonly was: number
  readonly odd: number
  readonly oddWas: number
  readonly broken: boolean
}

/** The share of values that are as the earlier ones were. */
export function keptShare(
  { rows, was, odd, oddWas, broken }: Kept,
  bound: string,
  said: { readonly broken: string; readonly before: string; readonly now: string },
): WholeVerdict {
  if (rows === 0) return nothing
  if (was === 0) return noEarlierValue
  const { before, now } = said
  return {
    status: broken ? 'broken' : 'holds',
    value: { kind: 'number', is: (rows - odd) / rows, part: rows - odd, whole: rows },
    bound,
    band: { low: Math.max(0, 1 - oddWas / was - 0.01), high: 1 },
    counted: rows,
    failing: null,
    reason: broken
      ? `${shownCount(odd)} of ${shownCount(rows)} values ${said.broken}: it was ${before}, and is ${now}`
      : `it is ${now}${before === now ? ', as it was' : `; it was ${before}`}`,
  }
}
