import type { Dialect } from '../../sql/dialect.ts'
import { join, number, sql, text, type Sql } from '../../sql/sql.ts'

/** 10^k as a literal; k at most 18. */
const power = (k: number): Sql => number(`1${'0'.repeat(k)}`)

/** The digit of a whole number at 10^k. */
export const digitAt = (n: Sql, k: number, d: Dialect): Sql => sql`(${d.quotient(n, power(k))} % 10)`

export const sum = (parts: readonly Sql[]): Sql => sql`(${join(parts, sql` + `)})`

/** Σ digit × weight of a whole number, the first weight at its last digit. */
export const weighted = (n: Sql, weightsFromRight: readonly number[], d: Dialect): Sql =>
  sum(weightsFromRight.map((weight, k) => sql`${number(weight)} * ${digitAt(n, k, d)}`))

/** A text of at most 18 digits as a number, computed once for `use`. */
export const asNumber = (digits: Sql, d: Dialect, use: (n: Sql) => Sql): Sql =>
  d.letting('n', d.tryCast(digits, 'bigint'), use)

/** GS1 General Specifications 7.9: from the right weights 1, 3, 1 …; the sum is a multiple of 10. `digits` has at most 14. */
export const gs1Holds = (digits: Sql, d: Dialect): Sql =>
  asNumber(
    digits,
    d,
    (n) =>
      sql`${weighted(
        n,
        Array.from({ length: 14 }, (_, k) => (k % 2 === 0 ? 1 : 3)),
        d,
      )} % 10 = 0`,
  )

/**
 * ISO/IEC 7812-1 (Luhn): from the right every second digit counts double, with 9 taken off above 9; the sum is a multiple of 10.
 * `digits` has at most 28.
 */
export function luhnHolds(digits: Sql, d: Dialect): Sql {
  const padded = rightAligned(digits, 28)
  const halves = [sql`substr(${padded}, 1, 14)`, sql`substr(${padded}, 15, 14)`]
  const sums = halves.map((half, i) => d.letting(`h${i}`, d.tryCast(half, 'bigint'), (n) => luhnSum(n, d)))
  return sql`${sum(sums)} % 10 = 0`
}

function luhnSum(n: Sql, d: Dialect): Sql {
  const places = Array.from({ length: 14 }, (_, k) => k)
  return sum(places.map((k) => (k % 2 === 0 ? digitAt(n, k, d) : doubled(n, k, d))))
}

/** 2d, less 9 where d is 5 or more: whether it is, is the parity of n / (5 × 10^k). */
const doubled = (n: Sql, k: number, d: Dialect): Sql =>
  sql`(2 * ${digitAt(n, k, d)} - 9 * (${d.quotient(n, number(`5${'0'.repeat(k)}`))} % 2))`

/** With zeros in front; half the time of `lpad`. */
const rightAligned = (digits: Sql, length: number): Sql =>
  sql`right(${text('0'.repeat(length))} || ${digits}, ${number(length)})`

/** The remainder by 97 of a text of at most `length` digits, a multiple of 16. */
export function modulo97(digits: Sql, length: 48 | 80, d: Dialect): Sql {
  return d.letting('p', rightAligned(digits, length), (padded) => {
    const chunks = Array.from({ length: length / 16 }, (_, i) =>
      d.tryCast(sql`substr(${padded}, ${number(i * 16 + 1)}, 16)`, 'bigint'),
    )
    // 97 × 10^16 is within 64 bits, so that a remainder and the next 16 digits are one number.
    return chunks.reduce((done, chunk) => sql`((${done} * ${power(16)} + ${chunk}) % 97)`, sql`0`)
  })
}

/** Capital letters as the numbers 10 to 35, as in ISO 13616, ISO 6166 and ISO 17442; slow, so behind cheaper cases. */
export const lettersAsNumbers = (of: Sql): Sql =>
  Array.from({ length: 26 }, (_, i) => i).reduce(
    (done, i) => sql`replace(${done}, ${text(String.fromCharCode(65 + i))}, ${text(String(10 + i))})`,
    of,
  )

/** The number of the capital letter at a place (from 1). */
export const letterAsNumber = (of: Sql, at: number): Sql => sql`(ascii(substr(${of}, ${number(at)}, 1)) - 55)`

/** First the cheap shape, then, only for texts that have it, the rest; never NULL for a text. */
export const shapeThen = (x: Sql, d: Dialect, shape: string, holds: Sql): Sql =>
  sql`CASE WHEN ${d.matchesWhole(x, shape)} THEN ${holds} WHEN ${x} IS NOT NULL THEN false END`
