import { BOUNDS, CONDITIONS, MEASURES, VALUES, type Proposal, type TableProfile } from '@assay/core'

/** Everything that the words of the language propose. */
export function candidates(table: TableProfile): readonly Proposal[] {
  const words = [CONDITIONS, VALUES, BOUNDS, MEASURES].flatMap((each) => Object.values(each))
  const proposed = new Set(words.flatMap((word) => word.propose ?? []))
  return [...proposed].flatMap((propose) => propose(table))
}
