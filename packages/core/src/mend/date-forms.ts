import { guessedFormats } from '../vocabulary/written-forms/guess-formats.ts'
import { hasTime, parseFormat } from '../vocabulary/written-forms/index.ts'
import { IN_SAMPLE, LEAST, once, shareOf, type Seen } from './seen.ts'

/** A way in which nearly all values are dates or timestamps. */
export interface DateForm {
  readonly format: string
  readonly share: number
  readonly time: boolean
}

const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const STAMP = new RegExp(
  `^\\d{4}-\\d{2}-\\d{2}([T ])${CLOCK}(:[0-5]\\d)?(\\.\\d{3})?(\\.\\d+)?(Z|[-+]\\d{2}(?::?\\d{2})?)?$`,
)

/** What cannot be told from the parts of a text: whole numbers that are dates, and ISO 8601 with `T` or an offset. */
function formOf(text: string): string | null {
  if (/^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text)) return 'YYYYMMDD'
  if (/^1\d{9}$/.test(text)) return 'Unix seconds'
  if (/^1\d{12}$/.test(text)) return 'Unix milliseconds'
  const stamp = STAMP.exec(text)
  if (!stamp) return null
  const [, between = ' ', seconds, millis, finer, offset] = stamp
  if (finer !== undefined) return 'ISO'
  return `YYYY-MM-DD${between}HH:mm${seconds ? ':ss' : ''}${millis ? '.SSS' : ''}${offset ? 'Z' : ''}`
}

/**
 * The ways in which nearly all values are written as dates, those of most values first. Two that fit alike, as DD/MM and MM/DD do
 * where no day is above 12, are both there.
 */
export const dateForms = once((of): readonly DateForm[] => {
  if (of.present < LEAST) return []
  const byForm = new Map<string, number>()
  for (const { value, rows } of of.values) {
    const form = formOf(value.trim())
    if (form !== null) byForm.set(form, (byForm.get(form) ?? 0) + rows)
  }
  const named = [...byForm].map(([format, rows]) => ({ format, share: rows / of.present }))
  const texts = of.values.map(({ value, rows }) => ({ text: value.trim(), rows }))
  const guessed = guessedFormats(texts, of.present).map((each) => ({
    format: each.format,
    share: each.rows / of.present,
  }))
  const forms = [...named.filter((each) => each.share >= IN_SAMPLE), ...guessed].map((each) => ({
    ...each,
    time: timed(each.format),
  }))
  return forms.sort((a, b) => b.share - a.share)
})

/** A date with a time of day; what Unix seconds say may be a day or a time, and is told as a time where it is no midnight. */
function timed(format: string): boolean {
  const parsed = parseFormat(format)
  return parsed.ok && hasTime(parsed.format)
}

/** All values are midnights: days, though written as instants. */
export const isDays = (of: Seen, format: string): boolean => {
  if (format === 'Unix seconds') return shareOf(of, (each) => Number(each) % 86_400 === 0) >= IN_SAMPLE
  if (format === 'Unix milliseconds') return shareOf(of, (each) => Number(each) % 86_400_000 === 0) >= IN_SAMPLE
  return !timed(format)
}
