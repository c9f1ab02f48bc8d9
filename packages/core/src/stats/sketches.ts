/**
 * Small summaries of how values are distributed, which later deliveries are compared with: numbers by their hundred
 * percentiles, texts by how many fall into each of 4,096 classes of their hash (the 256 largest of these).
 */
export type Sketch =
  | { readonly kind: 'numbers'; readonly n: number; readonly q: readonly number[] }
  | { readonly kind: 'texts'; readonly n: number; readonly s: readonly (readonly [of: number, n: number])[] }

/** How far one delivery is from the mean of others, and how far each of these is from the mean of the rest. */
export interface Apart {
  readonly distance: number
  readonly among: readonly number[]
  /** How many classes are told apart, and how many values there are on both sides. */
  readonly k: number
  readonly n: number
  readonly m: number
}

/**
 * Compares a sketch with earlier ones of its kind.
 * @param name of the distance, a key of `SKETCH_DISTANCES`
 */
export function compareSketches(now: Sketch, past: readonly Sketch[], name: string): Apart {
  const of = SKETCH_DISTANCES[name] ?? SKETCH_DISTANCES['Kolmogorov–Smirnov distance']
  if (!of) throw new Error('a distance that is not known')
  const places = placesOf(now, past, of.ordered === true)
  const vectors = past.map((each) => vectorOf(each, places))
  const sum = places.at.map((_, i) => vectors.reduce((total, each) => total + (each[i] ?? 0), 0))
  const rows = past.reduce((total, each) => total + each.n, 0)
  const mean = (without: readonly number[], k: number) => sum.map((total, i) => (total - (without[i] ?? 0)) / k)
  return {
    distance: of.distance(vectorOf(now, places), mean([], past.length), { n: now.n, m: rows, at: places.at }),
    among: vectors.map((each, i) => {
      const n = past[i]?.n ?? 0
      return of.distance(each, mean(each, past.length - 1), { n, m: rows - n, at: places.at })
    }),
    k: places.at.length,
    n: now.n,
    m: rows,
  }
}

/**
 * The distance that is still usual: twice the second largest among the earlier ones, so that one odd delivery among them
 * changes nothing. By simulation fewer than 1 of 200 deliveries alike lie beyond it.
 */
export function usualDistance(among: readonly number[]): number {
  const [, second = 0] = [...among].sort((a, b) => b - a)
  return 2 * second
}

/** Where distributions are looked at: at numbers, in bins up to numbers, or in classes of texts. */
interface Places {
  readonly kind: 'numbers' | 'bins' | 'classes'
  readonly at: readonly number[]
}

function placesOf(now: Sketch, past: readonly Sketch[], ordered: boolean): Places {
  if (now.kind === 'texts') {
    const classes = [now, ...past].flatMap((each) => (each.kind === 'texts' ? each.s.map(([of]) => of) : []))
    return { kind: 'classes', at: [...new Set([REST, ...classes])] }
  }
  // of several distributions every fourth percentile is enough
  const grids = past.flatMap((each) => (each.kind === 'numbers' ? each.q.filter((_, i) => i % 4 === 0) : []))
  const grid = [...new Set([...now.q, ...grids])].sort((a, b) => a - b)
  if (ordered) return { kind: 'numbers', at: grid }
  const all = past.map((each) => vectorOf(each, { kind: 'numbers', at: grid }))
  const mean = grid.map((_, i) => all.reduce((total, each) => total + (each[i] ?? 0), 0) / all.length)
  const edges = Array.from({ length: 9 }, (_, i) => grid[mean.findIndex((share) => share >= (i + 1) / 10)] ?? Infinity)
  return { kind: 'bins', at: [...new Set([...edges, Infinity])] }
}

/** The class of all texts that are not told apart. */
const REST = -1

function vectorOf(of: Sketch, { kind, at }: Places): readonly number[] {
  if (of.kind === 'texts') {
    const told = new Map(of.s.map(([each, n]) => [each, n / of.n]))
    const rest = 1 - [...told.values()].reduce((sum, share) => sum + share, 0)
    return at.map((each) => (each === REST ? Math.max(0, rest) : (told.get(each) ?? 0)))
  }
  const shares = at.map((x) => (x === Infinity ? 1 : atMost(of.q, x)))
  return kind === 'bins' ? shares.map((share, i) => share - (shares[i - 1] ?? 0)) : shares
}

