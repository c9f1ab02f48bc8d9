import type { Dialect } from '../../sql/dialect.ts'
import type { Sql } from '../../sql/sql.ts'

/** One thing that a text can be by a published standard: `be an email`, `be an IBAN`. */
export interface Standard {
  /** Stable name in checks: `email`. */
  readonly kind: string
  /** The first is canonical (`an email`); the others are read only (`an email address`, `a valid email`). */
  readonly phrases: readonly string[]
  /** For subjects that are lists: `emails`. */
  readonly plural?: string
  /** For the reading: which standard, and what is and is not checked. */
  readonly source: string
  /** The claim may say `in COUNTRY`, an ISO 3166 alpha-2 code. */
  readonly dependsOn?: 'country'
  /** Without a country the claim has no meaning. */
  readonly needsCountry?: true
  /**
   * Boolean for every text; NULL for NULL `x`, and for a NULL `country` where one is given. `x` and `country` are repeated, so
   * they must be columns or literals. A country that the tables do not know is said in `source`.
   */
  accepts(x: Sql, d: Dialect, country?: Sql): Sql
  /** Examples, under test; with a country where `dependsOn` says so: `DE 10115`. */
  readonly valid: readonly string[]
  readonly invalid: readonly string[]
}

/** A standard that is a shape and no more. */
export const shaped =
  (pattern: string) =>
  (x: Sql, d: Dialect): Sql =>
    d.matchesWhole(x, pattern)

/** RE2 that takes exactly these words, none of which has a character that means something in RE2, save `+` and `-`. */
export const oneOf = (words: readonly string[]): string =>
  `(?:${words.map((word) => word.replaceAll('+', '\\+')).join('|')})`

/** A constant list, written in one text with blanks between. */
export const words = (list: string): readonly string[] => list.trim().split(/\s+/)
