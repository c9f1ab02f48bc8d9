import type { Value } from '../../check.ts'

/** The one subject of a claim about a single value. */
export function subject(of: readonly Value[]): Value {
  const only = of[0]
  if (!only) throw new Error('a claim needs a subject')
  return only
}
