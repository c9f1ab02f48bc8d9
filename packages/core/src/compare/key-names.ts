/** What is known of a column that may be the key of two deliveries, from samples of them. */
export interface KeyCandidate {
  readonly name: string
  /** No value is missing, none occurs twice. */
  readonly unique: boolean
  /** Numbers with a fraction and times are unique by chance. */
  readonly measured: boolean
}

const CALLED = /(^|[^a-z])(id|key|uuid|guid|sku|ean|gtin|isbn|code|nr|no|number)$|Id$|ID$/i

/** Columns that may tell rows apart, the likeliest first: those that are called so, then as they stand. */
export function keyCandidates(columns: readonly KeyCandidate[]): readonly string[] {
  const rank = ({ name, measured }: KeyCandidate): number => (measured ? 2 : CALLED.test(name) ? 0 : 1)
  return columns
    .filter((each) => each.unique)
    .map((each, at) => ({ each, at }))
    .sort((a, b) => rank(a.each) - rank(b.each) || a.at - b.at)
    .map(({ each }) => each.name)
}
