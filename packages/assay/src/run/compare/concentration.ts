import {
  and,
  cellName,
  comparedCells,
  explains,
  fit,
  join,
  LEAST,
  name as quote,
  number,
  or,
  SHARE,
  sql,
  text,
  type Sql,
} from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import type { ComparedWhere } from '../../report/compare-contract.ts'
import { markedAfter, markedBefore, markName, type Asked, type Changes, type Marked } from './marked.ts'
import { chunks, CHUNK, type Side, type Two } from './sides.ts'

/** Where changes concentrate: of what was added and what is beyond by the newer delivery, of all else by the older one, as it was before the change. */
export async function concentrations(
  engine: Engine,
  sides: Two<Side>,
  changes: Changes,
  columns: Two<readonly string[]>,
): Promise<readonly ComparedWhere[]> {
  const added = await markedAfter(engine, sides.after, changes, columns.after)
  const others = await markedBefore(engine, sides, changes, columns.before)
  const found: ComparedWhere[] = []
  for (const each of [added, others]) found.push(...(await explained(engine, each)))
  return found
}

const sampleName = (i: number): Sql => quote(`y${String(i)}`)

/** So many rows of each are looked at to find what may explain them, beside so many of all. */
const SAMPLE = 2000
/** A value that fewer of the rows have is not looked at, not even together with another. */
const FEW = 0.2

/** A condition that may explain rows: each column has one of its values. */
type Conditions = ComparedWhere['conditions']

async function explained(engine: Engine, marked: Marked): Promise<readonly ComparedWhere[]> {
  if (marked.asked.length === 0 || marked.columns.length === 0) return []
  const seen = await frequentValues(engine, marked)
  const likely = marked.asked.map((each, i) => combinations(seen.filter((value) => value.of === i), each, marked.side)) // prettier-ignore
  const all = [...new Map(likely.flat().map((each) => [JSON.stringify(each), each])).values()]
  if (all.length === 0) return []
  const rows = await countRows(engine, marked, all)
  const parts = await countParts(engine, marked, all)
  return marked.asked.flatMap((asked, i) => best(asked, i, likely[i] ?? [], { all, rows, parts }, marked.side))
}

/** The condition that fits best; of two that fit alike the simpler one. */
function best(
  asked: Asked,
  i: number,
  likely: readonly Conditions[],
  { all, rows, parts }: { all: readonly Conditions[]; rows: readonly number[]; parts: readonly (readonly number[])[] },
  side: Side,
): readonly ComparedWhere[] {
  const of = new Map(all.map((each, at) => [JSON.stringify(each), at]))
  const found = likely
    .map((conditions) => {
      const at = of.get(JSON.stringify(conditions)) ?? 0
      const covering = { part: parts[at]?.[i] ?? 0, whole: asked.total, rows: rows[at] ?? 0, total: side.rows }
      return { conditions, ...covering, fit: fit(covering) * (isSimple(conditions) ? 1 : SIMPLER) }
    })
    .filter((each) => each.part >= LEAST && explains(each))
    .sort((x, y) => y.fit - x.fit)
  return found.slice(0, 1).map(({ conditions, part, rows: n }) => ({
    ...asked,
    conditions: [...conditions],
    part,
    rows: n,
    outOf: side.rows,
  }))
}

/** Two values must fit so much better than one. */
const SIMPLER = 0.9
const isSimple = (of: Conditions): boolean => of.length === 1 && of[0]?.values.length === 1

interface Seen {
  readonly of: number
  readonly column: string
  readonly value: string
  /** The share of the rows that have it, and of all rows. */
  readonly share: number
  readonly base: number
}

