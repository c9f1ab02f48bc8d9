/** How alike the values of a column that went and of one that came are: the share of rows in which both have the same. */
export interface Alike {
  readonly before: string
  readonly after: string
  readonly share: number
}

export interface PairedNames {
  readonly before: string | null
  readonly after: string | null
  /** Of a column that was perhaps renamed: the share of rows with the same value. */
  readonly alike: number | null
}

/** So alike must two columns be to be one under another name. */
export const RENAMED = 0.9

/** The columns of two deliveries, those with the same name together; in the order of the newer one, what went last. */
export function pairColumns(
  before: readonly string[],
  after: readonly string[],
  alike: readonly Alike[],
): readonly PairedNames[] {
  const [was, is] = [new Set(before), new Set(after)]
  const renamed = renamedOf(alike.filter((each) => !is.has(each.before) && !was.has(each.after)))
  const gone = new Set(renamed.map((each) => each.before))
  const named = new Map(renamed.map((each) => [each.after, each]))
  return [
    ...after.map((name): PairedNames => {
      const found = named.get(name)
      if (found) return { before: found.before, after: name, alike: found.share }
      return { before: was.has(name) ? name : null, after: name, alike: null }
    }),
    ...before
      .filter((name) => !is.has(name) && !gone.has(name))
      .map((name): PairedNames => ({ before: name, after: null, alike: null })),
  ]
}

/** The most alike first; each column is at most once renamed. */
function renamedOf(alike: readonly Alike[]): readonly Alike[] {
  const taken = new Set<string>()
  const found: Alike[] = []
  for (const each of alike.filter(({ share }) => share >= RENAMED).sort((a, b) => b.share - a.share)) {
    const [from, to] = [`from ${each.before}`, `to ${each.after}`]
    if (taken.has(from) || taken.has(to)) continue
    taken.add(from).add(to)
    found.push(each)
  }
  return found
}
