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
