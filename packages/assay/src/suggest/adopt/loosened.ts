import type { Bound, Check, Verdict } from '@assay/core'
import { loosenedClaim } from './loosened-claim.ts'

/** A sentence that lets pass what is there now and nothing worse, or why there is none. */
export type Loosened = { readonly check: Check } | { readonly why: string }

/** Up to so many failing rows are said as a number of exceptions, more as a share. */
const FEW = 10

/**
 * The tightest bound under which what was measured holds. One more failing row, or a number that lies further out, breaks it.
 * @param verdict of the check as it stands, broken
 * @param judged what another bound comes to on the same measurement
 */
export function loosened(check: Check, verdict: Verdict, judged: (check: Check) => Verdict): Loosened {
  const tried = candidates(check, verdict)
  const found = tried.find((each) => judged(each).status === 'holds')
  if (found) return { check: found }
  if ('whole' in check.measure) return { why: 'a claim about the whole delivery has no tolerance' }
  return { why: 'no number in it can be moved so that it holds' }
}

function candidates(check: Check, verdict: Verdict): readonly Check[] {
  return [
    ...(check.each ? byGroups(check, verdict) : []),
    ...bounds(check, verdict).map((bound) => ({ ...check, bound })),
  ]
}

/** Where most groups hold, those that do must go on holding. */
function byGroups(check: Check, { groupCount }: Verdict): readonly Check[] {
  if (!groupCount || 2 * groupCount.broken > groupCount.all) return []
  const share = shortestShare(groupCount.all - groupCount.broken, groupCount.all)
  return [{ ...check, groupShare: share }]
}

function bounds(check: Check, verdict: Verdict): readonly Bound[] {
  if ('whole' in check.measure) return []
  if ('number' in check.measure) {
    const bound = typeof verdict.value === 'number' ? moved(check.bound, verdict.value) : null
    return bound ? [bound] : []
  }
  const { counted, failing } = worst(verdict)
  if (counted === null || failing === null || counted === 0) return []
  const share: Bound = { atLeast: shortestShare(counted - failing, counted) }
  return failing <= FEW && !check.each && !('atLeast' in check.bound) ? [{ exceptions: failing }, share] : [share]
}

/** Of groups the one with the largest share of failing rows decides. */
const worst = (verdict: Verdict): Pick<Verdict, 'counted' | 'failing'> =>
  (verdict.groups ?? []).reduce<Pick<Verdict, 'counted' | 'failing'>>(
    (most, each) => (shareOf(each) > shareOf(most) ? each : most),
    verdict.groups?.[0] ?? verdict,
  )
const shareOf = ({ counted, failing }: Pick<Verdict, 'counted' | 'failing'>): number =>
  counted ? (failing ?? 0) / counted : 0

/** Each claim about a number with its limit moved to where the number is; null where one of them has none. */
function moved(bound: Bound, value: number): Bound | null {
  if ('claim' in bound) {
    const claim = loosenedClaim(bound.claim, value)
    return claim && { claim }
  }
  if (!('all' in bound)) return null
  const all = bound.all.map((each) => moved(each, value))
  return all.some((each) => each === null) ? null : { all: all.filter((each) => each !== null) }
}

/** The shortest percentage that so many of all reach, and that one fewer would not. */
export function shortestShare(passed: number, all: number): string {
  for (let digits = 0; digits <= 12; digits++) {
    const scale = 10n ** BigInt(digits)
    const cut = (100n * scale * BigInt(passed)) / BigInt(all)
    if (cut * BigInt(all) > 100n * scale * BigInt(passed - 1)) return decimal(cut, digits)
  }
  return '0'
}

function decimal(n: bigint, digits: number): string {
  if (digits === 0) return String(n)
  const written = String(n).padStart(digits + 1, '0')
  return `${written.slice(0, -digits)}.${written.slice(-digits)}`.replace(/\.?0+$/, '')
}
