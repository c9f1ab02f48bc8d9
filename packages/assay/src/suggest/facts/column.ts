import {
  dateReader,
  guessedFormats,
  type ColumnProfile,
  type FormatCount,
  type Kind,
  type Readable,
  type Trait,
} from '@assay/core'
import type { Column } from '../sample.ts'

import { misspellings } from './misspellings.ts'
import { readText, type Read } from './reads.ts'
import { shapesOf } from './shapes.ts'

const MOST_VALUES = 1000
const MOST_RARE = 10
/** A column of other kinds than text has no shapes worth telling. */
const SHAPED: ReadonlySet<Kind> = new Set(['text'])

/** What can be told of the texts of a column, whichever rows are looked at. */
export interface Known {
  readonly column: Column
  readonly reads: readonly Read[]
  readonly traits: readonly ReadonlySet<Trait>[]
}

export function known(column: Column, plain: (text: string) => string | null): Known {
  return {
    column,
    reads: column.texts.map((text) => readText(text, column.kind, plain)),
    traits: column.texts.map(traitsOf),
  }
}

function traitsOf(text: string): ReadonlySet<Trait> {
  const found = new Set<Trait>()
  if (text.trim() === text) found.add('trimmed')
  if (text === text.toUpperCase()) found.add('capitals')
  if (text === text.toLowerCase()) found.add('small letters')
  if (/^\d+$/.test(text)) found.add('digits')
  if (/^\p{L}+$/u.test(text)) found.add('letters')
  if (!/\s/u.test(text)) found.add('unbroken')
  return found
}

/** The rows that are looked at; all when null. */
export type Mask = Uint8Array | null

/** What was seen of a column in some rows. */
export function columnProfile(
  of: Known,
  mask: Mask,
  rows: number,
  standards: ReadonlyMap<string, number>,
): ColumnProfile {
  const { column } = of
  const counts = countsIn(column, mask)
  const there = column.texts
    .map((value, code) => ({ value, code, rows: counts[code] ?? 0 }))
    .filter((each) => each.rows > 0)
  there.sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
  const present = there.reduce((sum, each) => sum + each.rows, 0)
  const reads = tally<Readable>(READABLE, there, (code) => of.reads[code]?.as)
  const traits = tally<Trait>(TRAITS, there, (code) => of.traits[code])
  const texts = there.map(({ value, rows: n }) => ({ text: value, rows: n }))
  const isText = SHAPED.has(column.kind)
  const lengths = there.map((each) => each.value.length)
  const ends = { smallest: smallest(lengths), largest: largest(lengths) }
  const long = (n: number) => there.find((each) => each.value.length === n)?.value ?? ''
  const guessing = isText && reads.number + reads.date + reads.timestamp < 0.5 * present
  const formats = guessing ? guessedFormats(texts, present) : []
  return {
    name: column.name,
    entries: column.entries,
    kind: column.kind,
    rows: column.entries ? present : rows,
    present,
    different: there.length,
    seldom: [1, 2, 3, 4, 5].map((n) => there.filter((each) => each.rows === n).length),
    values: there.slice(0, MOST_VALUES).map(({ value, rows: n }) => ({ value, rows: n })),
    rare: there.slice(-MOST_RARE).map(({ value, rows: n }) => ({ value, rows: n })),
    reads,
    standards,
    formats,
    shapes: isText ? shapesOf(texts) : [],
    numbers: expanded(there, (code) => of.reads[code]?.number ?? null),
    times: expanded(there, timesOf(of, formats)),
    decimals: largest(there.map((each) => of.reads[each.code]?.decimals ?? 0)),
    lengths: ends,
    ends: { shortest: long(ends.smallest), longest: long(ends.largest) },
    code: isText ? codeOf(there) : null,
    traits,
    misspelt: isText ? misspellings(there) : { values: [], byChance: 0 },
  }
}

/** Where the dates of a column are written in a way of their own, those in ISO are its exceptions. */
function timesOf({ column, reads }: Known, [format]: readonly FormatCount[]): (code: number) => number | null {
  if (!format) return (code) => reads[code]?.time ?? null
  const read = dateReader(format.format)
  return (code) => read(column.texts[code] ?? '')
}

const READABLE: readonly Readable[] = ['number', 'whole number', 'date', 'timestamp', 'time', 'boolean']
const TRAITS: readonly Trait[] = ['trimmed', 'capitals', 'small letters', 'digits', 'letters', 'unbroken']
const smallest = (of: readonly number[]): number => of.reduce((a, b) => Math.min(a, b), of[0] ?? 0)
const largest = (of: readonly number[]): number => of.reduce((a, b) => Math.max(a, b), 0)

/** Of a length that fewer rows have, a code is one with a character too many or too few. */
const USUAL = 0.01

function codeOf(there: readonly { readonly value: string; readonly rows: number }[]): ColumnProfile['code'] {
  const byLength = new Map<number, number>()
  for (const { value, rows } of there)
    if (/^[A-Z\d]+$/.test(value)) byLength.set(value.length, (byLength.get(value.length) ?? 0) + rows)
  const all = [...byLength.values()].reduce((sum, n) => sum + n, 0)
  const usual = [...byLength].filter(([, n]) => n >= USUAL * all)
  const lengths = usual.map(([length]) => length)
  if (usual.length === 0) return null
  return { shortest: smallest(lengths), longest: largest(lengths), rows: usual.reduce((sum, [, n]) => sum + n, 0) }
}

/** In how many rows each of these is true. */
function tally<K extends string>(
  all: readonly K[],
  there: readonly { readonly code: number; readonly rows: number }[],
  of: (code: number) => ReadonlySet<K> | undefined,
): Record<K, number> {
  const found = Object.fromEntries(all.map((each) => [each, 0])) as Record<K, number>
  for (const { code, rows } of there) for (const each of of(code) ?? []) found[each] += rows
  return found
}

function countsIn(column: Column, mask: Mask): Int32Array {
  const counts = new Int32Array(column.texts.length)
  for (const [i, code] of column.codes.entries())
    if (mask === null || mask[column.rows[i] ?? 0] === 1) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

/** The value of every row, ascending. */
function expanded(
  there: readonly { readonly code: number; readonly rows: number }[],
  of: (code: number) => number | null,
): Float64Array {
  const all: number[] = []
  for (const { code, rows } of there) {
    const value = of(code)
    if (value !== null) for (let i = 0; i < rows; i++) all.push(value)
  }
  return Float64Array.from(all).sort()
}
