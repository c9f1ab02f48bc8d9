/** A suspicion: cells of a row, by their columns, of which one is not right; the first is the likeliest. */
export type Suspects = readonly string[]

/** What a wrong cell weighs against a suspicion that names it and was cleared in this row. */
const CELL = 7
const CLEARED = 4

/**
 * The fewest cells of one row that explain everything that is wrong with it: for each failing suspicion, the one cell to
 * blame. A cell that nobody else can explain is certain. Of the others, that which explains most comes first, where suspicions that
 * name a cell and were cleared speak for it; among equals the likelier of its suspicion.
 *
 * Finding the very fewest is hard in general (a weighted set cover); taking the best one again and again finds it for what rows look
 * like (Chvátal 1979).
 * @param failing numbers of the suspicions that fail in the row
 * @param cleared numbers of those that could have failed and did not
 */
export function fewestCells(
  all: readonly Suspects[],
  failing: readonly number[],
  cleared: readonly number[],
): ReadonlyMap<number, string> {
  const suspects = (i: number): Suspects => all[i] ?? []
  const chosen = new Map<number, string>()
  let open = [...failing]
  const blame = (column: string) => {
    for (const each of open) if (suspects(each).includes(column)) chosen.set(each, column)
    open = open.filter((each) => !suspects(each).includes(column))
  }
  for (const each of failing) if (suspects(each).length === 1) blame(suspects(each)[0] ?? '')
  const speaksFor = count(cleared.map(suspects))
  while (open.length > 0) {
    const explains = count(open.map(suspects))
    const weight = (column: string) => (CELL + CLEARED * (speaksFor.get(column) ?? 0)) / (explains.get(column) ?? 1)
    const [best] = [...explains.keys()].sort(
      (a, b) => weight(a) - weight(b) || rank(open.map(suspects), a) - rank(open.map(suspects), b),
    )
    if (best === undefined) break
    blame(best)
  }
  return chosen
}

function count(all: readonly Suspects[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const column of all.flat()) found.set(column, (found.get(column) ?? 0) + 1)
  return found
}

/** How likely a column is in the suspicions that name it, the likeliest 0. */
function rank(all: readonly Suspects[], column: string): number {
  const places = all.flatMap((each) => (each.includes(column) ? [each.indexOf(column)] : []))
  return places.reduce((sum, place) => sum + place, 0) / Math.max(1, places.length)
}
