import { cellName, comparedCells, join, name as quote, number, RENAMED, sql, type Alike, type Sql } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import type { Held } from './look.ts'
import type { ComparedPair } from './pair-rows.ts'
import { both, chunks, CHUNK, type Side, type Two } from './sides.ts'

/** So many pairs of a column that went and one that came are looked at; of so many rows. */
const MOST_PAIRS = 2000
const ROWS = 20_000
/** A value that nearly all rows have says little. */
const LEAST_DIFFERENT = 2

/**
 * How alike the columns that went and those that came are: in rows with the same key, the share with the same value (both
 * missing does not count). Only columns of one kind that are filled alike are looked at.
 */
export async function alikeColumns(
  engine: Engine,
  sides: Two<Side>,
  held: Two<ReadonlyMap<string, Held>>,
  key: readonly ComparedPair[],
): Promise<{ readonly alike: readonly Alike[]; readonly left: number }> {
  const pairs = likely(sides, held)
  if (pairs.length === 0 || key.length === 0) return { alike: [], left: 0 }
  const alike: Alike[] = []
  for (const chunk of chunks(pairs.slice(0, MOST_PAIRS), CHUNK))
    alike.push(...(await alikeIn(engine, sides, chunk, key)))
  return { alike: alike.filter((each) => each.share >= RENAMED), left: Math.max(0, pairs.length - MOST_PAIRS) }
}

function likely(sides: Two<Side>, held: Two<ReadonlyMap<string, Held>>): readonly Two<string>[] {
  const names = both(sides, (side) => new Set(side.columns.map((each) => each.name)))
  const gone = [...names.before].filter((each) => !names.after.has(each))
  const came = [...names.after].filter((each) => !names.before.has(each))
  return gone.flatMap((before) =>
    came.flatMap((after) => {
      const [a, b] = [held.before.get(before), held.after.get(after)]
      return a && b && a.kind === b.kind && filledAlike(a, b) ? [{ before, after }] : []
    }),
  )
}

function filledAlike(a: Held, b: Held): boolean {
  const share = ({ present, rows }: Held): number => present / Math.max(1, rows)
  return a.different >= LEAST_DIFFERENT && b.different >= LEAST_DIFFERENT && Math.abs(share(a) - share(b)) < 0.2
}

async function alikeIn(
  engine: Engine,
  sides: Two<Side>,
  pairs: readonly Two<string>[],
  key: readonly ComparedPair[],
): Promise<readonly Alike[]> {
  const columns = both({ before: 'before', after: 'after' } as const, (at) => [
    ...new Set(pairs.map((each) => each[at])),
  ])
  const rows = Math.max(1, sides.before.rows)
  const some = sql`hash(${join(key.map((_, i) => keyName(i)), sql`, `)}) % 1000000 < ${number(Math.ceil((1e6 * ROWS) / rows))}` // prettier-ignore
  const [a, b] = [rowsOf(sides.before, 'before', columns.before, key), rowsOf(sides.after, 'after', columns.after, key)]
  const on = join(key.map((_, i) => sql`a.${keyName(i)} = b.${keyName(i)}`), sql` AND `) // prettier-ignore
  const asked = pairs.flatMap((pair, i) => {
    const x = sql`a.${cellName(columns.before.indexOf(pair.before))}`
    const y = sql`b.${cellName(columns.after.indexOf(pair.after))}`
    return [
      sql`count_if(${x} = ${y}) AS ${quote(`s${String(i)}`)}`,
      sql`count_if(${x} IS NOT NULL OR ${y} IS NOT NULL) AS ${quote(`n${String(i)}`)}`,
    ]
  })
  const from = sql`(SELECT * FROM ${a} WHERE ${some}) AS a JOIN ${b} AS b ON ${on}`
  const [row = {}] = await engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${from}`.text)
  return pairs.map((pair, i) => ({
    ...pair,
    share: Number(row[`s${String(i)}`] ?? 0) / Math.max(1, Number(row[`n${String(i)}`] ?? 0)),
  }))
}

const keyName = (i: number): Sql => quote(`k${String(i)}`)

/** Keys and texts of a side; a key that stands in several rows would pair too many. */
function rowsOf(side: Side, at: keyof Two<string>, columns: readonly string[], key: readonly ComparedPair[]): Sql {
  const wanted = [
    ...key.map((each) => ({ column: each[at], as: each.as })),
    ...columns.map((column) => ({ column, as: 'text' as const })),
  ]
  const cells = comparedCells(wanted, side.environment)
  const keys = key.map((_, i) => keyName(i))
  const named = [
    ...keys.map((each, i) => sql`${cells.values[i] ?? sql`NULL`} AS ${each}`),
    ...columns.map((_, i) => sql`${cells.values[key.length + i] ?? sql`NULL`} AS ${cellName(i)}`),
  ]
  const all = sql`SELECT ${join(named, sql`, `)} FROM ${cells.from}`
  const values = columns.map((_, i) => sql`any_value(${cellName(i)}) AS ${cellName(i)}`)
  return sql`(SELECT ${join([...keys, ...values], sql`, `)} FROM (${all}) GROUP BY ${join(keys, sql`, `)} HAVING count(*) = 1)`
}
