import { comparedAs, keyCandidates, quoteColumn, type Page, type Speakable } from '@assay/core'
import { Failure } from '../../failure.ts'
import type { Held } from './look.ts'
import type { ComparedPair } from './pair-rows.ts'
import type { Side, Two } from './sides.ts'

/** The columns that rows are told apart by. */
export interface RowKey {
  readonly columns: readonly string[]
  readonly from: 'given' | 'page' | 'proposed' | 'none'
}

const NO_KEY: RowKey = { columns: [], from: 'none' }

/** So many columns are tried. */
const MOST = 3

/** The keys that may be used, the best first: what is given, what the page says, or columns that samples show to be unique in both. */
export function keysFor(
  page: Page,
  sides: Two<Side>,
  held: Two<ReadonlyMap<string, Held>>,
  given: readonly string[] | undefined,
): { readonly keys: readonly RowKey[]; readonly notes: readonly string[] } {
  const shared = sharedColumns(sides)
  const missing = (of: readonly string[]) => of.filter((each) => !shared.includes(each))
  if (given !== undefined && given.length > 0) {
    const [absent] = missing(given)
    if (absent === undefined) return { keys: [{ columns: given, from: 'given' }], notes: [] }
    throw new Failure('bad-option', `There is no column ${quoteColumn(absent)} in both.`, {
      next: `Both have ${shared.slice(0, 12).map(quoteColumn).join(', ')}${shared.length > 12 ? ' …' : ''}.`,
    })
  }
  const absent = missing(page.key)
  if (page.key.length > 0 && absent.length === 0) return { keys: [{ columns: page.key, from: 'page' }], notes: [] }
  const notes =
    page.key.length === 0 ? [] : [`The key of the page, ${absent.map(quoteColumn).join(', ')}, is not in both.`]
  const candidates = keyCandidates(shared.map((name) => candidate(name, held)))
  const proposed = candidates.slice(0, MOST).map((name): RowKey => ({ columns: [name], from: 'proposed' }))
  return { keys: [...proposed, NO_KEY], notes }
}

export const sharedColumns = ({ before, after }: Two<Side>): readonly string[] => {
  const there = new Set(before.columns.map((each) => each.name))
  return after.columns.flatMap(({ name }) => (there.has(name) ? [name] : []))
}

function candidate(name: string, held: Two<ReadonlyMap<string, Held>>) {
  const both = [held.before.get(name), held.after.get(name)].flatMap((each) => each ?? [])
  const unique = both.every((each) => each.present === each.rows && each.different === each.present && each.rows > 0)
  const number = both.some((each) => each.kind === 'number' && each.fractions)
  const nested = both.some((each) => each.kind === 'list' || each.kind === 'struct')
  const measured = both.some((each) => each.kind === 'date' || each.kind === 'timestamp')
  return { name, unique: unique && !number && !nested, measured }
}

/** The columns of a key as they are compared. */
export function keyPairs(key: RowKey, sides: Two<Side>): readonly ComparedPair[] {
  return key.columns.flatMap((name) => {
    const [before, after] = [columnOf(sides.before, name), columnOf(sides.after, name)]
    return before && after ? [{ before: name, after: name, as: comparedAs(before, after) }] : []
  })
}

export const columnOf = (side: Side, name: string): Speakable | undefined =>
  side.columns.find((each) => each.name === name)
