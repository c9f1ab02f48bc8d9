/** Series whose true course is known, with noise of known tails. All is drawn from seeds, so every run gives the same. */

const DAY = 86_400
/** What a robust deviation is here, and the level around which the series lie. */
export const DEVIATION = 10
const LEVEL = 1000

/** Uniform numbers from 0 to 1 (mulberry32). */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Standard normal numbers (Marsaglia's polar method). */
function normal(uniform) {
  let spare = null
  return () => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1]
      const q = u * u + v * v
      if (q >= 1 || q === 0) continue
      const f = Math.sqrt((-2 * Math.log(q)) / q)
      spare = v * f
      return u * f
    }
  }
}

/** The upper quartile: half of all lies nearer to the middle, so 1.4826 times it is the robust deviation. */
const QUARTILE = { t3: 0.764892, t5: 0.726687, t10: 0.699812 }

/** Noise whose robust deviation (1.4826 times the median distance from the middle) is 1: `normal`, `t5` … */
export function noise(kind, uniform) {
  const z = normal(uniform)
  if (kind === 'normal') return z
  const freedom = Number(kind.slice(1))
  const deviation = 1.4826 * QUARTILE[kind]
  return () => {
    let squares = 0
    for (let k = 0; k < freedom; k++) squares += z() ** 2
    return z() / Math.sqrt(squares / freedom) / deviation
  }
}

const pick = (uniform, from) => from[Math.floor(uniform() * from.length)]

/** True courses over the days, in deviations; sizes and directions are drawn for each series. */
export const SERIES = {
  stationary: () => () => 0,
  trending: (uniform) => {
    const slope = 2 * uniform() - 1
    return (i) => slope * i
  },
  weekend: (uniform) => {
    const [drop, from] = [pick(uniform, [2, 3, 5, 10, 30]), Math.floor(7 * uniform())]
    return (i) => ((i + from) % 7 < 5 ? 0 : -drop)
  },
  'days of the week': (uniform) => {
    const size = pick(uniform, [1, 2, 4, 8, 16])
    const days = Array.from({ length: 7 }, () => size * (2 * uniform() - 1))
    return (i) => days[i % 7]
  },
  'trend and week': (uniform) => {
    const [slope, size] = [uniform() - 0.5, pick(uniform, [2, 4, 8, 16])]
    const days = Array.from({ length: 7 }, () => size * (2 * uniform() - 1))
    return (i) => slope * i + days[i % 7]
  },
}

/** Values of days, as history has them: `value(i)` in deviations. */
export const points = (length, value) =>
  Array.from({ length }, (_, i) => ({ time: i * DAY + DAY / 4, value: LEVEL + DEVIATION * value(i) }))
export const dayOf = (i) => ({ time: i * DAY + DAY / 4 })

/**
 * Judges the value after so many others, in many series.
 * @returns for each count of values the bands, in deviations from what the new value should be, and its own noise
 */
export function judgements(band, { series, kind, counts, trials, seed }) {
  const uniform = random(seed)
  const draw = noise(kind, uniform)
  const found = new Map(counts.map((n) => [n, []]))
  for (let trial = 0; trial < trials; trial++) {
    const course = SERIES[series](uniform)
    const all = points(Math.max(...counts), (i) => course(i) + draw())
    for (const n of counts) {
      const { low, high } = band(all.slice(0, n), dayOf(n))
      const truth = LEVEL + DEVIATION * course(n)
      found.get(n).push({ low: (low - truth) / DEVIATION, high: (high - truth) / DEVIATION, own: draw() })
    }
  }
  return found
}

/** The share of values outside their band, when they are all moved by so many deviations. */
export const outside = (judged, shift = 0) =>
  judged.filter(({ low, high, own }) => own + shift < low || own + shift > high).length / judged.length

/** The plain band that tools of this kind have: the mean of all values and three standard deviations. */
export function threeSigma(all) {
  const mean = all.reduce((sum, each) => sum + each.value, 0) / all.length
  const deviation = Math.sqrt(all.reduce((sum, each) => sum + (each.value - mean) ** 2, 0) / (all.length - 1))
  return { low: mean - 3 * deviation, high: mean + 3 * deviation }
}

/** Whoever knows the true course and the distribution of the noise: 1 of 200 outside, as many on each side. */
export function oracle(kind, draws = 400_000) {
  const draw = noise(kind, random(1))
  const sorted = Float64Array.from({ length: draws }, () => Math.abs(draw())).sort()
  const limit = sorted[Math.floor(draws * 0.995)]
  const own = Float64Array.from({ length: draws }, draw)
  return { limit, found: (shift) => own.filter((each) => Math.abs(each + shift) > limit).length / draws }
}

/** Goes on from day to day with what was learnt; what each day said, from the first band on. */
export function lived(usual, { length, value }) {
  const all = points(length, value)
  return all.flatMap(({ value: is }, n) => {
    const { band, level, anew } = usual(all.slice(0, n), dayOf(n))
    return band ? [{ n, outside: is < band.low || is > band.high, level, anew }] : []
  })
}
