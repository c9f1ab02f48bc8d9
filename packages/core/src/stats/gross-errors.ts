import { course, type Course, type Entry, type Series } from './course.ts'

/** Robust deviations of the others from which on a value is an error. */
const ERROR = 12
/** The part of the values that may be errors. More of their kind are no errors, but a way of these values. */
const MOST = 0.15
/** An error is also so many times what matters at all. */
const GROSS = 3
/** So many of the farthest are put aside before the others are looked at. */
const ASIDE = 0.25

/**
 * The values without gross errors. Those that are farthest from the course are put aside one by one, so that none hides
 * behind another; an error is what then lies too many robust deviations (1.4826 times the median distance) from the
 * course of the others. Where most of the others do not vary, so that this is nothing, one error is believed.
 * @param least the distance that matters at all, from what is expected
 */
export function withoutErrors(series: Series, entries: readonly Entry[], least: (expected: number) => number): Entry[] {
  let others = entries
  for (let turn = 0; turn < ASIDE * entries.length; turn++) {
    const away = distances(series, course(series, others), others)
    const most = Math.max(...away)
    const farthest = away.indexOf(most)
    others = others.filter((_, k) => k !== farthest)
  }
  const rest = course(series, others)
  const sorted = Float64Array.from(distances(series, rest, others)).sort()
  const middle = ((sorted[sorted.length >> 1] ?? 0) + (sorted[(sorted.length - 1) >> 1] ?? 0)) / 2
  const robust = 1.4826 * middle * Math.sqrt(others.length / Math.max(1, rest.freedom))
  const last = entries.at(-1) ?? { i: 0, level: 0 }
  const small = GROSS * least(rest.expected(series.time[last.i] ?? 0, series.phase[last.i] ?? 0, last.level))
  const away = distances(series, rest, entries)
  const kept = entries.filter((_, k) => (away[k] ?? 0) <= Math.max(ERROR * robust, small))
  const most = ERROR * robust > small ? MOST * entries.length : 1
  return entries.length - kept.length <= most ? kept : [...entries]
}

function distances({ time, value, phase }: Series, c: Course, of: readonly Entry[]): readonly number[] {
  return of.map(({ i, level }) => Math.abs((value[i] ?? 0) - c.expected(time[i] ?? 0, phase[i] ?? 0, level)))
}
