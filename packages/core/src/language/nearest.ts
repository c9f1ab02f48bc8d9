/**
 * The candidates nearest to what was written, nearest first, none that is too far to have been meant.
 * Distance: optimal string alignment (Damerau–Levenshtein with adjacent transpositions).
 */
export function nearest(written: string, candidates: Iterable<string>, most: number): readonly string[] {
  // another letter is not a misspelt one
  const limit = written.length <= 1 ? 0 : written.length <= 3 ? 1 : written.length <= 7 ? 2 : 3
  const found: { readonly word: string; readonly far: number }[] = []
  for (const word of candidates) {
    if (Math.abs(word.length - written.length) > limit) continue
    const far = distance(written, word)
    if (far <= limit) found.push({ word, far })
  }
  return found
    .sort((a, b) => a.far - b.far || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map((each) => each.word)
}

export function distance(a: string, b: string): number {
  const width = b.length + 1
  const cells = new Array<number>((a.length + 1) * width).fill(0)
  const cell = (i: number, j: number) => cells[i * width + j] ?? 0
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) cells[i * width + j] = i + j
      else {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1
        const swap =
          i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Infinity
        cells[i * width + j] = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + cost, swap)
      }
    }
  return cell(a.length, b.length)
}
