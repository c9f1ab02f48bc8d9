/** A line of two texts: in both, or in one of them. */
export interface TwoLines {
  readonly left: string | null
  readonly right: string | null
}

/** Lines compared beyond this are shown as they stand, without a search for what is common. */
const MOST = 3000

/** Two texts line by line, by their longest common part. */
export function diffLines(left: string, right: string): readonly TwoLines[] {
  const [a, b] = [left.split('\n'), right.split('\n')]
  if (a.length > MOST || b.length > MOST) return pairs(a, b)
  const common = lengths(a, b)
  const out: TwoLines[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [l, r] = [a[i] ?? null, b[j] ?? null]
    if (l !== null && l === r) {
      out.push({ left: l, right: r })
      i++
      j++
    } else if (r === null || (l !== null && at(common, i + 1, j) >= at(common, i, j + 1))) {
      out.push({ left: l, right: null })
      i++
    } else {
      out.push({ left: null, right: r })
      j++
    }
  }
  return out
}

const at = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0

/** How long the longest common part of the rest is, from every pair of places. */
function lengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row) row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  return table
}

const pairs = (a: readonly string[], b: readonly string[]): readonly TwoLines[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => ({ left: a[i] ?? null, right: b[i] ?? null }))
