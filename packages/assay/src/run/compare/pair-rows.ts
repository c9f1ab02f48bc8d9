import { and, cellName, comparedCells, join, name as quote, number, sql, type CellAs, type Sql } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import { both, chunks, CHUNK, type Side, type Two } from './sides.ts'

/** A column that both deliveries have, and as what its cells are compared. */
export interface ComparedPair extends Two<string> {
  readonly as: CellAs
}

/**
 * Rows that differ, as a table of the engine: the place `pa` of the row in the older delivery and `pb` in the newer one, one
 * of them NULL for what was removed or added. Rows that are the same are not in it.
 */
export interface PairedRows {
  readonly added: number
  readonly removed: number
  readonly changed: number
  readonly same: number
  /** Rows whose key is missing or not the only one. */
  readonly repeated: Two<number>
}

export const COMPARED = sql`__assay_compared`
const KEYS = sql`__assay_keys`
const LOOSE = sql`__assay_loose`
const keyName = (i: number): Sql => quote(`k${String(i)}`)

/**
 * Pairs the rows of two deliveries by a key, or without one by all of their cells. Every row has 128 bits of two hashes over
 * its cells; rows with these are taken for the same. Where a key is missing or stands in several rows, rows that are the same
 * are paired first, and then those with that key in their order.
 */
