import type { Check } from '../check.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'

/** How the dates of text columns are written, by column: from the sentences that say so of all rows of a column. */
export function formatsOf(checks: readonly Check[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { measure, where } of checks) {
    if (!('share' in measure) || where) continue
    const leaves = 'all' in measure.share ? measure.share.all : [measure.share]
    for (const leaf of leaves) {
      if (!('subject' in leaf) || leaf.denied || !CONDITIONS[leaf.claim.kind]?.format?.(leaf.claim.args)) continue
      for (const of of leaf.subject.of)
        if (of.kind === 'column') found.set(String(of.args.name), leaf.claim.args.formats as readonly string[])
    }
  }
  return found
}
