/** Lines of a page that are written anew: so many from this one (from 0) on. */
export interface Edit {
  readonly line: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

const CONTEXT = 3

/** The text with its edits, which do not overlap; everything else stays byte for byte. */
export function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n')
  for (const { line, removed, added } of [...edits].sort((a, b) => b.line - a.line))
    lines.splice(line, removed.length, ...added)
  return lines.join('\n')
}

/** The edits as a unified diff, as `patch` and `git apply` take it. */
export function unifiedDiff(path: string, text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return ''
  const lines = text.split('\n')
  const endless = lines.at(-1) !== ''
  if (!endless) lines.pop()
  let shift = 0
  const hunks = hunksOf(edits, lines.length).map((hunk) => {
    const [from, to] = [hunk.from, hunk.to]
    const body: string[] = []
    let at = from
    for (const { line, removed, added } of hunk.edits) {
      body.push(...lines.slice(at, line).map((each) => ` ${each}`))
      body.push(...removed.map((each) => `-${each}`), ...added.map((each) => `+${each}`))
      at = line + removed.length
    }
    body.push(...lines.slice(at, to).map((each) => ` ${each}`))
    const grown = hunk.edits.reduce((sum, each) => sum + each.added.length - each.removed.length, 0)
    const head = `@@ -${String(from + 1)},${String(to - from)} +${String(from + 1 + shift)},${String(to - from + grown)} @@`
    shift += grown
    return [head, ...(endless && to === lines.length ? withoutEnd(body) : body)].join('\n')
  })
  return `--- ${path}\n+++ ${path}\n${hunks.join('\n')}\n`
}

const NO_END = '\\ No newline at end of file'

/** Says of the last line, on both sides where they differ, that no line break follows. */
function withoutEnd(body: readonly string[]): readonly string[] {
  const last = (signs: string) => body.findLastIndex((each) => signs.includes(each.charAt(0)))
  const places = new Set([last(' -'), last(' +')])
  return body.flatMap((each, i) => (places.has(i) ? [each, NO_END] : [each]))
}

interface Hunk {
  readonly from: number
  readonly to: number
  readonly edits: readonly Edit[]
}

/** Edits whose surroundings touch stand in one hunk. */
function hunksOf(edits: readonly Edit[], length: number): readonly Hunk[] {
  const hunks: Hunk[] = []
  for (const each of [...edits].sort((a, b) => a.line - b.line)) {
    const from = Math.max(0, each.line - CONTEXT)
    const to = Math.min(length, each.line + each.removed.length + CONTEXT)
    const open = hunks.at(-1)
    if (open && from <= open.to) hunks[hunks.length - 1] = { from: open.from, to, edits: [...open.edits, each] }
    else hunks.push({ from, to, edits: [each] })
  }
  return hunks
}
