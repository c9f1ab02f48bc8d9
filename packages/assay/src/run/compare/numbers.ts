import {
  cellName,
  comparedCells,
  gridBins,
  join,
  name as quote,
  number,
  numberDistance,
  numberGrid,
  sql,
  type CellAs,
  type ComparedBin,
  type Distance,
  type NumberGrid,
  type Sql,
} from '@assay/core'
import type { Engine, EngineValue } from '../../engines/engine.ts'
import { BINS, scale } from '../distribution.ts'
import { byName, chunks, type Side, type Two } from './sides.ts'

export interface NumberPair extends Two<string> {
  readonly as: Extract<CellAs, 'drawn number' | 'drawn time'>
}

export interface NumberFacts {
  readonly smallest: number
  /** How many are below 0. */
  readonly negative: number
  readonly mean: number
  readonly largest: number
}

/** How many numbers of the newer delivery are smaller, and larger, than all of the older one. */
export interface Beyond {
  readonly below: number
  readonly above: number
}

export interface ComparedNumbers {
  readonly facts: Two<NumberFacts | null>
  readonly beyond: Beyond | null
  readonly distance: Distance | null
  readonly bins: readonly ComparedBin[]
}

/** Columns in one statement. */
const AT_ONCE = 50
const PERCENTILES = Array.from({ length: 101 }, (_, i) => i / 100)

/** How the numbers of columns lie in both deliveries: counted exactly, up to edges that samples show; by place in `columns`. */
export async function comparedNumbers(
  engine: Engine,
  { sides, samples }: { readonly sides: Two<Side>; readonly samples: Two<Side> },
  columns: readonly NumberPair[],
): Promise<readonly ComparedNumbers[]> {
  const found: ComparedNumbers[] = []
  for (const chunk of chunks(columns, AT_ONCE)) {
    const before = await percentilesOf(engine, samples.before, named(chunk, 'before'))
    const after = await percentilesOf(engine, samples.after, named(chunk, 'after'))
    const grids = chunk.map((_, i) => gridOf(before[i] ?? [], after[i] ?? []))
    const was = await countsOf(engine, sides.before, named(chunk, 'before'), grids, [])
    const is = await countsOf(engine, sides.after, named(chunk, 'after'), grids, was)
    found.push(...grids.map((grid, i) => comparedOf(grid, was[i], is[i])))
  }
  return found
}

type Named = { readonly column: string; readonly as: NumberPair['as'] }
const named = (of: readonly NumberPair[], at: keyof Two<string>): readonly Named[] =>
  of.map((each) => ({ column: each[at], as: each.as }))

/** Numbers and their FROM; what is not finite is left out. */
function numbersOf(side: Side, columns: readonly Named[]): { readonly from: Sql; readonly values: readonly Sql[] } {
  const cells = comparedCells(columns, side.environment)
  const values = cells.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
  return {
    from: sql`(SELECT ${join(values, sql`, `)} FROM ${cells.from})`,
    values: columns.map((_, i) => sql`CASE WHEN isfinite(${cellName(i)}) THEN ${cellName(i)} END`),
  }
}

async function percentilesOf(
  engine: Engine,
  sample: Side,
  columns: readonly Named[],
): Promise<readonly (readonly number[])[]> {
  const { from } = numbersOf(sample, columns)
  const shares = join(PERCENTILES.map(number), sql`, `)
  const long = sql`UNPIVOT ${from} ON ${join(columns.map((_, i) => cellName(i)), sql`, `)}` // prettier-ignore
  const rows = await engine.query(
    sql`SELECT name, quantile_cont(value, [${shares}]) AS q FROM (${long}) WHERE isfinite(value) GROUP BY name`.text,
  )
  const found = byName(rows)
  return columns.map((_, i) => {
    const list = found.get(`v${String(i)}`)?.[0]?.q
    return Array.isArray(list) ? list.map(Number) : []
  })
}

/** A few values far out must not press all others together, as in every distribution that is drawn. */
function gridOf(before: readonly number[], after: readonly number[]): NumberGrid {
  const all = [before, after].filter((each) => each.length > 0)
  const lowest = (at: number): number => Math.min(...all.map((each) => each[at] ?? 0))
  const highest = (at: number): number => Math.max(...all.map((each) => each[at] ?? 0))
  if (all.length === 0) return numberGrid([], { low: 0, width: 1, bins: BINS })
  const drawn = scale(lowest(0), highest(100), lowest(1), highest(99), [])
  return numberGrid([...before, ...after], { ...drawn, bins: BINS })
}

interface Counted {
  readonly facts: NumberFacts | null
  readonly beyond: Beyond | null
  readonly counts: readonly number[]
}

async function countsOf(
  engine: Engine,
  side: Side,
  columns: readonly Named[],
  grids: readonly NumberGrid[],
  earlier: readonly Counted[],
): Promise<readonly Counted[]> {
  const { from, values } = numbersOf(side, columns)
  const asked = values.flatMap((x, i) => {
    const edges = join((grids[i]?.edges ?? []).map(double), sql`, `)
    const as = (what: string): Sql => quote(`${what}${String(i)}`)
    const was = earlier[i]?.facts
    return [
      ...(was ? [sql`count_if(${x} < ${double(was.smallest)}) AS ${as('below')}`, sql`count_if(${x} > ${double(was.largest)}) AS ${as('above')}`] : []), // prettier-ignore
      sql`count_if(${x} < 0) AS ${as('negative')}`,
      sql`min(${x}) AS ${as('low')}`,
      sql`max(${x}) AS ${as('high')}`,
      sql`avg(${x}) AS ${as('mean')}`,
      sql`map_entries(histogram(${x}, CAST([${edges}] AS DOUBLE[]))) AS ${as('h')}`,
    ]
  })
  const [row = {}] = await engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${from}`.text)
  return columns.map((_, i) => {
    const of = (what: string): EngineValue | undefined => row[`${what}${String(i)}`]
    const edges = grids[i]?.edges ?? []
    const found = new Map(entriesIn(of('h')))
    const counts = [...edges, Infinity].map((edge) => found.get(edge) ?? 0)
    const low = of('low')
    const facts =
      typeof low === 'number'
        ? {
            smallest: low,
            negative: Number(of('negative')),
            mean: Number(Number(of('mean')).toPrecision(12)),
            largest: Number(of('high')),
          }
        : null
    const beyond = earlier[i]?.facts ? { below: Number(of('below') ?? 0), above: Number(of('above') ?? 0) } : null
    return { facts, beyond, counts }
  })
}

/** A number of either delivery, for both to be compared with. */
export const double = (of: number): Sql => number(String(of))
const entriesIn = (of: EngineValue | undefined): readonly (readonly [number, number])[] =>
  Array.isArray(of)
    ? of.map((each) => {
        const { key, value } = each as { readonly key: unknown; readonly value: unknown }
        return [Number(key), Number(value)]
      })
    : []

function comparedOf(grid: NumberGrid, before: Counted | undefined, after: Counted | undefined): ComparedNumbers {
  const [a, b] = [before?.counts ?? [], after?.counts ?? []]
  return {
    facts: { before: before?.facts ?? null, after: after?.facts ?? null },
    beyond: after?.beyond ?? null,
    distance: numberDistance(a, b),
    bins: before?.facts || after?.facts ? gridBins(grid, a, b) : [],
  }
}
