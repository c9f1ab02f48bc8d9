import { editDistance } from '../stats/edit-distance.ts'

/** The candidates nearest to what was written, nearest first, none that is too far to have been meant. */
export function nearest(written: string, candidates: Iterable<string>, most: number): readonly string[] {
  // another letter is not a misspelt one
  const limit = written.length <= 1 ? 0 : written.length <= 3 ? 1 : written.length <= 7 ? 2 : 3
  const found: { readonly word: string; readonly far: number }[] = []
  for (const word of candidates) {
    const far = editDistance(written, word, limit)
    if (far <= limit) found.push({ word, far })
  }
  return found
    .sort((a, b) => a.far - b.far || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map((each) => each.word)
}
