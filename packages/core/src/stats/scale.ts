/** The scale on which values are compared, and the least distance on it that matters. */
export interface Scale {
  readonly to: (value: number) => number
  readonly from: (value: number) => number
  /**
   * @param expected on this scale
   * @param of the rows that a share is taken of
   */
  readonly least: (expected: number, of: number | undefined) => number
}

interface Measured {
  readonly value: number
  readonly of?: number
}

/** The least part of its level by which a number must move to be unusual, also where it hardly ever varied. */
const LEAST = 0.001
/** The same where most values were one and the same, so that nothing is known of how far it may stray. */
const LEAST_OF_CONSTANT = 0.01
/** A tenth of this in shares: 0.1 percentage points of a constant share, and 0.01 of others. */
const OF_SHARE = 0.1
/** The standard normal distribution exceeds it in 1 of 200 cases, on both sides together. */
const Z = 2.807

/** Differences as they are; what chance alone does to a share or a count of rare things is never unusual. */
export function plainScale(points: readonly Measured[]): Scale {
  const same = (value: number) => value
  const least = mostlyConstant(points) ? LEAST_OF_CONSTANT : LEAST
  if (points.every((each) => each.of !== undefined)) {
    const rows = points.reduce((sum, each) => sum + (each.of ?? 0), 0)
    const hits = points.reduce((sum, each) => sum + each.value * (each.of ?? 0), 0)
    const share = (hits + 0.5) / (rows + 1)
    return {
      to: same,
      from: same,
      least: (_, of) => Math.max(least * OF_SHARE, of ? chance(share * (1 - share) * of) / of : 0),
    }
  }
  const mean = points.reduce((sum, each) => sum + each.value, 0) / points.length
  const rare = mean < 1 && points.every((each) => Number.isInteger(each.value) && each.value >= 0)
  const events = rare ? chance(mean + 0.5 / points.length) : 0
  // where a course without any spread crosses zero, what is left is rounding
  const rounding = 1e-9 * points.reduce((most, each) => Math.max(most, Math.abs(each.value)), 0)
  return { to: same, from: same, least: (expected) => Math.max(least * Math.abs(expected), events, rounding) }
}

/** How far a count whose variance is known may lie from its mean, one event more for what is not continuous. */
const chance = (variance: number): number => Z * Math.sqrt(variance) + 1

/** Whether more than half of the values are the same (the majority vote of Boyer and Moore 1981). */
function mostlyConstant(points: readonly Measured[]): boolean {
  let [candidate, votes] = [Number.NaN, 0]
  for (const { value } of points) {
    if (votes === 0) candidate = value
    votes += value === candidate ? 1 : -1
  }
  return points.filter((each) => each.value === candidate).length * 2 > points.length
}

/** Ratios: for what is always more than zero and varies in proportion to its size. */
export const ratioScale: Scale = { to: Math.log, from: Math.exp, least: () => LEAST }