/** The share of values up to x, between percentiles in proportion; of equal percentiles the last counts. */
function atMost(q: readonly number[], x: number): number {
  const last = q.length - 1
  let [low, high] = [0, q.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((q[middle] ?? Infinity) <= x) low = middle + 1
    else high = middle
  }
  if (low === 0) return 0
  if (low > last) return 1
  const [from, to] = [q[low - 1] ?? 0, q[low] ?? 0]
  return (low - 1 + (x - from) / (to - from)) / last
}

interface Sizes {
  readonly n: number
  readonly m: number
  readonly at: readonly number[]
}
interface SketchDistance {
  readonly distance: (a: readonly number[], b: readonly number[], of: Sizes) => number
  /** Of cumulative shares of numbers; else of shares of bins or classes. */
  readonly ordered?: true
}
type Pair = readonly [a: number, b: number]

const pairsOf = (a: readonly number[], b: readonly number[]): readonly Pair[] => a.map((each, i) => [each, b[i] ?? 0])
const total = (of: readonly number[]): number => of.reduce((sum, each) => sum + each, 0)
const ofPairs = (sum: (pairs: readonly Pair[]) => number): SketchDistance => ({
  distance: (a, b) => sum(pairsOf(a, b)),
})

/** Shares with half a row more, so that none is nothing. */
const ofHalved = (sum: (pairs: readonly Pair[]) => number): SketchDistance => ({
  distance: (a, b, { n, m }) => {
    const k = a.length
    return sum(pairsOf(a, b).map(([p, q]) => [(p * n + 0.5) / (n + k / 2), (q * m + 0.5) / (m + k / 2)]))
  },
})

const part = (a: number, b: number): number => (a > 0 ? a * Math.log2((2 * a) / (a + b)) : 0)
const jensen = (pairs: readonly Pair[]): number =>
  Math.max(0, total(pairs.map(([a, b]) => part(a, b) + part(b, a))) / 2)

/** Between neighbouring numbers the distributions are as good as even. In standard deviations of the second one. */
function transport(a: readonly number[], b: readonly number[], at: readonly number[]): number {
  const steps = at.slice(1).map((x, i) => {
    const from = at[i] ?? x
    const [a2, b2] = [(a[i] ?? 0) + (a[i + 1] ?? 0), (b[i] ?? 0) + (b[i + 1] ?? 0)]
    return {
      width: x - from,
      middle: (x + from) / 2,
      apart: Math.abs(a2 - b2) / 2,
      share: (b[i + 1] ?? 0) - (b[i] ?? 0),
    }
  })
  const first = { middle: at[0] ?? 0, share: b[0] ?? 0 }
  const parts = [first, ...steps]
  const mean = total(parts.map((each) => each.middle * each.share))
  const deviation = Math.sqrt(total(parts.map((each) => (each.middle - mean) ** 2 * each.share)))
  const moved = total(steps.map((each) => each.width * each.apart))
  return moved === 0 ? 0 : moved / deviation
}

/** The distances that sentences name, as in `distances.ts`, on sketches. */
export const SKETCH_DISTANCES: { readonly [name: string]: SketchDistance } = {
  'population stability index': ofHalved((pairs) => total(pairs.map(([p, q]) => (p - q) * Math.log(p / q)))),
  'Kullback–Leibler divergence': ofHalved((pairs) => total(pairs.map(([p, q]) => p * Math.log(p / q)))),
  'Jensen–Shannon divergence': ofPairs(jensen),
  'Jensen–Shannon distance': ofPairs((pairs) => Math.sqrt(jensen(pairs))),
  'L-infinity distance': ofPairs((pairs) => Math.max(...pairs.map(([a, b]) => Math.abs(a - b)))),
  'total variation distance': ofPairs((pairs) => total(pairs.map(([a, b]) => Math.abs(a - b))) / 2),
  'Kolmogorov–Smirnov distance': {
    ordered: true,
    distance: (a, b) => Math.max(...pairsOf(a, b).map(([p, q]) => Math.abs(p - q))),
  },
  'Wasserstein distance': { ordered: true, distance: (a, b, { at }) => transport(a, b, at) },
}
