import { canonicalJson, type Bound, type Value } from '../check.ts'
import { claim, exceptions } from '../language/format.ts'
import { intervalOf } from './bounds.ts'
import { asScalar, evaluate, type JudgeContext } from './evaluate.ts'
import { shownScalar } from './shown.ts'

/** The bound as it is said: `at least 99%`, `between 1 and 5`. */
export function boundText(bound: Bound): string {
  if ('atLeast' in bound) return `at least ${bound.atLeast}%`
  if ('moreThan' in bound) return `more than ${bound.moreThan}%`
  if ('exceptions' in bound) return bound.exceptions === 0 ? '100%' : `at most ${exceptions(bound.exceptions)}`
  if ('all' in bound) return bound.all.map(boundText).join(' and ')
  if ('any' in bound) return bound.any.map(boundText).join(' or ')
  if ('not' in bound) return `not ${boundText(bound.not)}`
  return 'claim' in bound ? claim(bound.claim).replace(/^be /, '') : ''
}

/** The bound with the numbers that it was compared with, where it names others than constants. */
export function boundSaid(bound: Bound, context: JudgeContext): string {
  const text = boundText(bound)
  const others =
    'claim' in bound
      ? [intervalOf(bound.claim)?.low, intervalOf(bound.claim)?.high].filter(
          (v, i, all): v is Value => v !== undefined && all.indexOf(v) === i,
        )
      : []
  const shown = others.flatMap((v) => {
    const key = canonicalJson(v)
    const found =
      context.measured.has(key) || !['number', 'percent', 'text', 'date', 'timestamp', 'duration'].includes(v.kind)
        ? evaluate(v, context)
        : null
    return found ? [shownScalar(context.measured.get(key) ?? asScalar(found))] : []
  })
  return shown.length > 0 ? `${text} (${shown.join(' and ')})` : text
}
