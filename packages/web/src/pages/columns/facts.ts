import { visible } from '@assay/core'
import type { ColumnResponse } from '../../contract.ts'

type Column = ColumnResponse['column']

/** How its values are written, where that is not how a machine would write them anyway. */
export function writtenAs({ written }: Pick<Column, 'written'>): string | null {
  return written === null || written === '1234.56' || written === 'ISO' ? null : `written ${written}`
}

/** Whether it has values that are more frequent than others. */
export const repeats = ({ frequent }: Pick<Column, 'frequent'>): boolean => (frequent[0]?.rows ?? 0) > 1

/** The forms of texts, and those of other values where there are several. */
export const shapesTold = ({ is, shapes }: Pick<Column, 'is' | 'shapes'>): Column['shapes'] =>
  is === 'text' || shapes.length > 1 ? shapes : []

const PLAIN = /^-?\d{1,15}(?:\.\d{1,15})?$/
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 15 })
const DIGITS = 4

/** The smallest or the largest value: a number with its thousands grouped, anything else as it stands. */
export const endShown = (value: string, { numbers }: Pick<Column, 'numbers'>): string =>
  numbers !== null && PLAIN.test(value) && String(Number(value)) === value
    ? grouped.format(Number(value))
    : visible(value)

/** A number that was computed: with four digits, or as many as stand before the point. */
export function rounded(n: number): string {
  const whole = Math.abs(n) < 1 ? 0 : Math.floor(Math.log10(Math.abs(n))) + 1
  return grouped.format(Number(n.toPrecision(Math.min(15, Math.max(DIGITS, whole)))))
}
