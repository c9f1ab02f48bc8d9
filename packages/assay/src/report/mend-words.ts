import { counted, percent, visible } from '@assay/core'
import type { MendResult, PageResult, VerdictResult } from './contract.ts'

/** What changed, as it is told below a verdict: all of it where it is told first, else its sentence alone. */
export interface ToldMend {
  readonly says: string
  /** Null where another verdict of the page tells the rest. */
  readonly rest: {
    /** Values of the last accepted delivery and of this one, side by side. */
    readonly values: readonly (readonly [old: string, now: string])[]
    readonly support: string
    readonly amendments: readonly { readonly was: string; readonly is: string }[]
    readonly next: string
  } | null
}

/** Undefined where nothing is known that changed. */
export function toldMend(page: PageResult, verdict: VerdictResult): ToldMend | undefined {
  const mend = verdict.mend === undefined ? undefined : page.mends?.[verdict.mend]
  if (!mend) return undefined
  return { says: mend.says, rest: mend.lines[0] === verdict.line ? restOf(mend) : null }
}

const SHOWN = 5

const restOf = (mend: MendResult): ToldMend['rest'] => ({
  values: Array.from({ length: Math.min(SHOWN, Math.max(mend.old.length, mend.new.length)) }, (_, i) => [
    mend.old[i] ?? '',
    mend.new[i] ?? '',
  ]),
  support: supportOf(mend),
  amendments: mend.amendments,
  next: mend.next,
})

/** "998 of 1,000 (99.8%): divided by 100, they lie in the earlier range, from 1 to 999". */
export const supportOf = ({ support: { passed, counted: of, what } }: MendResult): string =>
  `${counted(passed)} of ${counted(of)} (${percent(passed, of)}): ${what}`

/** One line of an amended page: what is new, or what it was and what it would be. */
export const amendmentText = ({ was, is }: { readonly was: string; readonly is: string }): string =>
  was === '' ? `add ${visible(is)}` : visible(is)
