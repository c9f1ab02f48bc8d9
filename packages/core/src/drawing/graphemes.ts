let segmenter: Intl.Segmenter | undefined

/**
 * Characters as a person counts them. What cuts is made when it is first needed: the first object of `Intl` in a process
 * loads the tables of ICU, which is a twentieth of a short check.
 */
export function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
