import type { Check, Condition } from '@assay/core'

/** A claim about rows, none of which may break it. */
export const checkOf = (share: Condition): Check => ({
  severity: 'should',
  measure: { share },
  bound: { exceptions: 0 },
})
