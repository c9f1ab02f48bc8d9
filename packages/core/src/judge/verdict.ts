import type { Band, Json, Reason, Status } from '../check.ts'

/** What was measured and what it means. */
export interface Verdict {
  readonly status: Status
  readonly why: Reason | null
  readonly value: number | string | null
  readonly shown: string
  readonly bound: string
  readonly band: Band | null
  /** Its ends as they are shown: 1,000, 24 hours. */
  readonly bandShown?: { readonly low: string | null; readonly high: string | null }
  /** Rows in scope. */
  readonly rows: number | null
  readonly counted: number | null
  readonly failing: number | null
  readonly reason: string
  /** In few words, what was not counted or left out: "3 not counted". */
  readonly left?: string
  readonly groups?: readonly GroupVerdict[]
  readonly groupCount?: { readonly all: number; readonly broken: number }
}
export type GroupVerdict = Omit<Verdict, 'groups' | 'groupCount' | 'band' | 'bandShown' | 'rows'> & {
  readonly group: readonly Json[]
}

export const unchecked = (why: Reason, reason: string, bound: string): Verdict => ({
  status: 'unchecked',
  why,
  value: null,
  shown: '',
  bound,
  band: null,
  rows: null,
  counted: null,
  failing: null,
  reason,
})
