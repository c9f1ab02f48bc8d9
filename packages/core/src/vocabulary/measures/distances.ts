import type { Json, Value } from '../../check.ts'
import { number, sql, type Sql } from '../../sql/sql.ts'
import { CHANCE } from '../../stats/distances.ts'
import type { Compiler, Dataset, Expr } from '../expression.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { byGroup, named } from './by-group.ts'
import { slot } from './columns.ts'
import { distance, nothing } from './whole-verdict.ts'

/** How far the values lie from those of another dataset. */
interface Distance {
  /** Of each value: `a` and `b` rows of `n` and `m`, `fa` and `fb` as shares, `p` and `q` as shares with half a row more. */
  readonly of: Sql
  readonly chance: (k: number, n: number, m: number) => number
  /** Of values in their order; else of shares of values, for which numbers and times are put in ten bins. */
  readonly ordered?: true
  /** For the reading. */
  readonly unit?: string
}

const part = (x: Sql): Sql => sql`CASE WHEN ${x} > 0 THEN ${x} * log2(2 * ${x} / (fa + fb)) ELSE 0 END`
const JENSEN = sql`greatest(0, sum(${part(sql`fa`)} + ${part(sql`fb`)}) / 2)`

export const DISTANCES = {
  'population stability index': { of: sql`sum((p - q) * ln(p / q))`, chance: CHANCE.jeffreys },
  'Kullback–Leibler divergence': { of: sql`sum(p * ln(p / q))`, chance: CHANCE.kullback },
  'Jensen–Shannon divergence': { of: JENSEN, chance: CHANCE.jensen },
  'Jensen–Shannon distance': {
    of: sql`sqrt(${JENSEN})`,
    chance: (k: number, n: number, m: number) => Math.sqrt(CHANCE.jensen(k, n, m)),
  },
  'L-infinity distance': { of: sql`max(abs(fa - fb))`, chance: CHANCE.largest },
  'total variation distance': { of: sql`sum(abs(fa - fb)) / 2`, chance: CHANCE.total },
  'Kolmogorov–Smirnov distance': { of: sql`max(abs(ca - cb))`, chance: CHANCE.smirnov, ordered: true },
  'Wasserstein distance': {
    of: sql`sum(abs(ca - cb) * (after - v)) / any_value(sd)`,
    chance: CHANCE.transport,
    ordered: true,
    unit: ' (in standard deviations there)',
  },
} as const satisfies { readonly [name: string]: Distance }
export type DistanceName = keyof typeof DISTANCES
const isName = (name: string | undefined): name is DistanceName => name !== undefined && name in DISTANCES

/** The distance that is named, or one that fits the values; null where texts have none of that name. */
export function distanceName(by: string | undefined, isText: boolean): DistanceName | null {
  if (!isName(by)) return isText ? 'total variation distance' : 'Kolmogorov–Smirnov distance'
  const found: Distance = DISTANCES[by]
  return found.ordered && isText ? null : by
}

/** The distance in words; without a name it is one that fits the values. */
export const calledDistance = (by: string | undefined): string => {
  const found: Distance | null = isName(by) ? DISTANCES[by] : null
  return `${by ?? 'Kolmogorov–Smirnov distance (texts: total variation distance)'}${found?.unit ?? ''}`
}

const count = (found: Json | undefined): number => (typeof found === 'number' ? found : 0)

const PLAIN = 'be distributed as in {dataset:dataset}'
const OTHER = 'be distributed as {column:name} in {dataset:dataset}'
const AT_MOST = ', distance at most {distance:digits}'
const NAMED = ', {by:distance-name} at most {distance:digits}'

