import { cellName, join, name as quote, number, sql, type Sql } from '@assay/core'
import type { Engine, EngineRow } from '../../engines/engine.ts'
import { hidden } from '../private.ts'
import { changedRows, type ComparedPair } from './pair-rows.ts'
import { chunks, CHUNK, type Side, type Two } from './sides.ts'

export interface ChangedCells {
  readonly cells: number
  readonly filled: number
  readonly emptied: number
  readonly rewritten: number
  readonly examples: readonly ChangedExample[]
}

export interface ChangedExample {
  readonly key: readonly (string | null)[]
  readonly before: string | null
  readonly after: string | null
}

/** A pair of columns that are compared, with what is to be known to count and show their cells. */
export interface CountedPair extends ComparedPair {
  readonly private: boolean
  /** Texts that are numbers on both sides. */
  readonly numbers: boolean
}

/** The cells that changed in rows that both have, by place in `columns`. */
export async function changedCells(
  engine: Engine,
  sides: Two<Side>,
  columns: readonly CountedPair[],
  key: readonly CountedPair[],
  changed: number,
): Promise<readonly ChangedCells[]> {
  if (changed === 0) return columns.map(() => NOTHING)
  const cells: number[] = []
  for (const chunk of chunks(columns, CHUNK)) cells.push(...(await cellsOf(engine, sides, chunk)))
  const some = columns.flatMap((pair, at) => ((cells[at] ?? 0) > 0 ? [{ pair, at }] : []))
  const found = new Map<number, ChangedCells>()
  for (const chunk of chunks(some, CHUNK / 4)) {
    const pairs = chunk.map((each) => each.pair)
    const how = await howOf(engine, sides, pairs)
    const examples = await examplesOf(engine, sides, pairs, key, changed)
    for (const [i, { at }] of chunk.entries())
      found.set(at, { ...NOTHING, ...how[i], cells: cells[at] ?? 0, examples: examples[i] ?? [] })
  }
  return columns.map((_, at) => found.get(at) ?? NOTHING)
}

const NOTHING: ChangedCells = { cells: 0, filled: 0, emptied: 0, rewritten: 0, examples: [] }

/** How many cells of each column changed. */
async function cellsOf(engine: Engine, sides: Two<Side>, columns: readonly CountedPair[]): Promise<readonly number[]> {
  const asked = columns.map((_, i) => {
    const [a, b] = sidesOf(i)
    return sql`count_if(${a} IS DISTINCT FROM ${b}) AS ${cellName(i)}`
  })
  const [row = {}] = await engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${changedRows(sides, columns)}`.text)
  return columns.map((_, i) => Number(row[`v${String(i)}`] ?? 0))
}

/** What became of them. */
async function howOf(
  engine: Engine,
  sides: Two<Side>,
  columns: readonly CountedPair[],
): Promise<readonly Pick<ChangedCells, 'filled' | 'emptied' | 'rewritten'>[]> {
  const read = columns.flatMap((each, i) => (each.numbers ? [i] : []))
  const numbers = read.flatMap((i): readonly ComparedPair[] => {
    const pair = columns[i]
    return pair ? [{ ...pair, as: 'drawn number' }] : []
  })
  const asked = columns.flatMap((_, i) => {
    const [a, b] = sidesOf(i)
    const [x, y] = sidesOf(columns.length + read.indexOf(i))
    const rewritten = read.includes(i) ? sql`${a} <> ${b} AND ${x} = ${y}` : sql`false`
    return [
      sql`count_if(${a} IS NULL AND ${b} IS NOT NULL) AS ${quote(`f${String(i)}`)}`,
      sql`count_if(${a} IS NOT NULL AND ${b} IS NULL) AS ${quote(`e${String(i)}`)}`,
      sql`count_if(${rewritten}) AS ${quote(`w${String(i)}`)}`,
    ]
  })
  const from = changedRows(sides, [...columns, ...numbers])
  const [row = {}] = await engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${from}`.text)
  const count = (what: string, i: number): number => Number(row[`${what}${String(i)}`] ?? 0)
  return columns.map((_, i) => ({ filled: count('f', i), emptied: count('e', i), rewritten: count('w', i) }))
}

const sidesOf = (i: number): readonly [Sql, Sql] => [sql`a.${cellName(i)}`, sql`b.${cellName(i)}`]

/** So many examples of a column, from about so many changed rows. */
const EXAMPLES = 5
const LOOKED_AT = 20_000

/** The most frequent changes, each with the key of one row. */
async function examplesOf(
  engine: Engine,
  sides: Two<Side>,
  columns: readonly CountedPair[],
  key: readonly CountedPair[],
  changed: number,
): Promise<readonly (readonly ChangedExample[])[]> {
  const share = Math.ceil((1e6 * LOOKED_AT) / changed)
  const some = share >= 1e6 ? sql`true` : sql`hash(pb) % 1000000 < ${number(share)}`
  const asText = (of: readonly CountedPair[]): readonly ComparedPair[] => of.map((each) => ({ ...each, as: 'text' }))
  const n = columns.length
  const from = changedRows(sides, [...columns, ...asText(columns), ...asText(key)], some)
  const shown = (of: Sql, pair: CountedPair): Sql => sql`left(${pair.private ? hidden(of) : of}, 200)`
  const cells = columns.map((pair, i) => {
    const [a, b] = sidesOf(i)
    const [was, is] = sidesOf(n + i)
    return sql`CASE WHEN ${a} IS DISTINCT FROM ${b} THEN {'i': ${number(i)}, 'o': ${shown(was, pair)}, 'n': ${shown(is, pair)}} END`
  })
  const keys = key.map((pair, i) => shown(sidesOf(2 * n + i)[1], pair))
  const all = sql`SELECT unnest([${join(cells, sql`, `)}]) AS x, b.p AS p, CAST([${join(keys, sql`, `)}] AS VARCHAR[]) AS k FROM ${from}`
  const often = sql`SELECT x, count(*) AS n, min(p) AS p, arg_min(k, p) AS k FROM (${all}) WHERE x IS NOT NULL GROUP BY x`
  const rows = await engine.query(
    sql`SELECT x.i AS i, x.o AS o, x.n AS n, k FROM (${often}) AS t QUALIFY row_number() OVER (PARTITION BY x.i ORDER BY t.n DESC, p) <= ${number(EXAMPLES)} ORDER BY x.i, t.n DESC, p`
      .text,
  )
  return columns.map((_, i) => rows.filter((row) => Number(row.i) === i).map(exampleIn))
}

function exampleIn(row: EngineRow): ChangedExample {
  const key = Array.isArray(row.k) ? row.k.map(textIn) : []
  return { key, before: textIn(row.o ?? null), after: textIn(row.n ?? null) }
}

const textIn = (of: unknown): string | null => (of === null || of === undefined ? null : String(of))
