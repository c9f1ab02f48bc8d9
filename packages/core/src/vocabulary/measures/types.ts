import { shareRose } from '../../stats/distribution.ts'
import type { Shape } from './shapes.ts'

/** A column is of the type that so much of its values have; else it is text. */
const TYPED = 0.95
/** So much more of another type than before, and in so many rows, is a change. */
const MORE = 0.01
const HANDFUL = 5

export interface FoundType {
  readonly rows: number
  readonly was: number
  /** The type that the earlier delivery had, and this one has. */
  readonly before: string
  readonly now: string
  readonly odd: number
  readonly oddWas: number
  readonly broken: boolean
}

/**
 * Compares the types that values can be read as. Where nearly all of the earlier ones had one type, it is broken when
 * more values are not of it: more than a point, beyond chance (one-sided test at 1%), and at least 5 rows. Texts can be anything,
 * so a column of texts has changed when nearly all its values have one type, and less than half of the earlier ones had.
 */
export function compareTypes(all: readonly Shape[]): FoundType {
  const sum = (n: (s: Shape) => number, of: readonly string[] | null = null): number =>
    all.reduce((total, each) => total + (of === null || of.includes(each.label ?? '') ? n(each) : 0), 0)
  const [rowsOf, wasOf] = [(s: Shape) => s.rows, (s: Shape) => s.was]
  const [rows, was] = [sum(rowsOf), sum(wasOf)]
  const [before, now] = [typeOf(all, wasOf, was), typeOf(all, rowsOf, rows)]
  const shared = { rows, was, before: before[0] ?? TEXT, now: now[0] ?? TEXT }
  if (before.length === 0) {
    const [is, had] = [sum(rowsOf, now), sum(wasOf, now)]
    const changed = now.length > 0 && is >= HANDFUL && had < was / 2
    return { ...shared, odd: changed ? is : 0, oddWas: 0, broken: changed }
  }
  const [odd, oddWas] = [rows - sum(rowsOf, before), was - sum(wasOf, before)]
  const more = odd / rows - oddWas / was > MORE && odd >= HANDFUL
  return { ...shared, odd, oddWas, broken: more && shareRose({ part: odd, whole: rows }, { part: oddWas, whole: was }) }
}

const TEXT = 'text'

/** The labels of the type that nearly all values have, the narrowest first; none is text. A date is a timestamp too. */
function typeOf(all: readonly Shape[], n: (s: Shape) => number, whole: number): readonly string[] {
  const enough = (part: number): boolean => whole > 0 && part >= TYPED * whole
  const only = all.find((each) => each.label !== TEXT && enough(n(each)))?.label
  if (only === 'timestamp' || only === 'date' || only === undefined || only === null) {
    const times = all.filter((each) => each.label === 'timestamp' || each.label === 'date')
    if (only === 'date') return ['date']
    return enough(times.reduce((sum, each) => sum + n(each), 0)) ? ['timestamp', 'date'] : []
  }
  return [only]
}
