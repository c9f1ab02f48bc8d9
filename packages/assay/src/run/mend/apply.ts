import { applyPatch, parsePatch, type StructuredPatch } from 'diff'

type Hunk = StructuredPatch['hunks'][number]

/**
 * The text of a page with a patch of it; null where the lines that it changes are no longer as they were. What stands around them
 * may have changed, so that several cures of one page can be taken one after another.
 */
export function applyMend(text: string, patch: string): string | null {
  const [parsed] = parsePatch(patch)
  if (!parsed || parsed.hunks.length === 0) return null
  const made = applyPatch(text, { ...parsed, hunks: parsed.hunks.flatMap(bare) })
  return made === false ? null : made
}

/** The changes of a hunk without the lines around them. */
function bare({ oldStart, newStart, lines }: Hunk): readonly Hunk[] {
  const found: { oldStart: number; newStart: number; lines: string[] }[] = []
  let [old, now, open] = [oldStart, newStart, false]
  for (const line of lines) {
    const sign = line[0]
    if (sign === ' ' || sign === '\\') open = false
    else {
      if (!open) found.push({ oldStart: old, newStart: now, lines: [] })
      open = true
      found.at(-1)?.lines.push(line)
    }
    if (sign !== '+' && sign !== '\\') old++
    if (sign !== '-' && sign !== '\\') now++
  }
  return found.map((each) => {
    const oldLines = each.lines.filter((line) => line.startsWith('-')).length
    const newLines = each.lines.length - oldLines
    return {
      oldStart: oldLines === 0 ? each.oldStart - 1 : each.oldStart,
      oldLines,
      newStart: each.newStart,
      newLines,
      lines: each.lines,
    }
  })
}
