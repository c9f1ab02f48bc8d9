import { and, join, number, sql, type Query, type Sql } from '@assay/core'
import type { Engine } from '../engines/engine.ts'

/** So many keys are held at once; more are counted in several passes over the column. */
const KEYS_AT_ONCE = 12_500_000

/**
 * How many rows have a key that no other row has, for very many keys, in bounded memory: hashes of the keys are grouped,
 * a part of them at a time; only the keys whose hashes occur twice are compared themselves. Exact, since equal keys have
 * equal hashes.
 */
export async function countDistinct(
  engine: Engine,
  of: NonNullable<Query['distinct']>,
): Promise<{ counted: number; passed: number }> {
  const counted = Number(
    (await engine.query(sql`SELECT count(*) AS n FROM ${of.from} WHERE ${of.where}`.text))[0]?.n ?? 0,
  )
  const parts = Math.ceil(counted / KEYS_AT_ONCE)
  const hash = sql`hash(${join(of.keys, sql`, `)})`
  let repeated = 0
  for (let part = 0; part < parts; part++) repeated += await repeatedIn(engine, of, hash, part, parts)
  return { counted, passed: counted - repeated }
}
countDistinct.from = 5_000_000

async function repeatedIn(
  engine: Engine,
  of: NonNullable<Query['distinct']>,
  hash: Sql,
  part: number,
  parts: number,
): Promise<number> {
  // the low bits choose the bucket of a hash table; the high ones are as good for the part
  const mine = and([of.where, sql`(${hash} >> 40) % ${number(parts)} = ${number(part)}`])
  await engine.run(
    sql`CREATE OR REPLACE TABLE __assay_twice AS SELECT h FROM (SELECT ${hash} AS h FROM ${of.from} WHERE ${mine}) GROUP BY h HAVING count(*) > 1`
      .text,
  )
  const candidates = Number((await engine.query('SELECT count(*) AS n FROM __assay_twice'))[0]?.n ?? 0)
  if (candidates === 0) return 0
  const found = await engine.query(
    sql`SELECT coalesce(sum(n), 0) AS n FROM (SELECT count(*) AS n FROM ${of.from} WHERE ${mine} AND ${hash} IN (SELECT h FROM __assay_twice) GROUP BY ${join(of.keys, sql`, `)} HAVING count(*) > 1)`
      .text,
  )
  return Number(found[0]?.n ?? 0)
}
