/** Another text for a part of one, by its offsets. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with these parts replaced, which are in order and do not overlap; all else stays byte for byte. */
export function replaced(text: string, by: readonly Replacement[]): string {
  let out = ''
  let at = 0
  for (const each of by) {
    out += text.slice(at, each.start) + each.text
    at = each.end
  }
  return out + text.slice(at)
}
