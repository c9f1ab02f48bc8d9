import type { ColumnProfile, Proposal, TableProfile } from '../profile.ts'
import { claimOf, perColumn, rows } from './proposal.ts'
import { isCode } from './ranges.ts'

/** Most of the rows that may be of another kind than all others. */
const MOST_FAILING = 0.08

type Kind = 'number' | 'whole number' | 'date' | 'timestamp' | 'time' | 'boolean'
const WORTH: { readonly [kind in Kind]: number } = {
  boolean: 0.65,
  'whole number': 0.5,
  number: 0.45,
  date: 0.6,
  timestamp: 0.6,
  time: 0.6,
}

/** What all values of a column of texts can be read as, and whole numbers where the engine holds any. */
export const kinds = (table: TableProfile): readonly Proposal[] =>
  perColumn(table, (of) => {
    const kind = kindOf(of)
    if (kind === null) return null
    const seen = { counted: of.present, failing: of.present - of.reads[kind] }
    return rows(claimOf(of, 'kind', { kind }), seen, table, {
      says: kind,
      worth: WORTH[kind] + (seen.failing > 0 ? 0.1 : 0),
      chance: 0.001 + 0.3 / (of.present + 20),
      ...(kind === 'whole number'
        ? { implies: ['number'] }
        : kind === 'date' || kind === 'timestamp'
          ? { implies: ['trimmed'] }
          : {}),
    })
  })

function kindOf(of: ColumnProfile): Kind | null {
  const nearly = (kind: Kind) => of.reads[kind] >= (1 - MOST_FAILING) * of.present
  const truths = of.values.every(({ value }) => !/^(?:true|false)$/i.test(value)) ? 0 : of.reads.boolean
  if (of.kind === 'number')
    return of.numbers.length > 0 && of.decimals === 0 && !of.values.some(({ value }) => /^-?\d+$/.test(value))
      ? 'whole number'
      : null
  if (of.kind !== 'text') return null
  if (truths > 0 && nearly('boolean')) return 'boolean'
  if (isCode(of)) return null
  if (nearly('whole number') && of.reads['whole number'] >= 0.995 * of.reads.number) return 'whole number'
  for (const kind of ['number', 'date', 'timestamp', 'time'] as const) if (nearly(kind)) return kind
  return null
}
