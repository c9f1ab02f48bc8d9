import type { Cell, DrawnEvidence } from './result.ts'
import { counted } from './wording.ts'

export interface EvidenceColumn {
  readonly name: string
  /** Its place in every row. */
  readonly at: number
  readonly blamed: boolean
}

/** At most `most` columns in their order; where there is no room for all, what is blamed stays. */
export function evidenceColumns(
  evidence: Pick<DrawnEvidence, 'columns' | 'blamed'>,
  most: number,
): readonly EvidenceColumn[] {
  const blamed = new Set(evidence.blamed)
  const all = evidence.columns.map((name, at) => ({ name, at, blamed: blamed.has(name) }))
  const important = [...all].sort((a, b) => Number(b.blamed) - Number(a.blamed)).slice(0, most)
  return important.sort((a, b) => a.at - b.at)
}

const PRESENT = /\b(?:must|should) be present\b/
const NAMES = /`[^`]*`|"[^"]*"/g

/**
 * The places of a row's cells that are wrong, of those that the sentence blames: of several columns that must be present only
 * what is missing.
 */
export function wrongPlaces(sentence: string, row: readonly Cell[], blamed: readonly number[]): ReadonlySet<number> {
  const missing = blamed.filter((at) => (row[at] ?? null) === null)
  return new Set(missing.length > 0 && PRESENT.test(sentence.replace(NAMES, '')) ? missing : blamed)
}

/** The number of a row as it is written everywhere; null of a cell that is none. */
export const rowNumber = ({ name, at }: EvidenceColumn, cell: Cell): string | null =>
  name === 'row' && at <= 1 && typeof cell === 'number' ? counted(cell) : null
