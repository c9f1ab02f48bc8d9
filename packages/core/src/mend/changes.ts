import type { Change } from '../vocabulary/change.ts'
import { NUMBER_STYLES } from '../vocabulary/written-forms/index.ts'
import { smirnov } from '../stats/smirnov.ts'
import { affix } from './affix.ts'
import { exchanged, garbled, otherCodes, otherLetters, sameOtherwise } from './codes.ts'
import { dateForms, isDays, type DateForm } from './date-forms.ts'
import { IN_SAMPLE, LEAST, isNumeric, numberIn, numbersOf, shareOf, type Pair, type Seen } from './seen.ts'

/** What may have become of a column: changes that fit alike when there are several. */
export function changesOf(was: Seen, is: Seen, pair: Pair): readonly Change[] {
  if (was.present < LEAST || is.present < LEAST) return []
  const dates = written(was, is, pair)
  if (dates !== null) return dates
  if (isNumeric(was, pair.numbers)) {
    if (isNumeric(is, pair.numbers)) return some(factor(was, is, pair) ?? texts(was, is, pair))
    return some(style(was, is, pair) ?? texts(was, is, pair))
  }
  return some(texts(was, is, pair))
}

const texts = (was: Seen, is: Seen, pair: Pair): Change | null =>
  sameOtherwise(was, is) ??
  garbled(was, is) ??
  affix(was, is) ??
  exchanged(was, is, pair) ??
  otherCodes(was, is) ??
  otherLetters(was, is)

const some = (change: Change | null): readonly Change[] => (change === null ? [] : [change])

/** Dates in another format; null where the column has not been one of dates. */
function written(was: Seen, is: Seen, pair: Pair): readonly Change[] | null {
  const said = pair.formats.get(was.name)?.[0]
  const before = said ?? timesOf(was)[0]?.format
  if (before === undefined) return null
  const now = timesOf(is, true)
  const best = now[0]
  if (!best) return mixed(was, is, before)
  if (now.some((each) => each.format === before && each.share >= best.share - 0.001)) return []
  const fits = now.filter((each) => each.share >= best.share - 0.001)
  return unlike(fits).map((each) => ({
    is: 'written',
    was: before,
    formats: [each.format],
    time: each.time && !isDays(is, each.format),
  }))
}

/** Numbers of ten digits are only dates where dates are expected. */
function timesOf(of: Seen, expected = false): readonly DateForm[] {
  if (of.kind === 'date' || of.kind === 'timestamp') return [{ format: 'ISO', share: 1, time: of.kind === 'timestamp' }]
  return dateForms(of).filter((each) => expected || !/^(Unix|YYYYMMDD)/.test(each.format))
}

/** D/M takes all that DD/MM does: of two that differ in nothing else only one. */
function unlike(forms: readonly DateForm[]): readonly DateForm[] {
  const plain = (format: string) => format.replaceAll('DD', 'D').replaceAll(/(?<!M)MM(?!M)/g, 'M')
  return forms.filter((each, i) => forms.findIndex((other) => plain(other.format) === plain(each.format)) === i)
}

/** Some rows as before and some in another format, so that both together are nearly all. */
function mixed(was: Seen, is: Seen, before: string): readonly Change[] {
  const [old] = dateForms(was)
  const kept = old?.format === before ? keptForm(is, was) : null
  if (!kept) return []
  const [other] = dateForms(kept)
  const share = kept.present / is.present
  if (!other || other.format === before || share < 0.2) return []
  const time = other.time && !isDays(kept, other.format)
  return [{ is: 'written', was: before, formats: [before, other.format], time }]
}

/** The values that are not written as the earlier ones were. */
function keptForm(is: Seen, was: Seen): Seen | null {
  const like = (of: string) => of.replace(/\d/g, '9').replace(/\p{L}+/gu, 'a')
  const known = new Set(was.values.map((each) => like(each.value)))
  const values = is.values.filter((each) => !known.has(like(each.value)))
  const present = values.reduce((sum, each) => sum + each.rows, 0)
  return present >= LEAST ? { ...is, values, present } : null
}

/** Numbers in another style. Where two read all of them, as 1.234 can be, the one whose numbers lie more like the earlier ones. */
function style(was: Seen, is: Seen, { numbers }: Pair): Change | null {
  const before = numbersOf(was, numbers)
  const fits = NUMBER_STYLES.filter(
    (each) => each !== numbers && shareOf(is, (x) => numberIn(x, each) !== null) >= IN_SAMPLE,
  )
  const far = fits.map((each) => ({ each, far: smirnov(numbersOf(is, each), before) }))
  const nearest = far.reduce<(typeof far)[number] | null>(
    (best, one) => (best && best.far <= one.far + 0.02 ? best : one),
    null,
  )
  return nearest && nearest.far < LIKE_NUMBERS ? { is: 'numbers', style: nearest.each } : null
}

/** Distances of Kolmogorov and Smirnov: alike below the first, another size above the second. */
const LIKE_NUMBERS = 0.3
const ALIKE = 0.2
const UNLIKE = 0.5
const AS_LIKELY = 0.05

/** Tens first: where the numbers spread so that several fit nearly alike, cents and percent are likelier than hours. */
const FACTORS = [
  '100',
  '1000',
  '10',
  '1000000',
  '60',
  '3600',
  '24',
  '12',
  '7',
  '1024',
  '2.54',
  '25.4',
  '2.20462262',
  '1.609344',
  '3.2808399',
]

/** All numbers so many times what they were: as rows of the same key show, or as their distribution does. */
function factor(was: Seen, is: Seen, pair: Pair): Change | null {
  const exact = ratio(pair.beside(was.name, is.name), pair)
  if (exact !== null) return { is: 'factor', by: exact }
  const [before, now] = [numbersOf(was, pair.numbers), numbersOf(is, pair.numbers)]
  if (smirnov(before, now) < UNLIKE) return null
  const tried = FACTORS.flatMap((each) => [
    {
      by: each,
      far: smirnov(
        before,
        now.map((x) => x / Number(each)),
      ),
    },
    {
      by: inverse(each),
      far: smirnov(
        before,
        now.map((x) => x * Number(each)),
      ),
    },
  ])
  const nearest = Math.min(...tried.map((each) => each.far))
  const best = tried.find((each) => each.far <= nearest + AS_LIKELY)
  return best && nearest < ALIKE ? { is: 'factor', by: best.by } : null
}

const inverse = (by: string): string => String(Number((1 / Number(by)).toPrecision(12)))

/** The ratio that nearly all rows of the same key have to what they were; null where it is 1 or none. */
function ratio(rows: readonly (readonly [string, string])[], { numbers }: Pair): string | null {
  const ratios = rows.flatMap(([a, b]) => {
    const [x, y] = [numberIn(a, numbers), numberIn(b, numbers)]
    return x !== null && y !== null && x !== 0 && y !== 0 ? [y / x] : []
  })
  if (ratios.length < LEAST) return null
  const middle = ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 1
  const same = ratios.filter((each) => Math.abs(each / middle - 1) < 1e-4).length
  if (same < 0.8 * ratios.length || Math.abs(middle - 1) < 1e-3) return null
  return String(Number(middle.toPrecision(5)))
}
