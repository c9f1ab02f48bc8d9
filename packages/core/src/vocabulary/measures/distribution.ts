import { number, sql } from '../../sql/sql.ts'
import type { Json, Value } from '../../check.ts'
import { chanceOfShare, ksNormal } from '../../stats/distribution.ts'
import { CHANCE } from '../../stats/distances.ts'
import { readingsOf, type Compiler } from '../expression.ts'
import { shownCount } from '../shown-count.ts'
import { measure, type WholeMeasure } from '../word.ts'
import { byGroup } from './by-group.ts'
import { slot } from './columns.ts'
import { distance, nothing } from './whole-verdict.ts'

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
  const group = byGroup(c)
  const counts = shares.map((each, i) => {
    const kind = c.common([x, c.value(each.of)], false)
    return sql`count_if(${c.as(x, kind).sql} = ${c.value(each.of).sql}) AS ${c.keyName(i)}`
  })
  return {
    query: sql`SELECT ${group.keys}count(${x.sql}) AS n, ${counts.reduce((l, r) => sql`${l}, ${r}`)} FROM ${c.from} WHERE ${c.scope}${group.by}`,
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
      if (n === 0) return nothing
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
    const read = c.as(c.value(slot(a)), 'number')
    c.restsOn(readingsOf([read]), 'number')
    const x = read.sql
    const group = byGroup(c)
    return {
      query: sql`SELECT ${group.names}count(x) AS n, avg(x) AS mean, stddev_samp(x) AS sd, quantile_cont(x, [${QUANTILES}]) AS q FROM (SELECT ${group.keys}CAST(${x} AS DOUBLE) AS x FROM ${c.from} WHERE ${c.scope})${group.by}`,
      judge: ([row]) => {
        const [n, sd] = [count(row?.n), count(row?.sd)]
        if (n < 2 || sd === 0 || !Array.isArray(row?.q)) return nothing
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

/** Benford (1938): how often each digit is the first. */
const BENFORD = Array.from({ length: 9 }, (_, i) => Math.log10(1 + 1 / (i + 1)))

export const benford = measure({
  about:
    "the first digits of the numbers are distributed by Benford's law: total variation distance to the shares log10(1 + 1/d); zeros are left out",
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: "be distributed by Benford's law" },
    { say: "be distributed by Benford's law , distance at most {distance:digits}" },
  ],
  also: [{ say: "(follow|obey|match|satisfy) Benford's law" }],
  examples: [
    [
      "`amount` should be distributed by Benford's law",
      "The first digits of the numbers in `amount` are distributed by Benford's law: the total variation distance is at most 0.1, or no more than chance explains at this size (1%) (a warning if not)",
    ],
  ],
  reading: (a, say) =>
    `the first digits of the numbers in ${say.value(slot(a))} are distributed by Benford's law: the total variation distance is at most ${a.distance ?? '0.1'}, or no more than chance explains at this size (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => {
    const x = sql`abs(${c.as(c.value(slot(a)), 'number').sql})`
    const digit = sql`least(9, greatest(1, CAST(floor(${x} / pow(10, floor(log10(${x})))) AS INTEGER)))`
    const group = byGroup(c)
    const counts = BENFORD.map((_, i) => sql`count_if(f = ${number(i + 1)}) AS ${c.keyName(i)}`)
    return {
      query: sql`SELECT ${group.names}count(f) AS n, ${counts.reduce((l, r) => sql`${l}, ${r}`)} FROM (SELECT ${group.keys}CASE WHEN ${x} > 0 AND isfinite(CAST(${x} AS DOUBLE)) THEN ${digit} END AS f FROM ${c.from} WHERE ${c.scope})${group.by}`,
      judge: ([row]) => {
        const n = count(row?.n)
        if (n === 0) return nothing
        const d = BENFORD.reduce((sum, wanted, i) => sum + Math.abs(count(row?.[`k${String(i)}`]) / n - wanted), 0) / 2
        return distance(
          d,
          Number(a.distance ?? '0.1'),
          CHANCE.total(9, n, Infinity),
          "total variation distance to Benford's law",
          n,
        )
      },
    }
  },
})
