import { literally, type ShapeCount } from '@assay/core'

/** A text cut into runs: of digits, of capital or small letters, or one other character. */
interface Run {
  readonly kind: 'digit' | 'capital' | 'small' | 'other'
  readonly text: string
}

const RUNS = /(\d+)|(\p{Lu}+)|([\p{Ll}\p{Lo}]+)|([^\d\p{Lu}\p{Ll}\p{Lo}])/gsu
/** Longer texts are prose, not a form; and so many runs, or several lines, are too. */
const LONGEST = 60
const MOST_RUNS = 15
const MOST_SHAPES = 200
/** A run that so many rows share is a part of the form. */
const CONSTANT = 0.95
/** A year, or a year with month and day. */
const SINCE_A_CENTURY = /^(?:19|20)(?=(?:\d\d){1,3}$)/

function runsOf(text: string): readonly Run[] | null {
  if (text.length > LONGEST || /[\n\r\u0085\u2028\u2029]/.test(text)) return null
  const runs = [...text.matchAll(RUNS)].map(([all, digits, capitals, small]): Run => ({
    kind: digits ? 'digit' : capitals ? 'capital' : small ? 'small' : 'other',
    text: all,
  }))
  return runs.length === 0 || runs.length > MOST_RUNS ? null : runs
}

/** One place of a shape: the lengths and texts of its runs, by rows. */
interface Place {
  readonly kind: Run['kind']
  readonly lengths: Map<number, number>
  readonly texts: Map<string, number>
}

interface Gathered {
  readonly runs: readonly Place[]
  readonly texts: { readonly text: string; readonly rows: number }[]
  rows: number
  readonly example: string
}

/**
 * The shapes of texts, most frequent first: texts that have the same kinds of runs in the same order. A run that is the same in nearly
 * all is kept as it is, of the others the lengths that are usual. Digits are kept only where no date can stand: `R-2026-11-0017` counts on, and
 * next year's values have the same form.
 */
export function shapesOf(texts: readonly { readonly text: string; readonly rows: number }[]): readonly ShapeCount[] {
  const found = new Map<string, Gathered>()
  for (const { text, rows } of texts) {
    const runs = runsOf(text)
    const key = runs ? runs.map((run) => (run.kind === 'other' ? run.text : `\u0000${run.kind}`)).join('') : ''
    const known = found.get(key) ?? gathered(runs ?? [], text)
    found.set(key, known)
    known.rows += rows
    known.texts.push({ text, rows })
    for (const [i, run] of (runs ?? []).entries()) {
      const place = known.runs[i]
      if (!place) continue
      place.lengths.set(run.text.length, (place.lengths.get(run.text.length) ?? 0) + rows)
      place.texts.set(run.text, (place.texts.get(run.text) ?? 0) + rows)
    }
  }
  return [...found.values()]
    .sort((a, b) => b.rows - a.rows || (a.example < b.example ? -1 : 1))
    .slice(0, MOST_SHAPES)
    .map(counted)
}

/** The texts of a shape that its pattern takes; those with another length or word at some place are not of it. */
function counted({ runs, texts, rows, example }: Gathered): ShapeCount {
  if (runs.length === 0) return { pattern: '', rows, different: texts.length, example }
  const digits = runs.filter((each) => each.kind === 'digit').map((each) => constantOf(each, rows))
  const counts = digits.some((each) => each === null || SINCE_A_CENTURY.test(each))
  const pattern = `^${runs.map((each) => written(each, rows, counts)).join('')}$`
  const taken = texts.filter(({ text }) => new RegExp(pattern, 'u').test(text))
  return { pattern, rows: taken.reduce((sum, each) => sum + each.rows, 0), different: taken.length, example }
}

const gathered = (runs: readonly Run[], example: string): Gathered => ({
  runs: runs.map(({ kind }) => ({ kind, lengths: new Map<number, number>(), texts: new Map<string, number>() })),
  texts: [],
  rows: 0,
  example,
})

const CLASSES = { digit: '\\d', capital: '[A-Z]', small: '[a-z]' } as const

/** What nearly all rows have at this place; null where they differ. */
function constantOf({ texts }: Place, rows: number): string | null {
  const [usual] = [...texts].sort((a, b) => b[1] - a[1])
  return usual && usual[1] >= CONSTANT * rows ? usual[0] : null
}

/** @param counts whether there is a year, or a number that differs, so that digits that are the same may be a part of a date too */
function written(place: Place, rows: number, counts: boolean): string {
  const { kind, lengths } = place
  const constant = constantOf(place, rows)
  if (constant !== null) return kind === 'digit' && counts ? tomorrow(constant) : literally(constant)
  if (kind === 'other') return '.'
  return `${CLASSES[kind]}${times([...lengths])}`
}

/** Digits as they may be in another month: the century stays, and a single digit may get a second. */
function tomorrow(digits: string): string {
  const [century = ''] = SINCE_A_CENTURY.exec(digits) ?? []
  const others = digits.length - century.length
  return `${century}\\d${others === 1 ? '{1,2}' : `{${String(others)}}`}`
}

/** A length that nearly all have, or two next to one another; else any. Lengths far from these, of a few, are mistakes. */
function times(lengths: readonly (readonly [number, number])[]): string {
  const rows = lengths.reduce((sum, [, n]) => sum + n, 0)
  const usual = lengths.filter(([, n]) => n >= Math.max(3, SELDOM * rows)).map(([length]) => length)
  const frequent = lengths.filter(([, n]) => n >= Math.max(3, OFTEN * rows)).map(([length]) => length)
  for (const all of [usual, frequent]) {
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const covered = lengths.reduce((sum, [length, n]) => (all.includes(length) ? sum + n : sum), 0)
    if (all.length === 0 || covered < 0.9 * rows || high - low > 1) continue
    if (all === frequent && (usual.includes(low - 1) || usual.includes(high + 1))) continue
    if (low === high) return low === 1 ? '' : `{${String(low)}}`
    return `{${String(low)},${String(high)}}`
  }
  return '+'
}
const [SELDOM, OFTEN] = [0.005, 0.05]
