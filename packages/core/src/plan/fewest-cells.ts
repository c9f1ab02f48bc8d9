/** A suspicion: cells of a row, by their columns, of which one is not right; the first is the likeliest. */
export type Suspects = readonly string[]

/**
 * The fewest cells of one row that explain everything that is wrong with it: for each failing suspicion, the one cell to
 * blame. A cell that nobody else can explain is certain. Of the others, that which explains most comes first; among equals
 * the one that fewer suspicions clear (those that name it and do not fail), then the likelier of its suspicion.
 *
 * Finding the very fewest is hard in general (a hitting set); taking the best one again and again finds it for what rows look like.
 */
export function fewestCells(all: readonly Suspects[], failing: readonly number[]): ReadonlyMap<number, string> {
  const suspects = (i: number): Suspects => all[i] ?? []
  const chosen = new Map<number, string>()
  let open = [...failing]
  const blame = (column: string) => {
    for (const each of open) if (suspects(each).includes(column)) chosen.set(each, column)
    open = open.filter((each) => !suspects(each).includes(column))
  }
  for (const each of failing) if (suspects(each).length === 1) blame(suspects(each)[0] ?? '')
  const cleared = count(all.filter((_, i) => !failing.includes(i)))
  while (open.length > 0) {
    const explains = count(open.map(suspects))
    const [best] = [...new Set(open.flatMap(suspects))].sort(
      (a, b) =>
        (explains.get(b) ?? 0) - (explains.get(a) ?? 0) ||
        (cleared.get(a) ?? 0) - (cleared.get(b) ?? 0) ||
        rank(open.map(suspects), a) - rank(open.map(suspects), b),
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
