import type { Dependency } from '@assay/core'
import { inTurns } from '../in-turns.ts'
import { agreement, gain } from './agreement.ts'
import { paired, type Coded, type Grid } from './grid.ts'

/** At most so many columns are paired, and so many are joined two by two. */
const MOST_COLUMNS = 60
const MOST_JOINED = 24

/**
 * Columns that determine others but for mistakes. A dependency is believed if the rows that break it look like mistakes: few, and hardly
 * ever two alike in one group; and if it says something, that is, breaks far more when the values of the one column are shuffled.
 * The measure is the g3 error of approximate functional dependencies (Kivinen and Mannila 1995), on groups of more than one row.
 */
export async function dependenciesOf(grid: Grid): Promise<readonly Dependency[]> {
  const columns = grid.columns
    .filter((each) => each.different > 1 && each.present >= 0.5 * grid.rows)
    .sort((a, b) => b.present - a.present)
    .slice(0, MOST_COLUMNS)
  const single = (
    await inTurns(columns, (of) => columns.flatMap((on) => (on === of ? [] : found([of.name], of, on, grid.rows))))
  ).flat()
  const kept = natural(single, new Map(columns.map((each) => [each.name, each])))
  return [...kept, ...(await joined(columns, new Set(single.map((each) => each.on)), grid))]
}

/** Two columns together, for what no single one determines. */
async function joined(
  columns: readonly Coded[],
  known: ReadonlySet<string>,
  grid: Grid,
): Promise<readonly Dependency[]> {
  const open = columns.filter((each) => !known.has(each.name))
  const few = columns.filter((each) => each.different <= grid.rows / 4).slice(0, MOST_JOINED)
  const pairs = few.flatMap((a, i) => few.slice(i + 1).map((b) => [a, b] as const))
  const all = await inTurns(pairs, ([a, b]) => {
    const on = open.filter((each) => each !== a && each !== b)
    const both = on.length === 0 ? null : paired(a, b)
    if (!both || both.different > grid.rows / 3) return []
    return on.flatMap((each) => found([a.name, b.name], both, each, grid.rows))
  })
  return all.flat()
}

/** Share of rows that must lie in groups, least groups, most mistakes, least gain, and most rivals among the rows. */
const IN_GROUPS = 0.3
const LEAST_GROUPS = 3
const MOST_FAILING = 0.15
const LEAST_GAIN = 0.8
const MOST_RIVALS = 0.02

function found(names: readonly string[], of: Coded, on: Coded, rows: number): readonly Dependency[] {
  if (of.different > 0.8 * of.present || of.different < 2) return []
  const seen = agreement(of.cells, on.cells)
  const { counted, failing, groups, rivals } = seen
  if (counted < IN_GROUPS * rows || groups < LEAST_GROUPS || failing > MOST_FAILING * counted) return []
  if (rivals > MOST_RIVALS * counted) return []
  const better = gain(of.cells, on.cells, seen)
  if (better < LEAST_GAIN) return []
  return [
    {
      of: names,
      on: on.name,
      counted,
      failing,
      groups,
      gain: better,
      stray: textsOf(seen.stray, on),
      leading: textsOf(seen.leading, on),
    },
  ]
}

const textsOf = (codes: ReadonlySet<number>, on: Coded): readonly string[] =>
  [...codes].map((code) => on.texts[code] ?? '')

/**
 * Rows of one thing (a hospital, a product) agree about everything that is said of it, and so do the rows of its town if the town has
 * only that one. So what a column says is judged by things, not by rows, wherever something finer determines it.
 */
function natural(all: readonly Dependency[], columns: ReadonlyMap<string, Coded>): readonly Dependency[] {
  const determines = new Set(all.map((each) => `${each.of[0] ?? ''}\u0000${each.on}`))
  const finer = (a: string, b: string) => determines.has(`${a}\u0000${b}`) && !determines.has(`${b}\u0000${a}`)
  return all.filter((each) => {
    const of = columns.get(each.of[0] ?? '')
    const on = columns.get(each.on)
    const [thing] = [...columns.values()]
      .filter(({ name }) => of && on && name !== each.on && finer(name, of.name) && !finer(each.on, name))
      .sort((a, b) => b.different - a.different)
    if (!thing || !of || !on) return true
    const [x, y] = [perThing(thing, of), perThing(thing, on)]
    const seen = agreement(x, y)
    return (
      seen.groups >= LEAST_GROUPS &&
      seen.rivals + seen.failing <= MOST_FAILING_THINGS * seen.counted &&
      gain(x, y, seen) >= LEAST_GAIN
    )
  })
}

const LEAST_OF_THING = 3
/** Mistakes are outvoted within a thing, so between things there are hardly any. */
const MOST_FAILING_THINGS = 0.02

/** The value that most rows of each thing have; a thing of one or two rows may be a misspelling of another. */
function perThing(thing: Coded, column: Coded): Int32Array {
  const counts = Array.from({ length: thing.texts.length }, () => new Map<number, number>())
  for (const [row, x] of thing.cells.entries()) {
    const y = column.cells[row] ?? -1
    if (x >= 0 && y >= 0) counts[x]?.set(y, (counts[x].get(y) ?? 0) + 1)
  }
  return Int32Array.from(counts, (each) => {
    const [first] = [...each].sort((a, b) => b[1] - a[1])
    return first && first[1] >= LEAST_OF_THING ? first[0] : -1
  })
}
