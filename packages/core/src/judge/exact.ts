/** Numbers as exact fractions, so that shares are decided on integers: 999 of 1,000 satisfies "at least 99.9%". */
export interface Fraction {
  readonly n: bigint
  /** Positive. */
  readonly d: bigint
}

/** A decimal text such as `-12.50` or `1e3`; null for anything else. */
export function decimal(written: string): Fraction | null {
  const parts = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,3}))?$/i.exec(written)
  if (!parts || `${parts[2] ?? ''}${parts[3] ?? ''}` === '') return null
  const [, sign = '', whole = '', rest = '', power = '0'] = parts
  const exponent = Number(power) - rest.length
  const digits = BigInt(`${whole}${rest}`) * (sign === '-' ? -1n : 1n)
  return exponent >= 0 ? { n: digits * 10n ** BigInt(exponent), d: 1n } : { n: digits, d: 10n ** BigInt(-exponent) }
}

export const fraction = (part: number, whole: number): Fraction | null =>
  Number.isSafeInteger(part) && Number.isSafeInteger(whole) && whole > 0 ? { n: BigInt(part), d: BigInt(whole) } : null
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const add = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
export const negate = (a: Fraction): Fraction => ({ n: -a.n, d: a.d })
export const multiply = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })
