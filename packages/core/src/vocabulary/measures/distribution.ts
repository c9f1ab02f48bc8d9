import { number, sql } from '../../sql/sql.ts'
import type { Json, Value } from '../../check.ts'
import { chanceOfShare, ksNormal, ksThreshold } from '../../stats/distribution.ts'
import type { Compiler } from '../expression.ts'
import { shownCount } from '../shown-count.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { slot } from './columns.ts'

/** Claims about how often each value occurs. Broken only with an effect beyond the bound and beyond chance. */

type Share = { readonly of: Value; readonly percent: string }
const shown = (share: number): string => `${String(Number((share * 100).toPrecision(4)))}%`
const count = (found: Json | undefined): number => (typeof found === 'number' ? found : 0)

export const sharesAbout = measure({
  about:
    'each value has about its share of the present values, beyond what the size of the delivery explains by chance (one-sided test at 1%)',
  subject: '{of:column}',
  negatable: 'say which shares there must be',
  phrases: [{ say: 'be about {shares:shares} , give or take {points:points}' }],
  also: [
    { say: 'be {shares:shares} [,] give or take {points:points}' },
    { say: 'be about {shares:shares} give or take {points:points}' },
    { say: 'be (distributed as|split as|split into) {shares:shares} [,] give or take {points:points}' },
  ],
  examples: [
    [
      '`label` must be about 60% "Partial" and 40% "Exact", give or take 5 points',
      'Of the present values of `label`, 60% are "Partial" and 40% are "Exact", each give or take 5 percentage points and what chance explains at this size (one-sided test at 1%)',
    ],
  ],
  reading: (a, say) =>
    `of the present values of ${say.value(slot(a))}, ${say.list(a.shares.map((each) => `${each.percent}% are ${say.value(each.of)}`))}, each give or take ${a.points} percentage points and what chance explains at this size (one-sided test at 1%)`,
  lint: (a) =>
    a.shares.reduce((sum, each) => sum + Number(each.percent), 0) > 100.0001
      ? 'the shares are more than 100% together'
      : null,
  columns: (a) => [slot(a)],
  measure: (a, c) => sharesMeasure(slot(a), a.shares, Number(a.points) / 100, c),
})

function sharesMeasure(of: Value, shares: readonly Share[], tolerance: number, c: Compiler): WholeMeasure {
  const x = c.value(of)
  const counts = shares.map((each, i) => {
    const kind = c.common([x, c.value(each.of)], false)
    return sql`count_if(${c.scope} AND ${c.as(x, kind).sql} = ${c.value(each.of).sql}) AS ${c.keyName(i)}`
  })
  return {
    query: sql`SELECT count(CASE WHEN ${c.scope} THEN ${x.sql} END) AS n, ${counts.reduce((l, r) => sql`${l}, ${r}`)} FROM ${c.from}`,
    judge: ([row]) => {
      const n = count(row?.n)
      const found = shares.map((each, i) => {
        const part = count(row?.[`k${String(i)}`])
        const wanted = Number(each.percent) / 100
        return {
          said: JSON.stringify(each.of.args.is),
          part,
          wanted,
          share: part / n,
          far: Math.abs(part / n - wanted),
        }
      })
      if (n === 0) return idle
      const bad = found.filter((each) => each.far > tolerance + chanceOfShare(each.wanted, tolerance, n))
      const worst = found.reduce((w, each) => (each.far > w.far ? each : w))
      return {
        status: bad.length > 0 ? 'broken' : 'holds',
        value: { kind: 'number', is: worst.share, part: worst.part, whole: n },
        bound: `${worst.said} about ${shown(worst.wanted)}, give or take ${String(tolerance * 100)} points`,
        band: { low: worst.wanted - tolerance, high: worst.wanted + tolerance },
        counted: n,
        failing: null,
        reason: found
          .map(
            (each) =>
              `${each.said} ${shown(each.share)} (${shownCount(each.part)} of ${shownCount(n)}, wanted ${shown(each.wanted)})`,
          )
          .join('; '),
      }
    },
  }
}

const idle: WholeVerdict = {
  status: 'idle',
  value: null,
  bound: '',
  band: null,
  counted: 0,
  failing: null,
  reason: 'every value is missing',
}

export const distributedAs = measure({
  about:
    'the values are distributed as in another dataset: Kolmogorov–Smirnov distance for numbers and times, total variation distance for texts',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: 'be distributed as in {dataset:dataset}' },
    { say: 'be distributed as in {dataset:dataset} , distance at most {distance:digits}' },
  ],
  also: [
    { say: 'be distributed like (in|that in|the one in) {dataset:dataset}' },
    { say: 'have the same distribution as [in] {dataset:dataset}' },
    { say: 'be distributed like {dataset:dataset}' },
  ],
  examples: [],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are distributed as in the dataset ${a.dataset}: the Kolmogorov–Smirnov distance (texts: total variation distance) is at most ${a.distance ?? '0.1'}, or no more than chance explains at these sizes (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => distanceMeasure(slot(a), a.dataset, Number(a.distance ?? '0.1'), c),
})

function distanceMeasure(of: Value, dataset: string, most: number, c: Compiler): WholeMeasure {
  const other = c.dataset(dataset)
  const [mine, theirs] = [c.value(of), other.compiler.value(of)]
  const kind = c.common([mine, theirs], false)
  const ordered = kind !== 'text' && kind !== 'boolean'
  const rows = sql`SELECT v, sum(a) AS a, sum(b) AS b FROM (SELECT ${c.as(mine, kind).sql} AS v, 1 AS a, 0 AS b FROM ${c.from} WHERE ${c.scope} UNION ALL SELECT ${other.compiler.as(theirs, kind).sql}, 0, 1 FROM ${other.relation}) WHERE v IS NOT NULL GROUP BY v`
  const total = sql`(SELECT sum(a) FROM t) AS n, (SELECT sum(b) FROM t) AS m, (SELECT count(*) FROM t) AS k`
  const ks = sql`WITH t AS (${rows}), s AS (SELECT sum(a) OVER w / sum(a) OVER () AS fa, sum(b) OVER w / sum(b) OVER () AS fb FROM t WINDOW w AS (ORDER BY v)) SELECT max(abs(fa - fb)) AS d, ${total} FROM s`
  const tv = sql`WITH t AS (${rows}), s AS (SELECT a / sum(a) OVER () AS fa, b / sum(b) OVER () AS fb FROM t) SELECT sum(abs(fa - fb)) / 2 AS d, ${total} FROM s`
  return {
    query: ordered ? ks : tv,
    judge: ([row]) => {
      const [n, m, k] = [count(row?.n), count(row?.m), count(row?.k)]
      if (n === 0 || m === 0) return idle
      const chance = ordered
        ? ksThreshold(n, m)
        : Math.sqrt((k * (1 / n + 1 / m)) / (2 * Math.PI)) + 2.326 * Math.sqrt((1 / n + 1 / m) / 4)
      return distance(
        count(row?.d),
        most,
        chance,
        ordered ? 'Kolmogorov–Smirnov distance' : 'total variation distance',
        n,
      )
    },
  }
}

function distance(d: number, most: number, chance: number, called: string, n: number): WholeVerdict {
  const broken = d > most && d > chance
  const beyond = d > most && !broken ? ', which chance explains at this size' : ''
  return {
    status: broken ? 'broken' : 'holds',
    value: { kind: 'number', is: Number(d.toPrecision(4)) },
    bound: `at most ${String(most)}`,
    band: { low: null, high: most },
    counted: n,
    failing: null,
    reason: `the ${called} is ${String(Number(d.toPrecision(4)))}${beyond}`,
  }
}

export const distributedNormally = measure({
  about:
    'the numbers are distributed normally with their own mean and deviation: Kolmogorov–Smirnov distance, measured at 1,000 quantiles',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: 'be distributed normally' },
    { say: 'be distributed normally , distance at most {distance:digits}' },
  ],
  also: [{ say: 'be normally distributed' }, { say: '(have|follow) a normal distribution' }],
  examples: [
    [
      '`x` should be distributed normally',
      'The numbers of `x` are distributed normally: the Kolmogorov–Smirnov distance to the normal distribution with their mean and standard deviation, at 1,000 quantiles, is at most 0.1, or no more than chance explains at this size (1%) (a warning if not)',
    ],
  ],
  reading: (a, say) =>
    `the numbers of ${say.value(slot(a))} are distributed normally: the Kolmogorov–Smirnov distance to the normal distribution with their mean and standard deviation, at 1,000 quantiles, is at most ${a.distance ?? '0.1'}, or no more than chance explains at this size (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => {
    const x = c.as(c.value(slot(a)), 'number').sql
    return {
      query: sql`SELECT count(x) AS n, avg(x) AS mean, stddev_samp(x) AS sd, quantile_cont(x, [${QUANTILES}]) AS q FROM (SELECT CAST(${x} AS DOUBLE) AS x FROM ${c.from} WHERE ${c.scope})`,
      judge: ([row]) => {
        const [n, sd] = [count(row?.n), count(row?.sd)]
        if (n < 2 || sd === 0 || !Array.isArray(row?.q)) return idle
        const d = ksNormal(row.q.map(Number), count(row.mean), sd)
        return distance(
          d,
          Number(a.distance ?? '0.1'),
          1.035 / Math.sqrt(n),
          'Kolmogorov–Smirnov distance to the normal distribution',
          n,
        )
      },
    }
  },
})

const QUANTILES = Array.from({ length: 999 }, (_, i) => number((i + 1) / 1000)).reduce((l, r) => sql`${l}, ${r}`)

const pastDistribution = (
  say: string,
  also: readonly string[],
  reading: string,
  needs: 'no-baseline' | 'too-little-history',
) =>
  measure({
    about: reading,
    subject: '{of:column}',
    negatable: 'say how it must be distributed',
    phrases: [
      { say: say as 'be distributed as usual' },
      {
        say: `${say} , distance at most {distance:digits}` as 'be distributed as usual , distance at most {distance:digits}',
      },
    ],
    also: also.map((each) => ({ say: each })),
    examples: [],
    reading: (a, s) => `the present values of ${s.value(slot(a))} are ${reading}`,
    columns: (a) => [slot(a)],
    needs,
  })

export const distributedAsInLast = pastDistribution(
  'be distributed as in the last delivery',
  [
    'be distributed as in the previous delivery',
    'have the same distribution as in the (last|previous) delivery',
    'be distributed like in the (last|previous) delivery',
  ],
  'distributed as in the last accepted delivery',
  'no-baseline',
)
export const distributedAsUsual = pastDistribution(
  'be distributed as usual',
  [],
  'distributed as in accepted deliveries',
  'too-little-history',
)