export async function pairRows(
  engine: Engine,
  sides: Two<Side>,
  columns: readonly ComparedPair[],
  key: readonly ComparedPair[],
): Promise<PairedRows> {
  const rows = rowsOfBoth(sides, columns, key)
  const keyed = key.length > 0
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${KEYS} AS ${keyed ? byKey(rows, key) : byContent(rows)}`.text)
  const alone = keyed ? sql`na <= 1 AND nb <= 1` : sql`false`
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${COMPARED} AS SELECT pa, pb FROM ${KEYS} WHERE ${alone}`.text)
  const repeated = keyed ? await repeatedIn(engine, rows, key) : { before: 0, after: 0 }
  if (!keyed || repeated.before + repeated.after > 0) {
    const loose = keyed ? looseByKey(rows, key) : looseByContent(rows)
    await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${LOOSE} AS ${loose}`.text)
    await engine.run(sql`INSERT INTO ${COMPARED} ${pairedLoosely()}`.text)
    await engine.run(sql`DROP TABLE ${LOOSE}`.text)
  }
  await engine.run(sql`DROP TABLE ${KEYS}`.text)
  const [found] = await engine.query(
    sql`SELECT count_if(pa IS NULL) AS added, count_if(pb IS NULL) AS removed, count_if(pa IS NOT NULL AND pb IS NOT NULL) AS changed FROM ${COMPARED}`
      .text,
  )
  const [added, removed, changed] = [Number(found?.added), Number(found?.removed), Number(found?.changed)]
  return { added, removed, changed, same: sides.before.rows - removed - changed, repeated }
}

/** The rows of both: side `s` (0 the older), key, place and hashes. */
function rowsOfBoth(sides: Two<Side>, columns: readonly ComparedPair[], key: readonly ComparedPair[]): Sql {
  const rows = both(
    { before: [sides.before, 'before', 0] as const, after: [sides.after, 'after', 1] as const },
    ([side, at, s]) => {
      const wanted = [...key, ...columns].map((each) => ({ column: each[at], as: each.as }))
      const cells = comparedCells(wanted, side.environment)
      const keys = key.map((_, i) => sql`${cells.values[i] ?? sql`NULL`} AS ${keyName(i)}`)
      const [h1, h2] = hashes(cells.values)
      const said = [sql`${number(s)} AS s`, ...keys, sql`${cells.place} AS p`, sql`${h1} AS h1`, sql`${h2} AS h2`]
      return sql`SELECT ${join(said, sql`, `)} FROM ${cells.from}`
    },
  )
  return sql`${rows.before} UNION ALL ${rows.after}`
}

function hashes(values: readonly Sql[]): readonly [Sql, Sql] {
  if (values.length === 0) return [sql`hash(0)`, sql`hash(0)`]
  const of = (all: readonly Sql[], first: Sql) =>
    sql`hash(${join([first, ...chunks(all, CHUNK).map((part) => sql`hash(${join(part, sql`, `)})`)], sql`, `)})`
  return [of(values, sql`1`), of(values.toReversed(), sql`2`)]
}

const there = (key: readonly unknown[]): Sql => and(key.map((_, i) => sql`${keyName(i)} IS NOT NULL`))
const keyNames = (key: readonly unknown[]): Sql => join(key.map((_, i) => keyName(i)), sql`, `) // prettier-ignore
const COUNTS = sql`count_if(s = 0) AS na, count_if(s = 1) AS nb`

/** Keys with their rows, without those whose only two rows are the same. */
const byKey = (rows: Sql, key: readonly ComparedPair[]): Sql =>
  sql`SELECT ${keyNames(key)}, ${COUNTS}, max(CASE WHEN s = 0 THEN p END) AS pa, max(CASE WHEN s = 1 THEN p END) AS pb FROM (${rows}) WHERE ${there(key)} GROUP BY ${keyNames(key)} HAVING NOT (count_if(s = 0) = 1 AND count_if(s = 1) = 1 AND bit_xor(h1) = 0 AND bit_xor(h2) = 0)`

const byContent = (rows: Sql): Sql =>
  sql`SELECT h1, h2, ${COUNTS}, NULL::BIGINT AS pa, NULL::BIGINT AS pb FROM (${rows}) GROUP BY h1, h2 HAVING count_if(s = 0) <> count_if(s = 1)`

async function repeatedIn(engine: Engine, rows: Sql, key: readonly ComparedPair[]): Promise<Two<number>> {
  const [several] = await engine.query(
    sql`SELECT sum(CASE WHEN na > 1 THEN na END) AS a, sum(CASE WHEN nb > 1 THEN nb END) AS b FROM ${KEYS}`.text,
  )
  const [missing] = await engine.query(
    sql`SELECT count_if(s = 0) AS a, count_if(s = 1) AS b FROM (${rows}) WHERE NOT (${there(key)})`.text,
  )
  return {
    before: Number(several?.a ?? 0) + Number(missing?.a ?? 0),
    after: Number(several?.b ?? 0) + Number(missing?.b ?? 0),
  }
}

/** The rows of one key have the same `g`; a row without a key has none. */
const looseByKey = (rows: Sql, key: readonly ComparedPair[]): Sql =>
  sql`SELECT s, g, p, h1, h2 FROM (${rows}) JOIN (SELECT ${keyNames(key)}, rowid AS g FROM ${KEYS} WHERE na > 1 OR nb > 1) USING (${keyNames(key)}) UNION ALL SELECT s, NULL, p, h1, h2 FROM (${rows}) WHERE NOT (${there(key)})`

const looseByContent = (rows: Sql): Sql =>
  sql`SELECT s, NULL::BIGINT AS g, p, h1, h2 FROM (${rows}) JOIN (SELECT h1, h2 FROM ${KEYS}) USING (h1, h2)`

/** Those that have no partner that is the same, paired in their order where they have a key. */
function pairedLoosely(): Sql {
  const counted = sql`SELECT *, count_if(s = 0) OVER (PARTITION BY g, h1, h2) AS na, count_if(s = 1) OVER (PARTITION BY g, h1, h2) AS nb, row_number() OVER (PARTITION BY s, g, h1, h2 ORDER BY p) AS o FROM ${LOOSE}`
  const single = sql`SELECT s, g, p FROM (${counted}) WHERE o > least(na, nb)`
  const ordered = sql`SELECT *, row_number() OVER (PARTITION BY s, g ORDER BY p) AS r FROM (${single})`
  return sql`SELECT max(CASE WHEN s = 0 THEN p END), max(CASE WHEN s = 1 THEN p END) FROM (${ordered}) GROUP BY g, r, CASE WHEN g IS NULL THEN s END`
}

/** The rows that both have and that changed, with these cells of either: `a.v0`, `b.v0` …; and what else is given of the newer. */
export function changedRows(sides: Two<Side>, columns: readonly ComparedPair[], only: Sql = sql`true`): Sql {
  const cells = both(
    { before: [sides.before, 'before'] as const, after: [sides.after, 'after'] as const },
    ([side, at]) => {
      const made = comparedCells(
        columns.map((each) => ({ column: each[at], as: each.as })),
        side.environment,
      )
      const named = made.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
      return sql`(SELECT ${join([sql`${made.place} AS p`, ...named], sql`, `)} FROM ${made.from})`
    },
  )
  const changed = sql`(SELECT pa, pb FROM ${COMPARED} WHERE pa IS NOT NULL AND pb IS NOT NULL AND ${only})`
  return sql`${changed} AS d JOIN ${cells.before} AS a ON a.p = d.pa JOIN ${cells.after} AS b ON b.p = d.pb`
}