/** Values that many of the marked rows have, in samples. */
async function frequentValues(engine: Engine, { side, asked, table, columns }: Marked): Promise<readonly Seen[]> {
  const looked = sql`__assay_looked`
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${looked} AS ${chosen({ side, asked, table })}`.text)
  const names = [...asked.map((_, i) => sampleName(i)), sql`z`]
  const sizes = await engine.query(
    sql`SELECT ${join(names.map((each) => sql`count_if(${each}) AS ${each}`), sql`, `)} FROM ${looked}`.text, // prettier-ignore
  )
  const size = (of: string): number => Math.max(1, Number(sizes[0]?.[of] ?? 0))
  const found: Seen[] = []
  for (const chunk of chunks(columns, CHUNK)) {
    const cells = comparedCells(chunk.map((column) => ({ column, as: 'text' as const })), side.environment) // prettier-ignore
    const values = cells.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
    const rows = sql`SELECT ${join([sql`${cells.place} AS p`, ...values], sql`, `)} FROM ${cells.from}`
    const wide = sql`SELECT l.* EXCLUDE (p), c.* EXCLUDE (p) FROM ${looked} AS l JOIN (${rows}) AS c ON c.p = l.p`
    const long = sql`SELECT * FROM (UNPIVOT (${wide}) ON ${join(chunk.map((_, i) => cellName(i)), sql`, `)})` // prettier-ignore
    const counts = names.map((each) => sql`count_if(${each}) AS ${each}`)
    const often = or(asked.map((_, i) => sql`count_if(${sampleName(i)}) >= ${number(Math.ceil(FEW * size(`y${String(i)}`)))}`)) // prettier-ignore
    const given = await engine.query(
      sql`SELECT name, value, ${join(counts, sql`, `)} FROM (${long}) WHERE length(value) < 200 GROUP BY name, value HAVING ${often} ORDER BY name, value`
        .text,
    )
    for (const row of given) {
      const column = chunk[Number(String(row.name).slice(1))] ?? ''
      const base = Number(row.z) / size('z')
      for (const [of, each] of asked.entries()) {
        const share = Number(row[`y${String(of)}`]) / size(`y${String(of)}`)
        if (share >= FEW && column !== each.column) found.push({ of, column, value: String(row.value), share, base })
      }
    }
  }
  return found
}

/** A sample of each kind of marked rows, and one of all rows (`z`), by their places. */
function chosen({ side, asked, table }: Pick<Marked, 'side' | 'asked' | 'table'>): Sql {
  const part = (of: Sql, total: number): Sql =>
    total <= SAMPLE ? of : sql`${of} AND hash(p) % 1000000 < ${number(Math.ceil((1e6 * SAMPLE) / total))}`
  const samples = asked.map((each, i) => sql`coalesce(${part(markName(i), each.total)}, false) AS ${sampleName(i)}`)
  const some = or(asked.map((_, i) => sampleName(i)))
  const { from, place } = comparedCells([], side.environment)
  const all = sql`SELECT ${place} AS p FROM ${from}`
  const none = asked.map((_, i) => sql`false AS ${sampleName(i)}`)
  const names = asked.map((_, i) => sampleName(i))
  const any = names.map((each) => sql`bool_or(${each}) AS ${each}`)
  const marked = sql`SELECT * FROM (SELECT p, ${join(samples, sql`, `)}, false AS z FROM ${table}) WHERE ${some}`
  const rows = sql`SELECT p, ${join(none, sql`, `)}, true AS z FROM (${all}) WHERE ${part(sql`true`, side.rows)}`
  return sql`SELECT p, ${join(any, sql`, `)}, bool_or(z) AS z FROM (${marked} UNION ALL ${rows}) GROUP BY p`
}

const SINGLES = 5
const TOGETHER = 4

/** Single values, two of different columns, and two of one column: the likeliest by what the samples show. */
function combinations(seen: readonly Seen[], asked: Asked, side: Side): readonly Conditions[] {
  const rate = asked.total / Math.max(1, side.rows)
  // with a share of c among the marked and b among all rows, fit is 2c·rate / (rate + b)
  const likely = (c: number, b: number): number => (2 * c * rate) / (rate + b)
  const sorted = [...seen].sort((x, y) => likely(y.share, y.base) - likely(x.share, x.base))
  const frequent = sorted.filter((each) => each.share >= 0.9 * SHARE)
  const single = frequent.slice(0, SINGLES)
  const one = ({ column, value }: Seen) => ({ column, values: [value] })
  const few = [...new Map(frequent.toReversed().map((each) => [each.column, each])).values()].toReversed().slice(0, TOGETHER) // prettier-ignore
  const together = few.flatMap((x, i) => few.slice(i + 1).map((y) => [one(x), one(y)]))
  const columns = [...new Set(sorted.map((each) => each.column))].slice(0, SINGLES)
  const either = columns.flatMap((column) => {
    const [x, y] = sorted.filter((each) => each.column === column)
    return x && y && x.share + y.share >= 0.9 * SHARE ? [[{ column, values: [x.value, y.value].sort() }]] : []
  })
  return [...single.map((each) => [one(each)]), ...together, ...either]
}

/** The conditions in SQL, over the columns that they name. */
function tested(side: Side, all: readonly Conditions[]) {
  const columns = [...new Set(all.flat().map((each) => each.column))]
  const cells = comparedCells(columns.map((column) => ({ column, as: 'text' as const })), side.environment) // prettier-ignore
  const named = cells.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
  const is = ({ column, values }: Conditions[number]): Sql =>
    sql`coalesce(${cellName(columns.indexOf(column))} IN (${join(values.map(text), sql`, `)}), false)`
  return {
    from: sql`(SELECT ${join([sql`${cells.place} AS p`, ...named], sql`, `)} FROM ${cells.from}) AS c`,
    conditions: all.map((each) => and(each.map(is))),
  }
}

async function countRows(engine: Engine, { side }: Marked, all: readonly Conditions[]): Promise<readonly number[]> {
  const { from, conditions } = tested(side, all)
  const asked = conditions.map((each, i) => sql`count_if(${each}) AS ${quote(`n${String(i)}`)}`)
  const [row = {}] = await engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${from}`.text)
  return all.map((_, i) => Number(row[`n${String(i)}`] ?? 0))
}

async function countParts(
  engine: Engine,
  { side, asked, table }: Marked,
  all: readonly Conditions[],
): Promise<readonly (readonly number[])[]> {
  const { from, conditions } = tested(side, all)
  const counts = conditions.flatMap((each, i) =>
    asked.map((_, j) => sql`count_if(${each} AND m.${markName(j)}) AS ${quote(`n${String(i)}_${String(j)}`)}`),
  )
  const [row = {}] = await engine.query(
    sql`SELECT ${join(counts, sql`, `)} FROM ${table} AS m JOIN ${from} ON c.p = m.p`.text,
  )
  return all.map((_, i) => asked.map((_, j) => Number(row[`n${String(i)}_${String(j)}`] ?? 0)))
}
