import { columnsIn, repaired, type Change, type Changed, type Check, type Pair, type Reset } from '@assay/core'
import type { MendResult } from '../../report/contract.ts'
import type { Finding } from './diagnose.ts'

/** One thing that is delivered otherwise than before, with all the columns that it has changed. */
export interface Cause {
  readonly code: MendResult['code']
  /** Columns as the page names them. */
  readonly columns: readonly string[]
  readonly changed: readonly Changed[]
  readonly reset: Reset
  readonly says: string
  readonly support: MendResult['support']
  /** Values before and now, side by side. */
  readonly shown: { readonly old: readonly string[]; readonly new: readonly string[] }
  /** Why the page is not to be amended, although it could be. */
  readonly not: 'ambiguous' | 'source' | null
}

/** Changes of one kind are one cause, whichever columns they are found in. */
export function sameCause(found: readonly Finding[]): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>()
  for (const each of found) {
    const key = keyOf(each)
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

function keyOf({ column, change, others }: Finding): string {
  const tied = others.length > 0 ? 'tied' : ''
  switch (change.is) {
    case 'written':
      return JSON.stringify([change.is, change.was, change.formats, tied])
    case 'numbers':
      return JSON.stringify([change.is, change.style])
    case 'factor':
      return JSON.stringify([change.is, change.by])
    case 'garbled':
      return JSON.stringify(['values', 'encoding'])
    case 'letters':
      return JSON.stringify([change.is, change.to])
    case 'values':
      // what two columns were recoded to has nothing to do with one another
      return JSON.stringify(change.how === 'recoded' ? [change.is, column] : [change.is, change.how])
    case 'affix':
      return JSON.stringify([change.is, change.prefix, change.suffix, change.added])
    case 'codes':
    case 'columns':
      return JSON.stringify([change.is, column])
  }
}

const SHOWN = 5

/** Values of a column before and now: of the same rows where the page has a key, else at the same place among all. */
export function shownValues(pair: Pair, was: string, is: string, change: Change | null) {
  const pairs =
    change?.is === 'values'
      ? change.pairs.filter(([a, b]) => a !== b)
      : pair.beside(was, is).filter(([a, b]) => change === null || a !== b)
  if (pairs.length > 0) {
    const some = pairs.slice(0, SHOWN)
    return { old: some.map(([a]) => a), new: some.map(([, b]) => b) }
  }
  if (change?.is === 'garbled') {
    const now = (pair.is.get(is)?.values ?? []).map((each) => each.value).filter((each) => repaired(each) !== each)
    const some = now.slice(0, SHOWN)
    return { old: some.map(repaired), new: some }
  }
  const fresh = change?.is === 'codes' ? change.fresh : null
  return { old: spread(pair.was.get(was)), new: fresh ? fresh.slice(0, SHOWN) : spread(pair.is.get(is)) }
}

/** Different values from all over a column, numbers in their order. */
function spread(of: ReturnType<Pair['was']['get']>): readonly string[] {
  const values = (of?.values ?? []).map((each) => each.value)
  const sorted = values.every((each) => Number.isFinite(Number(each)))
    ? values.sort((a, b) => Number(a) - Number(b))
    : values
  const n = Math.min(SHOWN, sorted.length)
  return Array.from({ length: n }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / n)] ?? '')
}

/** Whether a sentence speaks of what changed: of one of the columns, or of which columns there are. */
export function isAbout(check: Check, { code, columns }: Pick<Cause, 'code' | 'columns'>): boolean {
  const structural = 'whole' in check.measure && check.measure.whole.kind.startsWith('columns')
  if (structural) return code === 'renamed' || code === 'columns' || code === 'delimiter'
  return code === 'delimiter' || code === 'encoding' || columnsIn(check).some((each) => columns.includes(each))
}
