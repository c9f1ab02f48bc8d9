import { BOUNDS, CONDITIONS, MEASURES, VALUES, type Proposal, type TableProfile } from '@assay/core'
import { inTurns } from './in-turns.ts'

/** Everything that the words of the language propose. */
export async function candidates(table: TableProfile): Promise<readonly Proposal[]> {
  const words = [CONDITIONS, VALUES, BOUNDS, MEASURES].flatMap((each) => Object.values(each))
  const proposed = new Set(words.flatMap((word) => word.propose ?? []))
  return (await inTurns([...proposed], (propose) => propose(table))).flat()
}
