import type { Said, Value } from '../../check.ts'
import type { Slots } from '../grammar.ts'
import { claim } from './claims.ts'
import { args, said } from './rule.ts'

/** Parts of statements, as the rules of phrasings make them. */
export type Modal = { readonly severity: 'must' | 'should'; readonly not: boolean }

export const must: Modal = { severity: 'must', not: false }
export const column = (s: Slots, name = 'of'): Value => s[name] as Value
export const every = (...of: readonly Value[]) => ({ of, quantity: { is: 'every' as const } })
export const constant = (kind: 'number' | 'percent', is: string): Value => said(kind, { is })
export const zero = constant('number', '0')
export const one = constant('number', '1')
export const claims = (it: unknown, not = false) => claim(not, null)({ it })
export const rowClaim = (s: Slots, of: Value, it: Said, more: object = {}) => ({
  modal: s.modal,
  subject: every(of),
  claims: claims(it),
  ...more,
})
export const number = (s: Slots, of: Value, it: unknown, more: object = {}) => ({
  modal: s.modal,
  number: of,
  claims: claims(it),
  ...more,
})
export const compare = (kind: string, value: unknown): Said => said(kind, args({ value }))
export const where = (of: unknown, condition: unknown): Value => said('where', args({ of, where: condition }))
export const leaf = (of: unknown, kind: string, given = {}) => ({
  subject: every(of as Value),
  claim: said(kind, args(given)),
})
export const rows = said('rows')

/** The statement's claims denied: what may be in few rows must not be in the others. */
export const denied = (s: Slots, subject: unknown) => ({
  modal: s.modal,
  subject,
  claims: (s.claims as { not: boolean }[]).map((each) => ({ ...each, not: !each.not })),
})

/** 100 minus a decimal text, exactly. */
export function complement(percent: unknown): string {
  const digits = String(percent).split('.')[1]?.length ?? 0
  return (100 - Number(percent)).toFixed(digits)
}
