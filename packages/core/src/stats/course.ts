import { leverage, normalEquations, solve, type NormalEquations, type Solved } from './least-squares.ts'

/** Values with when they came. */
export interface Series {
  readonly time: Float64Array
  readonly value: Float64Array
  /** The day of the week, 0 to 6. */
  readonly phase: Uint8Array
}

/** A value that is learnt from: its place in the series, and the level that it belongs to, counted from any number. */
export interface Entry {
  readonly i: number
  readonly level: number
}

/** The course of a number: a line for each level, all of one slope, with days of the week where there is evidence. */
export interface Course {
  /** Standard deviation of single values around it. */
  readonly spread: number
  /** How many values it is reckoned from, less what was reckoned. */
  readonly freedom: number
  readonly weekly: boolean
  readonly expected: (time: number, phase: number, level: number) => number
  /** The variance of the error of `expected`, in units of `spread`². */
  readonly uncertainty: (time: number, phase: number, level: number) => number
}

const PHASES = 7
/** Seconds; in less the days of the week have not been seen twice. */
const TWO_WEEKS = 13 * 86_400

/** The course of a part of a series by least squares. */
export function course(series: Series, entries: readonly Entry[]): Course {
  const frame = frameOf(series, entries)
  const { lowest, levels, end, span, zero } = frame
  const equations = gathered(series, entries, frame)
  const plain = solve(equations, levels + 1, 0, levels + 1)
  const seasonal = span < TWO_WEEKS ? null : season(equations, plain, levels, frame.squares, entries.length)
  const { coefficients, size } = seasonal?.solved ?? plain
  const expected = (time: number, phase: number, level: number): number =>
    zero +
    (coefficients[level - lowest] ?? 0) +
    (coefficients[levels] ?? 0) * ((time - end) / span) +
    (seasonal ? (coefficients[levels + 1 + phase] ?? 0) : 0)
  let squares = 0
  for (const { i, level } of entries)
    squares += ((series.value[i] ?? 0) - expected(series.time[i] ?? 0, series.phase[i] ?? 0, level)) ** 2
  const freedom = entries.length - levels - 1 - (seasonal?.used ?? 0)
  return {
    spread: Math.sqrt(squares / Math.max(1, freedom)),
    freedom,
    weekly: seasonal !== null,
    expected,
    uncertainty: (time, phase, level) => {
      const x = new Float64Array(size)
      x[level - lowest] = 1
      x[levels] = (time - end) / span
      if (seasonal) x[levels + 1 + phase] = 1
      return leverage(seasonal?.solved ?? plain, x)
    },
  }
}

/** Where the numbers of the equations are counted from, so that they stay small. */
interface Frame {
  readonly lowest: number
  readonly levels: number
  readonly end: number
  readonly span: number
  readonly zero: number
  /** Σ (y − zero)² */
  readonly squares: number
}

function frameOf({ time, value }: Series, entries: readonly Entry[]): Frame {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) throw new Error('a course needs values')
  let sum = 0
  for (const { i } of entries) sum += value[i] ?? 0
  const zero = sum / entries.length
  let squares = 0
  for (const { i } of entries) squares += ((value[i] ?? 0) - zero) ** 2
  const end = time[last.i] ?? 0
  const span = Math.max(end - (time[first.i] ?? 0), 1)
  return { lowest: first.level, levels: last.level - first.level + 1, end, span, zero, squares }
}

/** Columns: one for each level, the slope, one for each day of the week. */
function gathered({ time, value, phase }: Series, entries: readonly Entry[], frame: Frame): NormalEquations {
  const { lowest, levels, end, span, zero } = frame
  const size = levels + 1 + PHASES
  const equations = normalEquations(size)
  const { matrix, right } = equations
  const add = (to: Float64Array, at: number, by: number) => {
    to[at] = (to[at] ?? 0) + by
  }
  for (const { i, level } of entries) {
    const t = ((time[i] ?? 0) - end) / span
    const y = (value[i] ?? 0) - zero
    const l = level - lowest
    const p = levels + 1 + (phase[i] ?? 0)
    add(matrix, l * size + l, 1)
    add(matrix, levels * size + l, t)
    add(matrix, levels * size + levels, t * t)
    add(matrix, p * size + l, 1)
    add(matrix, p * size + levels, t)
    add(matrix, p * size + p, 1)
    add(right, l, y)
    add(right, levels, t * y)
    add(right, p, y)
  }
  return equations
}

/** 99% points of χ²/k for k from 1. */
const CHI = [6.63, 4.61, 3.78, 3.32, 3.02, 2.8]
/** About the 99% point of F with k and so many degrees of freedom: within 1% for 6 and from 8 on, above it for fewer than 6. */
const evidence = (k: number, freedom: number): number =>
  (CHI[k - 1] ?? 2.8) * (1 + 6.24 / freedom + 28.8 / freedom ** 2)

/** The days of the week, drawn towards none at all as far as chance explains them; null without evidence. */
function season(
  equations: NormalEquations,
  plain: Solved,
  levels: number,
  squares: number,
  n: number,
): { readonly solved: Solved; readonly used: number } | null {
  const { size, matrix, right } = equations
  const first = levels + 1
  const counts = Array.from({ length: PHASES }, (_, p) => matrix[(first + p) * (size + 1)] ?? 0)
  const seen = counts.filter((each) => each > 0).length
  const freedom = n - levels - seen
  if (seen < 2 || freedom < 8) return null
  const free = solve(equations, size, 1e-6, first)
  const explained = (s: Solved) => s.coefficients.reduce((sum, b, j) => sum + b * (right[j] ?? 0), 0)
  const rest = Math.max((squares - explained(free)) / freedom, squares * 1e-12)
  const f = (explained(free) - explained(plain)) / (seen - 1) / rest
  if (!(f > evidence(seen - 1, freedom))) return null
  const ridge = n / ((f - 1) * (seen - 1))
  return {
    solved: solve(equations, size, ridge, first),
    used: counts.reduce((sum, count) => sum + count / (count + ridge), -1),
  }
}
