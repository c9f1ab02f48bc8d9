import { type Known } from './facts/column.ts'
import type { Column, Sample } from './sample.ts'

/** Texts that mean "no value" wherever they stand, and those that do so only among values of another kind. */
const ALWAYS = new Set([
  'NULL',
  'null',
  '(null)',
  '<null>',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  '\\N',
  '?',
  '-',
  '--',
  '#NULL!',
  '#REF!',
])
const AMONG_OTHERS = new Set([
  'NA',
  'None',
  'none',
  'NONE',
  'unknown',
  'Unknown',
  'UNKNOWN',
  'missing',
  'undefined',
  'nil',
  '.',
  'TBD',
  'tbd',
])
const CODES = /^[A-Z]{2}$/
const SHARE = 0.8

/** The texts of a source that mean "no value", as far as the other values of their columns tell. */
export function missingTexts(all: readonly Known[]): readonly string[] {
  const found = new Set<string>()
  for (const of of all)
    for (const text of of.column.texts)
      if (ALWAYS.has(text) || (AMONG_OTHERS.has(text) && odd(text, of))) found.add(text)
  return [...found].sort()
}

/** All others of the column, nearly, are numbers, dates or truth values; `NA` is also odd among what are no codes of two letters. */
function odd(text: string, { column, reads }: Known): boolean {
  if (column.kind !== 'text') return false
  const others = column.codes.filter(
    (code) => !ALWAYS.has(column.texts[code] ?? '') && !AMONG_OTHERS.has(column.texts[code] ?? ''),
  )
  const share = (holds: (code: number) => boolean) => others.filter(holds).length / Math.max(1, others.length)
  if (others.length === 0) return false
  if (share((code) => (reads[code]?.as.size ?? 0) > 0) >= SHARE) return true
  return text === 'NA' && share((code) => CODES.test(column.texts[code] ?? '')) < 0.5
}

/** The sample without the cells that hold one of these texts. */
export function without(sample: Sample, missing: readonly string[]): Sample {
  if (missing.length === 0) return sample
  const none = new Set(missing)
  return {
    ...sample,
    columns: sample.columns.map((column) => (column.kind === 'text' ? cleaned(column, none) : column)),
  }
}

function cleaned(column: Column, none: ReadonlySet<string>): Column {
  if (!column.texts.some((text) => none.has(text))) return column
  const kept = column.codes.map((code, i) => (none.has(column.texts[code] ?? '') ? -1 : i)).filter((i) => i >= 0)
  const texts = column.texts.filter((text) => !none.has(text))
  const renumbered = new Map(texts.map((text, code) => [text, code]))
  return {
    ...column,
    texts,
    rows: kept.map((i) => column.rows[i] ?? 0),
    codes: kept.map((i) => renumbered.get(column.texts[column.codes[i] ?? 0] ?? '') ?? 0),
  }
}
