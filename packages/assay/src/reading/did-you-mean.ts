import { editDistance } from '@assay/core'

/** The nearest of some names to a name that does not exist, or undefined when none is near. */
export function nearest(name: string, among: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3))
  const ranked = among
    .map((candidate) => ({ candidate, far: editDistance(name.toLowerCase(), candidate.toLowerCase(), limit) }))
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
  return ranked[0]?.candidate
}
