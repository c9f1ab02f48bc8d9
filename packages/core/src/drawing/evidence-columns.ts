import type { DrawnEvidence } from './result.ts'

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
