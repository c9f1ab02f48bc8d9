import { quantile, standardOf, type ColumnProfile, type NumberStyle, type Readable } from '@assay/core'
import { hiddenText } from '../run/private.ts'
import type { ColumnFacts } from './contract.ts'
import type { ExactColumn } from './exact-columns.ts'
import { histogramOf, textsOf } from './pictures.ts'

const SHOWN = 10
const SHAPES = 10
/** The share of values that must read as something for the column to be that. */
const NEARLY = 0.9

/** What a column is, by what nearly all of its values read as. */
export function whatItIs(of: ColumnProfile): ColumnFacts['is'] {
  if (of.present === 0) return 'empty'
  if (of.kind === 'list') return 'list'
  const nearly = (what: Readable) => of.reads[what] >= NEARLY * of.present
  const words = of.values.some(({ value }) => /^(?:true|false|yes|no)$/i.test(value.trim()))
  if (of.kind === 'boolean' || (nearly('boolean') && words)) return 'true or false'
  if (nearly('whole number')) return 'whole number'
  if (nearly('number')) return 'number'
  for (const what of ['date', 'timestamp', 'time'] as const) if (nearly(what)) return what
  const [format] = of.formats
  return format ? (format.time ? 'timestamp' : 'date') : 'text'
}

/** Present values that do not read as what the column is. */
export function unlike(of: ColumnProfile, is: ColumnFacts['is']): number {
  const [format] = of.formats
  if (is === 'text' || is === 'list' || is === 'empty' || of.kind === 'boolean') return 0
  if (is === 'true or false') return of.present - of.reads.boolean
  return of.present - (format && of.reads[is] < NEARLY * of.present ? format.rows : of.reads[is])
}

/** What is told of one column; what the sample could not tell exactly is `exact`. */
export function columnFacts(
  of: ColumnProfile,
  hidden: boolean,
  numbers: NumberStyle | null,
  exact: ExactColumn | undefined,
): ColumnFacts {
  const is = whatItIs(of)
  const shown = exact ?? sampled(of, is)
  const mask = (text: string) => (hidden ? hiddenText(text) : text)
  const masked = <T extends { readonly value: string }>(all: readonly T[]) =>
    all.map((each) => ({ ...each, value: mask(each.value) }))
  const end = (text: string) =>
    shown.present === 0 || is === 'list' ? null : { length: text.length, value: mask(text) }
  return {
    name: of.name,
    entries: of.entries,
    private: hidden,
    holds: of.kind,
    is,
    unlike: shown.unlike,
    written: writtenAs(of, is, numbers),
    standard: standardOf(of),
    rows: of.entries ? shown.present : shown.rows,
    present: shown.present,
    different: shown.different,
    once: shown.once,
    frequent: masked(shown.frequent),
    rare: masked(shown.rare),
    smallest: shown.smallest === null ? null : mask(shown.smallest),
    largest: shown.largest === null ? null : mask(shown.largest),
    shortest: end(shown.shortest),
    longest: end(shown.longest),
    numbers: hidden ? null : statistics(of.numbers),
    distribution: hidden ? null : (histogramOf(of, is) ?? textsOf(of)),
    shapes: hidden ? [] : of.shapes.slice(0, SHAPES).map(({ pattern, rows, example }) => ({ pattern, rows, example })),
    misspelt: of.misspelt.values.slice(0, SHOWN).map((each) => ({
      value: mask(each.value),
      rows: each.rows,
      of: mask(each.of),
      ofRows: each.ofRows,
    })),
  }
}

/** Where the sample is all rows, its own numbers are exact. */
const sampled = (of: ColumnProfile, is: ColumnFacts['is']): ExactColumn => ({
  rows: of.rows,
  present: of.present,
  different: of.different,
  once: of.seldom[0] ?? 0,
  frequent: of.values.slice(0, SHOWN),
  rare: of.rare.toReversed(),
  shortest: of.ends.shortest,
  longest: of.ends.longest,
  unlike: unlike(of, is),
  smallest: extreme(of, is, 0),
  largest: extreme(of, is, -1),
})

function extreme(of: ColumnProfile, is: ColumnFacts['is'], at: 0 | -1): string | null {
  if (is === 'number' || is === 'whole number') return endOf(of.numbers.at(at), is)
  return is === 'date' || is === 'timestamp' ? endOf(of.times.at(at), is) : null
}

/** A number, or the seconds since 1970 of a date or timestamp, as text. */
export function endOf(n: number | undefined, is: ColumnFacts['is']): string | null {
  if (n === undefined) return null
  if (is !== 'date' && is !== 'timestamp') return String(n)
  const at = new Date(n * 1000)
  if (Number.isNaN(at.getTime())) return null
  return is === 'date' ? at.toISOString().slice(0, 10) : at.toISOString().replace('.000Z', 'Z')
}

function writtenAs(of: ColumnProfile, is: ColumnFacts['is'], numbers: NumberStyle | null): string | null {
  if (of.kind !== 'text') return null
  if (is === 'number' || is === 'whole number') return numbers ?? '1234.56'
  if (is !== 'date' && is !== 'timestamp') return null
  return of.formats[0]?.format ?? 'ISO'
}

function statistics(numbers: Float64Array): ColumnFacts['numbers'] {
  const n = numbers.length
  if (n === 0) return null
  // as the sentences about a median or a percentile say them
  const quartile = (k: number) => Number(quantile(numbers, k / 4).toPrecision(15))
  const mean = Number(numbers.reduce((sum, each) => sum + each / n, 0).toPrecision(12))
  return { mean, quartiles: [quartile(1), quartile(2), quartile(3)] }
}
