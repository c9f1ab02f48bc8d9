import type { Check, Json, Said } from '../check.ts'
import { VALUES } from '../vocabulary/values/index.ts'

/** Why no delivery can break a check, whatever is in it: no share is below none of the rows, or above all of them. Null where one can. */
export function neverFails({ measure, bound }: Check): string | null {
  if ('share' in measure)
    return 'atLeast' in bound && Number(bound.atLeast) <= 0 ? 'all rows may fail, so this can never fail' : null
  if (!('number' in measure) || !('claim' in bound)) return null
  const word = VALUES[measure.number.kind]
  const share = word?.level === 'delivery' && word.gives === 'share'
  return share && takesAll(bound.claim) ? 'a share is never below 0% or above 100%, so this can never fail' : null
}

/** Whether all shares are within the limits. */
function takesAll({ kind, args }: Said): boolean {
  switch (kind) {
    case 'at-least':
      return constant(args.value) <= 0
    case 'at-most':
      return constant(args.value) >= 1
    case 'between':
      return args.strictly !== true && constant(args.low) <= 0 && constant(args.high) >= 1
    default:
      return false
  }
}

/** A number or a percentage; NaN of what is neither. */
function constant(of: Json | undefined): number {
  const { kind, args } = (of ?? {}) as Partial<Said>
  return kind === 'number' || kind === 'percent' ? Number(args?.is) / (kind === 'percent' ? 100 : 1) : NaN
}
