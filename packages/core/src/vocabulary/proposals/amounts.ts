import type { ColumnProfile } from '../profile.ts'

const DIGITS = String.raw`\d+(?:[.,'\u2019 \u00a0\u202f\u2009]\d{3})*`
const BEFORE = String.raw`(?:(?:\p{L}{0,3}\p{Sc}|\p{Lu}{3})\s*|\p{L}{1,3}\.?\s+)?`
const AFTER = String.raw`(?:\s*(?:\p{Sc}|%|\p{L}{1,4}\.?))?`
/** `12.50`, `1.234,5`, `€ 12.50`, `12,50 EUR`, `3.2 kg`; without digits after the point only with the sign of a currency: `$1,200`. */
const AMOUNT = new RegExp(
  String.raw`^\s*[-+(]?(?:${BEFORE}[-+]?${DIGITS}[.,]\d+${AFTER}|\p{L}{0,3}\p{Sc}\s*[-+]?${DIGITS}|${DIGITS}\s*\p{Sc})\)?\s*$`,
  'u',
)

/** Whether most values say how much something is: money and measures, which name nothing although all may differ. */
export function isAmount(of: Pick<ColumnProfile, 'decimals' | 'values'>): boolean {
  if (of.decimals > 0) return true
  const all = of.values.reduce((sum, each) => sum + each.rows, 0)
  return of.values.reduce((sum, { value, rows }) => (AMOUNT.test(value) ? sum + rows : sum), 0) > 0.5 * all
}
