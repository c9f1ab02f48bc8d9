import { plainNumber, pointOf, type NumberStyle } from '@assay/core'
import type { Column } from '../sample.ts'

/** Ways of writing that are looked for; where several read the same, the first. `1.234,56` reads all that `1234,56` does. */
const STYLES: readonly NumberStyle[] = ['1.234,56', '1 234,56', '1,234.56', '1 234.56', "1'234.56", '12,34,567.89']

/** So many different texts of a column are looked at, and so many must be numbers in one way and in no other. */
const MOST_TEXTS = 1000
const LEAST = 5
/** The share of a column's numbers that must be written so; the rest are its mistakes. */
const NEARLY = 0.95
/** The share of a column's texts that must look like numbers. */
const MOSTLY = 0.5

const LIKE_A_NUMBER = /^[-+]?\d[\d.,'\u2019 \u00a0\u202f\u2009]*$/
const PLAIN = /^[-+]?\d+(?:\.\d*)?$/

const readers = STYLES.map((style) => ({ style, point: pointOf(style), plain: plainNumber(style) }))
type Reader = (typeof readers)[number]

/**
 * How the numbers of a source are written, where that is not `1234.56` and can be no other way: some column has numbers that only a
 * decimal comma, or only a decimal point with marks between thousands, explains, and none has numbers that would be lost. Null where
 * nothing speaks for it.
 */
export function guessedStyle(columns: readonly Column[]): NumberStyle | null {
  const numbers = columns.flatMap((each) => (each.kind === 'text' && !each.entries ? numbersIn(each.texts) : []))
  const fitting = readers
    .filter((reader) => numbers.some((of) => shows(of, reader)) && !numbers.some((of) => loses(of, reader)))
    .map((reader) => ({ reader, columns: numbers.filter((of) => nearlyAll(of, (each) => reads(reader, each))).length }))
  const most = Math.max(...fitting.map((each) => each.columns))
  return fitting.find((each) => each.columns === most)?.reader.style ?? null
}

/** Of a column of numbers, the texts that look like one; else nothing. */
function numbersIn(texts: readonly string[]): readonly (readonly string[])[] {
  const some = texts.slice(0, MOST_TEXTS).map((each) => each.trim())
  const found = some.filter((each) => LIKE_A_NUMBER.test(each))
  return found.length > 0 && found.length >= MOSTLY * some.length ? [found] : []
}

const nearlyAll = (of: readonly string[], is: (text: string) => boolean): boolean =>
  of.filter(is).length >= NEARLY * of.length

/** No number begins with a zero before a mark between thousands: `0.125` is a fraction. */
function reads({ plain, point }: Reader, text: string): boolean {
  const read = plain(text)
  return read !== null && PLAIN.test(read) && !(/^[-+]?0[^\d]/.test(text) && !text.slice(1).includes(point))
}

/** The column is written so, with numbers that neither plain digits nor any style with the other point reads. */
function shows(of: readonly string[], reader: Reader): boolean {
  const others = readers.filter((each) => each.point !== reader.point)
  const only = (text: string): boolean =>
    reads(reader, text) && !PLAIN.test(text) && !others.some((other) => reads(other, text))
  return nearlyAll(of, (text) => reads(reader, text)) && of.filter(only).length >= LEAST
}

/** The column holds plain numbers that are none in this style. */
const loses = (of: readonly string[], reader: Reader): boolean =>
  nearlyAll(of, (text) => PLAIN.test(text)) && !nearlyAll(of, (text) => reads(reader, text))