export const distributedAs = measure({
  about:
    'the values are distributed as those in another dataset: Kolmogorov–Smirnov distance for numbers and times, total variation distance for texts, or the distance that is named (numbers and times in ten bins, by the tenths of the other dataset)',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: PLAIN },
    { say: `${PLAIN} ${AT_MOST}` },
    { say: `${PLAIN} ${NAMED}` },
    { say: OTHER },
    { say: `${OTHER} ${AT_MOST}` },
    { say: `${OTHER} ${NAMED}` },
  ],
  also: [
    { say: 'be distributed like (in|that in|the one in) {dataset:dataset}' },
    { say: 'have the same distribution as [in] {dataset:dataset}' },
    { say: 'be distributed like {dataset:dataset}' },
    { say: 'have the same distribution as {column:name} in {dataset:dataset}' },
  ],
  examples: [
    [
      '`score` must be distributed as in `training`, population stability index at most 0.2',
      'The present values of `score` are distributed as in the dataset training: the population stability index is at most 0.2, or no more than chance explains at these sizes (1%)',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are distributed as ${a.column ? `those of ${say.written({ kind: 'column', args: { name: a.column } })} ` : ''}in the dataset ${a.dataset}: the ${calledDistance(a.by)} is at most ${a.distance ?? '0.1'}, or no more than chance explains at these sizes (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => distanceMeasure(slot(a), c.dataset(a.dataset), a, c),
})

export interface AskedDistance {
  /** Of the other dataset, where it is not called as here. */
  readonly column?: string
  readonly by?: string
  readonly distance?: string
}

/** How far the values lie from those of other rows, whatever scope these have. */
export function distanceMeasure(of: Value, other: Dataset, asked: AskedDistance, c: Compiler): WholeMeasure {
  const theirs = other.compiler.value(
    asked.column === undefined ? of : { kind: 'column', args: { name: asked.column } },
  )
  const mine = c.value(of)
  const kind = c.common([mine, theirs], false)
  const isText = kind === 'text' || kind === 'boolean'
  const by = distanceName(asked.by, isText)
  if (by === null) return orderless(String(asked.by))
  const found: Distance = DISTANCES[by]
  const value = (e: Expr, compiler: Compiler) => (isText ? compiler.as(e, kind).sql : numeric(compiler.as(e, kind)))
  const sides = { mine: value(mine, c), theirs: value(theirs, other.compiler) }
  return {
    query: query(found, sides, isText || found.ordered === true, other, c),
    judge: ([row]) => {
      const [n, m, k] = [count(row?.n), count(row?.m), count(row?.k)]
      if (n > 0 && m === 0) return noOtherValue(other.name)
      if (n === 0 || typeof row?.d !== 'number') return nothing
      return distance(row.d, Number(asked.distance ?? '0.1'), found.chance(k, n, m), by, n)
    },
  }
}

/** There is nothing to compare with. */
const noOtherValue = (where: string): WholeVerdict => ({
  ...nothing,
  why: 'no-baseline',
  reason: `${where} has no value to compare with`,
})

/** Texts have no order and no differences. */
export const orderless = (by: string): WholeMeasure => ({
  query: null,
  judge: () => ({
    ...nothing,
    reason: `texts have no order, so there is no ${by}; the total variation distance fits them`,
  }),
})

export const numeric = (e: Expr): Sql =>
  e.kind === 'number' ? sql`CAST(${e.sql} AS DOUBLE)` : sql`CAST(epoch(${e.sql}) AS DOUBLE)`

const TENTHS = Array.from({ length: 9 }, (_, i) => number((i + 1) / 10)).reduce((l, r) => sql`${l}, ${r}`)

function query(
  of: Distance,
  sides: { readonly mine: Sql; readonly theirs: Sql },
  asTheyAre: boolean,
  other: Dataset,
  c: Compiler,
): Sql {
  const group = byGroup(c)
  const there = sql`${other.relation} WHERE ${other.compiler.scope}`
  const keys = named(
    c.each.map((each) => other.compiler.value(each).sql),
    c,
  )
  const raw = sql`SELECT ${group.keys}${sides.mine} AS v, 1 AS a, 0 AS b FROM ${c.from} WHERE ${c.scope} UNION ALL SELECT ${keys}${sides.theirs} AS v, 0 AS a, 1 AS b FROM ${there}`
  const bins = sql`(SELECT quantile_cont(x, [${TENTHS}]) FROM (SELECT ${sides.theirs} AS x FROM ${there}))`
  const placed = asTheyAre
    ? sql`SELECT ${group.names}v, a, b FROM (${raw})`
    : sql`SELECT ${group.names}CASE WHEN v IS NOT NULL THEN len(list_filter(${bins}, lambda e: e < v)) END AS v, a, b FROM (${raw})`
  const counts = sql`SELECT ${group.names}v, sum(a) AS a, sum(b) AS b FROM (${placed}) WHERE v IS NOT NULL GROUP BY ${group.names}v`
  const of1 = sql`SELECT *, sum(a) OVER g AS n, sum(b) OVER g AS m, count(*) OVER g AS k, sum(a) OVER w AS sa, sum(b) OVER w AS sb, lead(v) OVER w AS after FROM t WINDOW g AS (${group.partition}), w AS (${group.partition}ORDER BY v)`
  const shares = sql`SELECT *, a / n AS fa, b / m AS fb, sa / n AS ca, sb / m AS cb, (a + 0.5) / (n + k / 2) AS p, (b + 0.5) / (m + k / 2) AS q${of.ordered ? sql`, (SELECT stddev_samp(x) FROM (SELECT ${sides.theirs} AS x FROM ${there})) AS sd` : sql``} FROM s`
  return sql`WITH t AS (${counts}), s AS (${of1}), f AS (${shares}) SELECT ${group.names}${of.of} AS d, any_value(n) AS n, any_value(m) AS m, any_value(k) AS k FROM f${group.by}`
}
